/** Every place where one resource names another, walked once: for finding names that lead nowhere. */

import type { DescribeKey } from '../describe/document.ts'
import type { TransitGatewayAttachment, TransitGatewayRouteTable } from './connectivity.ts'
import type { Inventory } from './inventory.ts'
import type { Resource } from './resource.ts'
import type { Route, RouteTable, RouteTarget } from './routing.ts'

export type Facts = Omit<Inventory, 'gaps'>

/** Called for each name: who names, the key that would hold what is named, and its id. A call, not an object: there are millions. */
export type Visit = (from: Resource, key: DescribeKey, id: string | null) => void

/** What reading has shown of the names that interfaces and instances use, of which there are millions. */
export interface NamesSeen {
  /** Of the VPCs, subnets and groups they name, those that are nowhere. */
  readonly absent: ReadonlySet<string>
  /** Interfaces embedded in an instance that may be nowhere else. */
  readonly disputed: ReadonlySet<string>
  /** Does an interface name an instance that may be nowhere? */
  readonly namesUnseenInstance: boolean
}

/**
 * In a fixed order: by kind, then by the id of the resource that names. Every name that leads nowhere is visited; of
 * those that lead somewhere, some.
 */
export function visitReferences(inventory: Facts, seen: NamesSeen, visit: Visit): void {
  for (const subnet of inventory.subnets.values()) visit(subnet, 'Vpcs', subnet.vpcId)
  for (const ip of inventory.elasticIps.values()) visit(ip, 'NetworkInterfaces', ip.networkInterfaceId)
  visitInstances(inventory, seen, visit)
  visitInterfaces(inventory, seen, visit)
  visitFilters(inventory, visit)
  for (const table of inventory.routeTables.values()) visitRouteTable(table, visit)
  visitGateways(inventory, visit)
  visitPeerings(inventory, visit)
  for (const attachment of inventory.transitGatewayAttachments.values()) visitAttachment(attachment, visit)
  for (const table of inventory.transitGatewayRouteTables.values()) visitTransitTable(table, visit)
  visitServices(inventory, visit)
  visitBalancing(inventory, visit)
}

function visitInstances({ instances }: Facts, { absent, disputed }: NamesSeen, visit: Visit): void {
  if (absent.size + disputed.size === 0) return
  for (const instance of instances.values()) {
    if (instance.subnetId !== null && absent.has(instance.subnetId)) visit(instance, 'Subnets', instance.subnetId)
    for (const id of instance.interfaceIds) if (disputed.has(id)) visit(instance, 'NetworkInterfaces', id)
  }
}

function visitInterfaces(inventory: Facts, { absent, namesUnseenInstance }: NamesSeen, visit: Visit): void {
  if (absent.size === 0 && !namesUnseenInstance) return
  for (const item of inventory.networkInterfaces.values()) {
    if (absent.has(item.subnetId)) visit(item, 'Subnets', item.subnetId)
    if (absent.has(item.vpcId)) visit(item, 'Vpcs', item.vpcId)
    for (const id of item.securityGroupIds) if (absent.has(id)) visit(item, 'SecurityGroups', id)
    if (namesUnseenInstance) visit(item, 'Instances', item.instanceId)
  }
}

function visitFilters({ securityGroups, networkAcls }: Facts, visit: Visit): void {
  for (const group of securityGroups.values()) {
    visit(group, 'Vpcs', group.vpcId)
    for (const { peer } of group.rules) {
      if (peer.kind === 'prefix-list') visit(group, 'ManagedPrefixLists', peer.id)
      if (peer.kind === 'security-group' && peer.peeringStatus !== 'deleted') visit(group, 'SecurityGroups', peer.id)
    }
  }
  for (const acl of networkAcls.values()) {
    visit(acl, 'Vpcs', acl.vpcId)
    for (const id of acl.subnetIds) visit(acl, 'Subnets', id)
  }
}

const TARGET_KEYS: Readonly<Partial<Record<RouteTarget['kind'], DescribeKey>>> = {
  'internet-gateway': 'InternetGateways',
  'egress-only-internet-gateway': 'EgressOnlyInternetGateways',
  'nat-gateway': 'NatGateways',
  'network-interface': 'NetworkInterfaces',
  'transit-gateway': 'TransitGateways',
  'vpc-peering': 'VpcPeeringConnections',
  'vpn-gateway': 'VpnGateways',
  'vpc-endpoint': 'VpcEndpoints',
  'carrier-gateway': 'CarrierGateways',
  instance: 'Instances',
}

function visitRouteTable(table: RouteTable, visit: Visit): void {
  visit(table, 'Vpcs', table.vpcId)
  for (const id of table.subnetIds) visit(table, 'Subnets', id)
  for (const id of table.propagatingVgwIds) visit(table, 'VpnGateways', id)
  for (const id of table.gatewayIds) {
    if (id.startsWith('igw-')) visit(table, 'InternetGateways', id)
    if (id.startsWith('vgw-')) visit(table, 'VpnGateways', id)
  }
  for (const route of table.routes) visitRoute(table, route, visit)
}

