/**
 * What kind of subnet a subnet is, by the routes it really uses.
 * Source: VPC guide, "Subnet types" and "Route tables" (explicit association replaces the main table).
 */

import type { Inventory } from './inventory.ts'
import type { Subnet } from './network.ts'
import type { Route, RouteTable } from './routing.ts'

/** `unknown` when its route table, or a route in it, could not be read. */
export type SubnetClass = 'public' | 'private-egress' | 'private-transit' | 'isolated' | 'unknown'

/** The table a subnet uses: its explicit one, else the main table of its own VPC; null when neither was collected. */
export function effectiveRouteTable(inventory: Inventory, subnet: Subnet): RouteTable | null {
  let main: RouteTable | null = null
  for (const table of inventory.routeTables.values()) {
    if (table.vpcId !== subnet.vpcId) continue
    if (table.subnetIds.includes(subnet.id)) return table
    if (table.isMain) main = table
  }
  return main
}

/** Classifies one table; IPv4 and IPv6 count alike, blackholes do not count. */
export function classifyRouteTable(table: RouteTable | null): SubnetClass {
  if (!table) return 'unknown'
  const active = table.routes.filter((route) => route.state === 'active')
  if (active.some((route) => route.target.kind === 'internet-gateway')) return 'public'
  if (table.unread.length > 0) return 'unknown'
  if (active.some(leadsToInternet)) return 'private-egress'
  if (active.some(leadsToOtherNetwork)) return 'private-transit'
  return 'isolated'
}

export function classifySubnet(inventory: Inventory, subnet: Subnet): SubnetClass {
  return classifyRouteTable(effectiveRouteTable(inventory, subnet))
}

function leadsToInternet(route: Route): boolean {
  const { kind } = route.target
  if (kind === 'nat-gateway' || kind === 'egress-only-internet-gateway') return true
  return kind === 'network-interface' && route.destination.kind === 'prefix' && route.destination.prefix.length === 0
}

function leadsToOtherNetwork(route: Route): boolean {
  return OTHER_NETWORK.has(route.target.kind)
}

const OTHER_NETWORK: ReadonlySet<Route['target']['kind']> = new Set([
  'transit-gateway',
  'vpc-peering',
  'vpn-gateway',
  'local-gateway',
  'core-network',
  'network-interface',
])
