/** The inventory turned round: which things stand in, on or behind which. Built once, in linear time. */

import type {
  TransitGatewayAttachment,
  TransitGatewayRouteTable,
  VpcEndpoint,
  VpcPeeringConnection,
} from './connectivity.ts'
import type { NetworkAcl, SecurityGroup } from './filters.ts'
import type { Inventory } from './inventory.ts'
import type { ElasticIp, Instance, NetworkInterface, Subnet } from './network.ts'
import type { Resource } from './resource.ts'
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  EgressOnlyInternetGateway,
  InternetGateway,
  NatGateway,
  RouteTable,
  VpnGateway,
} from './routing.ts'
import type { FlowLog, LoadBalancer } from './services.ts'

/** Lists by id; an id that nothing belongs to is absent. Every list is in the order of ids. */
export type Grouped<R> = ReadonlyMap<string, readonly R[]>

export interface InventoryIndex {
  readonly subnetsByVpc: Grouped<Subnet>
  readonly interfacesByVpc: Grouped<NetworkInterface>
  readonly interfacesBySubnet: Grouped<NetworkInterface>
  readonly interfacesBySecurityGroup: Grouped<NetworkInterface>
  readonly interfacesByInstance: Grouped<NetworkInterface>
  /** Interfaces whose groups, or some of them, were not told: each may carry any group of its VPC. */
  readonly interfacesOfUnknownGroupsByVpc: Grouped<NetworkInterface>
  readonly instancesBySubnet: Grouped<Instance>
  readonly elasticIpsByInterface: Grouped<ElasticIp>
  readonly securityGroupsByVpc: Grouped<SecurityGroup>
  /** Groups with a rule that names this group. */
  readonly securityGroupsNaming: Grouped<SecurityGroup>
  readonly routeTablesByVpc: Grouped<RouteTable>
  readonly mainRouteTableByVpc: ReadonlyMap<string, RouteTable>
  /** The table each subnet uses: its explicit one, else its VPC's main table. Absent when that is not known. */
  readonly routeTableBySubnet: ReadonlyMap<string, RouteTable>
  /** Edge associations: by internet or VPN gateway. */
  readonly routeTableByGateway: ReadonlyMap<string, RouteTable>
  /** The ACL that guards each subnet: the associated one, else its VPC's default. Absent when that is not known. */
  readonly networkAclBySubnet: ReadonlyMap<string, NetworkAcl>
  readonly internetGatewaysByVpc: Grouped<InternetGateway>
  readonly egressOnlyInternetGatewaysByVpc: Grouped<EgressOnlyInternetGateway>
  readonly vpnGatewaysByVpc: Grouped<VpnGateway>
  readonly natGatewaysByVpc: Grouped<NatGateway>
  readonly natGatewaysBySubnet: Grouped<NatGateway>
  readonly vpcEndpointsByVpc: Grouped<VpcEndpoint>
  readonly peeringsByVpc: Grouped<VpcPeeringConnection>
  readonly transitGatewayAttachmentsByVpc: Grouped<TransitGatewayAttachment>
  readonly transitGatewayAttachmentsByGateway: Grouped<TransitGatewayAttachment>
  readonly transitGatewayRouteTablesByGateway: Grouped<TransitGatewayRouteTable>
  readonly loadBalancersByVpc: Grouped<LoadBalancer>
  /** By the VPC, subnet, interface or transit gateway that is logged. */
  readonly flowLogsByResource: Grouped<FlowLog>
  /** By `scopeKey(account, region)`; several when documents disagree. */
  readonly blockPublicAccessByScope: Grouped<BlockPublicAccess>
  /** By VPC or subnet. */
  readonly blockPublicAccessExclusionsByResource: Grouped<BlockPublicAccessExclusion>
}

/** The key of an account and region in `blockPublicAccessByScope`. */
export function scopeKey(account: string, region: string): string {
  return `${account} ${region}`
}

const INDEXES = new WeakMap<Inventory, InventoryIndex>()

/** The index of an inventory, built the first time it is asked for. An inventory never changes. */
export function indexOf(inventory: Inventory): InventoryIndex {
  const known = INDEXES.get(inventory)
  if (known) return known
  const index = buildIndex(inventory)
  INDEXES.set(inventory, index)
  return index
}

/** For an inventory made from another by leaving out rules: its index and where it came from are known already. */
export function keepIndex(inventory: Inventory, { index, base }: { index: InventoryIndex; base: Inventory }): void {
  INDEXES.set(inventory, index)
  BASES.set(inventory, baseOf(base))
}

