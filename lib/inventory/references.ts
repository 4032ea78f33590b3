/** Every place where one resource names another, as one stream: for finding names that lead nowhere. */

import type { DescribeKey } from '../describe/document.ts'
import type { TransitGatewayAttachment, TransitGatewayRoute, TransitGatewayRouteTable } from './connectivity.ts'
import type { Inventory } from './inventory.ts'
import type { Resource } from './resource.ts'
import type { Route, RouteTable, RouteTarget } from './routing.ts'

export interface Reference {
  readonly from: Resource
  /** The key that would hold what is named. */
  readonly key: DescribeKey
  readonly id: string
}

export type Facts = Omit<Inventory, 'gaps'>

/** In a fixed order: by kind, then by the id of the resource that names. */
export function* references(inventory: Facts): Generator<Reference> {
  yield* networkReferences(inventory)
  yield* interfaceReferences(inventory)
  yield* filterReferences(inventory)
  yield* routeReferences(inventory)
  yield* gatewayReferences(inventory)
  yield* transitReferences(inventory)
  yield* serviceReferences(inventory)
}

function* many(from: Resource, key: DescribeKey, ids: readonly string[]): Generator<Reference> {
  for (const id of ids) yield { from, key, id }
}

function* one(from: Resource, key: DescribeKey, id: string | null): Generator<Reference> {
  if (id !== null) yield { from, key, id }
}

function* networkReferences({ subnets, elasticIps, instances }: Facts): Generator<Reference> {
  for (const subnet of subnets.values()) yield { from: subnet, key: 'Vpcs', id: subnet.vpcId }
  for (const ip of elasticIps.values()) yield* one(ip, 'NetworkInterfaces', ip.networkInterfaceId)
  for (const instance of instances.values()) {
    yield* one(instance, 'Subnets', instance.subnetId)
    yield* many(instance, 'NetworkInterfaces', instance.interfaceIds)
  }
}

function* interfaceReferences({ networkInterfaces }: Facts): Generator<Reference> {
  for (const networkInterface of networkInterfaces.values()) {
    yield { from: networkInterface, key: 'Subnets', id: networkInterface.subnetId }
    yield { from: networkInterface, key: 'Vpcs', id: networkInterface.vpcId }
    for (const id of networkInterface.securityGroupIds) yield { from: networkInterface, key: 'SecurityGroups', id }
    yield* one(networkInterface, 'Instances', networkInterface.instanceId)
  }
}

