/** An inventory with what the paths look up again and again, indexed once. */

import type { DescribeKey } from '../describe/document.ts'
import { UNKNOWN } from '../describe/document.ts'
import type { NetworkAcl } from '../inventory/filters.ts'
import type { Coverage, Inventory } from '../inventory/inventory.ts'
import type { ElasticIp, NetworkInterface, Subnet } from '../inventory/network.ts'
import type { Resource } from '../inventory/resource.ts'
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  InternetGateway,
  RouteTable,
} from '../inventory/routing.ts'
import type { Admission } from './path.ts'
import type { ReplyRoutes } from './reply-routes.ts'

export interface AttachedGateway {
  readonly gateway: InternetGateway
  readonly state: string
}

export interface Network {
  readonly inventory: Inventory
  /** The table each subnet uses: its own, else the main table of its VPC. Absent when neither was collected. */
  readonly routeTableOf: ReadonlyMap<string, RouteTable>
  /** The ACL each subnet uses: its own, else the default of its VPC. Absent when neither was collected. */
  readonly networkAclOf: ReadonlyMap<string, NetworkAcl>
  /** The other way round: the subnets that use a table or an ACL. */
  readonly subnetsByTable: ReadonlyMap<string, readonly Subnet[]>
  readonly subnetsByAcl: ReadonlyMap<string, readonly Subnet[]>
  readonly internetGatewaysOf: ReadonlyMap<string, readonly AttachedGateway[]>
  /** The table that steers what comes in by a gateway. */
  readonly edgeTableOf: ReadonlyMap<string, RouteTable>
  readonly elasticIpsOf: ReadonlyMap<string, readonly ElasticIp[]>
  readonly subnetsOf: ReadonlyMap<string, readonly Subnet[]>
  readonly interfacesOfSubnet: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly interfacesOfInstance: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly interfacesOfGroup: ReadonlyMap<string, readonly NetworkInterface[]>
  readonly blockPublicAccessOf: ReadonlyMap<string, BlockPublicAccess>
  readonly exclusionsOf: ReadonlyMap<string, readonly BlockPublicAccessExclusion[]>
  /** What one filter admits, kept because thousands of interfaces share it. */
  readonly admissions: Map<string, Admission>
  readonly replies: Map<string, ReplyRoutes>
}

const NETWORKS = new WeakMap<Inventory, Network>()

/** The indexed network of an inventory; the same inventory is indexed once. */
export function networkOf(inventory: Inventory): Network {
  const known = NETWORKS.get(inventory)
  if (known) return known
  const network = indexNetwork(inventory)
  NETWORKS.set(inventory, network)
  return network
}

/**
 * How much was collected of a key where a resource lives: in the document of its owner and region.
 * Another account's document never vouches for it: a participant sees only part of a shared VPC.
 * Source: VPC guide, "Share your VPC subnets with other accounts".
 */
export function coverageOf(inventory: Inventory, resource: Resource, key: DescribeKey): Coverage {
  const own = inventory.documents.find(
    (document) => document.account === resource.account && document.region === resource.region,
  )
  if (own) return own.coverage.get(key) ?? 'absent'
  const source = inventory.documents[resource.source.document]
  const anonymous = resource.account === UNKNOWN || source?.account === UNKNOWN || source?.account === resource.account
  return anonymous ? (source?.coverage.get(key) ?? 'absent') : 'absent'
}

function indexNetwork(inventory: Inventory): Network {
  const interfaces = [...inventory.networkInterfaces.values()]
  const subnets = [...inventory.subnets.values()]
  const routeTableOf = effectiveTables(subnets, inventory)
  const networkAclOf = effectiveAcls(subnets, inventory)
  return {
    inventory,
    routeTableOf,
    networkAclOf,
    subnetsByTable: groupBy(subnets, ({ id }) => idsOf(routeTableOf.get(id))),
    subnetsByAcl: groupBy(subnets, ({ id }) => idsOf(networkAclOf.get(id))),
    internetGatewaysOf: gatewaysByVpc(inventory),
    edgeTableOf: new Map(
      [...inventory.routeTables.values()].flatMap((table) => table.gatewayIds.map((id) => [id, table])),
    ),
    elasticIpsOf: groupBy([...inventory.elasticIps.values()], (ip) =>
      ip.networkInterfaceId ? [ip.networkInterfaceId] : [],
    ),
    subnetsOf: groupBy(subnets, (subnet) => [subnet.vpcId]),
    interfacesOfSubnet: groupBy(interfaces, (networkInterface) => [networkInterface.subnetId]),
    interfacesOfInstance: groupBy(interfaces, ({ instanceId }) => (instanceId ? [instanceId] : [])),
    interfacesOfGroup: groupBy(interfaces, (networkInterface) => networkInterface.securityGroupIds),
    blockPublicAccessOf: new Map(inventory.blockPublicAccess.map((each) => [scopeKey(each), each])),
    exclusionsOf: groupBy(inventory.blockPublicAccessExclusions, (exclusion) => [exclusion.resourceId]),
    admissions: new Map(),
    replies: new Map(),
  }
}

export function scopeKey(scope: { readonly account: string; readonly region: string }): string {
  return `${scope.account}/${scope.region}`
}

/** Explicit association replaces the main table. Source: VPC guide, "Subnet route tables". */
function effectiveTables(subnets: readonly Subnet[], inventory: Inventory): ReadonlyMap<string, RouteTable> {
  const explicit = new Map<string, RouteTable>()
  const main = new Map<string, RouteTable>()
  for (const table of inventory.routeTables.values()) {
    if (table.isMain) main.set(table.vpcId, table)
    for (const id of table.subnetIds) explicit.set(id, table)
  }
  return pick(subnets, (subnet) => explicit.get(subnet.id) ?? main.get(subnet.vpcId))
}

/** Every subnet has exactly one network ACL, the default one when none is chosen. Source: VPC guide, "Network ACL basics". */
function effectiveAcls(subnets: readonly Subnet[], inventory: Inventory): ReadonlyMap<string, NetworkAcl> {
  const explicit = new Map<string, NetworkAcl>()
  const fallback = new Map<string, NetworkAcl>()
  for (const acl of inventory.networkAcls.values()) {
    if (acl.isDefault) fallback.set(acl.vpcId, acl)
    for (const id of acl.subnetIds) explicit.set(id, acl)
  }
  return pick(subnets, (subnet) => explicit.get(subnet.id) ?? fallback.get(subnet.vpcId))
}

function gatewaysByVpc(inventory: Inventory): ReadonlyMap<string, readonly AttachedGateway[]> {
  const attached = new Map<string, AttachedGateway[]>()
  for (const gateway of inventory.internetGateways.values()) {
    for (const { vpcId, state } of gateway.attachments) {
      const list = attached.get(vpcId)
      if (list) list.push({ gateway, state })
      else attached.set(vpcId, [{ gateway, state }])
    }
  }
  return attached
}

function idsOf(resource: { readonly id: string } | undefined): readonly string[] {
  return resource ? [resource.id] : []
}

function pick<T>(subnets: readonly Subnet[], of: (subnet: Subnet) => T | undefined): ReadonlyMap<string, T> {
  const picked = new Map<string, T>()
  for (const subnet of subnets) {
    const value = of(subnet)
    if (value) picked.set(subnet.id, value)
  }
  return picked
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of keysOf(item)) {
      const list = groups.get(key)
      if (list) list.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}
