/** Which AWS call fills which key: for telling what a refused call leaves unknown, and what would close a gap. */

import { cliOperation, iamAction } from '../describe/aws-names.ts'
import { type DescribeDocument, type DescribeKey, UNKNOWN } from '../describe/document.ts'
import { shellQuote } from './shell-quote.ts'

interface Call {
  /** The AWS CLI's name of the service. */
  readonly service: string
  readonly operation: string
  /** Calls that fill lists embedded in the elements, one call an element. */
  readonly parts?: readonly string[]
}

const ec2 = (operation: string, ...parts: readonly string[]): Call => ({ service: 'ec2', operation, parts })
const call = (service: string, operation: string, ...parts: readonly string[]): Call => ({ service, operation, parts })

const CALLS: Readonly<Record<DescribeKey, Call>> = {
  Vpcs: ec2('DescribeVpcs', 'DescribeVpcAttribute'),
  Subnets: ec2('DescribeSubnets'),
  RouteTables: ec2('DescribeRouteTables'),
  NetworkAcls: ec2('DescribeNetworkAcls'),
  SecurityGroups: ec2('DescribeSecurityGroups'),
  SecurityGroupRules: ec2('DescribeSecurityGroupRules'),
  SecurityGroupVpcAssociations: ec2('DescribeSecurityGroupVpcAssociations'),
  NetworkInterfaces: ec2('DescribeNetworkInterfaces'),
  Instances: ec2('DescribeInstances'),
  Addresses: ec2('DescribeAddresses'),
  InternetGateways: ec2('DescribeInternetGateways'),
  EgressOnlyInternetGateways: ec2('DescribeEgressOnlyInternetGateways'),
  NatGateways: ec2('DescribeNatGateways'),
  CarrierGateways: ec2('DescribeCarrierGateways'),
  VpnGateways: ec2('DescribeVpnGateways'),
  VpnConnections: ec2('DescribeVpnConnections'),
  CustomerGateways: ec2('DescribeCustomerGateways'),
  ClientVpnEndpoints: ec2(
    'DescribeClientVpnEndpoints',
    'DescribeClientVpnAuthorizationRules',
    'DescribeClientVpnRoutes',
    'DescribeClientVpnTargetNetworks',
  ),
  TransitGateways: ec2('DescribeTransitGateways'),
  TransitGatewayAttachments: ec2('DescribeTransitGatewayAttachments'),
  TransitGatewayVpcAttachments: ec2('DescribeTransitGatewayVpcAttachments'),
  TransitGatewayPeeringAttachments: ec2('DescribeTransitGatewayPeeringAttachments'),
  TransitGatewayRouteTables: ec2(
    'DescribeTransitGatewayRouteTables',
    'SearchTransitGatewayRoutes',
    'GetTransitGatewayRouteTableAssociations',
    'GetTransitGatewayRouteTablePropagations',
  ),
  VpcPeeringConnections: ec2('DescribeVpcPeeringConnections'),
  VpcEndpoints: ec2('DescribeVpcEndpoints'),
  VpcEndpointServices: ec2('DescribeVpcEndpointServiceConfigurations', 'DescribeVpcEndpointServicePermissions'),
  PrefixLists: ec2('DescribePrefixLists'),
  ManagedPrefixLists: ec2('DescribeManagedPrefixLists', 'GetManagedPrefixListEntries'),
  FlowLogs: ec2('DescribeFlowLogs'),
  DhcpOptions: ec2('DescribeDhcpOptions'),
  VpcBlockPublicAccessOptions: ec2('DescribeVpcBlockPublicAccessOptions'),
  VpcBlockPublicAccessExclusions: ec2('DescribeVpcBlockPublicAccessExclusions'),
  LaunchTemplates: ec2('DescribeLaunchTemplates'),
  LaunchTemplateVersions: ec2('DescribeLaunchTemplateVersions'),
  TrafficMirrorSessions: ec2('DescribeTrafficMirrorSessions'),
  InstanceConnectEndpoints: ec2('DescribeInstanceConnectEndpoints'),
  StaleSecurityGroupSet: ec2('DescribeStaleSecurityGroups'),
  VpcEncryptionControls: ec2('DescribeVpcEncryptionControls'),
  AvailabilityZones: ec2('DescribeAvailabilityZones'),
  LoadBalancers: call('elbv2', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes'),
  Listeners: call('elbv2', 'DescribeListeners'),
  TargetGroups: call('elbv2', 'DescribeTargetGroups', 'DescribeTargetHealth', 'DescribeTargetGroupAttributes'),
  LoadBalancerDescriptions: call('elb', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes'),
  DBInstances: call('rds', 'DescribeDBInstances'),
  DBClusters: call('rds', 'DescribeDBClusters'),
  DBSubnetGroups: call('rds', 'DescribeDBSubnetGroups'),
  Functions: call('lambda', 'ListFunctions'),
  RedshiftClusters: call('redshift', 'DescribeClusters'),
  MemoryDBClusters: call('memorydb', 'DescribeClusters'),
  EksClusters: call('eks', 'ListClusters', 'DescribeCluster'),
  EcsClusters: call('ecs', 'ListClusters', 'DescribeClusters'),
  CacheClusters: call('elasticache', 'DescribeCacheClusters'),
  DomainStatusList: call('opensearch', 'DescribeDomains', 'ListDomainNames'),
  Firewalls: call('network-firewall', 'ListFirewalls', 'DescribeFirewall', 'DescribeLoggingConfiguration'),
  FirewallPolicies: call('network-firewall', 'ListFirewallPolicies', 'DescribeFirewallPolicy'),
  RuleGroups: call('network-firewall', 'ListRuleGroups', 'DescribeRuleGroup'),
  DirectConnectGateways: call(
    'directconnect',
    'DescribeDirectConnectGateways',
    'DescribeDirectConnectGatewayAssociations',
  ),
  VirtualInterfaces: call('directconnect', 'DescribeVirtualInterfaces'),
  Connections: call('directconnect', 'DescribeConnections'),
  Accelerators: call('globalaccelerator', 'ListAccelerators'),
  Hubs: call('securityhub', 'DescribeHub'),
  StandardsSubscriptions: call('securityhub', 'GetEnabledStandards'),
  SecurityHubFindings: call('securityhub', 'GetFindings'),
  Accounts: call('organizations', 'ListAccounts'),
  Trails: call('cloudtrail', 'DescribeTrails', 'GetTrailStatus'),
  MetricFilters: call('logs', 'DescribeMetricFilters'),
  MetricAlarms: call('cloudwatch', 'DescribeAlarms'),
  AutoScalingGroups: call('autoscaling', 'DescribeAutoScalingGroups'),
  LaunchConfigurations: call('autoscaling', 'DescribeLaunchConfigurations'),
  EcsServices: call('ecs', 'ListServices', 'DescribeServices'),
  CacheSubnetGroups: call('elasticache', 'DescribeCacheSubnetGroups'),
  ClusterSubnetGroups: call('redshift', 'DescribeClusterSubnetGroups'),
  ResolverQueryLogConfigAssociations: call('route53resolver', 'ListResolverQueryLogConfigAssociations'),
  FirewallRuleGroupAssociations: call('route53resolver', 'ListFirewallRuleGroupAssociations'),
  FirewallConfigs: call('route53resolver', 'ListFirewallConfigs'),
  WebACLs: call('wafv2', 'ListWebACLs', 'ListResourcesForWebACL'),
  Protections: call('shield', 'ListProtections'),
  TrafficMirrorTargets: ec2('DescribeTrafficMirrorTargets'),
  InstanceInformationList: call('ssm', 'DescribeInstanceInformation'),
  StandardsControls: call('securityhub', 'DescribeStandardsControls'),
  Detectors: call('guardduty', 'ListDetectors', 'GetDetector'),
  ConfigurationRecorders: call(
    'configservice',
    'DescribeConfigurationRecorders',
    'DescribeConfigurationRecorderStatus',
  ),
}

/** `aws ec2 describe-vpcs --region eu-west-1`: the command that fills the key. */
export function commandFor(key: DescribeKey, region: string, operation = CALLS[key].operation): string {
  const known = region !== UNKNOWN && region !== 'global'
  return `aws ${CALLS[key].service} ${cliOperation(operation)}${known ? ` --region ${shellQuote(region)}` : ''}`
}

/** What a call that failed would have told. */
export interface RefusedCall {
  readonly key: DescribeKey
  /** Does it fill the key itself, or only a list inside its elements? */
  readonly whole: boolean
  /** e.g. `ec2:DescribeVpcs`. */
  readonly action: string
}

const BY_OPERATION: ReadonlyMap<string, readonly (RefusedCall & { readonly service: string })[]> = byOperation()

function byOperation() {
  const found = new Map<string, (RefusedCall & { readonly service: string })[]>()
  for (const [key, { service, operation, parts = [] }] of Object.entries(CALLS) as [DescribeKey, Call][]) {
    for (const name of [operation, ...parts]) {
      const action = iamAction(service, name)
      const entry = { key, whole: name === operation, action, service }
      found.set(name.toLowerCase(), [...(found.get(name.toLowerCase()) ?? []), entry])
    }
  }
  return found
}

/**
 * The keys a failed operation leaves unknown, however it is written: `DescribeVpcs`, `ec2:DescribeVpcs`,
 * `describe-vpcs`, `aws elbv2 describe-load-balancers`. A name two services share counts for both unless told.
 */
export function refusedCalls(operation: string): readonly RefusedCall[] {
  const words = operation.trim().split(/[\s:.]+/)
  const name = (words.pop() ?? '').replaceAll('-', '').toLowerCase()
  const calls = BY_OPERATION.get(name) ?? []
  const told = calls.filter(
    ({ service, action }) => words.includes(service) || words.includes(action.split(':')[0] ?? ''),
  )
  return told.length > 0 ? told : calls
}

/** The refused calls of a document, by key. */
export function refusedKeys(document: DescribeDocument): ReadonlyMap<DescribeKey, RefusedCall> {
  const keys = new Map<DescribeKey, RefusedCall>()
  for (const { operation } of document.errors) {
    for (const refused of refusedCalls(operation)) {
      if (refused.whole || !keys.has(refused.key)) keys.set(refused.key, refused)
    }
  }
  return keys
}