const BASES = new WeakMap<Inventory, Inventory>()

/**
 * The inventory this one was made from by leaving out rules, or itself. What no rule, entry or route is part of can be
 * kept under it: who owns an address, which node belongs to which load balancer.
 */
export function baseOf(inventory: Inventory): Inventory {
  return BASES.get(inventory) ?? inventory
}

export function buildIndex(inventory: Inventory): InventoryIndex {
  return {
    ...interfaceIndex(inventory),
    ...filterIndex(inventory),
    ...routeIndex(inventory),
    ...gatewayIndex(inventory),
    ...connectionIndex(inventory),
  }
}

function interfaceIndex(inventory: Inventory) {
  const interfaces = inventory.networkInterfaces.values()
  const bySubnet = new Map<string, NetworkInterface[]>()
  const byVpc = new Map<string, NetworkInterface[]>()
  const byGroup = new Map<string, NetworkInterface[]>()
  const byInstance = new Map<string, NetworkInterface[]>()
  const ofUnknownGroups = new Map<string, NetworkInterface[]>()
  for (const item of interfaces) {
    append(bySubnet, item.subnetId, item)
    append(byVpc, item.vpcId, item)
    for (const id of item.securityGroupIds) append(byGroup, id, item)
    if (item.unread.some(isUnreadGroup)) append(ofUnknownGroups, item.vpcId, item)
    if (item.instanceId !== null) append(byInstance, item.instanceId, item)
  }
  return {
    subnetsByVpc: grouped(inventory.subnets.values(), ({ vpcId }) => [vpcId]),
    interfacesByVpc: byVpc,
    interfacesBySubnet: bySubnet,
    interfacesBySecurityGroup: byGroup,
    interfacesByInstance: byInstance,
    interfacesOfUnknownGroupsByVpc: ofUnknownGroups,
    instancesBySubnet: grouped(inventory.instances.values(), ({ subnetId }) => some(subnetId)),
    elasticIpsByInterface: grouped(inventory.elasticIps.values(), (ip) => some(ip.networkInterfaceId)),
  }
}

/** As the interface reader words them. */
function isUnreadGroup(text: string): boolean {
  return text.startsWith('security group')
}

function filterIndex(inventory: Inventory) {
  const { securityGroups, blockPublicAccess, blockPublicAccessExclusions } = inventory
  return {
    securityGroupsByVpc: grouped(securityGroups.values(), ({ vpcId }) => some(vpcId)),
    securityGroupsNaming: grouped(securityGroups.values(), namedGroups),
    networkAclBySubnet: networkAclBySubnet(inventory),
    blockPublicAccessByScope: grouped(blockPublicAccess, ({ account, region }) => [scopeKey(account, region)]),
    blockPublicAccessExclusionsByResource: grouped(blockPublicAccessExclusions, ({ resourceId }) => [resourceId]),
  }
}

function namedGroups({ rules }: SecurityGroup): readonly string[] {
  return [...new Set(rules.flatMap(({ peer }) => (peer.kind === 'security-group' ? [peer.id] : [])))]
}

function routeIndex(inventory: Inventory) {
  const tables = [...inventory.routeTables.values()]
  const main = new Map(tables.flatMap((table) => (table.isMain ? [[table.vpcId, table] as const] : [])))
  const explicit = new Map(tables.flatMap((table) => table.subnetIds.map((id) => [id, table] as const)))
  return {
    routeTablesByVpc: grouped(tables, ({ vpcId }) => [vpcId]),
    mainRouteTableByVpc: main,
    routeTableBySubnet: effective(inventory, { explicit, fallbackByVpc: main, untold: untoldByVpc(tables) }),
    routeTableByGateway: new Map(tables.flatMap((table) => table.gatewayIds.map((id) => [id, table] as const))),
  }
}

/** Source: VPC guide, network ACL basics: a subnet without an association uses the default ACL of its VPC. */
function networkAclBySubnet(inventory: Inventory): ReadonlyMap<string, NetworkAcl> {
  const acls = [...inventory.networkAcls.values()]
  const fallback = new Map(acls.flatMap((acl) => (acl.isDefault ? [[acl.vpcId, acl] as const] : [])))
  const explicit = new Map(acls.flatMap((acl) => acl.subnetIds.map((id) => [id, acl] as const)))
  return effective(inventory, { explicit, fallbackByVpc: fallback, untold: untoldByVpc(acls) })
}

