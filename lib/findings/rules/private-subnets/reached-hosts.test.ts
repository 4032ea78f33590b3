import { describe, expect, it } from 'vitest'
import { BALANCED_NETWORK, sketchBalanced } from '../../../testing/sketch-balancers.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const host = (more: object = {}) => ({
  elements: {
    Instances: [
      {
        InstanceId: 'i-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: { Name: 'running' },
        NetworkInterfaces: [],
        SecurityGroups: [],
        ...more,
      },
    ],
  },
})
const OPEN = { groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] } }
const PRIVATE = { interfaces: { 'eni-1': { publicIp: null } } }
const PROFILE = { IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web', Id: 'AIPAEXAMPLE' } }
const V1 = { MetadataOptions: { HttpTokens: 'optional' } }
const STOPPED = { State: { Name: 'stopped' } }

/** Source: EC2 user guide, "IAM roles for Amazon EC2". */
describe('PRIV-008 public host with a profile', () => {
  it.each([
    ['reached, with a profile', { ...host(PROFILE), ...OPEN }, 'FAIL i-1 high internet'],
    ['a public address nothing reaches', host(PROFILE), 'FAIL i-1 medium internal'],
    [
      'reached over a list nobody read',
      { ...host(PROFILE), groups: { 'sg-1': ['in tcp 443 pl-1'] } },
      'FAIL i-1 high unknown',
    ],
    [
      'reached over IPv6 alone',
      {
        ...host(PROFILE),
        groups: { 'sg-1': ['in tcp 22 ::/0'] },
        interfaces: { 'eni-1': { publicIp: null, ipv6: ['2001:db8:1::1'] } },
      },
      'FAIL i-1 high internet',
    ],
    ['stopped', { ...host({ ...PROFILE, ...STOPPED }), ...OPEN }, 'FAIL i-1 medium none'],
    ['no profile', { ...host(), ...OPEN }, 'PASS i-1'],
    ['a profile in private', { ...host(PROFILE), ...OPEN, ...PRIVATE }, 'PASS i-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-008', sketch)).toEqual([expected])
  })

  const behind = (more: object) =>
    sketchBalanced({
      network: {
        ...BALANCED_NETWORK,
        elements: { Instances: [{ ...host(more).elements.Instances[0], InstanceId: 'i-a' }] },
      },
    })

  it('passes in a private subnet behind a load balancer, which is where it belongs', () => {
    expect(tell('PRIV-008', behind(PROFILE))).toEqual(['PASS i-a'])
    // The same host, reached through the load balancer, still gives its metadata out to whoever can make it ask.
    expect(tell('PRIV-009', behind({ ...PROFILE, ...V1 }))).toEqual(['FAIL i-a high internet'])
  })

  const fleet = {
    interfaces: {
      'eni-1': { instance: 'i-1', publicIp: '198.51.100.1', privateIp: '10.0.0.11' },
      'eni-2': { instance: 'i-2', publicIp: '198.51.100.2', privateIp: '10.0.0.12' },
      'eni-3': { instance: 'i-3', publicIp: '198.51.100.3', privateIp: '10.0.0.13' },
    },
    ...OPEN,
  }
  const instancesOf = (...each: readonly object[]) => ({
    elements: {
      Instances: each.map((more, index) => ({
        ...host(PROFILE).elements.Instances[0],
        InstanceId: `i-${index + 1}`,
        ...more,
      })),
    },
  })

  it('is one finding for hosts of one VPC with the same profile and groups, whichever comes first', () => {
    const finding = theFailure('PRIV-008', { ...fleet, ...instancesOf({}, {}, STOPPED) })
    expect(finding.title).toBe('i-1 and 2 more face the internet and carry credentials')
    expect(finding.description).toContain('3 hosts with the same security groups (i-1, i-2 and i-3) have')
    expect(finding.description).toContain('the internet reaches 2 of them and 1 of them is not running')
    expect(finding.severity.effective).toBe('high')
    expect(finding.related.filter(({ role }) => role === 'instance').map(({ id }) => id)).toEqual(['i-1', 'i-2', 'i-3'])
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(
      [0, 1, 2].map((index) => `/Instances/${index}/IamInstanceProfile`),
    )
    const without = theFailure('PRIV-008', { ...fleet, ...instancesOf({ State: { Name: 'terminated' } }, {}, {}) })
    expect(without.resource.id).toBe('i-2')
    expect(without.id).toBe(finding.id)
  })

  it('does not say that a host nothing reaches faces the internet', () => {
    expect(theFailure('PRIV-008', host(PROFILE)).title).toBe('i-1 has a public address and carries credentials')
  })

  it('keeps hosts apart whose profile or groups differ', () => {
    const other = { IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/ci', Id: 'AIPAEXAMPLE2' } }
    const groups = { SecurityGroups: [{ GroupId: 'sg-2', GroupName: 'sg-2' }] }
    expect(tell('PRIV-008', { ...fleet, ...instancesOf({}, other, groups) })).toHaveLength(3)
  })

  it('points at the profile; without interfaces nothing is decided', () => {
    expect(theFailure('PRIV-008', { ...host(PROFILE), ...OPEN }).evidence[0]?.pointer).toBe(
      '/Instances/0/IamInstanceProfile',
    )
    expect(tell('PRIV-008', { missing: ['Instances'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    expect(tell('PRIV-008', { ...host(PROFILE), missing: ['NetworkInterfaces'] })).toContain('FAIL i-1 high unknown')
  })
})

/** Source: EC2 user guide, "Use the Instance Metadata Service". */
describe('PRIV-009 metadata without a token', () => {
  it.each([
    ['reached, with a role', { ...host({ ...PROFILE, ...V1 }), ...OPEN }, 'FAIL i-1 high internet'],
    ['not reached, with a role', { ...host({ ...PROFILE, ...V1 }), ...PRIVATE }, 'FAIL i-1 medium internal'],
    [
      'perhaps reached, with a role',
      { ...host({ ...PROFILE, ...V1 }), groups: { 'sg-1': ['in tcp 443 pl-1'] } },
      'FAIL i-1 high unknown',
    ],
    ['reached, without credentials to hand out', { ...host(V1), ...OPEN }, 'FAIL i-1 medium internet'],
    ['not reached, without credentials to hand out', { ...host(V1), ...PRIVATE }, 'FAIL i-1 low internal'],
    ['a token is required', { ...host({ MetadataOptions: { HttpTokens: 'required' } }), ...OPEN }, 'PASS i-1'],
    ['not told', host(), 'NOT_EVALUATED i-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-009', sketch)).toEqual([expected])
  })

  it('speaks of the credentials of a role only where there is one', () => {
    expect(theFailure('PRIV-009', host({ ...PROFILE, ...V1 })).description).toContain('the credentials of its role')
    expect(theFailure('PRIV-009', host(V1)).description).toContain('It has no instance profile')
  })

  it('points at the options and requires tokens', () => {
    const finding = theFailure('PRIV-009', host(V1))
    expect(finding.evidence[0]?.pointer).toBe('/Instances/0/MetadataOptions')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 modify-instance-metadata-options --region eu-west-1 --instance-id i-1 --http-tokens required',
    ])
  })
})

/** Source: Systems Manager guide, "Managed nodes"; EC2 user guide, "EC2 Instance Connect Endpoint". */
describe('PRIV-010 no way in without a bastion', () => {
  const { Instances } = host().elements
  const endpoint = (State: string) => ({
    InstanceConnectEndpointId: 'eice-1',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-1',
    State,
    SecurityGroupIds: ['sg-1'],
  })

  it.each([
    ['neither', { Instances, InstanceInformationList: [], InstanceConnectEndpoints: [] }, ['FAIL vpc-1 info none']],
    [
      'an endpoint that failed',
      { Instances, InstanceInformationList: [], InstanceConnectEndpoints: [endpoint('create-failed')] },
      ['FAIL vpc-1 info none'],
    ],
    [
      'a managed node',
      { Instances, InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }] },
      ['PASS i-1'],
    ],
    ['an endpoint', { Instances, InstanceConnectEndpoints: [endpoint('create-complete')] }, ['PASS i-1']],
    ['stopped', { Instances: [{ ...Instances[0], ...STOPPED }] }, []],
  ])('%s', (_, elements, expected) => {
    expect(tell('PRIV-010', { elements })).toEqual(expected)
  })

  it('is not evaluated when nodes or endpoints were not collected', () => {
    const whole = ['NOT_EVALUATED 111122223333/eu-west-1']
    expect(tell('PRIV-010', { missing: ['InstanceInformationList'] })).toEqual(whole)
    expect(tell('PRIV-010', { missing: ['InstanceConnectEndpoints'] })).toEqual(whole)
    expect(tell('PRIV-010', { missing: ['Instances'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('is one finding a VPC, for one endpoint answers for all, and its id does not follow the hosts', () => {
    const hosts = (...ids: string[]) => ({
      elements: {
        Instances: ids.map((InstanceId) => ({ ...Instances[0], InstanceId })),
        InstanceInformationList: [{ InstanceId: 'i-managed', PingStatus: 'Online' }],
        InstanceConnectEndpoints: [],
      },
    })
    const both = theFailure('PRIV-010', hosts('i-1', 'i-2', 'i-managed'))
    expect(both.title).toBe('2 hosts of vpc-1 can be administered only over an open port')
    expect(both.related).toEqual([
      { role: 'instance', id: 'i-1' },
      { role: 'instance', id: 'i-2' },
    ])
    expect(both.remediation.cli[0]).toContain('create-instance-connect-endpoint --region eu-west-1')
    expect(both.id).toBe(theFailure('PRIV-010', hosts('i-2')).id)
  })

  it('gives no profile to a host that has one, which the call would refuse', () => {
    const { remediation } = theFailure('PRIV-010', {
      elements: {
        Instances: [
          {
            ...Instances[0],
            InstanceId: 'i-1',
            IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web' },
          },
          { ...Instances[0], InstanceId: 'i-2', IamInstanceProfile: undefined },
        ],
      },
    })
    const associated = remediation.cli.filter((command) => command.includes('associate-iam-instance-profile'))
    expect(associated.map((command) => / --instance-id (\S+)/.exec(command)?.[1])).toEqual(['i-2'])
  })
})

describe('PRIV-010 where nodes were not collected', () => {
  const instance = (InstanceId: string) => ({ ...host().elements.Instances[0], InstanceId })

  it('is one answer for all instances, with the call for all of them', () => {
    const Instances = ['i-1', 'i-2', 'i-3'].map(instance)
    const [finding, ...others] = findingsOf('PRIV-010', {
      elements: { Instances },
      missing: ['InstanceInformationList'],
    })
    expect(others).toEqual([])
    expect(finding?.reasonNotEvaluated).toContain('3 instances (i-1, i-2 and i-3)')
    expect(finding?.reasonNotEvaluated).toContain('aws ssm describe-instance-information --region eu-west-1')
  })
})

/** Source: EC2 user guide, "Security groups for EC2 Instance Connect Endpoint". */
describe('PRIV-011 connect endpoint too broad', () => {
  const elements = {
    InstanceConnectEndpoints: [
      {
        InstanceConnectEndpointId: 'eice-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'create-complete',
        SecurityGroupIds: ['sg-1'],
        PreserveClientIp: true,
      },
    ],
  }
  it.each([
    ['everything out', { 'sg-1': ['out all 0.0.0.0/0'] }, 'FAIL eice-1 low none'],
    ['every TCP port out', { 'sg-1': ['out tcp 0-65535 0.0.0.0/0'] }, 'FAIL eice-1 low none'],
    ['SSH to a group', { 'sg-1': ['out tcp 22 sg-2'] }, 'PASS eice-1'],
    ['SSH to the VPC', { 'sg-1': ['out tcp 22 10.0.0.0/16'] }, 'PASS eice-1'],
    ['a list nobody read', { 'sg-1': ['out all pl-1'] }, 'NOT_EVALUATED eice-1'],
    ['a group that was not collected', {}, 'NOT_EVALUATED eice-1'],
  ])('%s', (_, groups, expected) => {
    expect(tell('PRIV-011', { groups, elements })).toEqual([expected])
  })

  it('points at the rule and takes it away', () => {
    const finding = theFailure('PRIV-011', { groups: { 'sg-1': ['out all 0.0.0.0/0'] }, elements })
    expect(finding.evidence[1]?.pointer).toContain('/SecurityGroups/0/IpPermissionsEgress/0')
    expect(finding.remediation.cli.join()).toContain('revoke-security-group-egress --region eu-west-1 --group-id sg-1')
    expect(tell('PRIV-011', { missing: ['InstanceConnectEndpoints'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })
})
