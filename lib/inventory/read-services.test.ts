import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

describe('functions and clusters', () => {
  it('are read whole', () => {
    const { computes } = read({
      Functions: [
        {
          FunctionName: 'pay',
          FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:pay',
          VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
          State: 'Active',
        },
      ],
      EksClusters: [
        {
          name: 'apps',
          arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/apps',
          status: 'ACTIVE',
          tags: { Name: 'applications' },
          resourcesVpcConfig: {
            vpcId: 'vpc-1',
            subnetIds: ['subnet-1'],
            securityGroupIds: ['sg-1'],
            clusterSecurityGroupId: 'sg-2',
            endpointPublicAccess: true,
            publicAccessCidrs: ['0.0.0.0/0'],
          },
        },
      ],
      EcsClusters: [{ clusterName: 'jobs', status: 'ACTIVE' }],
    })

    expect([...computes.values()]).toMatchObject([
      { service: 'ecs', id: 'arn:aws:ecs:eu-west-1:111122223333:cluster/jobs', name: 'jobs', state: 'ACTIVE' },
      {
        service: 'eks',
        name: 'applications',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-1'],
        securityGroupIds: ['sg-1', 'sg-2'],
        endpointPublicAccess: true,
        state: 'ACTIVE',
      },
      { service: 'lambda', name: 'pay', vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
    ])
    expect([...computes.values()][1]?.publicAccessCidrs.map(formatPrefix)).toEqual(['0.0.0.0/0'])
  })

  it('outside a VPC have no place in one', () => {
    const { computes } = read({ Functions: [{ FunctionName: 'pay' }] })

    expect([...computes.values()]).toMatchObject([{ vpcId: null, subnetIds: [], endpointPublicAccess: null }])
  })
})

describe('network firewalls', () => {
  const POLICY_ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect'
  const POLICY = {
    StatelessDefaultActions: ['aws:forward_to_sfe'],
    StatelessFragmentDefaultActions: ['aws:drop'],
    StatelessRuleGroupReferences: [{ ResourceArn: 'group-1' }],
    StatefulRuleGroupReferences: [{ ResourceArn: 'group-2' }],
  }

  it('are read whole, with the policy they carry', () => {
    const { networkFirewalls, networkFirewallPolicies } = read({
      Firewalls: [
        {
          FirewallName: 'edge',
          VpcId: 'vpc-1',
          SubnetMappings: [{ SubnetId: 'subnet-1' }],
          SyncStates: [{ EndpointId: 'vpce-1' }],
          FirewallPolicyArn: POLICY_ARN,
          DeleteProtection: true,
          FirewallPolicy: POLICY,
        },
      ],
    })

    expect([...networkFirewalls.values()]).toMatchObject([
      {
        id: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/edge',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-1'],
        endpointIds: ['vpce-1'],
        policyArn: POLICY_ARN,
        deleteProtection: true,
        subnetChangeProtection: null,
        logTypes: null,
      },
    ])
    expect(networkFirewallPolicies.get(POLICY_ARN)).toMatchObject({
      name: 'inspect',
      statelessDefaultActions: ['aws:forward_to_sfe'],
      statelessFragmentDefaultActions: ['aws:drop'],
      ruleGroupArns: ['group-1', 'group-2'],
    })
  })

  it('policies under their own key come first', () => {
    const { networkFirewallPolicies } = read({
      FirewallPolicies: [{ FirewallPolicyArn: POLICY_ARN, FirewallPolicyName: 'own', ...POLICY }],
      Firewalls: [{ FirewallName: 'edge', FirewallPolicyArn: POLICY_ARN, FirewallPolicy: {} }],
    })

    expect(networkFirewallPolicies.get(POLICY_ARN)).toMatchObject({ name: 'own', source: { key: 'FirewallPolicies' } })
  })

  // Source: Network Firewall API, FirewallPolicy.
  it('policies know the order of their groups, and whether their body was told', () => {
    const { networkFirewallPolicies } = read({
      FirewallPolicies: [
        {
          FirewallPolicyArn: POLICY_ARN,
          StatelessDefaultActions: ['aws:drop'],
          StatelessRuleGroupReferences: [
            { ResourceArn: 'second', Priority: 20 },
            { ResourceArn: 'first', Priority: 10 },
          ],
          StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' },
          StatefulDefaultActions: ['aws:drop_strict'],
          StatefulRuleGroupReferences: [{ ResourceArn: 'only', Priority: 1 }],
        },
        { FirewallPolicyArn: `${POLICY_ARN}-by-name` },
      ],
    })

    expect(networkFirewallPolicies.get(POLICY_ARN)).toMatchObject({
      bodyTold: true,
      ruleOrder: 'strict-order',
      statefulDefaultActions: ['aws:drop_strict'],
      statelessGroups: [
        { arn: 'first', priority: 10 },
        { arn: 'second', priority: 20 },
      ],
      statefulGroups: [{ arn: 'only', priority: 1 }],
    })
    expect(networkFirewallPolicies.get(`${POLICY_ARN}-by-name`)).toMatchObject({
      bodyTold: false,
      ruleOrder: 'default-action-order',
    })
  })

  it.each<[string, JsonObject | null, number | null]>([
    [
      'Suricata text',
      { RulesString: '# comment\npass tcp any any -> any 443 (sid:1;)\n\ndrop ip any any -> any any (sid:2;)' },
      2,
    ],
    ['a domain list', { RulesSourceList: { Targets: ['.example.com', '.example.org'] } }, 2],
    ['stateful rules', { StatefulRules: [{ Action: 'PASS' }] }, 1],
    ['stateless rules', { StatelessRulesAndCustomActions: { StatelessRules: [{}, {}, {}] } }, 3],
    ['no body', null, null],
  ])('rule groups of %s have their rules counted', (_, RulesSource, ruleCount) => {
    const { networkFirewallRuleGroups } = read({
      RuleGroups: [{ RuleGroupName: 'group', Type: 'STATEFUL', RulesSource }],
    })

    expect([...networkFirewallRuleGroups.values()]).toMatchObject([{ name: 'group', kind: 'stateful', ruleCount }])
  })
})

