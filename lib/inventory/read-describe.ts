/** The only way from describe documents to the model. */

import type { DescribeDocument } from '../describe/document.ts'
import { type Reading, readAll } from './element-reader.ts'
import { GapRecorder } from './gap-recorder.ts'
import type { Inventory } from './inventory.ts'
import {
  CARRIER_GATEWAY,
  EGRESS_ONLY_INTERNET_GATEWAY,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  readBlockPublicAccess,
  readBlockPublicAccessExclusions,
  VPN_GATEWAY,
} from './read-gateways.ts'
import { INSTANCE, NETWORK_INTERFACE } from './read-interfaces.ts'
import { ELASTIC_IP, readAvailabilityZones, SUBNET, VPC } from './read-network.ts'
import { NETWORK_ACL } from './read-network-acls.ts'
import { ROUTE_TABLE } from './read-routes.ts'
import {
  readSecurityGroups,
  readSecurityGroupVpcAssociations,
  readStaleSecurityGroups,
} from './read-security-groups.ts'

/**
 * Reads documents into the model. Never throws: what cannot be read is left out and becomes a gap.
 *
 * Things that are over: terminated instances and deleted gateways, peerings, attachments and endpoints are left
 * out, unless a route still names one; then it stays with its state, because the route is a blackhole to see.
 */
export function readDescribe(documents: readonly DescribeDocument[]): Inventory {
  const reading: Reading = { documents, gaps: new GapRecorder(), dead: new Set(), strings: new Map() }
  const nothing = new Map<string, never>()
  return {
    documents: documents.map(({ account, region, collectedAt }) => ({
      account,
      region,
      collectedAt,
      coverage: new Map(),
    })),
    vpcs: readAll(reading, [VPC]),
    subnets: readAll(reading, [SUBNET]),
    networkInterfaces: readAll(reading, [NETWORK_INTERFACE]),
    instances: readAll(reading, [INSTANCE]),
    elasticIps: readAll(reading, [ELASTIC_IP]),
    availabilityZones: readAvailabilityZones(reading),
    securityGroups: readSecurityGroups(reading),
    securityGroupVpcAssociations: readSecurityGroupVpcAssociations(reading),
    staleSecurityGroups: readStaleSecurityGroups(reading),
    networkAcls: readAll(reading, [NETWORK_ACL]),
    prefixLists: nothing,
    routeTables: readAll(reading, [ROUTE_TABLE]),
    internetGateways: readAll(reading, [INTERNET_GATEWAY]),
    egressOnlyInternetGateways: readAll(reading, [EGRESS_ONLY_INTERNET_GATEWAY]),
    carrierGateways: readAll(reading, [CARRIER_GATEWAY]),
    natGateways: readAll(reading, [NAT_GATEWAY]),
    vpnGateways: readAll(reading, [VPN_GATEWAY]),
    blockPublicAccess: readBlockPublicAccess(reading),
    blockPublicAccessExclusions: readBlockPublicAccessExclusions(reading),
    vpcPeeringConnections: nothing,
    transitGateways: nothing,
    transitGatewayAttachments: nothing,
    transitGatewayRouteTables: nothing,
    customerGateways: nothing,
    vpnConnections: nothing,
    clientVpnEndpoints: nothing,
    vpcEndpoints: nothing,
    vpcEndpointServices: nothing,
    instanceConnectEndpoints: nothing,
    directConnectGateways: nothing,
    virtualInterfaces: nothing,
    directConnectConnections: nothing,
    loadBalancers: nothing,
    targetGroups: nothing,
    databases: nothing,
    dbSubnetGroups: nothing,
    computes: nothing,
    networkFirewalls: nothing,
    networkFirewallPolicies: nothing,
    networkFirewallRuleGroups: nothing,
    flowLogs: nothing,
    dhcpOptions: nothing,
    launchTemplates: nothing,
    trafficMirrorSessions: nothing,
    vpcEncryptionControls: nothing,
    accelerators: nothing,
    securityHubs: nothing,
    foreignFindings: nothing,
    accounts: nothing,
    gaps: reading.gaps.list(),
  }
}
