/**
 * What filters admit from the internet, as rectangles with the rules that admit them: for the words of a path.
 * Source: VPC guide, "Security group rules" and "Network ACL rules".
 */

import { type NetworkAcl, unreadOf } from '../inventory/filters.ts'
import { type NumberSet, union } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { ALL_PORTS, INTERNET, ofFamily } from '../net/traffic.ts'
import { type AddressSets, NOBODY } from './compiled/address-sets.ts'
import type { Piece } from './compiled/admitted.ts'
import { type AclSide, aclPieces, groupPieces, openRules } from './compiled/filter-pieces.ts'
import type { ProtocolOrRest } from './compiled/passage.ts'
import type { Network } from './network.ts'
import { entryRef } from './network-acl-filter.ts'
import type { Admission, Rectangle, RuleRef } from './path.ts'
import { peerText, ruleRef } from './security-group-filter.ts'

/**
 * For `ingress` service ports × clients, for `egress` the client's ports × clients; for ICMP messages × clients, each
 * message as type × 256 + code.
 */
export function admittedByAcl(network: Network, acl: NetworkAcl, question: AclSide & ByFamily): Admission {
  if (acl.unread.length > 0) {
    return {
      known: [],
      maybe: [everything(question.family)],
      unknowns: [`${acl.id} has entries that could not be read.`],
    }
  }
  const { sets } = network.passages[question.family].admitted
  const pieces = aclPieces(sets, acl, question).map((piece) => ({
    ...piece,
    rule: piece.entry && entryRef(acl, piece.entry),
  }))
  return { known: rectanglesOf(sets, pieces), maybe: [], unknowns: [] }
}

interface ByFamily {
  readonly family: Family
}

export interface GroupQuestion extends ByFamily {
  readonly groupIds: readonly string[]
  readonly protocol: ProtocolOrRest
}

/** Every rule of every group, united. */
export function admittedByGroups(network: Network, question: GroupQuestion): Admission {
  const each = question.groupIds.map((id) => admittedByGroup(network, id, question))
  return {
    known: each.flatMap(({ known }) => known),
    maybe: each.flatMap(({ maybe }) => maybe),
    unknowns: each.flatMap(({ unknowns }) => unknowns),
  }
}

function admittedByGroup(network: Network, id: string, { family, protocol }: GroupQuestion): Admission {
  const group = network.inventory.securityGroups.get(id)
  if (!group) return { known: [], maybe: [everything(family)], unknowns: [`${id} was not collected.`] }
  const { sets } = network.passages[family].admitted
  const pieces = groupPieces(group, openRules(network.inventory, sets, group), protocol).map((piece) => ({
    ...piece,
    rule: piece.rule && ruleRef(piece.rule, id),
    list: piece.rule && piece.known === NOBODY ? peerText(piece.rule) : null,
  }))
  const unread = new Set(pieces.flatMap(({ list }) => (list === null ? [] : [list])))
  return {
    known: rectanglesOf(
      sets,
      pieces.filter(({ known }) => known !== NOBODY),
    ),
    maybe: rectanglesOf(
      sets,
      pieces.filter(({ known }) => known === NOBODY),
    ),
    unknowns: [
      ...(unreadOf(group, 'ingress').length > 0 ? [`${id} has rules that could not be read.`] : []),
      ...[...unread].map((list) => `The entries of ${list} in ${id} were not collected.`),
    ],
  }
}

function everything(family: Family): Rectangle {
  return { ports: ALL_PORTS, sources: ofFamily(INTERNET, family), rules: [] }
}

type RulePiece = Piece & { readonly rule: RuleRef | null }

/** Pieces of one rule and the same clients are one rectangle. */
function rectanglesOf(sets: AddressSets, pieces: readonly RulePiece[]): readonly Rectangle[] {
  const rectangles = new Map<string, Rectangle>()
  for (const { lo, hi, possible, rule } of pieces) {
    const numbers: NumberSet = [[lo, hi]]
    const key = `${rule?.document} ${rule?.pointer} ${possible}`
    const known = rectangles.get(key)
    rectangles.set(key, {
      ports: known ? union(known.ports, numbers) : numbers,
      sources: sets.get(possible),
      rules: rule ? [rule] : [],
    })
  }
  return [...rectangles.values()]
}
