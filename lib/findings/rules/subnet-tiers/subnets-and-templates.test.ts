/** TIER-003, TIER-009, TIER-010 and TIER-012. Source: VPC guide, "IPv6 support for your VPC" and "Subnets"; EC2 Auto Scaling guide. */

import { describe, expect, it } from 'vitest'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

describe('TIER-003 subnet puts every new interface on the internet over IPv6', () => {
  const assigning = (route: string | null): NetworkSketch => ({
    tables: route === null ? {} : { 'rtb-1': { routes: ['10.0.0.0/16 local', route], main: true } },
    elements: {
      Subnets: [
        {
          SubnetId: 'subnet-1',
          VpcId: 'vpc-1',
          CidrBlock: '10.0.0.0/24',
          AvailabilityZone: 'eu-west-1a',
          AssignIpv6AddressOnCreation: true,
          OwnerId: '111122223333',
        },
      ],
    },
  })

  it.each<readonly [string, NetworkSketch, string]>([
    ['a route to the internet gateway', assigning('::/0 igw-1'), 'FAIL subnet-1 high internet'],
    ['2000::/3', assigning('2000::/3 igw-1'), 'FAIL subnet-1 high internet'],
    ['an egress-only gateway', assigning('::/0 eigw-1'), 'PASS subnet-1'],
    ['IPv4 only', assigning('0.0.0.0/0 igw-1'), 'PASS subnet-1'],
    ['a blackhole', assigning('::/0 igw-1 blackhole'), 'PASS subnet-1'],
    ['a subnet that assigns none', {}, 'PASS subnet-1'],
    ['no known table', assigning(null), 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-003', sketch)).toEqual([expected])
  })

  it('points at the attribute and the route, and switches it off', () => {
    const { evidence, remediation } = theFailure('TIER-003', assigning('::/0 igw-1'))
    expect(evidence.map(({ pointer }) => pointer)).toEqual([
      '/Subnets/0/AssignIpv6AddressOnCreation',
      '/RouteTables/0/Routes/1',
    ])
    expect(remediation.cli[0]).toContain('--subnet-id subnet-1 --no-assign-ipv6-address-on-creation')
  })
})

describe('TIER-009 single zone and TIER-010 only one subnet', () => {
  const two = (zone: string): NetworkSketch => ({
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24', zone } },
  })

  it.each<readonly [string, NetworkSketch, readonly string[], readonly string[]]>([
    ['two zones', two('eu-west-1b'), ['PASS vpc-1'], ['PASS vpc-1']],
    ['one zone', two('eu-west-1a'), ['FAIL vpc-1 low none'], ['PASS vpc-1']],
    ['one subnet, told once', {}, [], ['FAIL vpc-1 low none']],
    ['no subnet', { subnets: {} }, [], []],
  ])('%s', (_, ...[sketch, zones, count]) => {
    expect(tell('TIER-009', sketch)).toEqual(zones)
    expect(tell('TIER-010', sketch)).toEqual(count)
  })

  it('names the other rule the one subnet breaks', () => {
    expect(theFailure('TIER-010', {}).alsoMatches).toEqual(['TIER-009'])
    expect(theFailure('TIER-009', two('eu-west-1a')).related.map(({ id }) => id)).toEqual(['subnet-1', 'subnet-2'])
  })

  it('says nothing of what it has not seen: subnets cut off, or not collected', () => {
    expect(tellCut('TIER-009', two('eu-west-1a'), ['Subnets'])).toEqual([])
    expect(tellCut('TIER-010', {}, ['Subnets'])).toEqual([])
    for (const id of ['TIER-009', 'TIER-010'])
      expect(tell(id, { missing: ['Subnets'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

describe('TIER-012 launch template asks for public addresses', () => {
  const template = (
    versions: Readonly<Record<number, boolean | null>>,
    [standard, latest] = [1, 2],
  ): NetworkSketch => ({
    elements: {
      LaunchTemplates: [
        {
          LaunchTemplateId: 'lt-1',
          LaunchTemplateName: 'web',
          DefaultVersionNumber: standard,
          LatestVersionNumber: latest,
        },
      ],
      LaunchTemplateVersions: Object.entries(versions).map(([number, asks]) => ({
        LaunchTemplateId: 'lt-1',
        VersionNumber: Number(number),
        LaunchTemplateData:
          asks === null ? {} : { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: asks }] },
      })),
    },
  })
  const told = (sketch: NetworkSketch) => tell('TIER-012', sketch).filter((line) => line.includes('lt-1'))

  it.each<readonly [string, NetworkSketch, string]>([
    ['the default version', template({ 1: true, 2: false }), 'FAIL lt-1 high none'],
    ['the latest version', template({ 1: false, 2: true }), 'FAIL lt-1 high none'],
    ['an old version only', template({ 1: true, 2: false, 3: false }, [2, 3]), 'PASS lt-1'],
    ['it leaves it to the subnet', template({ 1: null, 2: null }), 'PASS lt-1'],
    ['the latest version was not told', template({ 1: false }), 'NOT_EVALUATED lt-1'],
  ])('%s', (_, sketch, expected) => {
    expect(told(sketch)).toEqual([expected])
  })

  it.each<readonly [string, NetworkSketch, string]>([
    [
      'a launch configuration',
      {
        elements: {
          LaunchConfigurations: [
            {
              LaunchConfigurationName: 'old',
              LaunchConfigurationARN:
                'arn:aws:autoscaling:eu-west-1:111122223333:launchConfiguration:1:launchConfigurationName/old',
              AssociatePublicIpAddress: true,
            },
          ],
        },
      },
      'FAIL',
    ],
    [
      'one that leaves it to the subnet',
      {
        elements: {
          LaunchConfigurations: [
            {
              LaunchConfigurationName: 'old',
              LaunchConfigurationARN:
                'arn:aws:autoscaling:eu-west-1:111122223333:launchConfiguration:1:launchConfigurationName/old',
            },
          ],
        },
      },
      'PASS',
    ],
    ['an ECS service', ecs('ENABLED'), 'FAIL'],
    ['an ECS service without', ecs('DISABLED'), 'PASS'],
  ])('%s', (_, sketch, expected) => {
    expect(findingsOf('TIER-012', sketch).map(({ status }) => status)).toEqual([expected])
  })

  it.each(['LaunchTemplateVersions', 'LaunchConfigurations', 'EcsServices'] as const)(
    'is not evaluated without %s',
    (key) => {
      expect(tell('TIER-012', { missing: [key] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    },
  )
})

function ecs(assignPublicIp: string): NetworkSketch {
  const serviceArn = 'arn:aws:ecs:eu-west-1:111122223333:service/main/web'
  const awsvpcConfiguration = { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp }
  return {
    elements: { EcsServices: [{ serviceArn, serviceName: 'web', networkConfiguration: { awsvpcConfiguration } }] },
  }
}
