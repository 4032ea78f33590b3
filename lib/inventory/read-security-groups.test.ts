import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

const GROUP: JsonObject = {
  GroupId: 'sg-web',
  GroupName: 'web',
  Description: 'front',
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  SecurityGroupArn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-web',
  IpPermissions: [],
  IpPermissionsEgress: [],
}

function readGroup(change: JsonObject, rules?: readonly JsonObject[]) {
  const { securityGroups, gaps } = readDescribe([
    documentOf({
      elements: { SecurityGroups: [{ ...GROUP, ...change }], ...(rules ? { SecurityGroupRules: rules } : {}) },
    }),
  ])
  return { group: securityGroups.get('sg-web'), gaps: gaps.filter(({ kind }) => kind === 'unreadable') }
}

function keys(change: JsonObject): readonly string[] {
  return readGroup(change).group?.rules.map((rule) => rule.key) ?? []
}

const anywhere = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }

describe('a security group', () => {
  it('is read whole', () => {
    const { group } = readGroup({
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }] },
      ],
    })

    expect(group).toMatchObject({
      id: 'sg-web',
      arn: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-web',
      name: 'web',
      vpcId: 'vpc-1',
      groupName: 'web',
      description: 'front',
      isDefault: false,
      unread: [],
    })
    expect(group?.rules).toEqual([
      {
        direction: 'ingress',
        protocol: 6,
        ports: [[443, 443]],
        icmp: null,
        peer: { kind: 'prefix', prefix: { family: 4, base: 0, length: 0 } },
        description: 'all',
        ruleId: null,
        key: 'ingress tcp 443 0.0.0.0/0',
        pointer: '/SecurityGroups/0/IpPermissions/0/IpRanges/0',
        document: 0,
      },
    ])
  })

  it('is taken apart into one rule a peer, each with its own pointer', () => {
    const { group } = readGroup({
      IpPermissions: [
        { IpProtocol: '-1', UserIdGroupPairs: [] },
        {
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 22,
          IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.0.2.0/24' }],
          Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
          PrefixListIds: [{ PrefixListId: 'pl-1', Description: 'offices' }],
          UserIdGroupPairs: [{ GroupId: 'sg-bastion', UserId: '444455556666' }],
        },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', ...anywhere }],
    })

    expect(group?.rules.map(({ key, pointer }) => `${key} at ${pointer}`)).toEqual([
      'ingress tcp 22 10.0.0.0/8 at /SecurityGroups/0/IpPermissions/1/IpRanges/0',
      'ingress tcp 22 192.0.2.0/24 at /SecurityGroups/0/IpPermissions/1/IpRanges/1',
      'ingress tcp 22 2001:db8::/32 at /SecurityGroups/0/IpPermissions/1/Ipv6Ranges/0',
      'ingress tcp 22 pl-1 at /SecurityGroups/0/IpPermissions/1/PrefixListIds/0',
      'ingress tcp 22 sg-bastion at /SecurityGroups/0/IpPermissions/1/UserIdGroupPairs/0',
      'egress all 0.0.0.0/0 at /SecurityGroups/0/IpPermissionsEgress/0/IpRanges/0',
    ])
  })

  it('keeps what AWS says of a peer group', () => {
    const pair = {
      GroupId: 'sg-far',
      UserId: '444455556666',
      VpcId: 'vpc-2',
      VpcPeeringConnectionId: 'pcx-1',
      PeeringStatus: 'deleted',
    }
    const { group } = readGroup({ IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [pair] }] })

    expect(group?.rules[0]?.peer).toEqual({
      kind: 'security-group',
      id: 'sg-far',
      account: '444455556666',
      vpcId: 'vpc-2',
      vpcPeeringConnectionId: 'pcx-1',
      peeringStatus: 'deleted',
    })
  })

  it.each([
    ['all protocols, no ports printed', { IpProtocol: '-1' }, 'ingress all 0.0.0.0/0'],
    ['all protocols, ports printed', { IpProtocol: '-1', FromPort: 22, ToPort: 22 }, 'ingress all 0.0.0.0/0'],
    ['all TCP', { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 }, 'ingress tcp 0-65535 0.0.0.0/0'],
    ['TCP by number, −1 for any port', { IpProtocol: '6', FromPort: -1, ToPort: -1 }, 'ingress tcp 0-65535 0.0.0.0/0'],
    ['UDP range', { IpProtocol: 'udp', FromPort: 1000, ToPort: 2000 }, 'ingress udp 1000-2000 0.0.0.0/0'],
    ['ports as text', { IpProtocol: 'tcp', FromPort: '80', ToPort: '80' }, 'ingress tcp 80 0.0.0.0/0'],
    ['ICMP of any type', { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 }, 'ingress icmp any/any 0.0.0.0/0'],
    ['ICMP echo request', { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }, 'ingress icmp 8/any 0.0.0.0/0'],
    ['ICMPv6', { IpProtocol: '58', FromPort: 128, ToPort: 0 }, 'ingress icmpv6 128/0 0.0.0.0/0'],
    ['a protocol without ports', { IpProtocol: '50', FromPort: 0, ToPort: 0 }, 'ingress esp 0.0.0.0/0'],
  ])('reads %s', (_, permission, key) => {
    expect(keys({ IpPermissions: [{ ...permission, ...anywhere }] })).toEqual([key])
  })

  it('takes ICMP type and code from the port fields, and all ports for it', () => {
    const { group } = readGroup({ IpPermissions: [{ IpProtocol: 'icmp', FromPort: 3, ToPort: 4, ...anywhere }] })

    expect(group?.rules[0]).toMatchObject({ icmp: { type: 3, code: 4 }, ports: [[0, 65_535]] })
  })

  it.each([
    ['a protocol that is none', { IpProtocol: 'smtp', ...anywhere }],
    ['no protocol', anywhere],
    ['half a port range', { IpProtocol: 'tcp', FromPort: 22, ...anywhere }],
    ['a range turned round', { IpProtocol: 'tcp', FromPort: 22, ToPort: 21, ...anywhere }],
    ['a port that is none', { IpProtocol: 'tcp', FromPort: 22, ToPort: 70_000, ...anywhere }],
    ['a port in words', { IpProtocol: 'tcp', FromPort: 'ssh', ToPort: 'ssh', ...anywhere }],
    ['a range of the other family', { IpProtocol: '-1', IpRanges: [{ CidrIp: '::/0' }] }],
    ['a list that is none', { IpProtocol: '-1', IpRanges: 'all' }],
    ['a pair without a group', { IpProtocol: '-1', UserIdGroupPairs: [{ UserId: '444455556666' }] }],
    ['a prefix list without an id', { IpProtocol: '-1', PrefixListIds: [{}] }],
    ['a text', 'tcp/22'],
  ])('names a permission it could not read, here and as a gap: %s', (_, permission) => {
    const { group, gaps } = readGroup({ IpPermissions: [permission] })

    expect(group?.rules).toEqual([])
    expect(group?.unread).toHaveLength(1)
    expect(gaps).toMatchObject([{ key: 'SecurityGroups', resourceId: 'sg-web' }])
  })

  it('without a permission list is not one that admits nothing', () => {
    const { group } = readGroup({ IpPermissions: null })

    expect(group?.unread).toEqual(['IpPermissions (no list)'])
  })

  it('named default is the default group', () => {
    expect(readGroup({ GroupName: 'default' }).group?.isDefault).toBe(true)
  })

  it('keeps one of two equal rules', () => {
    const permission = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ...anywhere }

    expect(keys({ IpPermissions: [permission, permission] })).toHaveLength(1)
  })
})

