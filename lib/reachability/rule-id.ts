/**
 * Names for rules that links, waivers and what-if questions can carry. They do not depend on where AWS printed a rule:
 * `sgr-…` where AWS told it, and always `sg-…/ingress tcp 22 0.0.0.0/0`, `acl-…/egress/100`, `rtb-…/0.0.0.0/0`.
 */

import type { NetworkAcl, NetworkAclEntry, SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Route, RouteTable } from '../inventory/routing.ts'
import { formatPrefix } from '../net/prefix.ts'
import type { RuleRef } from './path.ts'

export type FoundRule =
  | { readonly kind: 'security-group-rule'; readonly group: SecurityGroup; readonly rule: SecurityGroupRule }
  | { readonly kind: 'network-acl-entry'; readonly acl: NetworkAcl; readonly entry: NetworkAclEntry }
  | { readonly kind: 'route'; readonly table: RouteTable; readonly route: Route }

/** The id AWS gave the rule where it is known, else the group and the rule's own key. */
export function securityGroupRuleId(groupId: string, { ruleId, key }: SecurityGroupRule): string {
  return ruleId ?? `${groupId}/${key}`
}

export function networkAclEntryId(aclId: string, { direction, ruleNumber }: NetworkAclEntry): string {
  return `${aclId}/${direction}/${ruleNumber}`
}

/** Two routes of a table share it when one was made and another came by propagation for the same destination. */
export function routeId(tableId: string, { destination }: Route): string {
  return `${tableId}/${destination.kind === 'prefix' ? formatPrefix(destination.prefix) : destination.id}`
}

/** The id of what a reference points at; null for what is no rule that can be removed: a gateway, a listener. */
export function ruleIdOf(reference: RuleRef): string | null {
  return reference.ruleId ?? null
}

/** Every rule an id stands for; none when the inventory has no such rule. */
export function rulesOfId(inventory: Inventory, id: string): readonly FoundRule[] {
  const slash = id.indexOf('/')
  if (slash < 0) return byAwsId(inventory).get(id) ?? []
  const resource = id.slice(0, slash)
  const group = inventory.securityGroups.get(resource)
  if (group) {
    const rules = group.rules.filter(({ key }) => key === id.slice(slash + 1))
    return rules.map((rule) => ({ kind: 'security-group-rule', group, rule }))
  }
  const acl = inventory.networkAcls.get(resource)
  if (acl) {
    const entries = acl.entries.filter((entry) => networkAclEntryId(acl.id, entry) === id)
    return entries.map((entry) => ({ kind: 'network-acl-entry', acl, entry }))
  }
  const table = inventory.routeTables.get(resource)
  const routes = table?.routes.filter((route) => routeId(table.id, route) === id) ?? []
  return table ? routes.map((route) => ({ kind: 'route', table, route })) : []
}

const RULES = new WeakMap<Inventory['securityGroups'], ReadonlyMap<string, readonly FoundRule[]>>()

/** Built the first time an `sgr-…` is asked for. */
function byAwsId({ securityGroups }: Inventory): ReadonlyMap<string, readonly FoundRule[]> {
  const known = RULES.get(securityGroups)
  if (known) return known
  const found = new Map<string, readonly FoundRule[]>()
  for (const group of securityGroups.values()) {
    for (const rule of group.rules) {
      if (rule.ruleId === null) continue
      found.set(rule.ruleId, [...(found.get(rule.ruleId) ?? []), { kind: 'security-group-rule', group, rule }])
    }
  }
  RULES.set(securityGroups, found)
  return found
}
