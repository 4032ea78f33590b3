import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: EC2 API, IpPermission; RFC 792, RFC 4443.
describe('SG-007 ICMP open', () => {
  it.each([
    ['every message', ['in icmp 0.0.0.0/0'], 'FAIL sg-1 low none'],
    ['every message of ICMPv6', ['in icmpv6 ::/0'], 'FAIL sg-1 low none'],
    ['redirects', ['in icmp 5 0.0.0.0/0'], 'FAIL sg-1 low none'],
    ['two halves', ['in icmp 5 0.0.0.0/1', 'in icmp 5 128.0.0.0/1'], 'FAIL sg-1 low none'],
    ['echo, which the settings allow', ['in icmp 8 0.0.0.0/0'], 'PASS sg-1'],
    ['echo of ICMPv6', ['in icmpv6 128 ::/0'], 'PASS sg-1'],
    ['a private range', ['in icmp 10.0.0.0/8'], 'PASS sg-1'],
    ['the sentinel of CDK, as ingress', ['in icmp 252 255.255.255.255/32'], 'PASS sg-1'],
    ['all protocols, which SG-001 reports', ['in all 0.0.0.0/0'], 'PASS sg-1'],
    ['TCP port 8, which is no type', ['in tcp 8 0.0.0.0/0'], 'PASS sg-1'],
    ['a list without entries', ['in icmp pl-1'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-007', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-007', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it('prints the setting, and follows it', () => {
    const groups = { 'sg-1': ['in icmp 8 0.0.0.0/0'] }
    const finding = theFailure('SG-007', { groups }, { allowedIcmp: [] })
    expect(finding.settingsUsed['allowedIcmp']).toBe('')
    expect(finding.evidence[0]?.excerpt).toBe('icmp type 8 from 0.0.0.0/0')
    expect(finding.remediation.cli[0]).toContain('--group-id sg-1')
    expect(
      tell('SG-007', { groups: { 'sg-1': ['in icmp 5 0.0.0.0/0'] } }, { allowedIcmp: [{ type: 5, code: null }] }),
    ).toEqual(['PASS sg-1'])
  })
})
