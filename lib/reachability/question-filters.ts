/**
 * A question may name the addresses of its packet. Where one of them is what stops it, that is said beside the component
 * that does. Source: Reachability Analyzer guide, FILTER_AT_SOURCE_SOURCE_ADDRESS, FILTER_AT_SOURCE_DESTINATION_ADDRESS.
 */

import { formatAddress } from '../net/prefix.ts'
import type { ExplanationCode } from './codes.ts'
import type { TraceBlocker, TraceHop, TraceQuery } from './trace-result.ts'

/** Of a request that is blocked: at most one for each address. */
export function filterBlockers(
  { sourceIp, destinationIp }: TraceQuery,
  forward: readonly TraceHop[],
): readonly TraceBlocker[] {
  const all = forward.flatMap(({ blockers }) => blockers)
  const filters = [
    { code: 'FILTER_AT_SOURCE_SOURCE_ADDRESS', address: sourceIp, causes: SOURCE_CODES },
    { code: 'FILTER_AT_SOURCE_DESTINATION_ADDRESS', address: destinationIp, causes: DESTINATION_CODES },
  ] as const
  return filters.flatMap(({ code, address, causes }): readonly TraceBlocker[] => {
    const cause = address && all.find((blocker) => causes.has(blocker.code))
    if (!address || !cause) return []
    const detail = `the question names ${formatAddress(address)}: ${cause.detail}`
    return [{ code, component: cause.component, leg: 'request', detail, rule: null }]
  })
}

/** Codes that say a source is not one of those who send here. */
const SOURCE_CODES: ReadonlySet<ExplanationCode> = new Set([
  'ENI_SOURCE_DEST_CHECK_RESTRICTION',
  'ENI_ADDRESS_RESTRICTION',
  'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
  'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS',
  'VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION',
])

/** Codes that say nobody who was asked for has the destination. */
const DESTINATION_CODES: ReadonlySet<ExplanationCode> = new Set([
  'NO_POSSIBLE_DESTINATION',
  'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
  'IGW_EXPECTS_PUBLIC_ADDRESS',
])
