/** What filters and watches: firewalls, DNS, web ACLs, trails, detectors. Source: each service's API reference. */

import { type AwsCall, callsOf } from './aws-call.ts'

const cloudtrail = callsOf<typeof import('@aws-sdk/client-cloudtrail')>('cloudtrail')
const cloudwatch = callsOf<typeof import('@aws-sdk/client-cloudwatch')>('cloudwatch')
const config = callsOf<typeof import('@aws-sdk/client-config-service')>('configservice')
const firewall = callsOf<typeof import('@aws-sdk/client-network-firewall')>('network-firewall')
const guardduty = callsOf<typeof import('@aws-sdk/client-guardduty')>('guardduty')
const logs = callsOf<typeof import('@aws-sdk/client-cloudwatch-logs')>('logs')
const resolver = callsOf<typeof import('@aws-sdk/client-route53resolver')>('route53resolver')
const securityhub = callsOf<typeof import('@aws-sdk/client-securityhub')>('securityhub')
const ssm = callsOf<typeof import('@aws-sdk/client-ssm')>('ssm')
const wafv2 = callsOf<typeof import('@aws-sdk/client-wafv2')>('wafv2')

const PAGE = ['MaxResults', 100, 'NextToken'] as const
const PER_FIREWALL = { operation: 'ListFirewalls', field: 'FirewallArn', into: 'FirewallArn' } as const

export const PROTECTION_CALLS: readonly AwsCall[] = [
  firewall('ListFirewalls', { page: PAGE, list: 'Firewalls', fills: 'Firewalls' }),
  firewall('DescribeFirewall', { per: PER_FIREWALL, whole: {}, key: 'Firewall', completes: 'Firewalls' }),
  firewall('DescribeLoggingConfiguration', {
    per: PER_FIREWALL,
    whole: { about: { FirewallArn: 'FirewallArn' } },
    key: 'LoggingConfiguration',
    completes: 'Firewalls',
  }),
  firewall('ListFirewallPolicies', { page: PAGE, list: 'FirewallPolicies', key: null, fills: 'FirewallPolicies' }),
  firewall('DescribeFirewallPolicy', {
    per: { operation: 'ListFirewallPolicies', field: 'Arn', into: 'FirewallPolicyArn' },
    whole: {},
    key: 'FirewallPolicy',
    fills: 'FirewallPolicies',
  }),
  firewall('ListRuleGroups', { page: PAGE, list: 'RuleGroups', key: null, fills: 'RuleGroups' }),
  firewall('DescribeRuleGroup', {
    per: { operation: 'ListRuleGroups', field: 'Arn', into: 'RuleGroupArn' },
    whole: {},
    key: 'RuleGroup',
    fills: 'RuleGroups',
  }),
  resolver('ListResolverQueryLogConfigAssociations', {
    page: PAGE,
    list: 'ResolverQueryLogConfigAssociations',
    fills: 'ResolverQueryLogConfigAssociations',
  }),
  resolver('ListFirewallRuleGroupAssociations', {
    page: PAGE,
    list: 'FirewallRuleGroupAssociations',
    fills: 'FirewallRuleGroupAssociations',
  }),
  resolver('ListFirewallConfigs', {
    page: ['MaxResults', 10, 'NextToken'],
    list: 'FirewallConfigs',
    fills: 'FirewallConfigs',
  }),
  wafv2('ListWebACLs', {
    page: ['Limit', 100, 'NextMarker'],
    input: { Scope: 'REGIONAL' },
    list: 'WebACLs',
    fills: 'WebACLs',
  }),
  wafv2('ListResourcesForWebACL', {
    input: { ResourceType: 'APPLICATION_LOAD_BALANCER' },
    per: { operation: 'ListWebACLs', field: 'ARN', into: 'WebACLArn' },
    whole: { about: { ARN: 'WebACLArn' } },
    key: 'ResourceArns',
    completes: 'WebACLs',
  }),
  cloudtrail('DescribeTrails', { list: 'trailList', fills: 'Trails' }),
  cloudtrail('GetTrailStatus', {
    per: { operation: 'DescribeTrails', field: 'TrailARN', into: 'Name' },
    whole: { about: { TrailARN: 'Name' } },
    key: 'Trails',
    completes: 'Trails',
  }),
  logs('DescribeMetricFilters', { page: ['limit', 50, 'nextToken'], list: 'metricFilters', fills: 'MetricFilters' }),
  cloudwatch('DescribeAlarms', {
    page: ['MaxRecords', 100, 'NextToken'],
    input: { AlarmTypes: ['MetricAlarm'] },
    list: 'MetricAlarms',
    fills: 'MetricAlarms',
  }),
  ssm('DescribeInstanceInformation', {
    page: ['MaxResults', 50, 'NextToken'],
    list: 'InstanceInformationList',
    fills: 'InstanceInformationList',
  }),
  guardduty('ListDetectors', {
    page: ['MaxResults', 50, 'NextToken'],
    list: 'DetectorIds',
    key: null,
    fills: 'Detectors',
  }),
  guardduty('GetDetector', {
    per: { operation: 'ListDetectors', into: 'DetectorId' },
    whole: { about: { DetectorId: 'DetectorId' } },
    key: 'Detectors',
    fills: 'Detectors',
  }),
  config('DescribeConfigurationRecorders', { list: 'ConfigurationRecorders', fills: 'ConfigurationRecorders' }),
  config('DescribeConfigurationRecorderStatus', {
    list: 'ConfigurationRecordersStatus',
    completes: 'ConfigurationRecorders',
  }),
  // The code stands for "not allowed" as well; only the message tells that Security Hub is not enabled.
  securityhub('DescribeHub', {
    whole: {},
    key: 'Hubs',
    fills: 'Hubs',
    meansNone: { code: 'InvalidAccessException', says: /not subscribed to AWS Security Hub/i },
  }),
  securityhub('GetEnabledStandards', {
    page: PAGE,
    per: { operation: 'DescribeHub', field: 'HubArn' },
    list: 'StandardsSubscriptions',
    fills: 'StandardsSubscriptions',
  }),
  securityhub('DescribeStandardsControls', {
    page: PAGE,
    per: {
      operation: 'GetEnabledStandards',
      field: 'StandardsSubscriptionArn',
      into: 'StandardsSubscriptionArn',
    },
    list: 'Controls',
    fills: 'StandardsControls',
  }),
  securityhub('GetFindings', {
    page: PAGE,
    per: { operation: 'DescribeHub', field: 'HubArn' },
    input: {
      Filters: {
        RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
        ResourceType: [{ Value: 'AwsEc2', Comparison: 'PREFIX' }],
      },
    },
    list: 'Findings',
    fills: 'SecurityHubFindings',
  }),
]
