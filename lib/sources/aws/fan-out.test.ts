/** Every call that hangs off another: asked for each parent, embedded where it belongs, and what a refusal leaves. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonValue } from '../../describe/document.ts'
import { decodeShard } from '../../describe/shard.ts'
import { type RecordedAnswer, recordedSession, refusal } from '../../testing/recorded-session.ts'
import { ALL_CALLS } from './calls/all-calls.ts'
import { collectCell } from './collect-cell.ts'
import type { CellReport } from './collection.ts'

type Output = Readonly<Record<string, unknown>>

interface FanOut {
  readonly parents: Readonly<Record<string, RecordedAnswer>>
  /** `ec2 SearchTransitGatewayRoutes` */
  readonly call: string
  readonly answer: Output | ((input: Output) => Output)
  readonly inputs: readonly Output[]
  readonly key: DescribeKey
  /** What the document then holds of the key: for each element, the members named here. */
  readonly holds: readonly Readonly<Record<string, JsonValue>>[]
  readonly region?: 'global'
}

const TWO_VPCS = { 'ec2 DescribeVpcs': { Vpcs: [{ VpcId: 'vpc-0a1' }, { VpcId: 'vpc-0a2' }] } }
const TABLES = {
  'ec2 DescribeTransitGatewayRouteTables': {
    TransitGatewayRouteTables: [
      { TransitGatewayRouteTableId: 'tgw-rtb-0a1', State: 'available' },
      { TransitGatewayRouteTableId: 'tgw-rtb-0a2', State: 'available' },
    ],
  },
}
const TABLE_INPUTS = ['tgw-rtb-0a1', 'tgw-rtb-0a2'].map((TransitGatewayRouteTableId) => ({
  TransitGatewayRouteTableId,
  MaxResults: 1000,
}))
const VPN_ENDPOINT = {
  'ec2 DescribeClientVpnEndpoints': {
    ClientVpnEndpoints: [{ ClientVpnEndpointId: 'cvpn-0a1' }, { ClientVpnEndpointId: 'cvpn-0a2' }],
  },
}
const VPN_INPUTS = ['cvpn-0a1', 'cvpn-0a2'].map((ClientVpnEndpointId) => ({ ClientVpnEndpointId, MaxResults: 1000 }))
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

