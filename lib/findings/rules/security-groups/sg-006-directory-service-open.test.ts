import { describe, expect, it } from 'vitest'
import { findingsIn, tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: IANA service names; CIS AWS Foundations 5.0, 5.1.2 (CIFS).
describe('SG-006 CIFS, NetBIOS, LDAP or Kerberos open', () => {
  it.each([
    ['NetBIOS', ['in udp 137-138 0.0.0.0/0'], ['FAIL sg-1 high internet udp/137-138']],
    ['LDAP and LDAPS', ['in tcp 389 0.0.0.0/0', 'in tcp 636 0.0.0.0/0'], ['FAIL sg-1 high internet tcp/389 tcp/636']],
    ['Kerberos', ['in udp 88 0.0.0.0/0'], ['FAIL sg-1 high internet udp/88']],
    ['a range around 749', ['in tcp 700-800 0.0.0.0/0'], ['FAIL sg-1 high internet tcp/749-750']],
    ['two halves', ['in tcp 389 0.0.0.0/1', 'in tcp 389 128.0.0.0/1'], ['FAIL sg-1 high internet tcp/389']],
    ['SMB, which SG-004 reports', ['in tcp 445 0.0.0.0/0'], []],
    ['the port after', ['in tcp 390 0.0.0.0/0'], ['PASS sg-1']],
    ['a private range', ['in tcp 389 10.0.0.0/8'], ['PASS sg-1']],
    ['a list without entries', ['in tcp 389 pl-1'], ['NOT_EVALUATED sg-1']],
    ['a list without entries on another port', ['in tcp 443 pl-1'], ['PASS sg-1']],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-006', { groups: { 'sg-1': rules } })).toEqual(expected)
  })

  it('is one finding with what SG-002 would say, and names the rule to revoke', () => {
    const groups = { 'sg-1': ['in tcp 389 0.0.0.0/0'] }
    const failing = findingsIn({ groups }).filter(
      ({ ruleId, status }) => /^SG-00[1-6]/.test(ruleId) && status === 'FAIL',
    )
    expect(failing.map(({ ruleId }) => ruleId)).toEqual(['SG-006'])
    const finding = theFailure('SG-006', { groups })
    expect(finding.alsoMatches).toEqual(['SG-002'])
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-1')
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-006', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })
})