describe('describe-security-group-rules', () => {
  const RULE: JsonObject = {
    SecurityGroupRuleId: 'sgr-1',
    GroupId: 'sg-web',
    GroupOwnerId: '111122223333',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    CidrIpv4: '0.0.0.0/0',
    Tags: [{ Key: 'Name', Value: 'the rule, not the group' }],
  }
  const PERMISSION = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...anywhere }

  it('gives the same rule its id and no twin', () => {
    const { group } = readGroup({ IpPermissions: [PERMISSION] }, [{ ...RULE, Description: 'public site' }])

    expect(group?.rules).toMatchObject([
      { ruleId: 'sgr-1', description: 'public site', pointer: '/SecurityGroups/0/IpPermissions/0/IpRanges/0' },
    ])
  })

  it('adds what the group itself did not list', () => {
    const { group } = readGroup({ IpPermissions: [PERMISSION] }, [
      RULE,
      { ...RULE, SecurityGroupRuleId: 'sgr-2', CidrIpv4: null, CidrIpv6: '::/0' },
    ])

    expect(group?.rules.map(({ key, pointer }) => [key, pointer])).toEqual([
      ['ingress tcp 443 0.0.0.0/0', '/SecurityGroups/0/IpPermissions/0/IpRanges/0'],
      ['ingress tcp 443 ::/0', '/SecurityGroupRules/1'],
    ])
  })

  it.each([
    [{ PrefixListId: 'pl-1', CidrIpv4: null }, 'ingress tcp 443 pl-1'],
    [{ ReferencedGroupInfo: { GroupId: 'sg-2', UserId: '444455556666' }, CidrIpv4: null }, 'ingress tcp 443 sg-2'],
    [{ IsEgress: true, IpProtocol: '-1', FromPort: -1, ToPort: -1 }, 'egress all 0.0.0.0/0'],
  ])('reads %j', (change, key) => {
    const { group } = readGroup({}, [{ ...RULE, ...change }])

    expect(group?.rules.map((rule) => rule.key)).toEqual([key])
  })

  it('fills in a peering the group did not tell of', () => {
    const pairs = [{ GroupId: 'sg-2', UserId: '444455556666' }]
    const info = { GroupId: 'sg-2', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'deleted', VpcId: 'vpc-2' }
    const { group } = readGroup({ IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: pairs }] }, [
      { ...RULE, IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: null, ReferencedGroupInfo: info },
    ])

    expect(group?.rules).toMatchObject([
      { peer: { account: '444455556666', vpcPeeringConnectionId: 'pcx-1', peeringStatus: 'deleted', vpcId: 'vpc-2' } },
    ])
  })

  it('alone makes a group, without taking the rule’s tags for the group’s', () => {
    const { securityGroups } = readDescribe([documentOf({ elements: { SecurityGroupRules: [RULE] } })])

    expect(securityGroups.get('sg-web')).toMatchObject({
      name: null,
      tags: {},
      vpcId: null,
      groupName: '',
      account: '111122223333',
      rules: [{ ruleId: 'sgr-1' }],
      unread: [],
      source: { key: 'SecurityGroupRules', index: 0 },
    })
  })

  it.each([{ IsEgress: null }, { CidrIpv4: 'everyone' }, { IpProtocol: 'smtp' }])(
    'names a rule with %j as unread',
    (change) => {
      const { group, gaps } = readGroup({}, [{ ...RULE, ...change }])

      expect(group?.unread).toHaveLength(1)
      expect(gaps).toMatchObject([{ resourceId: 'sg-web' }])
    },
  )

  it('tells nothing of a group it does not name', () => {
    const other = { ...RULE, GroupId: 'sg-other' }
    const { group } = readGroup({ IpPermissions: null }, [other])

    expect(group?.unread).toEqual(['IpPermissions (no list)'])
  })

  it('stands in for permission lists a query trimmed away', () => {
    const { group } = readGroup({ IpPermissions: null, IpPermissionsEgress: null }, [RULE])

    expect(group?.unread).toEqual([])
    expect(group?.rules).toHaveLength(1)
  })
})

it('reads groups lent to other VPCs, and leaves ended loans out', () => {
  const { securityGroupVpcAssociations } = readDescribe([
    documentOf({
      elements: {
        SecurityGroupVpcAssociations: [
          { GroupId: 'sg-1', VpcId: 'vpc-2', State: 'associated' },
          { GroupId: 'sg-1', VpcId: 'vpc-3', State: 'disassociated' },
        ],
      },
    }),
  ])

  expect(securityGroupVpcAssociations).toEqual([{ groupId: 'sg-1', vpcId: 'vpc-2', state: 'associated' }])
})

it('reads stale groups once each', () => {
  const stale = { GroupId: 'sg-1', VpcId: 'vpc-1' }
  const { staleSecurityGroups, gaps } = readDescribe([
    documentOf({ elements: { StaleSecurityGroupSet: [stale, stale, { GroupId: 'x' }] } }),
  ])

  expect(staleSecurityGroups).toEqual([{ groupId: 'sg-1', vpcId: 'vpc-1' }])
  expect(gaps).toMatchObject([{ kind: 'unreadable', key: 'StaleSecurityGroupSet' }])
})
