/**
 * What kind of subnet a subnet is, by the routes it really uses.
 * Source: VPC guide, "Subnet types" and "Route tables" (explicit association replaces the main table).
 */

import type { Inventory } from './inventory.ts'
import { indexOf } from './lookups.ts'
import type { Subnet } from './network.ts'
import { isOvertaken } from './overtaken-route.ts'
import type { Route, RouteTable } from './routing.ts'

/** `unknown` when its route table, or a route in it, could not be read. */
export type SubnetClass = 'public' | 'private-egress' | 'private-transit' | 'isolated' | 'unknown'

/**
 * The table a subnet uses: its explicit one, else the main table of its own VPC; null when that is not known, which
 * includes route tables collected only in part. Constant time: the tables are turned round once an inventory.
 */
export function effectiveRouteTable(inventory: Inventory, subnet: Subnet): RouteTable | null {
  return indexOf(inventory).routeTableBySubnet.get(subnet.id) ?? null
}

/** Classifies one table; IPv4 and IPv6 count alike, blackholes do not count. */
export function classifyRouteTable(table: RouteTable | null): SubnetClass {
  if (!table) return 'unknown'
  const kind = CLASSES.get(table) ?? classify(table)
  CLASSES.set(table, kind)
  return kind
}

/** A table never changes, and is asked of for each of its subnets and their interfaces. */
const CLASSES = new WeakMap<RouteTable, SubnetClass>()

function classify(table: RouteTable): SubnetClass {
  const active = table.routes.filter((route) => route.state === 'active')
  if (active.some((route) => route.target.kind === 'internet-gateway' && !isOvertaken(table, route))) return 'public'
  if (table.unread.length > 0 || active.some(leadsAnywhere)) return 'unknown'
  if (active.some(leadsToInternet)) return 'private-egress'
  if (active.some(leadsToOtherNetwork)) return 'private-transit'
  return 'isolated'
}

export function classifySubnet(inventory: Inventory, subnet: Subnet): SubnetClass {
  return classifyRouteTable(effectiveRouteTable(inventory, subnet))
}

/** A target that could not be read may be an internet gateway. */
function leadsAnywhere({ target }: Route): boolean {
  return target.kind === 'none' || target.kind === 'unsupported'
}

/**
 * NAT, IPv6 egress and carrier gateways lead out; an appliance or a Gateway Load Balancer endpoint does when it
 * takes everything. Source: VPC guide, middlebox routing; Wavelength guide, carrier gateways.
 */
function leadsToInternet({ target, destination }: Route): boolean {
  if (EGRESS.has(target.kind)) return true
  return MIDDLEBOXES.has(target.kind) && destination.kind === 'prefix' && destination.prefix.length === 0
}

/** A gateway endpoint is named for a prefix list, a Gateway Load Balancer endpoint for a prefix. */
function leadsToOtherNetwork({ target, destination }: Route): boolean {
  if (target.kind === 'vpc-endpoint') return destination.kind === 'prefix'
  return OTHER_NETWORK.has(target.kind)
}

type TargetKind = Route['target']['kind']

const EGRESS: ReadonlySet<TargetKind> = new Set(['nat-gateway', 'egress-only-internet-gateway', 'carrier-gateway'])

const MIDDLEBOXES: ReadonlySet<TargetKind> = new Set(['network-interface', 'instance', 'vpc-endpoint', 'ip-address'])

const OTHER_NETWORK: ReadonlySet<TargetKind> = new Set([
  'transit-gateway',
  'vpc-peering',
  'vpn-gateway',
  'local-gateway',
  'core-network',
  'odb-network',
  'network-interface',
  'instance',
  'ip-address',
])