it('reads accelerators', () => {
  const AcceleratorArn = 'arn:aws:globalaccelerator::111122223333:accelerator/1'
  const { accelerators } = read({
    Accelerators: [
      {
        AcceleratorArn,
        Name: 'front',
        Enabled: true,
        IpSets: [{ IpAddresses: ['192.0.2.1', '192.0.2.2'] }],
        Status: 'DEPLOYED',
      },
    ],
  })

  expect(accelerators.get(AcceleratorArn)).toMatchObject({
    name: 'front',
    enabled: true,
    ipAddresses: ['192.0.2.1', '192.0.2.2'],
    status: 'DEPLOYED',
  })
})

describe('launch templates', () => {
  const VERSION: JsonObject = {
    LaunchTemplateId: 'lt-1',
    LaunchTemplateName: 'web',
    VersionNumber: 2,
    LaunchTemplateData: {
      SecurityGroupIds: ['sg-1'],
      NetworkInterfaces: [{ AssociatePublicIpAddress: true, Groups: ['sg-2', 'sg-1'] }],
      MetadataOptions: { HttpTokens: 'optional' },
    },
  }

  it('are joined with their versions, in order', () => {
    const { launchTemplates, gaps } = read({
      LaunchTemplates: [
        { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', DefaultVersionNumber: 1, LatestVersionNumber: 2 },
      ],
      LaunchTemplateVersions: [VERSION, { LaunchTemplateId: 'lt-1', VersionNumber: 1 }, { VersionNumber: 3 }],
    })

    expect(launchTemplates.get('lt-1')).toMatchObject({ name: 'web', defaultVersion: 1, latestVersion: 2 })
    expect(launchTemplates.get('lt-1')?.versions).toEqual([
      { number: 1, associatesPublicIp: null, securityGroupIds: [], httpTokens: null },
      { number: 2, associatesPublicIp: true, securityGroupIds: ['sg-1', 'sg-2'], httpTokens: 'optional' },
    ])
    expect(gaps).toMatchObject([{ kind: 'unreadable', key: 'LaunchTemplateVersions' }])
  })

  it('known only by a version are templates all the same', () => {
    const { launchTemplates } = read({ LaunchTemplateVersions: [VERSION] })

    expect(launchTemplates.get('lt-1')).toMatchObject({ name: 'web', defaultVersion: null, versions: [{ number: 2 }] })
  })
})
