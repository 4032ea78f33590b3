/** The column of the internet: on which ports each class of senders reaches some address out there. */

import { classifySubnet } from '../inventory/subnet-class.ts'
import type { Family } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { type AddressSet, INTERNET, ofFamily } from '../net/traffic.ts'
import { sentPorts } from './candidate-ports.ts'
import type { Endpoint, EndpointClass } from './endpoint-classes.ts'
import { INTERNET_ROW } from './matrix-cell.ts'
import { type CellDraft, isTold, type OutwardPlace } from './matrix-cells.ts'
import type { Network } from './network.ts'
import { outsideTraffic } from './outside-traffic.ts'
import { echoRequest } from './packet.ts'
import { pairProtocols } from './pair-traffic.ts'

/** Adds what each class may open towards the internet, by whichever gateway its packets take. */
export function addOutward(network: Network, draft: CellDraft, senders: readonly EndpointClass[]): void {
  for (const sender of senders) {
    const end = sender.representative
    if (isShut(network, end)) continue
    const place = draft.outwardPlaceOf(sender)
    for (const protocol of pairProtocols(network, { from: end, to: end })) {
      addProtocol(network, draft, { place, end, protocol })
    }
  }
}

/** No route of the subnet leads anywhere but into its own VPC, and the table is wholly known. */
function isShut({ inventory }: Network, { networkInterface }: Endpoint): boolean {
  const subnet = inventory.subnets.get(networkInterface.subnetId)
  return subnet !== undefined && classifySubnet(inventory, subnet) === 'isolated'
}

interface Asked {
  readonly place: OutwardPlace
  readonly end: Endpoint
  readonly protocol: number
}

/** A few addresses first: where they tell all that the groups let out, the rest of the internet adds nothing. */
function addProtocol(network: Network, draft: CellDraft, { place, end, protocol }: Asked): void {
  const { family } = end.address
  const sent = sentPorts(network, end.networkInterface, protocol)
  if (sent.length === 0) return
  for (const outside of [FEW[family], ofFamily(INTERNET, family)]) {
    if (isTold(place, protocol, sent)) return
    for (const { ports, trace } of outsideTraffic(network, questionOf(end, protocol, outside), passes)) {
      draft.addOutward(place, { protocol, ports, trace })
    }
  }
}

function passes({ verdict }: { readonly verdict: string }): boolean {
  return verdict !== 'blocked'
}

function questionOf(end: Endpoint, protocol: number, outside: AddressSet): Parameters<typeof outsideTraffic>[1] {
  const { networkInterface, address } = end
  const fixed = { from: networkInterface.id, to: INTERNET_ROW, protocol, family: address.family, sourceIp: address }
  const rest = { sourcePort: null, icmp: echoRequest(protocol), via: null }
  return {
    end,
    direction: 'out',
    protocol,
    outside,
    ask: (destinationIp, port) => ({ ...fixed, ...rest, destinationIp, port: hasPorts(protocol) ? port : null }),
  }
}

const FEW: Readonly<Record<Family, AddressSet>> = {
  4: { v4: INTERNET.v4.slice(0, 1).map(([lo]) => [lo, lo + 255] as const), v6: [] },
  6: { v4: [], v6: INTERNET.v6.slice(0, 1).map(([lo]) => [lo, lo + 255n] as const) },
}
