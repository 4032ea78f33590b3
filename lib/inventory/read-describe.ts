/** The only way from describe documents to the model. */

import { type DescribeDocument, UNKNOWN } from '../describe/document.ts'
import { isRegion } from './arn.ts'
import { documentInfo } from './coverage.ts'
import { recordDanglingReferences, type SeenElsewhere } from './dangling-references.ts'
import { type Reading, readAll } from './element-reader.ts'
import { type EmbeddedInterfaces, embeddedInterfaces } from './embedded-interfaces.ts'
import { GapRecorder } from './gap-recorder.ts'
import type { Inventory } from './inventory.ts'
import { routedIds, withoutOver } from './over.ts'
import { CLIENT_VPN_ENDPOINT } from './read-client-vpn.ts'
import { DB_SUBNET_GROUP, readDatabases } from './read-databases.ts'
import { INSTANCE_CONNECT_ENDPOINT, readVpcEndpointServices, VPC_ENDPOINT } from './read-endpoints.ts'
import { recordDocumentGaps } from './read-gaps.ts'
import {
  CARRIER_GATEWAY,
  EGRESS_ONLY_INTERNET_GATEWAY,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  readBlockPublicAccess,
  readBlockPublicAccessExclusions,
  VPN_GATEWAY,
} from './read-gateways.ts'
import { readInstances, readNetworkInterfaces } from './read-interfaces.ts'
import { readLaunchTemplates } from './read-launch-templates.ts'
import { readLoadBalancers, readTargetGroups } from './read-load-balancers.ts'
import { ELASTIC_IP, readAvailabilityZones, SUBNET, VPC } from './read-network.ts'
import { NETWORK_ACL } from './read-network-acls.ts'
import {
  DHCP_OPTIONS,
  FLOW_LOG,
  FOREIGN_FINDING,
  readAccounts,
  readSecurityHubs,
  TRAFFIC_MIRROR_SESSION,
  VPC_ENCRYPTION_CONTROL,
} from './read-observability.ts'
import { readPrefixLists } from './read-prefix-lists.ts'
import { ROUTE_TABLE } from './read-routes.ts'
import {
  readSecurityGroups,
  readSecurityGroupVpcAssociations,
  readStaleSecurityGroups,
} from './read-security-groups.ts'
import {
  ACCELERATOR,
  NETWORK_FIREWALL,
  NETWORK_FIREWALL_RULE_GROUP,
  readComputes,
  readNetworkFirewallPolicies,
} from './read-services.ts'
import { readTransitGatewayAttachments, readVpcPeeringConnections, TRANSIT_GATEWAY } from './read-transit.ts'
import { readTransitGatewayRouteTables } from './read-transit-route-tables.ts'
import {
  CUSTOMER_GATEWAY,
  DIRECT_CONNECT_CONNECTION,
  DIRECT_CONNECT_GATEWAY,
  VIRTUAL_INTERFACE,
  VPN_CONNECTION,
} from './read-vpn.ts'
import { readWatching } from './read-watching.ts'
import { recordResourceGaps } from './record-resource-gaps.ts'
import type { Facts } from './references.ts'
import { NOTHING } from './wire.ts'

/**
 * Reads documents into the model. Never throws: what cannot be read is left out or named as unread, and becomes a gap.
 * The order of documents and of elements changes nothing but indexes and pointers.
 *
 * Things that are over: terminated instances and deleted, failed, rejected or expired gateways, peerings, attachments
 * and endpoints are left out, unless a route still names one; then it stays with its state, so that the blackhole
 * can be explained. A reference to something left out this way is no gap.
 */
export function readDescribe(given: readonly DescribeDocument[]): Inventory {
  const reading = readingOf(given.map(withKnownRegion))
  const embedded = embeddedInterfaces(reading)
  return withGaps(reading, readFacts(reading, embedded), { embedded, isElsewhere: () => false })
}

export function readingOf(documents: readonly DescribeDocument[]): Reading {
  return {
    documents,
    gaps: new GapRecorder(),
    dead: new Set(),
    strings: new Map(),
    namedIds: new Map(),
    groupLists: { list: NOTHING, next: new Map() },
  }
}

/** Everything the documents of a reading hold; what of it is not known comes after, in `withGaps`. */
export function readFacts(reading: Reading, embedded: EmbeddedInterfaces): Facts {
  return {
    documents: reading.documents.map(documentInfo),
    ...readPlaces(reading, embedded),
    ...readFilters(reading),
    ...readConnections(reading),
    ...readServices(reading),
    ...readOverlays(reading),
    ...readWatching(reading),
  }
}

export function withGaps(reading: Reading, facts: Facts, seen: SeenElsewhere): Inventory {
  const { documents, gaps } = reading
  for (const document of documents) recordDocumentGaps(gaps, document)
  recordResourceGaps(gaps, facts)
  recordDanglingReferences(reading, facts, seen)
  return { ...facts, gaps: gaps.list() }
}

