import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'
import type { Watching } from './watching.ts'

function read(elements: Partial<Record<DescribeKey, readonly JsonObject[]>>) {
  return readDescribe([documentOf({ elements })])
}

const TRAIL = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main'

describe('what watches over the network', () => {
  it.each<[DescribeKey, JsonObject, keyof Watching, object]>([
    [
      'Trails',
      {
        TrailARN: TRAIL,
        Name: 'main',
        HomeRegion: 'us-east-1',
        IsMultiRegionTrail: true,
        CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
        IsLogging: false,
      },
      'trails',
      { id: TRAIL, region: 'us-east-1', multiRegion: true, logGroupName: 'trail', logging: false },
    ],
    [
      'MetricFilters',
      {
        filterName: 'acl',
        logGroupName: 'trail',
        filterPattern: '{ $.eventName = CreateNetworkAcl }',
        metricTransformations: [{ metricName: 'acl', metricNamespace: 'Security' }],
      },
      'metricFilters',
      { logGroupName: 'trail', metrics: [{ namespace: 'Security', name: 'acl' }] },
    ],
    [
      'MetricAlarms',
      {
        AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a',
        AlarmName: 'a',
        ActionsEnabled: true,
        AlarmActions: ['arn:topic'],
        Metrics: [{ Id: 'm', MetricStat: { Metric: { Namespace: 'Security', MetricName: 'acl' } } }],
      },
      'metricAlarms',
      { actionsEnabled: true, actions: ['arn:topic'], metrics: [{ namespace: 'Security', name: 'acl' }] },
    ],
    [
      'AutoScalingGroups',
      {
        AutoScalingGroupName: 'web',
        VPCZoneIdentifier: 'subnet-1,subnet-2',
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '$Latest' },
            Overrides: [{ LaunchTemplateSpecification: { LaunchTemplateName: 'arm' } }],
          },
        },
      },
      'autoScalingGroups',
      {
        subnetIds: ['subnet-1', 'subnet-2'],
        launchTemplates: [
          { templateId: 'lt-1', templateName: null, version: '$Latest' },
          { templateId: null, templateName: 'arm', version: null },
        ],
      },
    ],
    [
      'LaunchConfigurations',
      { LaunchConfigurationName: 'old', AssociatePublicIpAddress: true, SecurityGroups: ['sg-1'] },
      'launchConfigurations',
      { associatesPublicIp: true, securityGroupIds: ['sg-1'] },
    ],
    [
      'EcsServices',
      {
        serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/c/web',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' } },
      },
      'ecsServices',
      { subnetIds: ['subnet-1'], assignPublicIp: true },
    ],
    [
      'ResolverQueryLogConfigAssociations',
      { Id: 'a', ResourceId: 'vpc-1', Status: 'ACTIVE' },
      'resolverQueryLogAssociations',
      { vpcId: 'vpc-1', status: 'ACTIVE' },
    ],
    [
      'FirewallRuleGroupAssociations',
      { Id: 'rslvr-1', VpcId: 'vpc-1', Priority: 101, Status: 'COMPLETE' },
      'dnsFirewallAssociations',
      { vpcId: 'vpc-1', priority: 101, status: 'COMPLETE' },
    ],
    [
      'FirewallConfigs',
      { Id: 'c', ResourceId: 'vpc-1', FirewallFailOpen: 'ENABLED' },
      'dnsFirewallConfigs',
      { failOpen: true },
    ],
    ['WebACLs', { ARN: 'arn:waf', ResourceArns: ['arn:lb'] }, 'webAcls', { resourceArns: ['arn:lb'] }],
    ['WebACLs', { ARN: 'arn:waf' }, 'webAcls', { resourceArns: null }],
    ['Protections', { Id: 'p', ResourceArn: 'arn:lb' }, 'shieldProtections', { resourceArn: 'arn:lb' }],
    [
      'TrafficMirrorTargets',
      { TrafficMirrorTargetId: 'tmt-1', OwnerId: '444455556666', Type: 'network-load-balancer' },
      'trafficMirrorTargets',
      { ownerId: '444455556666', kind: 'network-load-balancer' },
    ],
    [
      'InstanceInformationList',
      { InstanceId: 'i-1', PingStatus: 'Online' },
      'managedInstances',
      { pingStatus: 'Online' },
    ],
    [
      'StandardsControls',
      { StandardsControlArn: 'arn:control/EC2.6', ControlId: 'EC2.6', ControlStatus: 'DISABLED' },
      'standardsControls',
      { controlId: 'EC2.6', enabled: false },
    ],
    ['Detectors', { DetectorId: 'd', Status: 'ENABLED' }, 'detectors', { enabled: true }],
    ['Detectors', { DetectorId: 'd' }, 'detectors', { enabled: null }],
    [
      'ConfigurationRecorders',
      { name: 'default', recording: true, recordingGroup: { allSupported: true, resourceTypes: [] } },
      'configurationRecorders',
      { recording: true, records: 'all' },
    ],
    [
      'ConfigurationRecorders',
      {
        name: 'default',
        recordingGroup: {
          allSupported: false,
          exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Subnet'] },
          recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
        },
      },
      'configurationRecorders',
      { recording: null, records: 'all-but', resourceTypes: ['AWS::EC2::Subnet'] },
    ],
    [
      'ConfigurationRecorders',
      { name: 'default', recordingGroup: { allSupported: false, resourceTypes: ['AWS::EC2::Vpc'] } },
      'configurationRecorders',
      { records: 'only', resourceTypes: ['AWS::EC2::Vpc'] },
    ],
  ])('%s %j', (...[key, element, list, expected]) => {
    expect(read({ [key]: [element] })[list]).toMatchObject([expected])
  })

  it('is one trail that several regions print', () => {
    const element = { TrailARN: TRAIL, HomeRegion: 'us-east-1', IsMultiRegionTrail: true }
    const documents = ['eu-west-1', 'us-east-1'].map((region) =>
      documentOf({ region, elements: { Trails: [element] } }),
    )
    expect(readDescribe(documents).trails).toMatchObject([{ id: TRAIL, region: 'us-east-1' }])
  })

  it('keeps recorders of the same name of two regions apart', () => {
    const documents = ['eu-west-1', 'us-east-1'].map((region) =>
      documentOf({ region, elements: { ConfigurationRecorders: [{ name: 'default', recording: true }] } }),
    )
    expect(readDescribe(documents).configurationRecorders).toHaveLength(2)
  })

  it('leaves out what has no id, and says so', () => {
    const { gaps, metricFilters } = read({ MetricFilters: [{ filterName: 'x' }] })
    expect(metricFilters).toEqual([])
    expect(gaps.filter(({ key, kind }) => key === 'MetricFilters' && kind === 'unreadable')).toHaveLength(1)
  })
})
