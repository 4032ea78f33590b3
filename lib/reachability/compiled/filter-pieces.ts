/**
 * Security groups and network ACLs as pieces: for each rule that lets something pass, which numbers and which clients.
 * A number is a destination port, or an ICMP message as type × 256 + code.
 * Source: VPC guide, "Security group rules" and "Network ACL rules"; EC2 API, IpPermission.
 */

import {
  type IcmpMatch,
  type NetworkAcl,
  type NetworkAclEntry,
  type SecurityGroup,
  type SecurityGroupRule,
  unreadOf,
} from '../../inventory/filters.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import type { NumberSet } from '../../net/interval-set.ts'
import { hasPorts, ICMP, ICMPV6, type Protocol } from '../../net/protocol.ts'
import { ALL_PORTS } from '../../net/traffic.ts'
import { icmpMessages } from '../exposure-row.ts'
import { peerPrefixes } from '../security-group-filter.ts'
import { type AddressSetId, type AddressSets, EVERYBODY, NOBODY } from './address-sets.ts'
import type { Piece } from './admitted.ts'
import type { ProtocolOrRest } from './passage.ts'

/** A rule is null where what could not be read may let it pass. */
export interface RulePiece extends Piece {
  readonly rule: SecurityGroupRule | null
}

export interface EntryPiece extends Piece {
  readonly entry: NetworkAclEntry | null
}

/** The rules of a group that may let someone of the internet in, with whom. A reference to a group names nobody there. */
export interface OpenRule {
  readonly rule: SecurityGroupRule
  readonly known: AddressSetId
  readonly possible: AddressSetId
}

export function openRules(inventory: Inventory, sets: AddressSets, group: SecurityGroup): readonly OpenRule[] {
  const open: OpenRule[] = []
  for (const rule of group.rules) {
    const clients = rule.direction === 'ingress' ? clientsOf(inventory, sets, rule) : NOBODY
    if (clients === null) open.push({ rule, known: NOBODY, possible: EVERYBODY })
    else if (clients !== NOBODY) open.push({ rule, known: clients, possible: clients })
  }
  return open
}

/** Null for a list whose entries were not collected, unless it says that it is of the other family. */
function clientsOf(inventory: Inventory, sets: AddressSets, rule: SecurityGroupRule): AddressSetId | null {
  const { peer } = rule
  if (peer.kind === 'prefix') return sets.ofPrefix(peer.prefix)
  if (peer.kind === 'security-group') return NOBODY
  const prefixes = peerPrefixes(inventory, rule)
  // Those of the other family are of nobody in this one.
  if (prefixes) return sets.ofPrefixes(prefixes)
  return (inventory.prefixLists.get(peer.id)?.family ?? sets.family) === sets.family ? null : NOBODY
}

/** What the open rules of a group let in of one protocol. */
export function groupPieces(
  group: SecurityGroup,
  open: readonly OpenRule[],
  protocol: ProtocolOrRest,
): readonly RulePiece[] {
  const pieces: RulePiece[] = unreadOf(group, 'ingress').length > 0 ? [{ ...UNREAD, rule: null }] : []
  for (const { rule, known, possible } of open) {
    for (const [lo, hi] of numbersOf(rule, protocol)) pieces.push({ lo, hi, known, possible, rule })
  }
  return pieces
}

export interface AclSide {
  readonly direction: 'ingress' | 'egress'
  readonly protocol: ProtocolOrRest
}

/** What an ACL lets pass of one protocol: numbers ascending, and for each the first entry that matches decides. */
export function aclPieces(sets: AddressSets, acl: NetworkAcl, { direction, protocol }: AclSide): readonly EntryPiece[] {
  if (acl.unread.length > 0) return [{ ...UNREAD, entry: null }]
  const entries = acl.entries
    .filter((entry) => entry.direction === direction && entry.cidr.family === sets.family)
    .map((entry) => ({ entry, numbers: numbersOf(entry, protocol), clients: sets.ofPrefix(entry.cidr) }))
    .filter(({ numbers, clients }) => numbers.length > 0 && clients !== NOBODY)
  const starts = startsOf(entries.map(({ numbers }) => numbers))
  return starts.flatMap((lo, index) => stretch(sets, entries, [lo, (starts[index + 1] ?? 65536) - 1]))
}

interface MatchingEntry {
  readonly entry: NetworkAclEntry
  readonly numbers: NumberSet
  readonly clients: AddressSetId
}

/** Numbers that every entry treats alike. */
function stretch(
  sets: AddressSets,
  entries: readonly MatchingEntry[],
  [lo, hi]: readonly [number, number],
): readonly EntryPiece[] {
  const pieces: EntryPiece[] = []
  let open = EVERYBODY
  for (const { entry, numbers, clients } of entries) {
    if (!numbers.some(([from, to]) => from <= lo && hi <= to)) continue
    const decided = sets.meet(open, clients)
    if (entry.action === 'allow' && decided !== NOBODY)
      pieces.push({ lo, hi, known: decided, possible: decided, entry })
    open = sets.minus(open, decided)
    if (open === NOBODY) break
  }
  return pieces
}

const UNREAD: Piece = { lo: 0, hi: 65535, known: NOBODY, possible: EVERYBODY }

export interface Match {
  readonly protocol: Protocol
  readonly ports: NumberSet
  readonly icmp: IcmpMatch | null
}

/** The numbers of a protocol a rule speaks of; none where it speaks of another. */
export function numbersOf(match: Match, protocol: ProtocolOrRest): NumberSet {
  if (match.protocol === 'any') return ALL_PORTS
  if (match.protocol !== protocol) return NONE
  if (hasPorts(protocol)) return match.ports
  const type = protocol === ICMP || protocol === ICMPV6 ? (match.icmp?.type ?? null) : null
  return type === null ? ALL_PORTS : icmpMessages(type, match.icmp?.code ?? null)
}

const NONE: NumberSet = []

function startsOf(sets: readonly NumberSet[]): readonly number[] {
  const starts = new Set([0])
  for (const set of sets) {
    for (const [lo, hi] of set) {
      starts.add(lo)
      if (hi < 65535) starts.add(hi + 1)
    }
  }
  return [...starts].sort((a, b) => a - b)
}
