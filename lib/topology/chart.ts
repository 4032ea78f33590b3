/** What every part of `buildGraph` works on: the inventory, the draft, and look-ups made once. */

import type { Inventory } from '../inventory/inventory.ts'
import type { ElasticIp, NetworkInterface } from '../inventory/network.ts'
import type { RouteTable } from '../inventory/routing.ts'
import { classifyRouteTable, type SubnetClass } from '../inventory/subnet-class.ts'
import { GraphDraft } from './graph-draft.ts'
import { type InterfaceOwnerKind, interfaceOwner } from './interface-owner.ts'

export interface Chart {
  readonly inventory: Inventory
  readonly draft: GraphDraft
  /** `nat-gateway nat-1` → its interfaces; the key is empty where AWS does not tell which. */
  readonly interfacesByOwner: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly elasticIpsByInterface: ReadonlyMap<string, readonly ElasticIp[]>
  readonly elasticIpsByInstance: ReadonlyMap<string, readonly ElasticIp[]>
  readonly tableBySubnet: ReadonlyMap<string, RouteTable>
  readonly classBySubnet: ReadonlyMap<string, SubnetClass>
  readonly manyAccounts: boolean
  readonly manyRegions: boolean
}

export function ownerKey(kind: InterfaceOwnerKind, key: string | null): string {
  return `${kind} ${key ?? ''}`
}

export function openChart(inventory: Inventory): Chart {
  const tableBySubnet = effectiveTables(inventory)
  const interfaces = [...inventory.networkInterfaces.values()].sort(byId)
  return {
    inventory,
    draft: new GraphDraft(),
    interfacesByOwner: grouped(interfaces, (item) => {
      const owner = interfaceOwner(item)
      return ownerKey(owner.kind, owner.key)
    }),
    elasticIpsByInterface: grouped(sorted(inventory.elasticIps), (item) => item.networkInterfaceId),
    elasticIpsByInstance: grouped(sorted(inventory.elasticIps), (item) => item.instanceId),
    tableBySubnet,
    classBySubnet: classes(inventory, tableBySubnet),
    manyAccounts: new Set(places(inventory).map((place) => place.account)).size > 1,
    manyRegions: new Set(places(inventory).map((place) => place.region)).size > 1,
  }
}

/** Values in the order of their ids, whatever order the map was filled in. */
export function sorted<R extends { readonly id: string }>(map: ReadonlyMap<string, R>): R[] {
  return [...map.values()].sort(byId)
}

/** Groups by key; items without one are left out. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** The id and every Elastic IP mapped to the interface. */
export function interfaceClaims(chart: Chart, networkInterface: NetworkInterface): string[] {
  const addresses = chart.elasticIpsByInterface.get(networkInterface.id) ?? []
  return [networkInterface.id, ...addresses.map((address) => address.id)]
}

/** Source: VPC guide, "Route tables": an explicit association replaces the main table. */
function effectiveTables(inventory: Inventory): Map<string, RouteTable> {
  const main = new Map<string, RouteTable>()
  const tables = new Map<string, RouteTable>()
  for (const table of sorted(inventory.routeTables)) {
    if (table.isMain) main.set(table.vpcId, table)
    for (const subnetId of table.subnetIds) tables.set(subnetId, table)
  }
  for (const subnet of inventory.subnets.values()) {
    const explicit = tables.get(subnet.id)
    const table = explicit?.vpcId === subnet.vpcId ? explicit : main.get(subnet.vpcId)
    if (table) tables.set(subnet.id, table)
    else tables.delete(subnet.id)
  }
  return tables
}

function classes(inventory: Inventory, tables: ReadonlyMap<string, RouteTable>): Map<string, SubnetClass> {
  const byTable = new Map<RouteTable, SubnetClass>()
  const bySubnet = new Map<string, SubnetClass>()
  for (const subnet of inventory.subnets.values()) {
    const table = tables.get(subnet.id)
    if (!table) {
      bySubnet.set(subnet.id, 'unknown')
      continue
    }
    const known = byTable.get(table) ?? classifyRouteTable(table)
    byTable.set(table, known)
    bySubnet.set(subnet.id, known)
  }
  return bySubnet
}

function places(inventory: Inventory): { readonly account: string; readonly region: string }[] {
  const vpcs = [...inventory.vpcs.values()]
  return vpcs.length > 0 ? vpcs : [...inventory.subnets.values(), ...inventory.networkInterfaces.values()]
}
