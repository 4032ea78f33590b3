/** Routes that make a table public, and how much of the internet they take. */

import type { PrefixListId } from '../inventory/ids.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { isOvertaken } from '../inventory/overtaken-route.ts'
import type { Route, RouteTable } from '../inventory/routing.ts'
import { shell } from '../inventory/shell-quote.ts'
import type { Family } from '../net/prefix.ts'
import { type AddressSet, addressSet, NO_ADDRESSES, unionAddresses } from '../net/traffic.ts'
import type { RuleRef } from '../reachability/path.ts'
import { destinationPrefixes, routeRef } from '../reachability/reply-routes.ts'

/** Active routes to an internet gateway that decide about some address, as evidence. */
export function publicRoutes(table: RouteTable): readonly RuleRef[] {
  return gatewayRoutes(table).map((route) => routeRef(table, route))
}

export function gatewayRoutes(table: RouteTable): readonly Route[] {
  return table.routes.filter(
    (route) => route.state === 'active' && route.target.kind === 'internet-gateway' && !isOvertaken(table, route),
  )
}

/** Those of one family that take the whole internet: `0.0.0.0/0`, `::/0` or `2000::/3`. */
export function defaultGatewayRoutes(table: RouteTable | undefined, family: Family): readonly Route[] {
  return (table ? gatewayRoutes(table) : []).filter(
    ({ destination }) =>
      destination.kind === 'prefix' &&
      destination.prefix.family === family &&
      destination.prefix.length <= WHOLE[family],
  )
}

/** Global unicast IPv6 is 2000::/3. Source: RFC 4291. */
const WHOLE = { 4: 0, 6: 3 } as const

/** What the internet-gateway routes of a table hold together; lists that were not collected are named apart. */
export function gatewayDestinations(
  inventory: Inventory,
  table: RouteTable,
): { readonly destinations: AddressSet; readonly unreadLists: readonly PrefixListId[] } {
  const routes = gatewayRoutes(table)
  const known = routes.map((route) => addressSet(destinationPrefixes(inventory, route) ?? []))
  return {
    destinations: known.reduce(unionAddresses, NO_ADDRESSES),
    unreadLists: [...new Set(routes.flatMap((route) => unreadList(inventory, route)))],
  }
}

/** The prefix list of a route whose entries are not known, unless it is of a kind that is never the internet. */
export function unreadList(inventory: Inventory, route: Route): readonly PrefixListId[] {
  if (destinationPrefixes(inventory, route) || route.destination.kind !== 'prefix-list') return []
  const { id } = route.destination
  return isServiceList(inventory, id) ? [] : [id]
}

/** A list AWS keeps for one of its services is never the internet, whatever its entries. */
export function isServiceList(inventory: Inventory, id: string): boolean {
  const list = inventory.prefixLists.get(id)
  return list?.ownerId === 'AWS' || list?.listName.startsWith('com.amazonaws.') === true
}

/** The commands that tell the entries of prefix lists. */
export function listCommands(region: string, lists: readonly string[]): readonly string[] {
  return lists.map((list) => shell`aws ec2 get-managed-prefix-list-entries --region ${region} --prefix-list-id ${list}`)
}