/**
 * The explicit choice of each subnet, else what its VPC falls back to. There is no falling back where the key was
 * collected only in part, or only by an account the VPC is shared with: the explicit choice may be in the missing part.
 * Nor is there where another of the VPC does not say whom it serves.
 */
function effective<R extends Resource>(
  inventory: Inventory,
  { explicit, fallbackByVpc, untold }: Choices<R>,
): ReadonlyMap<string, R> {
  const chosen = new Map<string, R>()
  for (const subnet of inventory.subnets.values()) {
    const fallback = fallbackByVpc.get(subnet.vpcId)
    const rivals = untold.get(subnet.vpcId)?.some((each) => each !== fallback) ?? false
    const settled = fallback && !rivals && isWhole(inventory, fallback) ? fallback : undefined
    const choice = explicit.get(subnet.id) ?? settled
    if (choice) chosen.set(subnet.id, choice)
  }
  return chosen
}

interface Choices<R> {
  readonly explicit: ReadonlyMap<string, R>
  readonly fallbackByVpc: ReadonlyMap<string, R>
  /** Those whose associations are not known. */
  readonly untold: Grouped<R>
}

function untoldByVpc<R extends { readonly vpcId: string; readonly associationsTold: boolean }>(
  all: readonly R[],
): Grouped<R> {
  return grouped(all, ({ vpcId, associationsTold }) => (associationsTold ? [] : [vpcId]))
}

/** Source: VPC guide, sharing VPC subnets: a participant sees only what is attached to the subnets shared with it. */
function isWhole({ documents }: Inventory, { account, source }: Resource): boolean {
  const document = documents[source.document]
  if (!document) return true
  return document.account === account && (document.coverage.get(source.key) ?? 'complete') === 'complete'
}

function gatewayIndex(inventory: Inventory) {
  const attached = (gateway: InternetGateway | EgressOnlyInternetGateway | VpnGateway) =>
    gateway.attachments.map(({ vpcId }) => vpcId)
  return {
    internetGatewaysByVpc: grouped(inventory.internetGateways.values(), attached),
    egressOnlyInternetGatewaysByVpc: grouped(inventory.egressOnlyInternetGateways.values(), attached),
    vpnGatewaysByVpc: grouped(inventory.vpnGateways.values(), attached),
    natGatewaysByVpc: grouped(inventory.natGateways.values(), ({ vpcId }) => [vpcId]),
    natGatewaysBySubnet: grouped(inventory.natGateways.values(), ({ subnetId }) => some(subnetId)),
  }
}

function connectionIndex(inventory: Inventory) {
  const attachments = inventory.transitGatewayAttachments
  return {
    vpcEndpointsByVpc: grouped(inventory.vpcEndpoints.values(), ({ vpcId }) => [vpcId]),
    peeringsByVpc: grouped(inventory.vpcPeeringConnections.values(), ({ requester, accepter }) => [
      ...new Set([...some(requester.vpcId), ...some(accepter.vpcId)]),
    ]),
    transitGatewayAttachmentsByVpc: grouped(attachments.values(), ({ kind, resourceId }) =>
      kind === 'vpc' ? some(resourceId) : [],
    ),
    transitGatewayAttachmentsByGateway: grouped(attachments.values(), ({ transitGatewayId, peerTransitGatewayId }) => [
      transitGatewayId,
      ...some(peerTransitGatewayId),
    ]),
    transitGatewayRouteTablesByGateway: grouped(
      inventory.transitGatewayRouteTables.values(),
      ({ transitGatewayId }) => [transitGatewayId],
    ),
    loadBalancersByVpc: grouped(inventory.loadBalancers.values(), ({ vpcId }) => some(vpcId)),
    flowLogsByResource: grouped(inventory.flowLogs.values(), ({ resourceId }) => [resourceId]),
  }
}

function some(id: string | null): readonly string[] {
  return id === null ? [] : [id]
}

function grouped<R>(resources: Iterable<R>, keysOf: (resource: R) => readonly string[]): Grouped<R> {
  const groups = new Map<string, R[]>()
  for (const resource of resources) for (const key of keysOf(resource)) append(groups, key, resource)
  return groups
}

function append<R>(groups: Map<string, R[]>, key: string, resource: R): void {
  const group = groups.get(key)
  if (group) group.push(resource)
  else groups.set(key, [resource])
}
