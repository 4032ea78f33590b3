/** The calls of other services that hang off another. Answers are our own, in the SDK's shapes. */

import { expect } from 'vitest'
import type { FanOut, Output } from './fan-outs.ts'

const BALANCERS = {
  'elbv2 DescribeLoadBalancers': { LoadBalancers: [{ LoadBalancerArn: 'lb/1' }, { LoadBalancerArn: 'lb/2' }] },
}
const GROUPS = {
  'elbv2 DescribeTargetGroups': { TargetGroups: [{ TargetGroupArn: 'tg/1' }, { TargetGroupArn: 'tg/2' }] },
}
const FIREWALLS = {
  'network-firewall ListFirewalls': {
    Firewalls: [
      { FirewallArn: 'fw/1', FirewallName: 'a' },
      { FirewallArn: 'fw/2', FirewallName: 'b' },
    ],
  },
}
const DESCRIBED_FIREWALLS = {
  ...FIREWALLS,
  'network-firewall DescribeFirewall': ({ FirewallArn }: Output) => ({ Firewall: { FirewallArn } }),
}
const clustersOf = (service: string, count: number) =>
  Array.from({ length: count }, (_, index) => `arn:${service}/${100 + index}`)

export const SERVICE_FAN_OUTS: readonly FanOut[] = [
  {
    parents: BALANCERS,
    call: 'elbv2 DescribeListeners',
    answer: ({ LoadBalancerArn }) => ({
      Listeners: [{ ListenerArn: `${LoadBalancerArn}/l`, LoadBalancerArn, Port: 443 }],
    }),
    inputs: ['lb/1', 'lb/2'].map((LoadBalancerArn) => ({ LoadBalancerArn, PageSize: 400 })),
    key: 'Listeners',
    holds: [
      { ListenerArn: 'lb/1/l', Port: 443 },
      { ListenerArn: 'lb/2/l', Port: 443 },
    ],
  },
  {
    parents: BALANCERS,
    call: 'elbv2 DescribeLoadBalancerAttributes',
    answer: { Attributes: [{ Key: 'k', Value: 'v' }] },
    inputs: ['lb/1', 'lb/2'].map((LoadBalancerArn) => ({ LoadBalancerArn })),
    key: 'LoadBalancers',
    holds: [0, 1].map(() => ({ Attributes: [{ Key: 'k', Value: 'v' }] })),
  },
  {
    parents: {
      'elb DescribeLoadBalancers': { LoadBalancerDescriptions: [{ LoadBalancerName: 'a' }, { LoadBalancerName: 'b' }] },
    },
    call: 'elb DescribeLoadBalancerAttributes',
    answer: { LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } } },
    inputs: ['a', 'b'].map((LoadBalancerName) => ({ LoadBalancerName })),
    key: 'LoadBalancerDescriptions',
    holds: [0, 1].map(() => ({ LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } } })),
  },
  {
    parents: GROUPS,
    call: 'elbv2 DescribeTargetHealth',
    answer: { TargetHealthDescriptions: [{ Target: { Id: 'i-0a1', Port: 80 }, TargetHealth: { State: 'healthy' } }] },
    inputs: ['tg/1', 'tg/2'].map((TargetGroupArn) => ({ TargetGroupArn })),
    key: 'TargetGroups',
    holds: [0, 1].map(() => ({ Targets: [{ Target: { Id: 'i-0a1', Port: 80 }, TargetHealth: { State: 'healthy' } }] })),
  },
  {
    parents: GROUPS,
    call: 'elbv2 DescribeTargetGroupAttributes',
    answer: { Attributes: [{ Key: 'k', Value: 'v' }] },
    inputs: ['tg/1', 'tg/2'].map((TargetGroupArn) => ({ TargetGroupArn })),
    key: 'TargetGroups',
    holds: [0, 1].map(() => ({ Attributes: [{ Key: 'k', Value: 'v' }] })),
  },
  {
    parents: {
      'opensearch ListDomainNames': {
        DomainNames: ['a', 'b', 'c', 'd', 'e', 'f'].map((DomainName) => ({ DomainName })),
      },
    },
    call: 'opensearch DescribeDomains',
    answer: ({ DomainNames }) => ({
      DomainStatusList: [DomainNames].flat().map((DomainName) => ({ DomainName, ARN: `arn:${DomainName}` })),
    }),
    inputs: [{ DomainNames: ['a', 'b', 'c', 'd', 'e'] }, { DomainNames: ['f'] }],
    key: 'DomainStatusList',
    holds: ['a', 'b', 'c', 'd', 'e', 'f'].map((DomainName) => ({ DomainName })),
  },
  {
    parents: { 'eks ListClusters': { clusters: ['one', 'two'] } },
    call: 'eks DescribeCluster',
    answer: ({ name }) => ({ cluster: { name, arn: `arn:eks/${name}`, status: 'ACTIVE' } }),
    inputs: [{ name: 'one' }, { name: 'two' }],
    key: 'EksClusters',
    holds: [
      { name: 'one', status: 'ACTIVE' },
      { name: 'two', status: 'ACTIVE' },
    ],
  },
  {
    parents: { 'ecs ListClusters': { clusterArns: clustersOf('ecs', 101) } },
    call: 'ecs DescribeClusters',
    answer: ({ clusters }) => ({ clusters: [clusters].flat().map((clusterArn) => ({ clusterArn, status: 'ACTIVE' })) }),
    inputs: [{ clusters: clustersOf('ecs', 100) }, { clusters: clustersOf('ecs', 101).slice(100) }],
    key: 'EcsClusters',
    holds: clustersOf('ecs', 101).map((clusterArn) => ({ clusterArn, status: 'ACTIVE' })),
  },
  {
    parents: {
      'ecs ListClusters': { clusterArns: ['c/1', 'c/2'] },
      'ecs DescribeServices': { services: [{ serviceArn: 's', clusterArn: 'c/1' }] },
    },
    call: 'ecs ListServices',
    answer: ({ cluster }) => ({ serviceArns: cluster === 'c/1' ? ['s'] : [] }),
    inputs: [
      { cluster: 'c/1', maxResults: 100 },
      { cluster: 'c/2', maxResults: 100 },
    ],
    key: 'EcsServices',
    holds: [{ serviceArn: 's', clusterArn: 'c/1' }],
  },
  {
    parents: {
      'ecs ListClusters': { clusterArns: ['c/1'] },
      'ecs ListServices': { serviceArns: clustersOf('s', 11) },
    },
    call: 'ecs DescribeServices',
    answer: ({ services }) => ({ services: [services].flat().map((serviceArn) => ({ serviceArn, status: 'ACTIVE' })) }),
    inputs: [
      { cluster: 'c/1', services: clustersOf('s', 10) },
      { cluster: 'c/1', services: clustersOf('s', 11).slice(10) },
    ],
    key: 'EcsServices',
    holds: clustersOf('s', 11).map((serviceArn) => ({ serviceArn, status: 'ACTIVE' })),
  },
  {
    parents: FIREWALLS,
    call: 'network-firewall DescribeFirewall',
    answer: ({ FirewallArn }) => ({
      Firewall: { FirewallArn, FirewallName: FirewallArn === 'fw/1' ? 'a' : 'b', VpcId: 'vpc-0a1' },
      FirewallStatus: {
        Status: 'READY',
        SyncStates: { 'eu-west-1a': { Attachment: { EndpointId: 'vpce-0a1', SubnetId: 'subnet-0a1' } } },
      },
    }),
    inputs: [{ FirewallArn: 'fw/1' }, { FirewallArn: 'fw/2' }],
    key: 'Firewalls',
    holds: [0, 1].map(() => ({
      VpcId: 'vpc-0a1',
      SyncStates: [{ AvailabilityZone: 'eu-west-1a', EndpointId: 'vpce-0a1', SubnetId: 'subnet-0a1' }],
    })),
  },
  {
    parents: DESCRIBED_FIREWALLS,
    call: 'network-firewall DescribeLoggingConfiguration',
    answer: { LoggingConfiguration: { LogDestinationConfigs: [{ LogType: 'FLOW', LogDestinationType: 'S3' }] } },
    inputs: [{ FirewallArn: 'fw/1' }, { FirewallArn: 'fw/2' }],
    key: 'Firewalls',
    holds: [0, 1].map(() => ({
      LoggingConfiguration: { LogDestinationConfigs: [{ LogDestinationType: 'S3', LogType: 'FLOW' }] },
    })),
  },
  {
    parents: {
      'network-firewall ListFirewallPolicies': {
        FirewallPolicies: [
          { Arn: 'p/1', Name: 'a' },
          { Arn: 'p/2', Name: 'b' },
        ],
      },
    },
    call: 'network-firewall DescribeFirewallPolicy',
    answer: ({ FirewallPolicyArn }) => ({
      FirewallPolicyResponse: { FirewallPolicyArn },
      FirewallPolicy: { StatefulDefaultActions: ['aws:drop_strict'] },
    }),
    inputs: [{ FirewallPolicyArn: 'p/1' }, { FirewallPolicyArn: 'p/2' }],
    key: 'FirewallPolicies',
    holds: ['p/1', 'p/2'].map((FirewallPolicyArn) => ({
      FirewallPolicyArn,
      StatefulDefaultActions: ['aws:drop_strict'],
    })),
  },
  {
    parents: {
      'network-firewall ListRuleGroups': {
        RuleGroups: [
          { Arn: 'r/1', Name: 'a' },
          { Arn: 'r/2', Name: 'b' },
        ],
      },
    },
    call: 'network-firewall DescribeRuleGroup',
    answer: ({ RuleGroupArn }) => ({
      RuleGroupResponse: { RuleGroupArn, Capacity: 10 },
      RuleGroup: { RulesSource: { RulesString: 'drop ip any any -> any any' } },
    }),
    inputs: [{ RuleGroupArn: 'r/1' }, { RuleGroupArn: 'r/2' }],
    key: 'RuleGroups',
    holds: ['r/1', 'r/2'].map((RuleGroupArn) => ({
      RuleGroupArn,
      Capacity: 10,
      RulesSource: { RulesString: 'drop ip any any -> any any' },
    })),
  },
  {
    parents: {
      'wafv2 ListWebACLs': {
        WebACLs: [
          { ARN: 'w/1', Id: '1' },
          { ARN: 'w/2', Id: '2' },
        ],
      },
    },
    call: 'wafv2 ListResourcesForWebACL',
    answer: { ResourceArns: ['lb/1'] },
    inputs: ['w/1', 'w/2'].map((WebACLArn) => ({ WebACLArn, ResourceType: 'APPLICATION_LOAD_BALANCER' })),
    key: 'WebACLs',
    holds: ['w/1', 'w/2'].map((ARN) => ({ ARN, ResourceArns: ['lb/1'] })),
  },
  {
    parents: {
      'cloudtrail DescribeTrails': {
        trailList: [
          { TrailARN: 't/1', Name: 'a' },
          { TrailARN: 't/2', Name: 'b' },
        ],
      },
    },
    call: 'cloudtrail GetTrailStatus',
    answer: { IsLogging: true, LatestDeliveryTime: new Date(0) },
    inputs: [{ Name: 't/1' }, { Name: 't/2' }],
    key: 'Trails',
    holds: [
      { Name: 'a', IsLogging: true },
      { Name: 'b', IsLogging: true },
    ],
  },
  {
    parents: { 'guardduty ListDetectors': { DetectorIds: ['d1', 'd2'] } },
    call: 'guardduty GetDetector',
    answer: { Status: 'ENABLED', Tags: {} },
    inputs: [{ DetectorId: 'd1' }, { DetectorId: 'd2' }],
    key: 'Detectors',
    holds: [
      { DetectorId: 'd1', Status: 'ENABLED' },
      { DetectorId: 'd2', Status: 'ENABLED' },
    ],
  },
  {
    parents: {},
    call: 'securityhub GetEnabledStandards',
    answer: { StandardsSubscriptions: [{ StandardsSubscriptionArn: 'std/1', StandardsStatus: 'READY' }] },
    inputs: [{ MaxResults: 100 }],
    key: 'StandardsSubscriptions',
    holds: [{ StandardsSubscriptionArn: 'std/1', StandardsStatus: 'READY' }],
  },
  {
    parents: {
      'securityhub GetEnabledStandards': {
        StandardsSubscriptions: [{ StandardsSubscriptionArn: 'std/1' }, { StandardsSubscriptionArn: 'std/2' }],
      },
    },
    call: 'securityhub DescribeStandardsControls',
    answer: ({ StandardsSubscriptionArn }) => ({
      Controls: [{ StandardsControlArn: `${StandardsSubscriptionArn}/c`, ControlStatus: 'ENABLED' }],
    }),
    inputs: ['std/1', 'std/2'].map((StandardsSubscriptionArn) => ({ StandardsSubscriptionArn, MaxResults: 100 })),
    key: 'StandardsControls',
    holds: [{ StandardsControlArn: 'std/1/c' }, { StandardsControlArn: 'std/2/c' }],
  },
  {
    parents: {},
    call: 'securityhub GetFindings',
    answer: { Findings: [{ Id: 'f', ProductArn: 'p', RecordState: 'ACTIVE' }] },
    inputs: [
      {
        MaxResults: 100,
        Filters: expect.objectContaining({ ResourceType: [{ Value: 'AwsEc2', Comparison: 'PREFIX' }] }),
      },
    ],
    key: 'SecurityHubFindings',
    holds: [{ Id: 'f', RecordState: 'ACTIVE' }],
  },
]
