/** An inventory without some of its rules, and its index: everything else is shared with the one it was made from. */

import type { NetworkAcl, SecurityGroup } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type Grouped, type InventoryIndex, keepIndex } from '../inventory/lookups.ts'
import type { RouteTable } from '../inventory/routing.ts'
import type { FoundRule } from './rule-id.ts'

/** What is left of each group, ACL and table that loses a rule, by its id. */
export interface ChangedFilters {
  readonly groups: ReadonlyMap<string, SecurityGroup>
  readonly acls: ReadonlyMap<string, NetworkAcl>
  readonly tables: ReadonlyMap<string, RouteTable>
}

export function changedFilters(found: readonly FoundRule[]): ChangedFilters {
  const groups = new Map<string, SecurityGroup>()
  const acls = new Map<string, NetworkAcl>()
  const tables = new Map<string, RouteTable>()
  for (const each of found) {
    if (each.kind === 'security-group-rule') {
      const group = groups.get(each.group.id) ?? each.group
      groups.set(group.id, { ...group, rules: group.rules.filter((rule) => rule !== each.rule) })
    } else if (each.kind === 'network-acl-entry') {
      const acl = acls.get(each.acl.id) ?? each.acl
      acls.set(acl.id, { ...acl, entries: acl.entries.filter((entry) => entry !== each.entry) })
    } else {
      const table = tables.get(each.table.id) ?? each.table
      tables.set(table.id, { ...table, routes: table.routes.filter((route) => route !== each.route) })
    }
  }
  return { groups, acls, tables }
}

/** Gives back the inventory with an index of its own, made without looking at a single interface. */
export function leaveOut(
  { inventory, index }: { readonly inventory: Inventory; readonly index: InventoryIndex },
  changed: ChangedFilters,
): { readonly inventory: Inventory; readonly index: InventoryIndex } {
  const { groups, acls, tables } = changed
  const left: Inventory = {
    ...inventory,
    securityGroups: replaced(inventory.securityGroups, groups),
    networkAcls: replaced(inventory.networkAcls, acls),
    routeTables: replaced(inventory.routeTables, tables),
  }
  const leftIndex: InventoryIndex = {
    ...index,
    securityGroupsByVpc: inLists(index.securityGroupsByVpc, groups),
    securityGroupsNaming: stillNaming(inLists(index.securityGroupsNaming, groups), groups),
    networkAclBySubnet: inValues(index.networkAclBySubnet, acls),
    routeTablesByVpc: inLists(index.routeTablesByVpc, tables),
    mainRouteTableByVpc: inValues(index.mainRouteTableByVpc, tables),
    routeTableBySubnet: inValues(index.routeTableBySubnet, tables),
    routeTableByGateway: inValues(index.routeTableByGateway, tables),
  }
  keepIndex(left, { index: leftIndex, base: inventory })
  return { inventory: left, index: leftIndex }
}

type Changed<R> = ReadonlyMap<string, R>

/** The order of ids stays, as only values are replaced. */
function replaced<R>(all: ReadonlyMap<string, R>, changed: Changed<R>): ReadonlyMap<string, R> {
  if (changed.size === 0) return all
  const copy = new Map(all)
  for (const [id, each] of changed) copy.set(id, each)
  return copy
}

function inValues<R extends { readonly id: string }>(
  all: ReadonlyMap<string, R>,
  changed: Changed<R>,
): ReadonlyMap<string, R> {
  if (changed.size === 0) return all
  return new Map([...all].map(([key, each]) => [key, changed.get(each.id) ?? each]))
}

function inLists<R extends { readonly id: string }>(all: Grouped<R>, changed: Changed<R>): Grouped<R> {
  if (changed.size === 0) return all
  const inList = (list: readonly R[]) =>
    list.some(({ id }) => changed.has(id)) ? list.map((each) => changed.get(each.id) ?? each) : list
  return new Map([...all].map(([key, list]) => [key, inList(list)]))
}

/** A group whose last rule that names another is gone names it no more. */
function stillNaming(all: Grouped<SecurityGroup>, changed: Changed<SecurityGroup>): Grouped<SecurityGroup> {
  if (changed.size === 0) return all
  const names = (group: SecurityGroup, id: string) =>
    !changed.has(group.id) || group.rules.some(({ peer }) => peer.kind === 'security-group' && peer.id === id)
  const left = [...all].map(
    ([id, groups]) =>
      [id, groups.every((each) => names(each, id)) ? groups : groups.filter((each) => names(each, id))] as const,
  )
  return new Map(left.filter(([, groups]) => groups.length > 0))
}
