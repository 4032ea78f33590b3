/**
 * The rules of security groups, as references and in words, and whom they name.
 * Source: VPC guide, "Security group rules".
 */

import type { PrefixList, SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { formatPrefix, type Prefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import type { RuleRef } from './path.ts'
import { securityGroupRuleId } from './rule-id.ts'

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
    ruleId: securityGroupRuleId(groupId, rule),
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
