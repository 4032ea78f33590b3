import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const UNUSED = { groups: { 'sg-1': [], 'sg-2': ['in tcp 22 sg-2'] } }
const told = (sketch: object) =>
  tell('SG-022', { ...UNUSED, ...sketch }).filter((line) => line.endsWith('sg-2') || line.includes('sg-2 '))

// Source: EC2 API, DeleteSecurityGroup.
describe('SG-022 unused security group', () => {
  it('fails where only the group itself names it, and gives the command', () => {
    expect(told({})).toEqual(['FAIL sg-2 low none'])
    const { remediation, evidence } = theFailure('SG-022', UNUSED)
    expect(remediation.cli).toEqual(['aws ec2 delete-security-group --region eu-west-1 --group-id sg-2'])
    expect(evidence[0]?.pointer).toBe('/SecurityGroups/1')
  })

  it.each([
    ['an interface', { interfaces: { 'eni-1': { groups: ['sg-2'] } } }],
    ['an ingress rule of another group', { groups: { 'sg-1': ['in tcp 22 sg-2'], 'sg-2': [] } }],
    ['an egress rule of another group', { groups: { 'sg-1': ['out tcp 22 sg-2'], 'sg-2': [] } }],
    [
      'a function',
      {
        elements: {
          Functions: [
            {
              FunctionName: 'f',
              FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
              VpcConfig: { VpcId: 'vpc-1', SubnetIds: [], SecurityGroupIds: ['sg-2'] },
            },
          ],
        },
      },
    ],
    [
      'a launch configuration',
      {
        elements: {
          LaunchConfigurations: [
            {
              LaunchConfigurationName: 'l',
              LaunchConfigurationARN:
                'arn:aws:autoscaling:eu-west-1:111122223333:launchConfiguration:1:launchConfigurationName/l',
              SecurityGroups: ['sg-2'],
            },
          ],
        },
      },
    ],
  ])('passes where it is used by %s', (_, sketch) => {
    expect(told(sketch)).toEqual(['PASS sg-2'])
  })

  const template = (LaunchTemplateData: JsonObject) => ({
    LaunchTemplateVersions: [{ LaunchTemplateId: 'lt-1', VersionNumber: 1, LaunchTemplateData }],
  })
  const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`
  const tasks = { subnets: ['subnet-1'], securityGroups: ['sg-2'] }
  const cluster = { vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-2'] }

  it.each<[string, NetworkSketch['elements']]>([
    ['a launch template of a group that runs nothing', template({ SecurityGroupIds: ['sg-2'] })],
    ['an interface of a launch template', template({ NetworkInterfaces: [{ DeviceIndex: 0, Groups: ['sg-2'] }] })],
    [
      'a container service without tasks',
      {
        EcsServices: [
          {
            serviceArn: arn('ecs', 'service/main/web'),
            serviceName: 'web',
            desiredCount: 0,
            networkConfiguration: { awsvpcConfiguration: tasks },
          },
        ],
      },
    ],
    [
      'a Kubernetes cluster',
      { EksClusters: [{ name: 'apps', arn: arn('eks', 'cluster/apps'), resourcesVpcConfig: cluster }] },
    ],
    [
      'a database that is stopped',
      {
        DBInstances: [
          {
            DBInstanceIdentifier: 'orders',
            DBInstanceStatus: 'stopped',
            VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-2', Status: 'active' }],
          },
        ],
      },
    ],
    [
      'an endpoint',
      {
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-1',
            VpcId: 'vpc-1',
            VpcEndpointType: 'Interface',
            ServiceName: 'com.amazonaws.eu-west-1.ec2',
            Groups: [{ GroupId: 'sg-2', GroupName: 'sg-2' }],
          },
        ],
      },
    ],
  ])('passes where it is named without an interface by %s', (_, elements = {}) => {
    expect(told({ elements })).toEqual(['PASS sg-2'])
  })

  it.each([
    'NetworkInterfaces',
    'Functions',
    'LaunchTemplateVersions',
    'LaunchConfigurations',
    'VpcEndpoints',
  ] as const)('is not evaluated where %s was not collected', (key) => {
    expect(told({ missing: [key] })).toEqual(['NOT_EVALUATED sg-2'])
  })

  it('is not evaluated where a peer that was not collected may name it', () => {
    const VpcPeeringConnections = [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333', Region: 'eu-west-1' },
        AccepterVpcInfo: { VpcId: 'vpc-9', OwnerId: '444455556666', Region: 'eu-west-1' },
        Status: { Code: 'active' },
      },
    ]
    expect(told({ elements: { VpcPeeringConnections } })).toEqual(['NOT_EVALUATED sg-2'])
  })

  it('says nothing of a default group, which cannot be deleted', () => {
    expect(tell('SG-022', { groups: { 'sg-default': [] } })).toEqual([])
  })
})
