import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const endpoints = (...services: readonly string[]) =>
  services.map((service, index) => ({
    VpcEndpointId: `vpce-${index}`,
    VpcId: 'vpc-1',
    VpcEndpointType: 'Interface',
    ServiceName: `com.amazonaws.eu-west-1.${service}`,
    State: 'available',
    OwnerId: '111122223333',
  }))
const MANAGED = { InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }] }
const managed = (...services: readonly string[]) => ({
  elements: { ...MANAGED, VpcEndpoints: endpoints(...services) },
})
const ecs = (launchType: string, ...services: readonly string[]) => ({
  elements: {
    EcsServices: [
      {
        serviceArn: 'arn:aws:ecs:eu-west-1:111122223333:service/main/web',
        serviceName: 'web',
        launchType,
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
      },
    ],
    VpcEndpoints: endpoints(...services),
  },
})

// Source: PrivateLink guide, "AWS services that integrate with AWS PrivateLink"; ECS guide, "Amazon ECS interface VPC
// endpoints"; Systems Manager guide, "Improve the security of EC2 instances by using VPC endpoints".
describe('PL-002 endpoints of services in use', () => {
  it.each([
    ['nothing is seen to be called', {}, ['PASS vpc-1']],
    ['managed instances without endpoints', managed(), ['FAIL vpc-1 low none']],
    ['managed instances with one of two', managed('ssm'), ['FAIL vpc-1 low none']],
    ['managed instances with both', managed('ssm', 'ssmmessages'), ['PASS vpc-1']],
    ['one with FIPS counts', managed('ssm-fips', 'ssmmessages'), ['PASS vpc-1']],
    ['ssm-contacts is another service', managed('ssm-contacts', 'ssmmessages'), ['FAIL vpc-1 low none']],
    ['tasks with endpoints for images', ecs('FARGATE', 'ecr.api', 'ecr.dkr'), ['PASS vpc-1']],
    ['tasks on instances call the agent endpoints too', ecs('EC2', 'ecr.api', 'ecr.dkr'), ['FAIL vpc-1 low none']],
    [
      'a server outside AWS, managed',
      { elements: { InstanceInformationList: [{ InstanceId: 'mi-1' }] } },
      ['PASS vpc-1'],
    ],
    [
      'a flow log demands nothing: its records do not pass the VPC',
      {
        elements: {
          FlowLogs: [{ FlowLogId: 'fl-1', ResourceId: 'vpc-1', LogGroupName: 'flows', FlowLogStatus: 'ACTIVE' }],
        },
      },
      ['PASS vpc-1'],
    ],
    [
      'managed instances were not collected',
      { missing: ['InstanceInformationList' as const] },
      ['NOT_EVALUATED vpc-1'],
    ],
    [
      'endpoints were not collected',
      { elements: MANAGED, missing: ['VpcEndpoints' as const] },
      [EVERYWHERE, 'NOT_EVALUATED vpc-1'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-002', sketch)).toEqual(expected)
  })

  it('demands what the setting names, where something stands, and prints it', () => {
    const settings = { requiredEndpointServices: ['kms', 'sts'] }
    const { title, settingsUsed } = theFailure('PL-002', { elements: { VpcEndpoints: endpoints('sts') } }, settings)
    expect(title).toBe('vpc-1 has no endpoint for kms')
    expect(settingsUsed).toEqual({ requiredEndpointServices: 'kms and sts' })
    expect(tell('PL-002', { interfaces: {}, instances: {} }, settings)).toEqual(['PASS vpc-1'])
  })

  it('is one finding for all services of a VPC, which says who calls each', () => {
    const { elements } = ecs('FARGATE')
    const finding = theFailure('PL-002', { elements: { ...elements, ...MANAGED } })
    expect(finding.description).toContain(
      'ecr.api and ecr.dkr for the ECS service web and ssm and ssmmessages for instances that Systems Manager manages',
    )
    expect(finding.evidence.map(({ kind }) => kind)).toEqual(['absence', 'absence', 'absence', 'absence'])
    expect(finding.remediation.cli).toHaveLength(4)
    expect(finding.remediation.cli[0]).toContain('--vpc-id vpc-1 --service-name com.amazonaws.eu-west-1.ecr.api ')
  })

  it('sees EKS clusters, and tasks by their interfaces', () => {
    const tasks = { 'eni-1': { instance: null, description: 'arn:aws:ecs:eu-west-1:111122223333:attachment/1' } }
    expect(theFailure('PL-002', { interfaces: tasks }).title).toContain('ecr.api and ecr.dkr')
    const EksClusters = [
      { name: 'k8s', arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/k8s', resourcesVpcConfig: { vpcId: 'vpc-1' } },
    ]
    expect(theFailure('PL-002', { elements: { EksClusters } }).title).toContain('ecr.api, ecr.dkr and sts')
  })

  it('gives no verdict on a VPC that another account shares', () => {
    const Vpcs = [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', OwnerId: '444455556666' }]
    const [finding] = findingsOf('PL-002', { elements: { ...MANAGED, Vpcs } })
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toContain('VpcEndpoints')
  })
})