const FAN_OUTS: readonly FanOut[] = [
  {
    parents: TWO_VPCS,
    call: 'ec2 DescribeVpcAttribute',
    answer: ({ VpcId, Attribute }) => ({
      VpcId,
      [Attribute === 'enableDnsSupport' ? 'EnableDnsSupport' : 'EnableDnsHostnames']: { Value: true },
    }),
    inputs: ['vpc-0a1', 'vpc-0a2'].flatMap((VpcId) =>
      ['enableDnsSupport', 'enableDnsHostnames'].map((Attribute) => ({ VpcId, Attribute })),
    ),
    key: 'Vpcs',
    holds: ['vpc-0a1', 'vpc-0a2'].map((VpcId) => ({
      VpcId,
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: true },
    })),
  },
  {
    parents: TWO_VPCS,
    call: 'ec2 DescribeStaleSecurityGroups',
    answer: ({ VpcId }) => ({ StaleSecurityGroupSet: [{ GroupId: `sg-of-${VpcId}`, VpcId }] }),
    inputs: ['vpc-0a1', 'vpc-0a2'].map((VpcId) => ({ VpcId, MaxResults: 255 })),
    key: 'StaleSecurityGroupSet',
    holds: [{ GroupId: 'sg-of-vpc-0a1' }, { GroupId: 'sg-of-vpc-0a2' }],
  },
  {
    parents: TABLES,
    call: 'ec2 SearchTransitGatewayRoutes',
    answer: {
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'active' }],
      AdditionalRoutesAvailable: false,
    },
    inputs: TABLE_INPUTS.map((input) => ({ ...input, Filters: [{ Name: 'type', Values: ['static', 'propagated'] }] })),
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({
      State: 'available',
      AdditionalRoutesAvailable: false,
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'active', Type: 'static' }],
    })),
  },
  {
    parents: TABLES,
    call: 'ec2 GetTransitGatewayRouteTableAssociations',
    answer: { Associations: [{ TransitGatewayAttachmentId: 'tgw-attach-0a1', State: 'associated' }] },
    inputs: TABLE_INPUTS,
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({
      Associations: [{ State: 'associated', TransitGatewayAttachmentId: 'tgw-attach-0a1' }],
    })),
  },
  {
    parents: TABLES,
    call: 'ec2 GetTransitGatewayRouteTablePropagations',
    answer: {
      TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: 'tgw-attach-0a1', State: 'enabled' }],
    },
    inputs: TABLE_INPUTS,
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({ Propagations: [{ State: 'enabled', TransitGatewayAttachmentId: 'tgw-attach-0a1' }] })),
  },
  {
    parents: {
      'ec2 DescribeManagedPrefixLists': { PrefixLists: [{ PrefixListId: 'pl-0a1' }, { PrefixListId: 'pl-0a2' }] },
    },
    call: 'ec2 GetManagedPrefixListEntries',
    answer: ({ NextToken }) =>
      NextToken === undefined
        ? { Entries: [{ Cidr: '192.0.2.0/25' }], NextToken: 'b' }
        : { Entries: [{ Cidr: '192.0.2.128/25' }] },
    inputs: ['pl-0a1', 'pl-0a2'].flatMap((PrefixListId) => [
      { PrefixListId, MaxResults: 100 },
      { PrefixListId, MaxResults: 100, NextToken: 'b' },
    ]),
    key: 'ManagedPrefixLists',
    holds: [0, 1].map(() => ({ Entries: [{ Cidr: '192.0.2.0/25' }, { Cidr: '192.0.2.128/25' }] })),
  },
  {
    parents: {
      'ec2 DescribeVpcEndpointServiceConfigurations': {
        ServiceConfigurations: [{ ServiceId: 'vpce-svc-0a1' }, { ServiceId: 'vpce-svc-0a2' }],
      },
    },
    call: 'ec2 DescribeVpcEndpointServicePermissions',
    answer: { AllowedPrincipals: [{ Principal: '*', PrincipalType: 'All' }] },
    inputs: ['vpce-svc-0a1', 'vpce-svc-0a2'].map((ServiceId) => ({ ServiceId, MaxResults: 1000 })),
    key: 'VpcEndpointServices',
    holds: [0, 1].map(() => ({ AllowedPrincipals: [{ Principal: '*', PrincipalType: 'All' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnAuthorizationRules',
    answer: ({ ClientVpnEndpointId }) => ({
      AuthorizationRules: [{ ClientVpnEndpointId, DestinationCidr: '10.0.0.0/8', AccessAll: true }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ AuthorizationRules: [{ AccessAll: true, DestinationCidr: '10.0.0.0/8' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnTargetNetworks',
    answer: ({ ClientVpnEndpointId }) => ({
      ClientVpnTargetNetworks: [{ ClientVpnEndpointId, AssociationId: 'a', VpcId: 'vpc-0a1' }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ ClientVpnTargetNetworks: [{ AssociationId: 'a', VpcId: 'vpc-0a1' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnRoutes',
    answer: ({ ClientVpnEndpointId }) => ({
      Routes: [{ ClientVpnEndpointId, DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-0a1' }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ Routes: [{ DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-0a1' }] })),
  },
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
  {
    parents: {
      'directconnect DescribeDirectConnectGateways': {
        directConnectGateways: [{ directConnectGatewayId: 'g1' }, { directConnectGatewayId: 'g2' }],
      },
    },
    call: 'directconnect DescribeDirectConnectGatewayAssociations',
    answer: ({ directConnectGatewayId }) => ({
      directConnectGatewayAssociations: [
        { directConnectGatewayId, associationId: 'a', associationState: 'associated' },
      ],
    }),
    inputs: ['g1', 'g2'].map((directConnectGatewayId) => ({ directConnectGatewayId, maxResults: 100 })),
    key: 'DirectConnectGateways',
    holds: [0, 1].map(() => ({
      directConnectGatewayAssociations: [{ associationId: 'a', associationState: 'associated' }],
    })),
    region: 'global',
  },
]

interface Run {
  readonly document: DescribeDocument
  readonly report: CellReport
  readonly inputs: readonly Output[]
}

async function runWith({ parents, call, region }: FanOut, answer: RecordedAnswer): Promise<Run> {
  const session = recordedSession({ ...parents, [call]: answer })
  const hooks = { signal: new AbortController().signal, now: () => new Date(0), onProgress: () => undefined }
  const { report, shard } = await collectCell(
    session,
    { account: '111122223333', region: region ?? 'eu-west-1' },
    hooks,
  )
  const requests = session.requests.filter((each) => `${each.service} ${each.operation}` === call)
  const document = decodeShard(shard?.json ?? '', { collectedAt: null })
  return { document, report, inputs: requests.map(({ input }) => input) }
}

describe.each(FAN_OUTS)('$call', (fanOut) => {
  const { answer, inputs, key, holds, call } = fanOut

  it('is asked for each parent, and its answers stand where they belong', async () => {
    const run = await runWith(fanOut, answer)
    expect(run.inputs).toHaveLength(inputs.length)
    expect(run.inputs).toEqual(expect.arrayContaining([...inputs]))
    const elements = run.document.elements.get(key) ?? []
    expect(elements).toHaveLength(holds.length)
    for (const [index, held] of holds.entries()) expect(elements[index]).toMatchObject(held)
    expect(run.document.partial.size).toBe(0)
    expect(run.report.outcome).toBe('complete')
  })

  it('leaves an error, and what it would tell unknown, when it is refused', async () => {
    const run = await runWith(fanOut, refusal('denied', { code: 'AccessDeniedException' }))
    expect(run.document.errors).toHaveLength(1)
    const report = run.report.calls.find(({ status }) => status === 'denied')
    expect(`${report?.service} ${report?.operation}`).toBe(run.document.errors[0]?.operation)
    expect(report?.unanswered).toBe(inputs.length - (call === 'ec2 GetManagedPrefixListEntries' ? 2 : 0))
    const fills = ALL_CALLS.some((each) => `${each.service} ${each.operation}` === call && each.fills.includes(key))
    expect(run.document.elements.has(key)).toBe(!fills)
  })

  it.skipIf(inputs.length < 2)('marks the key as read in part when one parent of several is refused', async () => {
    const last = inputs.at(-1)
    const name = (input: Output) =>
      JSON.stringify(Object.entries({ ...input, NextToken: undefined }).sort(([a], [b]) => a.localeCompare(b)))
    const run = await runWith(fanOut, (input) => {
      if (name(input) === name(last ?? {})) return refusal()
      return typeof answer === 'function' ? answer(input) : answer
    })
    expect(run.document.partial.get(key)?.reason).toBe('denied-in-part')
    expect(run.document.partial.get(key)?.detail).toMatch(/needs [a-z0-9-]+:[A-Z]/)
    expect(run.document.elements.has(key)).toBe(true)
  })
})

describe('the list above', () => {
  it('has every call that hangs off another', () => {
    const hanging = new Set(
      ALL_CALLS.filter(({ per }) => per !== null).map((call) => `${call.service} ${call.operation}`),
    )
    expect(new Set(FAN_OUTS.map(({ call }) => call))).toEqual(hanging)
  })
})