function* filterReferences({ securityGroups, networkAcls }: Facts): Generator<Reference> {
  for (const group of securityGroups.values()) {
    yield* one(group, 'Vpcs', group.vpcId)
    for (const { peer } of group.rules) {
      if (peer.kind === 'prefix-list') yield { from: group, key: 'ManagedPrefixLists', id: peer.id }
      if (peer.kind === 'security-group' && peer.peeringStatus !== 'deleted') {
        yield { from: group, key: 'SecurityGroups', id: peer.id }
      }
    }
  }
  for (const acl of networkAcls.values()) {
    yield { from: acl, key: 'Vpcs', id: acl.vpcId }
    yield* many(acl, 'Subnets', acl.subnetIds)
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

function* routeReferences({ routeTables }: Facts): Generator<Reference> {
  for (const table of routeTables.values()) {
    yield { from: table, key: 'Vpcs', id: table.vpcId }
    yield* many(table, 'Subnets', table.subnetIds)
    yield* many(table, 'VpnGateways', table.propagatingVgwIds)
    for (const id of table.gatewayIds) {
      if (id.startsWith('igw-')) yield { from: table, key: 'InternetGateways', id }
      if (id.startsWith('vgw-')) yield { from: table, key: 'VpnGateways', id }
    }
    for (const route of table.routes) yield* targetReferences(table, route)
  }
}

function* targetReferences(table: RouteTable, { destination, target, state }: Route): Generator<Reference> {
  if (destination.kind === 'prefix-list') yield { from: table, key: 'ManagedPrefixLists', id: destination.id }
  const key = TARGET_KEYS[target.kind]
  // What a blackhole names is expected to be gone.
  if (key && 'id' in target && state !== 'blackhole') yield { from: table, key, id: target.id }
}

function* gatewayReferences(inventory: Facts): Generator<Reference> {
  const { internetGateways, egressOnlyInternetGateways, vpnGateways, natGateways } = inventory
  for (const gateways of [internetGateways, egressOnlyInternetGateways, vpnGateways]) {
    for (const gateway of gateways.values()) {
      for (const { vpcId } of gateway.attachments) yield { from: gateway, key: 'Vpcs', id: vpcId }
    }
  }
  for (const gateway of natGateways.values()) {
    yield { from: gateway, key: 'Vpcs', id: gateway.vpcId }
    yield* one(gateway, 'Subnets', gateway.subnetId)
    for (const { interfaceId } of gateway.addresses) yield* one(gateway, 'NetworkInterfaces', interfaceId)
  }
  for (const connection of inventory.vpnConnections.values()) {
    yield* one(connection, 'CustomerGateways', connection.customerGatewayId)
    yield* one(connection, 'VpnGateways', connection.vpnGatewayId)
    yield* one(connection, 'TransitGateways', connection.transitGatewayId)
  }
}

function* transitReferences(inventory: Facts): Generator<Reference> {
  for (const peering of inventory.vpcPeeringConnections.values()) {
    yield* one(peering, 'Vpcs', peering.requester.vpcId)
    yield* one(peering, 'Vpcs', peering.accepter.vpcId)
  }
  for (const attachment of inventory.transitGatewayAttachments.values()) yield* attachmentReferences(attachment)
  for (const table of inventory.transitGatewayRouteTables.values()) {
    yield { from: table, key: 'TransitGateways', id: table.transitGatewayId }
    yield* many(table, 'TransitGatewayAttachments', table.associations ?? [])
    yield* many(table, 'TransitGatewayAttachments', table.propagations ?? [])
    for (const route of table.routes ?? []) yield* transitRouteReferences(table, route)
  }
}

function* attachmentReferences(attachment: TransitGatewayAttachment): Generator<Reference> {
  yield { from: attachment, key: 'TransitGateways', id: attachment.transitGatewayId }
  yield* one(attachment, 'TransitGateways', attachment.peerTransitGatewayId)
  yield* one(attachment, 'TransitGatewayRouteTables', attachment.associationRouteTableId)
  yield* many(attachment, 'Subnets', attachment.subnetIds ?? [])
  if (attachment.kind === 'vpc') yield* one(attachment, 'Vpcs', attachment.resourceId)
  if (attachment.kind === 'vpn') yield* one(attachment, 'VpnConnections', attachment.resourceId)
}

function* transitRouteReferences(table: TransitGatewayRouteTable, route: TransitGatewayRoute): Generator<Reference> {
  const { destination, attachments, state } = route
  if (destination.kind === 'prefix-list') yield { from: table, key: 'ManagedPrefixLists', id: destination.id }
  if (state === 'blackhole') return
  for (const { id } of attachments) yield* one(table, 'TransitGatewayAttachments', id)
}

interface Placed extends Resource {
  readonly vpcId: string | null
  readonly subnetIds?: readonly string[]
  readonly securityGroupIds?: readonly string[]
}

function* serviceReferences(inventory: Facts): Generator<Reference> {
  const placed: readonly ReadonlyMap<string, Placed>[] = [
    inventory.vpcEndpoints,
    inventory.instanceConnectEndpoints,
    inventory.clientVpnEndpoints,
    inventory.loadBalancers,
    inventory.databases,
    inventory.computes,
    inventory.networkFirewalls,
  ]
  for (const resources of placed) {
    for (const resource of resources.values()) {
      yield* one(resource, 'Vpcs', resource.vpcId)
      yield* many(resource, 'Subnets', resource.subnetIds ?? [])
      yield* many(resource, 'SecurityGroups', resource.securityGroupIds ?? [])
    }
  }
  for (const endpoint of inventory.vpcEndpoints.values()) {
    yield* many(endpoint, 'NetworkInterfaces', endpoint.interfaceIds)
    yield* many(endpoint, 'RouteTables', endpoint.routeTableIds)
  }
  yield* balancingReferences(inventory)
}

function* balancingReferences({ loadBalancers, targetGroups }: Facts): Generator<Reference> {
  for (const balancer of loadBalancers.values()) {
    yield* many(balancer, 'Instances', balancer.instanceIds)
    for (const listener of balancer.listeners ?? []) yield* many(balancer, 'TargetGroups', listener.targetGroupArns)
  }
  for (const group of targetGroups.values()) {
    yield* one(group, 'Vpcs', group.vpcId)
    if (group.targetType !== 'instance') continue
    for (const target of group.targets ?? []) yield { from: group, key: 'Instances', id: target.id }
  }
}
