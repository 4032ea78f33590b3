/**
 * Describe documents: what AWS said, in its own words, one account and region a document.
 * Everything a snapshot stores and every source produces has this shape.
 */

import type { Collector } from './collection-report.ts'

/** Every key a document may hold, as the AWS CLI prints it. Lower-case ones are Direct Connect's and EKS's own spelling. */
export const DESCRIBE_KEYS = [
  'Vpcs',
  'Subnets',
  'RouteTables',
  'NetworkAcls',
  'SecurityGroups',
  'SecurityGroupRules',
  'SecurityGroupVpcAssociations',
  'NetworkInterfaces',
  'Instances',
  'Addresses',
  'InternetGateways',
  'EgressOnlyInternetGateways',
  'NatGateways',
  'CarrierGateways',
  'VpnGateways',
  'VpnConnections',
  'CustomerGateways',
  'ClientVpnEndpoints',
  'TransitGateways',
  'TransitGatewayAttachments',
  'TransitGatewayVpcAttachments',
  'TransitGatewayPeeringAttachments',
  'TransitGatewayRouteTables',
  'VpcPeeringConnections',
  'VpcEndpoints',
  'VpcEndpointServices',
  'PrefixLists',
  'ManagedPrefixLists',
  'FlowLogs',
  'DhcpOptions',
  'VpcBlockPublicAccessOptions',
  'VpcBlockPublicAccessExclusions',
  'LaunchTemplates',
  'LaunchTemplateVersions',
  'TrafficMirrorSessions',
  'InstanceConnectEndpoints',
  'StaleSecurityGroupSet',
  'VpcEncryptionControls',
  'AvailabilityZones',
  'LoadBalancers',
  'Listeners',
  'TargetGroups',
  'LoadBalancerDescriptions',
  'DBInstances',
  'DBClusters',
  'DBSubnetGroups',
  'Functions',
  'RedshiftClusters',
  'MemoryDBClusters',
  'EksClusters',
  'EcsClusters',
  'CacheClusters',
  'DomainStatusList',
  'Firewalls',
  'FirewallPolicies',
  'RuleGroups',
  'DirectConnectGateways',
  'VirtualInterfaces',
  'Connections',
  'Accelerators',
  'Hubs',
  'StandardsSubscriptions',
  'SecurityHubFindings',
  'Accounts',
  'Trails',
  'MetricFilters',
  'MetricAlarms',
  'AutoScalingGroups',
  'LaunchConfigurations',
  'EcsServices',
  'CacheSubnetGroups',
  'ClusterSubnetGroups',
  'ResolverQueryLogConfigAssociations',
  'FirewallRuleGroupAssociations',
  'FirewallConfigs',
  'WebACLs',
  'Protections',
  'TrafficMirrorTargets',
  'InstanceInformationList',
  'StandardsControls',
  'Detectors',
  'ConfigurationRecorders',
] as const

export type DescribeKey = (typeof DESCRIBE_KEYS)[number]

/** JSON as parsed: what an element is made of after the allow-list. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined
}

/** Account or region when nothing in the input tells which; reported as a gap. */
export const UNKNOWN = 'unknown'

/** A call that failed while collecting. `code` is AWS's own, e.g. `UnauthorizedOperation`. */
export interface CollectionError {
  readonly operation: string
  readonly code: string
  readonly message: string
}

/** Why a key is not the whole truth: a page was cut, a query trimmed it, elements could not be read. */
export interface PartialKey {
  readonly reason: 'next-token' | 'trimmed-by-query' | 'unreadable-elements' | 'denied-in-part'
  readonly detail: string
}

/**
 * One account and region. A key that is present was collected, even when its list is empty;
 * a key that is absent was not collected, which never means "none exist".
 * Elements are sorted by id, so one network has one canonical JSON and one hash.
 */
export interface DescribeDocument {
  readonly account: string
  readonly region: string
  readonly collectedAt: string | null
  readonly elements: ReadonlyMap<DescribeKey, readonly JsonObject[]>
  readonly partial: ReadonlyMap<DescribeKey, PartialKey>
  readonly errors: readonly CollectionError[]
  /** Who collected it; absent for what was read from files that do not say. */
  readonly collector?: Collector
  /** Where each element came from, parallel to `elements`; empty when the document was not read from files. */
  readonly origins: ReadonlyMap<DescribeKey, readonly Origin[]>
}

/** The file an element was read from, as the user named it, and the RFC 6901 pointer to it there. */
export interface Origin {
  readonly file: string
  readonly pointer: string
}

/** What was met on the way in that the person should know; never fatal. */
export interface ImportNote {
  readonly level: 'error' | 'warning' | 'info'
  /** An `ErrorCode`, so that each kind has its page in `docs/errors`. */
  readonly code: string
  readonly message: string
  readonly remedy: string | null
  readonly file: string | null
  readonly pointer: string | null
}

/** What one file turned out to be. */
export interface FileReport {
  readonly file: string
  readonly bytes: number
  /** e.g. `aws-cli-json`, `aws-cli-yaml`, `batfish`, `cloudmapper`, `portolan`, `unknown`. */
  readonly format: string
  readonly counts: Readonly<Partial<Record<DescribeKey, number>>>
  readonly ignoredKeys: readonly string[]
  readonly partial: boolean
  readonly notes: readonly ImportNote[]
}

/** What any source hands over. */
export interface ImportResult {
  readonly documents: readonly DescribeDocument[]
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
}
