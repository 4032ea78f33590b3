/**
 * Where a filter stops what a NAT gateway or a load balancer rewrote and would have let pass what the sender wrote: that
 * is said beside the filter. Source: Reachability Analyzer guide, NGW_SOURCE_ADDRESS_REASSIGN, REMAP_EPHEMERAL_PORT,
 * NGW_DEST_ADDRESS_PRESERVATION.
 */

import { covers } from '../../net/interval-set.ts'
import { formatAddress } from '../../net/prefix.ts'
import { hasPorts } from '../../net/protocol.ts'
import { formatPorts } from '../../net/traffic.ts'
import type { Packet } from '../packet.ts'
import type { Refusal } from './hop.ts'
import type { Translation, WalkState } from './state.ts'

/** Nothing where the packet is as its sender wrote it, or the filter stops it either way. A reply is not yet rewritten back. */
export function translationHints(state: WalkState, admits: (packet: Packet) => boolean): readonly Refusal[] {
  const last = state.translations.at(-1)
  if (!last) return []
  return [...addressHint(state, last, admits), ...portHint(state, last, admits)]
}

type Admits = (packet: Packet) => boolean

function addressHint(
  { packet, leg }: WalkState,
  { kind, component, before }: Translation,
  admits: Admits,
): readonly Refusal[] {
  if (kind !== 'nat-gateway') return []
  const client = before.source
  const asWritten = leg === 'request' ? { ...packet, source: client } : { ...packet, destination: client }
  if (!admits(asWritten)) return []
  const now = formatAddress(leg === 'request' ? packet.source : packet.destination)
  const detail = `it would pass as ${formatAddress(client)}, and ${component} makes it ${now}`
  return [{ code: 'NGW_SOURCE_ADDRESS_REASSIGN', component, detail, rule: null }]
}

/** Filters look at destination ports alone, so only a reply is stopped for the port its client chose. */
function portHint({ packet, leg }: WalkState, { component, before, after }: Translation, admits: Admits) {
  if (leg === 'request' || !hasPorts(packet.protocol) || covers(after.sourcePorts, before.sourcePorts)) return []
  if (!admits({ ...packet, destinationPorts: before.sourcePorts })) return []
  const detail = `it would pass to port ${formatPorts(before.sourcePorts)}, and ${component} sends from ${formatPorts(after.sourcePorts)}`
  return [{ code: 'REMAP_EPHEMERAL_PORT', component, detail, rule: null } as const]
}

/** The table of a NAT gateway must know the way to the destination, which stays what it was. */
export function keptDestinationHint({ packet, leg, translations }: WalkState): readonly Refusal[] {
  const last = translations.at(-1)
  if (leg === 'reply' || last?.kind !== 'nat-gateway') return []
  const { component } = last
  const detail = `${component} keeps the destination ${formatAddress(packet.destination)}, so its own table must lead there`
  return [{ code: 'NGW_DEST_ADDRESS_PRESERVATION', component, detail, rule: null }]
}
