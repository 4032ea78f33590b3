/** Which interfaces and components a resource statement of a scope means. */

import type { Inventory } from '../../inventory/inventory.ts'
import { classicArnOf } from '../load-balancer-nodes.ts'
import type { Network } from '../network.ts'
import { routedTo } from './routed-gateways.ts'
import type { ResourceStatement, ResourceType } from './scope.ts'

/** What a statement names. A path matches it by an interface it starts or ends at, or by a component it passes. */
export interface Selection {
  readonly interfaces: ReadonlySet<string>
  readonly components: ReadonlySet<string>
  /** Resources of the statement that are in no document, with their place in it. */
  readonly missing: readonly MissingResource[]
}

export interface MissingResource {
  readonly pointer: string
  readonly resource: string
  readonly message: string
}

export function select(network: Network, statement: ResourceStatement): Selection {
  const named = [
    ...statement.types.map((type) => ofType(network, type)),
    ...statement.resources.map((resource, index) =>
      byName(network, resource, `${statement.pointer}/Resources/${index}`),
    ),
  ]
  const { interfaces, components, missing } = united(named)
  if (!statement.except) return { interfaces, components, missing }
  const except = select(network, statement.except)
  return {
    interfaces: without(interfaces, except.interfaces),
    components: without(components, except.components),
    missing: [...missing, ...except.missing],
  }
}

function united(all: readonly Selection[]): Selection {
  return {
    interfaces: new Set(all.flatMap(({ interfaces }) => [...interfaces])),
    components: new Set(all.flatMap(({ components }) => [...components])),
    missing: all.flatMap(({ missing }) => missing),
  }
}

function without(all: ReadonlySet<string>, some: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((id) => !some.has(id)))
}

const NONE: readonly string[] = []

function selection(interfaces: Iterable<string>, components: Iterable<string> = NONE): Selection {
  return { interfaces: new Set(interfaces), components: new Set(components), missing: [] }
}

/** Source: Network Access Analyzer guide, "ResourceStatements". */
function ofType(network: Network, type: ResourceType): Selection {
  const { inventory } = network
  switch (type) {
    case 'AWS::EC2::NetworkInterface':
      return selection(inventory.networkInterfaces.keys())
    case 'AWS::EC2::Instance':
      return selection(
        [...inventory.networkInterfaces.values()].flatMap(({ id, instanceId }) => (instanceId === null ? [] : [id])),
      )
    case 'AWS::EC2::InternetGateway':
      return selection([], [...inventory.internetGateways.keys(), ...routedTo(network, 'internet-gateway')])
    case 'AWS::EC2::EgressOnlyInternetGateway':
      return selection(
        [],
        [...inventory.egressOnlyInternetGateways.keys(), ...routedTo(network, 'egress-only-internet-gateway')],
      )
    case 'AWS::EC2::NatGateway':
      return selection([], [...inventory.natGateways.keys(), ...routedTo(network, 'nat-gateway')])
    case 'AWS::EC2::TransitGatewayAttachment':
      return selection([], inventory.transitGatewayAttachments.keys())
    case 'AWS::EC2::VPCEndpoint':
      return united([...inventory.vpcEndpoints.keys()].map((id) => endpoint(inventory, id)))
    case 'AWS::EC2::VPCEndpointService':
      return united([...inventory.vpcEndpointServices.keys()].map((id) => endpointService(inventory, id)))
    case 'AWS::EC2::VPCPeeringConnection':
      return selection([], [...inventory.vpcPeeringConnections.keys(), ...routedTo(network, 'vpc-peering')])
    case 'AWS::EC2::VPNGateway':
      return selection([], [...inventory.vpnGateways.keys(), ...routedTo(network, 'vpn-gateway')])
    case 'AWS::ElasticLoadBalancing::LoadBalancer':
      return balancers(inventory, (kind) => kind === 'classic')
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return balancers(inventory, (kind) => kind !== 'classic')
    case 'AWS::NetworkFirewall::NetworkFirewall':
    case 'AWS::NetworkFirewall::Firewall':
      return united([...inventory.networkFirewalls.keys()].map((id) => firewall(inventory, id)))
  }
}

