import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const database = {
  DBInstances: [
    {
      DBInstanceIdentifier: 'orders',
      DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
      Engine: 'postgres',
      DBInstanceStatus: 'available',
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      Endpoint: { Port: 5432 },
    },
  ],
}

describe('SG-018 egress unrestricted', () => {
  it.each([
    ['everything over IPv4', ['out all 0.0.0.0/0'], 'FAIL sg-1 info internal all'],
    ['everything over IPv6', ['out all ::/0'], 'FAIL sg-1 info internal all'],
    ['two halves', ['out all 0.0.0.0/1', 'out all 128.0.0.0/1'], 'FAIL sg-1 info internal all'],
    ['one protocol only', ['out tcp 0-65535 0.0.0.0/0'], 'PASS sg-1'],
    [
      'every TCP and every UDP port',
      ['out tcp 0-65535 0.0.0.0/0', 'out udp 0-65535 0.0.0.0/0'],
      'FAIL sg-1 info internal all',
    ],
    [
      'every TCP port over IPv4 and every UDP port over IPv6',
      ['out tcp 0-65535 0.0.0.0/0', 'out udp 0-65535 ::/0'],
      'PASS sg-1',
    ],
    [
      'every UDP port and TCP but one',
      ['out udp 0-65535 0.0.0.0/0', 'out tcp 1-21 0.0.0.0/0', 'out tcp 23-65535 0.0.0.0/0'],
      'PASS sg-1',
    ],
    [
      'every UDP port to a list without entries, with every TCP port',
      ['out udp 0-65535 pl-1', 'out tcp 0-65535 0.0.0.0/0'],
      'NOT_EVALUATED sg-1',
    ],
    ['one port to a list without entries', ['out tcp 443 pl-1'], 'PASS sg-1'],
    ['a private range', ['out all 10.0.0.0/8'], 'PASS sg-1'],
    ["CDK's 255.255.255.255/32, which means nothing", ['out all 255.255.255.255/32'], 'PASS sg-1'],
    ["CDK's icmp 252/86", ['out icmp 252 255.255.255.255/32'], 'PASS sg-1'],
    ['ingress does not count', ['in all 0.0.0.0/0'], 'PASS sg-1'],
    ['a prefix list without entries', ['out all pl-1'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-018', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('is not asked of a list AWS keeps for a service, which is never the internet', () => {
    const ManagedPrefixLists = [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', OwnerId: 'AWS' }]
    expect(tell('SG-018', { groups: { 'sg-1': ['out all pl-1'] }, elements: { ManagedPrefixLists } })).toEqual([
      'PASS sg-1',
    ])
  })

  it.each([
    [
      'entries',
      { groups: { 'sg-1': ['out all pl-1'] } },
      'get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    ],
    [
      'the list of egress rules',
      {
        elements: { SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', IpPermissions: [] }] },
        missing: ['SecurityGroupRules'] as const,
      },
      'describe-security-groups --region eu-west-1 --group-ids sg-1',
    ],
  ])('asks for what is missing: %s', (_, sketch, command) => {
    const [finding] = findingsOf('SG-018', sketch)
    expect(finding?.reasonNotEvaluated?.split('To answer: aws ec2 ')[1]).toBe(command)
  })

  it('is medium where a data store carries the group, and says which', () => {
    const finding = theFailure('SG-018', { groups: { 'sg-1': ['out all 0.0.0.0/0'] }, elements: database })
    expect(finding.severity).toEqual({
      base: 'info',
      effective: 'medium',
      why: ['Raised from info: the data store orders carries it.'],
    })
    expect(finding.remediation.cli).toEqual([
      `aws ec2 revoke-security-group-egress --region eu-west-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
    ])
  })

  it('is info where nothing carries the group, however the group is called: nothing tells its tier', () => {
    const groups = { 'sg-bastion': ['out all 0.0.0.0/0'] }
    expect(tell('SG-018', { groups })).toEqual(['FAIL sg-bastion info none all'])
    expect(theFailure('SG-018', { groups }).severity.why).toEqual(['no interface carries it.'])
  })

  it('threatens nobody in a group that nothing carries, and says what stops in one that is carried', () => {
    const groups = { 'sg-2': ['out all 0.0.0.0/0'] }
    expect(theFailure('SG-018', { groups }).description).toContain(
      'No network interface carries it. A host that is given it',
    )
    const carried = theFailure('SG-018', { groups: { 'sg-1': ['out all 0.0.0.0/0'] } })
    expect(carried.description).toContain('1 interface carries it. Someone who gets in')
    expect(carried.remediation.summary).toContain('every other connection it opens stops')
  })

  it('is not called unattached where a data store carries it by an interface that was not collected', () => {
    const finding = theFailure('SG-018', {
      groups: { 'sg-1': ['out all 0.0.0.0/0'] },
      interfaces: {},
      elements: database,
    })
    expect([finding.severity.effective, finding.exposure.level]).toEqual(['medium', 'internal'])
    expect(finding.title).toBe('orders may open any connection to the internet')
  })

  it('is medium where a host behind a load balancer carries it', () => {
    const TargetGroups = [
      {
        TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/app/1',
        TargetGroupName: 'app',
        TargetType: 'instance',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        LoadBalancerArns: [],
        Targets: [{ Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' } }],
      },
    ]
    expect(tell('SG-018', { groups: { 'sg-1': ['out all 0.0.0.0/0'] }, elements: { TargetGroups } })).toEqual([
      'FAIL sg-1 medium internal all',
    ])
  })
})