/** A region that is no region's name says nothing: the document is read as one whose region nobody told. */
export function withKnownRegion(document: DescribeDocument): DescribeDocument {
  return isRegion(document.region) ? document : { ...document, region: UNKNOWN }
}

function readPlaces(reading: Reading, embedded: EmbeddedInterfaces) {
  const networkInterfaces = readNetworkInterfaces(reading, embedded)
  return {
    vpcs: readAll(reading, [VPC]),
    subnets: readAll(reading, [SUBNET]),
    networkInterfaces,
    instances: readInstances(reading, networkInterfaces, embedded),
    elasticIps: readAll(reading, [ELASTIC_IP]),
    availabilityZones: readAvailabilityZones(reading),
    dhcpOptions: readAll(reading, [DHCP_OPTIONS]),
    vpcEncryptionControls: readAll(reading, [VPC_ENCRYPTION_CONTROL]),
  }
}

function readFilters(reading: Reading) {
  return {
    securityGroups: readSecurityGroups(reading),
    securityGroupVpcAssociations: readSecurityGroupVpcAssociations(reading),
    staleSecurityGroups: readStaleSecurityGroups(reading),
    networkAcls: readAll(reading, [NETWORK_ACL]),
    prefixLists: readPrefixLists(reading),
    blockPublicAccess: readBlockPublicAccess(reading),
    blockPublicAccessExclusions: readBlockPublicAccessExclusions(reading),
  }
}

/** Route tables come first: they say which things that are over must stay. */
function readConnections(reading: Reading) {
  const routeTables = readAll(reading, [ROUTE_TABLE])
  const transitGatewayRouteTables = readTransitGatewayRouteTables(reading)
  const routed = routedIds(routeTables.values(), transitGatewayRouteTables.values())
  const byState = (resource: { readonly state: string }) => resource.state
  const attachments = readTransitGatewayAttachments(reading)
  return {
    routeTables,
    transitGatewayRouteTables,
    internetGateways: readAll(reading, [INTERNET_GATEWAY]),
    egressOnlyInternetGateways: readAll(reading, [EGRESS_ONLY_INTERNET_GATEWAY]),
    carrierGateways: withoutOver(readAll(reading, [CARRIER_GATEWAY]), routed, byState),
    natGateways: withoutOver(readAll(reading, [NAT_GATEWAY]), routed, byState),
    vpnGateways: withoutOver(readAll(reading, [VPN_GATEWAY]), routed, byState),
    vpcPeeringConnections: withoutOver(readVpcPeeringConnections(reading), routed, ({ status }) => status),
    transitGateways: withoutOver(readAll(reading, [TRANSIT_GATEWAY]), routed, byState),
    transitGatewayAttachments: withoutOver(attachments, routed, byState),
    vpcEndpoints: withoutOver(readAll(reading, [VPC_ENDPOINT]), routed, byState),
    vpcEndpointServices: readVpcEndpointServices(reading),
    instanceConnectEndpoints: readAll(reading, [INSTANCE_CONNECT_ENDPOINT]),
    customerGateways: readAll(reading, [CUSTOMER_GATEWAY]),
    vpnConnections: readAll(reading, [VPN_CONNECTION]),
    clientVpnEndpoints: readAll(reading, [CLIENT_VPN_ENDPOINT]),
    directConnectGateways: readAll(reading, [DIRECT_CONNECT_GATEWAY]),
    virtualInterfaces: readAll(reading, [VIRTUAL_INTERFACE]),
    directConnectConnections: readAll(reading, [DIRECT_CONNECT_CONNECTION]),
  }
}

function readServices(reading: Reading) {
  const dbSubnetGroups = readAll(reading, [DB_SUBNET_GROUP])
  return {
    dbSubnetGroups,
    databases: readDatabases(reading, dbSubnetGroups),
    loadBalancers: readLoadBalancers(reading),
    targetGroups: readTargetGroups(reading),
    computes: readComputes(reading),
    networkFirewalls: readAll(reading, [NETWORK_FIREWALL]),
    networkFirewallPolicies: readNetworkFirewallPolicies(reading),
    networkFirewallRuleGroups: readAll(reading, [NETWORK_FIREWALL_RULE_GROUP]),
    launchTemplates: readLaunchTemplates(reading),
    accelerators: readAll(reading, [ACCELERATOR]),
  }
}

function readOverlays(reading: Reading) {
  return {
    flowLogs: readAll(reading, [FLOW_LOG]),
    trafficMirrorSessions: readAll(reading, [TRAFFIC_MIRROR_SESSION]),
    securityHubs: readSecurityHubs(reading),
    foreignFindings: readAll(reading, [FOREIGN_FINDING]),
    accounts: readAccounts(reading),
  }
}
