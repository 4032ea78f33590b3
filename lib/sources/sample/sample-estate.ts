/**
 * The built-in estate: a web shop in two accounts and three VPCs, told as AWS tells it. The picture of the first
 * minute, and the fixture of the journeys. What it should teach a meeting:
 *
 * Reachable from the internet
 * - bastion-1: SSH for everyone, a rule added for one night (group `bastion`, ACL rule 120).
 * - vpn-test-1: a trial long over, tcp/8080 and udp/51820 open, on an Elastic IP, metadata version 1.
 * - metrics-1: tcp/5601 for two halves of the internet in two rules; neither says 0.0.0.0/0.
 * - status-page-1: closed over IPv4, open over IPv6.
 * One change away
 * - reports-1: tcp/9200 for everyone, kept by a private subnet alone.
 * - launch-wizard-3: RDP for everyone, attached to nothing.
 * Too wide inside
 * - orders-db admits the whole VPC; orders-api may talk to anything; old-proxy-1 and scratch-1 use default groups
 *   with rules; old-proxy-1 sits in a public subnet without needing it.
 * Routes and subnets
 * - shop-dev's main table is public and both its subnets hand out addresses; so does shop-prod-public-a.
 * - shop-prod-app-c routes to a NAT gateway that was deleted: a blackhole.
 * - public subnets of shop-prod also lead inside; every ACL but two admits tcp/22 from the internet.
 * Blind spots
 * - shared-services has no flow log; one VPN tunnel to Dublin is down.
 * - `courier-hooks` has no entries, the courier's VPC and the `partners` transit table were not collected, and one
 *   call was refused: all three must read as unknown, never as safe.
 */

import type { DescribeDocument } from '../../describe/document.ts'
import { DocumentBuilder } from '../../describe/document-builder.ts'
import { prodGovernance, sharedGovernance } from './governance.ts'
import { subnetElement } from './network-elements.ts'
import { peeringParts } from './peering.ts'
import { type Part, REGION, SHOP_PROD, SHOP_SHARED, SUBNETS } from './place.ts'
import { prefixLists } from './prefix-lists.ts'
import { prodGroups } from './shop-prod-groups.ts'
import { prodNetwork } from './shop-prod-network.ts'
import { prodWorkloads } from './shop-prod-workloads.ts'
import { developers, sharedServices } from './shop-shared.ts'
import { transitParts } from './transit.ts'

/** The same documents each time: no clock, no chance, no files. */
export function sampleDocuments(): readonly DescribeDocument[] {
  const builder = new DocumentBuilder()
  collect(builder, SHOP_PROD, [
    ...prodNetwork(),
    ...prodGroups(),
    ...prodWorkloads(),
    ...prefixLists(),
    ...peeringParts(),
    ...prodGovernance(),
  ])
  collect(builder, SHOP_SHARED, [
    ...sharedServices(),
    ...developers(),
    ...transitParts(),
    ...peeringParts().slice(0, 1),
    ...sharedGovernance(),
  ])
  builder.addError({
    error: {
      operation: 'ec2:SearchTransitGatewayRoutes',
      code: 'UnauthorizedOperation',
      message: 'You are not authorized to perform this operation.',
    },
    ...place(SHOP_SHARED),
  })
  return builder.finish().map((document) => ({ ...document, origins: new Map() }))
}

/** Asked in both accounts, and answered with an empty list where nothing is said here. */
const ASKED = [
  ...['Vpcs', 'Subnets', 'RouteTables', 'NetworkAcls', 'SecurityGroups', 'SecurityGroupRules', 'NetworkInterfaces'],
  ...['SecurityGroupVpcAssociations', 'Instances', 'Addresses', 'InternetGateways', 'EgressOnlyInternetGateways'],
  ...['NatGateways', 'CarrierGateways', 'VpnGateways', 'VpnConnections', 'CustomerGateways', 'ClientVpnEndpoints'],
  ...['TransitGateways', 'TransitGatewayAttachments', 'TransitGatewayVpcAttachments', 'TransitGatewayRouteTables'],
  ...['TransitGatewayPeeringAttachments', 'VpcPeeringConnections', 'VpcEndpoints', 'VpcEndpointServices'],
  ...['PrefixLists', 'ManagedPrefixLists', 'FlowLogs', 'DhcpOptions', 'VpcBlockPublicAccessOptions'],
  ...['VpcBlockPublicAccessExclusions', 'LaunchTemplates', 'LaunchTemplateVersions', 'TrafficMirrorSessions'],
  ...['InstanceConnectEndpoints', 'StaleSecurityGroupSet', 'VpcEncryptionControls', 'AvailabilityZones'],
  ...['LoadBalancers', 'Listeners', 'TargetGroups', 'LoadBalancerDescriptions', 'DBInstances', 'DBClusters'],
  ...['DBSubnetGroups', 'Functions', 'RedshiftClusters', 'MemoryDBClusters', 'EksClusters', 'EcsClusters'],
  ...['CacheClusters', 'DomainStatusList', 'Firewalls', 'FirewallPolicies', 'RuleGroups'],
  ...['DirectConnectGateways', 'VirtualInterfaces', 'Connections', 'Accelerators'],
  ...['Hubs', 'StandardsSubscriptions', 'SecurityHubFindings', 'Accounts'],
]

function collect(builder: DocumentBuilder, account: string, parts: readonly Part[]): void {
  for (const key of ASKED) builder.markCollected({ key, ...place(account) })
  for (const [key, element] of [...subnets(account, parts), ...parts]) {
    const { unreadable } = builder.add({ key, element, ...place(account) })
    if (unreadable > 0) throw new TypeError(`The sample has a ${key} that cannot be read.`)
  }
  builder.setCollectedAt({ collectedAt: '2026-03-02T08:00:00Z', ...place(account) })
}

/** Subnets come last to be made, because they count the addresses in use. */
function subnets(account: string, parts: readonly Part[]): readonly Part[] {
  const used = new Map<string, number>()
  for (const [key, element] of parts) {
    if (key !== 'NetworkInterfaces' || !('SubnetId' in element)) continue
    used.set(String(element.SubnetId), (used.get(String(element.SubnetId)) ?? 0) + 1)
  }
  return SUBNETS.filter(({ vpc }) => vpc.account === account).map((one) => subnetElement(one, used.get(one.id) ?? 0))
}

function place(account: string) {
  return { account, region: REGION, origin: { file: 'sample', pointer: '' } } as const
}
