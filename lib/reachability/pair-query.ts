/** A pair of ends as a question. */

import type { Endpoint } from './endpoint-classes.ts'
import { echoRequest } from './packet.ts'
import type { TraceQuery } from './trace-result.ts'

/** From one address to the other; ICMP is asked as an echo request. */
export function pairQuery(
  { from, to }: { readonly from: Endpoint; readonly to: Endpoint },
  { protocol, port }: Pick<TraceQuery, 'protocol' | 'port'>,
): TraceQuery {
  return {
    from: from.networkInterface.id,
    to: to.networkInterface.id,
    protocol,
    port,
    family: to.address.family,
    sourceIp: from.address,
    destinationIp: to.address,
    sourcePort: null,
    icmp: echoRequest(protocol),
    via: null,
  }
}
