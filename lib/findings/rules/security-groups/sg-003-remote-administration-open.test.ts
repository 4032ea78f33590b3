import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

describe('SG-003 remote administration open', () => {
  it.each([
    ['SSH over IPv4', ['in tcp 22 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/22'],
    ['SSH by number of protocol', ['in 6 22 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/22'],
    ['RDP over UDP', ['in udp 3389 0.0.0.0/0'], 'FAIL sg-1 critical internet udp/3389'],
    ['a range around SSH', ['in tcp 20-25 0.0.0.0/0'], 'FAIL sg-1 critical internet tcp/22-23'],
    ['two halves in one group', ['in tcp 22 0.0.0.0/1', 'in tcp 22 128.0.0.0/1'], 'FAIL sg-1 critical internet tcp/22'],
    [
      'four quarters',
      ['in tcp 22 0.0.0.0/2', 'in tcp 22 64.0.0.0/2', 'in tcp 22-23 128.0.0.0/2', 'in tcp 22 192.0.0.0/2'],
      'FAIL sg-1 critical internet tcp/22-23',
    ],
    ['a range of known addresses', ['in tcp 22 198.51.100.0/24'], 'PASS sg-1'],
    ['a private range', ['in tcp 22 10.0.0.0/8'], 'PASS sg-1'],
    ['a group', ['in tcp 22 sg-2'], 'PASS sg-1'],
    ['ICMP type 22, which is no port', ['in icmp 22 0.0.0.0/0'], 'PASS sg-1'],
    ['GRE, which is not SSH', ['in 47 0.0.0.0/0'], 'PASS sg-1'],
    ['egress to port 22', ['out tcp 22 0.0.0.0/0'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-003', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('sees IPv6 alone, and every port of every protocol, which SG-001 reports in its name', () => {
    const interfaces = { 'eni-1': { ipv6: ['2001:db8:1::9'] } }
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 ::/0'] }, interfaces })).toEqual([
      'FAIL sg-1 critical internet tcp/22',
    ])
    expect(theFailure('SG-001', { groups: { 'sg-1': ['in all 0.0.0.0/0'] } }).alsoMatches).toContain('SG-003')
  })

  it('is a sentence about the host, with the path in numbered hops', () => {
    const finding = theFailure('SG-003', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } })
    expect(finding.title).toBe('SSH on bastion-1 is open to the internet')
    expect(finding.exposure.path.map(({ label, component }) => `${label} ${component}`)).toEqual([
      'Internet internet',
      'Internet gateway igw-1',
      'Route table rtb-1',
      'Network ACL acl-1',
      'Network ACL acl-1',
      'Security group sg-1',
      'Interface i-1',
    ])
    expect(finding.related).toContainEqual({ role: 'exposed-interface', id: 'eni-1' })
  })

  it('lists every contributing rule as evidence, with its place', () => {
    const finding = theFailure('SG-003', {
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/1', 'in tcp 80 10.0.0.0/8', 'in tcp 20-30 128.0.0.0/1'] },
    })
    const rules = finding.evidence.filter(({ kind }) => kind === 'security-group-rule')
    expect(rules.map(({ pointer, excerpt }) => `${pointer} ${excerpt}`)).toEqual([
      '/SecurityGroups/0/IpPermissions/0/IpRanges/0 tcp/22 from 0.0.0.0/1',
      '/SecurityGroups/0/IpPermissions/2/IpRanges/0 tcp/20-30 from 128.0.0.0/1',
    ])
  })

  it.each([
    [
      'a network ACL that denies first',
      {
        acls: {
          'acl-1': {
            entries: ['50 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
          },
        },
      },
      'medium internal',
    ],
    ['no public address', { interfaces: { 'eni-1': { publicIp: null } } }, 'medium internal'],
    ['no route to the gateway', { tables: { 'rtb-main': MAIN_TABLE } }, 'medium internal'],
    ['a route table nobody collected', { missing: ['RouteTables' as const] }, 'critical unknown'],
    ['interfaces nobody collected', { missing: ['NetworkInterfaces' as const] }, 'critical unknown'],
  ])('is weighed by %s', (_, sketch, expected) => {
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, ...sketch })).toEqual([
      `FAIL sg-1 ${expected} tcp/22`,
    ])
  })

  it('takes the worst of all interfaces that carry the group', () => {
    const interfaces = { 'eni-1': { publicIp: null }, 'eni-2': { instance: 'i-2', publicIp: '198.51.100.11' } }
    const instances = { 'i-1': 'inner', 'i-2': 'outer' }
    const finding = theFailure('SG-003', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, interfaces, instances })
    expect(finding.title).toBe('SSH on outer is open to the internet')
    expect(finding.severity.effective).toBe('critical')
  })

  it('never counts corporate ranges of the settings as the internet', () => {
    const groups = { 'sg-1': ['in tcp 22 52.0.0.0/7'] }
    expect(tell('SG-003', { groups })).toEqual(['FAIL sg-1 critical internet tcp/22'])
    expect(tell('SG-003', { groups }, { corporateRanges: ['52.0.0.0/7'] })).toEqual(['PASS sg-1'])
  })

  it('gives the commands for this very group, by rule id where it is known', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'] }
    expect(theFailure('SG-003', { groups }).remediation.cli).toEqual([
      `aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]},{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]'`,
    ])
    const SecurityGroupRules = [
      {
        SecurityGroupRuleId: 'sgr-0a',
        GroupId: 'sg-1',
        GroupOwnerId: '111122223333',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIpv4: '0.0.0.0/0',
      },
    ]
    expect(
      theFailure('SG-003', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, elements: { SecurityGroupRules } })
        .remediation.cli,
    ).toEqual([
      'aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id sg-1 --security-group-rule-ids sgr-0a',
    ])
  })

  it('administers other ports when the settings say so', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'] }
    const finding = theFailure(
      'SG-003',
      { groups: { 'sg-1': ['in tcp 2222 0.0.0.0/0'] } },
      { adminPorts: [[2222, 2222]] },
    )
    expect(finding.settingsUsed['adminPorts']).toBe('2222')
    expect(tell('SG-003', { groups }, { adminPorts: [[2222, 2222]] })).toEqual(['PASS sg-1'])
  })
})
