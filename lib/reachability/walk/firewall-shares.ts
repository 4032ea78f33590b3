/**
 * The ports of a packet shared out among rules that are asked in order: each piece goes to the first that matches.
 * A rule that may match or not leaves a mark on the piece and passes it on.
 */

import type { FirewallMatch } from '../../inventory/firewall-rules.ts'
import { holds, intersect, type NumberSet, subtract } from '../../net/interval-set.ts'
import type { Address } from '../../net/prefix.ts'
import { hasPorts } from '../../net/protocol.ts'
import { type AddressSet, ALL_PORTS } from '../../net/traffic.ts'
import type { Packet } from '../packet.ts'

/** One rule of a list, or a rule group that was not read: then nothing of `match` is known. */
export interface OrderedRule<T> {
  readonly match: FirewallMatch
  readonly value: T
}

export interface Share<T> {
  readonly packet: Packet
  /** What takes this piece; null when no rule does for certain. */
  readonly taker: T | null
  /** What may take it before. */
  readonly doubtful: readonly T[]
}

/** Splits a packet among rules, first match first. Every port of the packet is in one share. */
export function shareOut<T>(packet: Packet, rules: readonly OrderedRule<T>[]): readonly Share<T>[] {
  const taken: Share<T>[] = []
  let open: readonly Share<T>[] = [{ packet, taker: null, doubtful: [] }]
  for (const { match, value } of rules) {
    const fit = fitOf(match, packet)
    if (fit === 'never') continue
    const rest: Share<T>[] = []
    for (const share of open) {
      const { inside, outside } = split(share.packet, match)
      rest.push(...outside.map((piece) => ({ ...share, packet: piece })))
      if (!inside) continue
      if (fit === 'always') taken.push({ ...share, packet: inside, taker: value })
      else rest.push({ ...share, packet: inside, doubtful: [...share.doubtful, value] })
    }
    open = rest
    if (open.length === 0) break
  }
  return [...taken, ...open]
}

/** Of everything but the ports. */
function fitOf(
  { protocols, sources, destinations, sourcePorts, destinationPorts, exact }: FirewallMatch,
  packet: Packet,
) {
  if (protocols !== null && protocols !== 'any' && !protocols.includes(packet.protocol)) return 'never'
  if (sources && !includes(sources, packet.source)) return 'never'
  if (destinations && !includes(destinations, packet.destination)) return 'never'
  const told = [protocols, sources, destinations, sourcePorts, destinationPorts].every((field) => field !== null)
  return exact && told ? 'always' : 'perhaps'
}

function includes(set: AddressSet, address: Address): boolean {
  return address.family === 4 ? holds(set.v4, address.value) : holds(set.v6, address.value)
}

function split(
  packet: Packet,
  match: FirewallMatch,
): { readonly inside: Packet | null; readonly outside: readonly Packet[] } {
  if (!hasPorts(packet.protocol)) return { inside: packet, outside: [] }
  const from = match.sourcePorts ?? ALL_PORTS
  const to = match.destinationPorts ?? ALL_PORTS
  const sourcePorts = intersect(packet.sourcePorts, from)
  const destinationPorts = intersect(packet.destinationPorts, to)
  if (sourcePorts.length === 0 || destinationPorts.length === 0) return { inside: null, outside: [packet] }
  const outside = [
    withPorts(packet, subtract(packet.sourcePorts, from), packet.destinationPorts),
    withPorts(packet, sourcePorts, subtract(packet.destinationPorts, to)),
  ].filter((piece) => piece.sourcePorts.length > 0 && piece.destinationPorts.length > 0)
  return { inside: withPorts(packet, sourcePorts, destinationPorts), outside }
}

function withPorts(packet: Packet, sourcePorts: NumberSet, destinationPorts: NumberSet): Packet {
  return { ...packet, sourcePorts, destinationPorts }
}
