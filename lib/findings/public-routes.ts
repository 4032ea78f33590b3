/** Routes that make a table public, and how much of the internet they take. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Route, RouteTable } from '../inventory/routing.ts'
import { type AddressSet, addressSet, NO_ADDRESSES, unionAddresses } from '../net/traffic.ts'
import type { RuleRef } from '../reachability/path.ts'
import { destinationPrefixes, routeRef } from '../reachability/reply-routes.ts'

/** Active routes to an internet gateway, as evidence. */
export function publicRoutes(table: RouteTable): readonly RuleRef[] {
  return gatewayRoutes(table).map((route) => routeRef(table, route))
}

export function gatewayRoutes(table: RouteTable): readonly Route[] {
  return table.routes.filter(({ state, target }) => state === 'active' && target.kind === 'internet-gateway')
}

/** What the internet-gateway routes of a table hold together; lists that were not collected are named apart. */
export function gatewayDestinations(
  inventory: Inventory,
  table: RouteTable,
): { readonly destinations: AddressSet; readonly unreadLists: readonly string[] } {
  const routes = gatewayRoutes(table)
  const known = routes.map((route) => addressSet(destinationPrefixes(inventory, route) ?? []))
  return {
    destinations: known.reduce(unionAddresses, NO_ADDRESSES),
    unreadLists: routes
      .filter((route) => !destinationPrefixes(inventory, route))
      .flatMap(({ destination }) => (destination.kind === 'prefix-list' ? [destination.id] : [])),
  }
}