/** A resource by id or ARN. */
function byName(network: Network, resource: string, pointer: string): Selection {
  const found = byId(network, resource) ?? byId(network, idMeant(network, resource))
  if (found) return found
  const isGroup = resource.startsWith('arn:') && resource.includes(':resource-groups:')
  const message = isGroup
    ? 'The members of a resource group were not collected, so nobody knows whom it means.'
    : `${resource} is in no document, so paths from, to or by it are not known.`
  return { interfaces: new Set(), components: new Set(), missing: [{ pointer, resource, message }] }
}

function byId(network: Network, id: string): Selection | null {
  return ends(network, id) ?? passed(network.inventory, id)
}

/** What holds interfaces: the interface itself, an instance, group, subnet or VPC. */
function ends({ inventory, index }: Network, id: string): Selection | null {
  if (inventory.networkInterfaces.has(id)) return selection([id])
  const instance = inventory.instances.get(id)
  const idsOf = (list: readonly { readonly id: string }[] | undefined) => (list ?? []).map((each) => each.id)
  if (instance) return selection([...instance.interfaceIds, ...idsOf(index.interfacesByInstance.get(id))])
  if (inventory.securityGroups.has(id)) return selection(idsOf(index.interfacesBySecurityGroup.get(id)))
  if (inventory.subnets.has(id)) return selection(idsOf(index.interfacesBySubnet.get(id)))
  if (inventory.vpcs.has(id)) return selection(idsOf(index.interfacesByVpc.get(id)))
  return null
}

/** What a path passes, or starts or ends at without an interface. */
function passed(inventory: Inventory, id: string): Selection | null {
  if (inventory.vpcEndpoints.has(id)) return endpoint(inventory, id)
  if (inventory.vpcEndpointServices.has(id)) return endpointService(inventory, id)
  if (inventory.networkFirewalls.has(id)) return firewall(inventory, id)
  const transit = [...inventory.transitGatewayAttachments.values()].filter((each) => each.transitGatewayId === id)
  if (inventory.transitGateways.has(id)) return selection([], [id, ...transit.map((each) => each.id)])
  const { internetGateways, egressOnlyInternetGateways, natGateways, vpnGateways, vpcPeeringConnections } = inventory
  const kinds = [internetGateways, egressOnlyInternetGateways, natGateways, vpnGateways, vpcPeeringConnections]
  const others = [inventory.transitGatewayAttachments, inventory.loadBalancers, inventory.vpnConnections]
  return [...kinds, ...others].some((kind) => kind.has(id)) ? selection([], [id]) : null
}

/** `arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1` names its id after the slash, a Classic Load Balancer has a name. */
function idMeant(network: Network, resource: string): string {
  const ofArn = /^arn:[^:]*:ec2:[^:]*:[^:]*:[a-z-]+\/([\w-]+)$/.exec(resource)?.[1]
  return ofArn ?? classicArnOf(network, resource) ?? resource
}

function endpoint({ vpcEndpoints }: Inventory, id: string): Selection {
  return selection(vpcEndpoints.get(id)?.interfaceIds ?? [], [id])
}

/** Reached by the endpoints of its name; what comes out of it comes from its load balancers. */
function endpointService(inventory: Inventory, id: string): Selection {
  const service = inventory.vpcEndpointServices.get(id)
  const clients = [...inventory.vpcEndpoints.values()].filter(({ serviceName }) => serviceName === service?.serviceName)
  const reached = united(clients.map((client) => endpoint(inventory, client.id)))
  return united([reached, selection([], [id, ...(service?.loadBalancerArns ?? [])])])
}

function firewall({ networkFirewalls }: Inventory, id: string): Selection {
  return selection([], [id, ...(networkFirewalls.get(id)?.endpointIds ?? [])])
}

function balancers({ loadBalancers }: Inventory, isOfKind: (kind: string) => boolean): Selection {
  const found = [...loadBalancers.values()].filter(({ kind }) => isOfKind(kind))
  return selection(
    [],
    found.map(({ id }) => id),
  )
}
