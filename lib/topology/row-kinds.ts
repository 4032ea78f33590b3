/** One entry a kind of resource: its word in the table, where it belongs in the tree, and its mono line. */

import type { ById, Inventory } from '../inventory/inventory.ts'
import type { Resource } from '../inventory/resource.ts'
import { formatAddress, formatPrefix, type Prefix } from '../net/prefix.ts'

type Kind = { [K in keyof Inventory]: Inventory[K] extends ById<Resource> ? K : never }[keyof Inventory]
type Model = { [K in Kind]: Inventory[K] extends ById<infer R extends Resource> ? R : never }

export interface RowKind<R> {
  readonly type: string
  readonly detail: (resource: R) => string
  /** A resource it belongs to more closely than to its subnet or VPC. */
  readonly owner?: (resource: R) => string | null
}

type RowKinds = { readonly [K in Exclude<Kind, 'foreignFindings' | 'accounts'>]: RowKind<Model[K]> }

/** In the order rows of one parent come; what a scanner found and who the accounts are is no resource of the network. */
export const ROW_KINDS: RowKinds = {
  vpcs: { type: 'vpc', detail: (vpc) => words(prefixes(vpc.cidrs), vpc.isDefault ? 'default' : '') },
  internetGateways: { type: 'internet-gateway', detail: () => '', owner: (item) => attachedVpc(item) },
  egressOnlyInternetGateways: {
    type: 'egress-only-internet-gateway',
    detail: () => '',
    owner: (item) => attachedVpc(item),
  },
  carrierGateways: { type: 'carrier-gateway', detail: (item) => item.state },
  vpnGateways: { type: 'vpn-gateway', detail: (item) => item.state, owner: (item) => attachedVpc(item) },
  vpcPeeringConnections: {
    type: 'vpc-peering-connection',
    detail: (item) => words(item.status, `${item.requester.vpcId ?? '?'} – ${item.accepter.vpcId ?? '?'}`),
    owner: (item) => item.requester.vpcId,
  },
  subnets: { type: 'subnet', detail: (subnet) => words(prefixes(subnet.cidrs), subnet.availabilityZone) },
  natGateways: {
    type: 'nat-gateway',
    detail: (item) =>
      words(item.connectivity, ...item.addresses.map((address) => address.publicIp ?? address.privateIp ?? '')),
  },
  loadBalancers: { type: 'load-balancer', detail: (item) => words(item.kind, item.scheme, item.dnsName ?? '') },
  networkFirewalls: { type: 'network-firewall', detail: () => '' },
  instances: {
    type: 'instance',
    detail: (item) => {
      const addresses = [item.publicIp, item.privateIp].filter((address) => address !== null)
      return words(item.instanceType ?? '', item.state, ...addresses.map(formatAddress))
    },
  },
  computes: { type: 'compute', detail: (item) => item.service },
  databases: {
    type: 'database',
    detail: (item) => words(item.service, item.engine ?? '', item.port === null ? '' : String(item.port)),
  },
  vpcEndpoints: { type: 'vpc-endpoint', detail: (item) => words(item.kind, item.serviceName) },
  instanceConnectEndpoints: { type: 'instance-connect-endpoint', detail: (item) => item.state },
  networkInterfaces: {
    type: 'network-interface',
    detail: (item) => {
      const addresses = item.addresses.flatMap(({ privateIp, publicIp }) => [publicIp, privateIp])
      const told = [...addresses, ...item.ipv6Addresses].filter((address) => address !== null)
      return words(item.status, ...told.map(formatAddress), item.description)
    },
    owner: (item) => item.instanceId,
  },
  elasticIps: {
    type: 'elastic-ip',
    detail: (item) => words(formatAddress(item.publicIp), item.associationId === null ? 'not associated' : ''),
    owner: (item) => item.networkInterfaceId ?? item.instanceId,
  },
  securityGroups: {
    type: 'security-group',
    detail: (item) => words(item.groupName, counted(item.rules.length, 'rule')),
  },
  routeTables: {
    type: 'route-table',
    detail: (item) => words(item.isMain ? 'main' : '', counted(item.routes.length, 'route')),
  },
  networkAcls: {
    type: 'network-acl',
    detail: (item) => words(item.isDefault ? 'default' : '', counted(item.entries.length, 'entry')),
  },
  targetGroups: {
    type: 'target-group',
    detail: (item) => words(item.targetType, item.protocol ?? '', item.port === null ? '' : String(item.port)),
  },
  dbSubnetGroups: { type: 'db-subnet-group', detail: (item) => counted(item.subnetIds.length, 'subnet') },
  vpcEncryptionControls: { type: 'vpc-encryption-control', detail: (item) => words(item.mode, item.state) },
  flowLogs: {
    type: 'flow-log',
    detail: (item) => words(item.trafficType ?? '', item.status, item.destinationType ?? ''),
    owner: (item) => item.resourceId,
  },
  transitGateways: { type: 'transit-gateway', detail: (item) => item.state },
  transitGatewayAttachments: {
    type: 'transit-gateway-attachment',
    detail: (item) => words(item.kindText, item.resourceId ?? '', item.state),
    owner: (item) => item.transitGatewayId,
  },
  transitGatewayRouteTables: {
    type: 'transit-gateway-route-table',
    detail: (item) => (item.routes === null ? 'routes not collected' : counted(item.routes.length, 'route')),
    owner: (item) => item.transitGatewayId,
  },
  customerGateways: { type: 'customer-gateway', detail: (item) => words(item.ipAddress ?? '', item.state) },
  vpnConnections: {
    type: 'vpn-connection',
    detail: (item) => words(item.state, ...item.tunnels.map((tunnel) => tunnel.status ?? 'tunnel not told')),
    owner: (item) => item.vpnGatewayId ?? item.transitGatewayId,
  },
  clientVpnEndpoints: {
    type: 'client-vpn-endpoint',
    detail: (item) => words(item.clientCidr ? formatPrefix(item.clientCidr) : '', item.state),
  },
  directConnectGateways: { type: 'direct-connect-gateway', detail: (item) => item.state },
  virtualInterfaces: {
    type: 'virtual-interface',
    detail: (item) => words(item.kind, item.state),
    owner: (item) => item.directConnectGatewayId,
  },
  directConnectConnections: {
    type: 'direct-connect-connection',
    detail: (item) => words(item.bandwidth ?? '', item.location ?? '', item.state),
  },
  vpcEndpointServices: { type: 'vpc-endpoint-service', detail: (item) => item.serviceName },
  accelerators: { type: 'accelerator', detail: (item) => words(...item.ipAddresses) },
  prefixLists: {
    type: 'prefix-list',
    detail: (item) =>
      words(item.listName, item.entries === null ? 'entries not collected' : counted(item.entries.length, 'entry')),
  },
  networkFirewallPolicies: { type: 'network-firewall-policy', detail: () => '' },
  networkFirewallRuleGroups: { type: 'network-firewall-rule-group', detail: (item) => item.kind },
  dhcpOptions: { type: 'dhcp-options', detail: () => '' },
  launchTemplates: { type: 'launch-template', detail: (item) => counted(item.versions.length, 'version') },
  trafficMirrorSessions: { type: 'traffic-mirror-session', detail: (item) => item.networkInterfaceId ?? '' },
  securityHubs: { type: 'security-hub', detail: (item) => counted(item.standards.length, 'standard') },
}

function attachedVpc(item: { readonly attachments: readonly { readonly vpcId: string }[] }): string | null {
  return item.attachments[0]?.vpcId ?? null
}

function prefixes(cidrs: readonly Prefix[]): string {
  return cidrs.map(formatPrefix).join(' ')
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`
}
