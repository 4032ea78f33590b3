/** Addresses the internet does not carry. Source: Reachability Analyzer guide, IGW_…_NOT_IN_RFC1918_…; RFC 1918, RFC 6598. */

import { type Address, containsAddress, formatAddress, parsePrefix } from '../../net/prefix.ts'
import { isPublic } from '../address-index.ts'
import type { ExplanationCode } from '../codes.ts'
import type { Refusal } from './hop.ts'

const blocksOf = (...texts: readonly string[]) => texts.map(parsePrefix).filter((prefix) => prefix !== null)

const RFC1918 = blocksOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')
const RFC6598 = blocksOf('100.64.0.0/10')

const CODES: Readonly<Record<'source' | 'destination', readonly [ExplanationCode, ExplanationCode]>> = {
  source: ['IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS', 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS'],
  destination: ['IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS'],
}

/** Why an internet gateway drops a packet for one of its addresses: a source that comes in, a destination that goes out. */
export function notRouted(address: Address, which: 'source' | 'destination'): readonly Refusal[] {
  if (isPublic(address)) return []
  const detail = `the ${which} ${formatAddress(address)} is no address of the internet`
  const [ofPrivate, ofShared] = CODES[which]
  if (RFC1918.some((prefix) => containsAddress(prefix, address))) return [{ code: ofPrivate, detail }]
  if (RFC6598.some((prefix) => containsAddress(prefix, address))) return [{ code: ofShared, detail }]
  return [{ code: 'NO_POSSIBLE_DESTINATION', detail }]
}
