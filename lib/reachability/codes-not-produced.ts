/** Codes of Reachability Analyzer that no answer carries, and why. */

import type { CaveatCode, ExplanationCode } from './codes.ts'

const ARRIVING = 'A question names the header as it sets out; it has no filter for the header as it arrives.'
const ONE_PACKET =
  'A question is about one packet and names it whole, so no component at the source could have another.'

export const CODES_NOT_PRODUCED: Readonly<Partial<Record<ExplanationCode | CaveatCode, string>>> = {
  IGW_NAT_REFLECTION:
    'A limit of Reachability Analyzer, not of the network: a packet for a public address of the inventory is followed back in.',
  COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT:
    'A question names a component to pass, `via`, and none to keep away from.',
  FILTER_AT_SOURCE_PROTOCOL: ONE_PACKET,
  FILTER_AT_SOURCE_SOURCE_PORT_RANGE: ONE_PACKET,
  FILTER_AT_SOURCE_DESTINATION_PORT_RANGE: ONE_PACKET,
  FILTER_AT_DESTINATION_SOURCE_ADDRESS: ARRIVING,
  FILTER_AT_DESTINATION_DESTINATION_ADDRESS: ARRIVING,
  FILTER_AT_DESTINATION_PROTOCOL: ARRIVING,
  FILTER_AT_DESTINATION_SOURCE_PORT_RANGE: ARRIVING,
  FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE: ARRIVING,
}
