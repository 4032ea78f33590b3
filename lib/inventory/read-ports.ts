/** Protocol, ports and ICMP type of a rule or ACL entry. */

import type { JsonObject } from '../describe/document.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { hasPorts, ICMP, ICMPV6, type Protocol, parseProtocol } from '../net/protocol.ts'
import type { IcmpMatch } from './filters.ts'
import { number, text } from './wire.ts'

/** What a rule says of a packet beside its addresses. */
export interface PacketMatch {
  readonly protocol: Protocol
  readonly ports: NumberSet
  readonly icmp: IcmpMatch | null
}

const LAST_PORT = 65_535
export const ALL_PORTS: NumberSet = Object.freeze([Object.freeze([0, LAST_PORT] as const)])

/** The two numbers of a range: ports, or the ICMP type and code. Null when AWS prints none. */
export interface NumberPair {
  readonly from: number | null
  readonly to: number | null
}

/**
 * Null when protocol or ports cannot be read. Protocols without ports match whatever range is printed;
 * a range that is absent, or −1, is all of them; for ICMP the pair is type and code, −1 being any.
 * Source: EC2 API, IpPermission and NetworkAclEntry.
 */
export function packetMatch(element: JsonObject, field: string, pair: NumberPair): PacketMatch | null {
  const protocol = parseProtocol(text(element, field) ?? '')
  if (protocol === null) return null
  if (protocol === ICMP || protocol === ICMPV6) {
    return { protocol, ports: ALL_PORTS, icmp: { type: orAny(pair.from), code: orAny(pair.to) } }
  }
  if (!hasPorts(protocol)) return { protocol, ports: ALL_PORTS, icmp: null }
  const ports = portRange(pair)
  return ports && { protocol, ports, icmp: null }
}

function orAny(value: number | null): number | null {
  return value === -1 ? null : value
}

function portRange({ from, to }: NumberPair): NumberSet | null {
  if ((from === null || from === -1) && (to === null || to === -1)) return ALL_PORTS
  if (from === null || to === null) return null
  if (from === 0 && to === LAST_PORT) return ALL_PORTS
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= LAST_PORT
  return fits ? [[from, to]] : null
}

/** Reads two fields as a pair; null when one is there but is no number, so that it is not taken for "any". */
export function numberPair(element: JsonObject, fromKey: string, toKey: string): NumberPair | null {
  const pair = { from: number(element, fromKey), to: number(element, toKey) }
  if (pair.from === null && present(element, fromKey)) return null
  if (pair.to === null && present(element, toKey)) return null
  return pair
}

function present(element: JsonObject, key: string): boolean {
  return element[key] !== undefined && element[key] !== null
}
