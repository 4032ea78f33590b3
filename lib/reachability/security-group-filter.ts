/**
 * What a set of security groups admits from the internet: allow-only, the union over every rule of every group.
 * Source: VPC guide, "Security group rules".
 */

import type { PrefixList, SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { type Family, formatPrefix, type Prefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  formatPorts,
  hasAddresses,
  INTERNET,
  intersectAddresses,
  ofFamily,
} from '../net/traffic.ts'
import type { Admission, Rectangle, RuleRef } from './path.ts'

/** The prefixes a rule's peer stands for; null when it is a list whose entries were not collected. */
export function peerPrefixes(inventory: Inventory, rule: SecurityGroupRule): readonly Prefix[] | null {
  if (rule.peer.kind === 'prefix') return [rule.peer.prefix]
  if (rule.peer.kind === 'security-group') return []
  return prefixListEntries(inventory.prefixLists.get(rule.peer.id))
}

/** The entries of a prefix list; null when they are not, or not all, known. */
export function prefixListEntries(list: PrefixList | undefined): readonly Prefix[] | null {
  return list?.entries && list.unread.length === 0 ? list.entries : null
}

export interface GroupQuestion {
  readonly groupIds: readonly string[]
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
}

/** Every rule of every group, united. */
export function admittedByGroups(inventory: Inventory, question: GroupQuestion): Admission {
  const each = question.groupIds.map((id) => admittedByGroup(inventory, id, question))
  return {
    known: each.flatMap(({ known }) => known),
    maybe: each.flatMap(({ maybe }) => maybe),
    unknowns: each.flatMap(({ unknowns }) => unknowns),
  }
}

function admittedByGroup(inventory: Inventory, id: string, { family, protocol }: GroupQuestion): Admission {
  const group = inventory.securityGroups.get(id)
  const everything: Rectangle = { ports: ALL_PORTS, sources: ofFamily(INTERNET, family), rules: [] }
  if (!group) return { known: [], maybe: [everything], unknowns: [`${id} was not collected.`] }
  const rules = group.rules.filter((rule) => rule.direction === 'ingress' && concerns(rule, protocol))
  const unread = rules.filter((rule) => !peerPrefixes(inventory, rule))
  return {
    known: rules.flatMap((rule) => {
      const sources = ofFamily(internetSources(inventory, rule), family)
      return hasAddresses(sources) ? [{ ports: portsOf(rule), sources, rules: [ruleRef(rule, id)] }] : []
    }),
    maybe: [
      ...(group.unread.length > 0 ? [everything] : []),
      ...unread.map((rule) => ({ ...everything, ports: portsOf(rule), rules: [ruleRef(rule, id)] })),
    ],
    unknowns: [
      ...(group.unread.length > 0 ? [`${id} has rules that could not be read.`] : []),
      ...unread.map((rule) => `The entries of ${peerText(rule)} in ${id} were not collected.`),
    ],
  }
}

/** The clients on the internet a rule names. A reference to a group matches private addresses only, so none. */
function internetSources(inventory: Inventory, rule: SecurityGroupRule): AddressSet {
  return intersectAddresses(addressSet(peerPrefixes(inventory, rule) ?? []), INTERNET)
}

function portsOf(rule: SecurityGroupRule): NumberSet {
  return hasPorts(rule.protocol) ? rule.ports : ALL_PORTS
}

export function groupsHaveIngress(inventory: Inventory, groupIds: readonly string[]): boolean {
  return groupIds.some((id) => inventory.securityGroups.get(id)?.rules.some((rule) => rule.direction === 'ingress'))
}

export function ruleRef(rule: SecurityGroupRule, groupId: SecurityGroup['id'] | string): RuleRef {
  return {
    kind: 'security-group-rule',
    resourceId: groupId,
    pointer: rule.pointer,
    document: rule.document,
    excerpt: describeRule(rule),
  }
}

/** `tcp/22 from 0.0.0.0/0`, led by the rule's id when it is known. */
export function describeRule(rule: SecurityGroupRule): string {
  const toward = rule.direction === 'ingress' ? 'from' : 'to'
  const text = `${trafficText(rule)} ${toward} ${peerText(rule)}`
  return rule.ruleId ? `${rule.ruleId}: ${text}` : text
}

/** `tcp/22`, `all traffic`, `icmp type 8`. */
export function trafficText(rule: SecurityGroupRule): string {
  if (rule.protocol === 'any') return 'all traffic'
  const protocol = formatProtocol(rule.protocol)
  if (hasPorts(rule.protocol)) return `${protocol}/${formatPorts(rule.ports)}`
  const type = rule.icmp?.type ?? null
  return type === null ? protocol : `${protocol} type ${type}`
}

export function peerText(rule: SecurityGroupRule): string {
  return rule.peer.kind === 'prefix' ? formatPrefix(rule.peer.prefix) : rule.peer.id
}

function concerns(rule: SecurityGroupRule, protocol: number): boolean {
  return rule.protocol === 'any' || rule.protocol === protocol
}
