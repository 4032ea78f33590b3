/** What a component of a path is and what people call it. */

import { carrierName } from '../findings/carrier-name.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { TraceHopKind } from '../reachability/trace-result.ts'
import type { AnswerComponent } from './trace-answer.ts'

export const COMPONENT_LABELS: Readonly<Record<TraceHopKind, string>> = {
  internet: 'Internet',
  'on-premises': 'On-premises network',
  service: 'AWS service',
  'block-public-access': 'Block Public Access',
  'internet-gateway': 'Internet gateway',
  'egress-only-internet-gateway': 'Egress-only internet gateway',
  'nat-gateway': 'NAT gateway',
  'carrier-gateway': 'Carrier gateway',
  'route-table': 'Route table',
  'network-acl': 'Network ACL',
  'security-group': 'Security group',
  'network-interface': 'Interface',
  subnet: 'Subnet',
  vpc: 'VPC',
  'vpc-peering': 'VPC peering connection',
  'transit-gateway': 'Transit gateway',
  'transit-gateway-attachment': 'Transit gateway attachment',
  'transit-gateway-route-table': 'Transit gateway route table',
  'vpn-gateway': 'Virtual private gateway',
  'vpn-connection': 'VPN connection',
  'direct-connect-gateway': 'Direct Connect gateway',
  'vpc-endpoint': 'VPC endpoint',
  'network-firewall': 'Network firewall',
  'load-balancer': 'Load balancer',
  'target-group': 'Target group',
  unsupported: 'Component',
}

/** Id prefix → kind, for what is named outside of a hop. Source: EC2 guide, "Resource IDs". */
const KIND_BY_PREFIX: Readonly<Record<string, TraceHopKind>> = {
  igw: 'internet-gateway',
  eigw: 'egress-only-internet-gateway',
  nat: 'nat-gateway',
  cagw: 'carrier-gateway',
  rtb: 'route-table',
  acl: 'network-acl',
  sg: 'security-group',
  eni: 'network-interface',
  subnet: 'subnet',
  vpc: 'vpc',
  pcx: 'vpc-peering',
  tgw: 'transit-gateway',
  'tgw-attach': 'transit-gateway-attachment',
  'tgw-rtb': 'transit-gateway-route-table',
  vgw: 'vpn-gateway',
  vpn: 'vpn-connection',
  vpce: 'vpc-endpoint',
}

/** Of a component in a hop, or of one named by its id alone. */
export function namedComponent(inventory: Inventory, id: string, kind: TraceHopKind | null = null): AnswerComponent {
  const known = kind ?? kindOf(id)
  const name = nameOf(inventory, id)
  return { id, label: labelOf(inventory, id, known), name: name === id ? null : name }
}

function labelOf(inventory: Inventory, id: string, kind: TraceHopKind | null): string {
  if (inventory.instances.has(id)) return 'Instance'
  if (kind !== null && kind !== 'unsupported') return COMPONENT_LABELS[kind]
  return /^[0-9a-f.:]+$/i.test(id) && /[.:]/.test(id) ? 'Address' : COMPONENT_LABELS.unsupported
}

function kindOf(id: string): TraceHopKind | null {
  if (id === 'internet' || id === 'on-premises') return id
  if (id.includes(':loadbalancer/')) return 'load-balancer'
  if (id.includes(':targetgroup/')) return 'target-group'
  const prefix = id.slice(0, Math.max(0, id.lastIndexOf('-')))
  return KIND_BY_PREFIX[prefix] ?? null
}

function nameOf(inventory: Inventory, id: string): string | null {
  const networkInterface = inventory.networkInterfaces.get(id)
  if (networkInterface) return carrierName(inventory, networkInterface)
  const group = inventory.securityGroups.get(id)
  if (group) return group.name ?? group.groupName
  return NAMED.map((key) => inventory[key].get(id)?.name).find((name) => name != null) ?? null
}

/** The maps of the inventory a component of a path may stand in. */
const NAMED = [
  'instances',
  'subnets',
  'vpcs',
  'networkAcls',
  'routeTables',
  'internetGateways',
  'egressOnlyInternetGateways',
  'carrierGateways',
  'natGateways',
  'vpnGateways',
  'vpcPeeringConnections',
  'transitGateways',
  'transitGatewayAttachments',
  'transitGatewayRouteTables',
  'vpnConnections',
  'customerGateways',
  'directConnectGateways',
  'vpcEndpoints',
  'networkFirewalls',
  'loadBalancers',
  'targetGroups',
] as const satisfies readonly (keyof Inventory)[]