function visitRoute(table: RouteTable, { destination, target, state }: Route, visit: Visit): void {
  if (destination.kind === 'prefix-list') visit(table, 'ManagedPrefixLists', destination.id)
  const key = TARGET_KEYS[target.kind]
  // What a blackhole names is expected to be gone.
  if (key && 'id' in target && state !== 'blackhole') visit(table, key, target.id)
}

function visitGateways(inventory: Facts, visit: Visit): void {
  const { internetGateways, egressOnlyInternetGateways, vpnGateways } = inventory
  for (const gateways of [internetGateways, egressOnlyInternetGateways, vpnGateways]) {
    for (const gateway of gateways.values()) {
      for (const { vpcId } of gateway.attachments) visit(gateway, 'Vpcs', vpcId)
    }
  }
  for (const gateway of inventory.natGateways.values()) {
    visit(gateway, 'Vpcs', gateway.vpcId)
    visit(gateway, 'Subnets', gateway.subnetId)
    for (const { interfaceId } of gateway.addresses) visit(gateway, 'NetworkInterfaces', interfaceId)
  }
  for (const connection of inventory.vpnConnections.values()) {
    visit(connection, 'CustomerGateways', connection.customerGatewayId)
    visit(connection, 'VpnGateways', connection.vpnGatewayId)
    visit(connection, 'TransitGateways', connection.transitGatewayId)
  }
}

function visitPeerings({ vpcPeeringConnections }: Facts, visit: Visit): void {
  for (const peering of vpcPeeringConnections.values()) {
    visit(peering, 'Vpcs', peering.requester.vpcId)
    visit(peering, 'Vpcs', peering.accepter.vpcId)
  }
}

function visitAttachment(attachment: TransitGatewayAttachment, visit: Visit): void {
  visit(attachment, 'TransitGateways', attachment.transitGatewayId)
  visit(attachment, 'TransitGateways', attachment.peerTransitGatewayId)
  visit(attachment, 'TransitGatewayRouteTables', attachment.associationRouteTableId)
  for (const id of attachment.subnetIds ?? []) visit(attachment, 'Subnets', id)
  if (attachment.kind === 'vpc') visit(attachment, 'Vpcs', attachment.resourceId)
  if (attachment.kind === 'vpn') visit(attachment, 'VpnConnections', attachment.resourceId)
}

function visitTransitTable(table: TransitGatewayRouteTable, visit: Visit): void {
  visit(table, 'TransitGateways', table.transitGatewayId)
  for (const id of table.associations ?? []) visit(table, 'TransitGatewayAttachments', id)
  for (const id of table.propagations ?? []) visit(table, 'TransitGatewayAttachments', id)
  for (const { attachments, destination, state } of table.routes ?? []) {
    if (destination.kind === 'prefix-list') visit(table, 'ManagedPrefixLists', destination.id)
    if (state !== 'blackhole') for (const { id } of attachments) visit(table, 'TransitGatewayAttachments', id)
  }
}

interface Placed extends Resource {
  readonly vpcId: string | null
  readonly subnetIds?: readonly string[]
  readonly securityGroupIds?: readonly string[]
}

function visitServices(inventory: Facts, visit: Visit): void {
  const placed: readonly ReadonlyMap<string, Placed>[] = [
    inventory.vpcEndpoints,
    inventory.instanceConnectEndpoints,
    inventory.clientVpnEndpoints,
    inventory.loadBalancers,
    inventory.databases,
    inventory.computes,
    inventory.networkFirewalls,
  ]
  for (const resources of placed) for (const resource of resources.values()) visitPlaced(resource, visit)
  for (const endpoint of inventory.vpcEndpoints.values()) {
    for (const id of endpoint.interfaceIds) visit(endpoint, 'NetworkInterfaces', id)
    for (const id of endpoint.routeTableIds) visit(endpoint, 'RouteTables', id)
  }
}

function visitPlaced(resource: Placed, visit: Visit): void {
  visit(resource, 'Vpcs', resource.vpcId)
  for (const id of resource.subnetIds ?? []) visit(resource, 'Subnets', id)
  for (const id of resource.securityGroupIds ?? []) visit(resource, 'SecurityGroups', id)
}

function visitBalancing({ loadBalancers, targetGroups }: Facts, visit: Visit): void {
  for (const balancer of loadBalancers.values()) {
    for (const id of balancer.instanceIds) visit(balancer, 'Instances', id)
    for (const { targetGroupArns } of balancer.listeners ?? []) {
      for (const id of targetGroupArns) visit(balancer, 'TargetGroups', id)
    }
  }
  for (const group of targetGroups.values()) {
    visit(group, 'Vpcs', group.vpcId)
    if (group.targetType !== 'instance') continue
    for (const { id } of group.targets ?? []) visit(group, 'Instances', id)
  }
}
