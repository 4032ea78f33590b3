import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: VPC guide, "Security group rules".
describe('SG-009 source range very wide', () => {
  it.each([
    ['a /23', ['in tcp 443 198.51.100.0/23'], 'FAIL sg-1 medium none'],
    ['a /24', ['in tcp 443 198.51.100.0/24'], 'PASS sg-1'],
    ['two halves of a /23', ['in tcp 443 198.51.100.0/24', 'in tcp 443 198.51.101.0/24'], 'FAIL sg-1 medium none'],
    ['two /24 for two ports', ['in tcp 443 198.51.100.0/24', 'in tcp 80 198.51.101.0/24'], 'PASS sg-1'],
    [
      'two /24, one of them by a range of ports',
      ['in tcp 443 198.51.100.0/24', 'in tcp 400-500 198.51.101.0/24'],
      'FAIL sg-1 medium none',
    ],
    ['an IPv6 /47', ['in tcp 443 2001:db8::/47'], 'FAIL sg-1 medium none'],
    ['an IPv6 /48', ['in tcp 443 2001:db8::/48'], 'PASS sg-1'],
    ['the whole internet, which SG-003 reports', ['in tcp 22 0.0.0.0/0'], 'PASS sg-1'],
    ['two halves of the internet', ['in tcp 22 0.0.0.0/1', 'in tcp 22 128.0.0.0/1'], 'PASS sg-1'],
    ['a private range', ['in tcp 443 10.0.0.0/8'], 'PASS sg-1'],
    ['egress', ['out tcp 443 198.51.0.0/16'], 'PASS sg-1'],
    ['a list without entries', ['in tcp 443 pl-1'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-009', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-009', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it("reads prefix lists, and leaves out the team's own ranges", () => {
    const sketch = { groups: { 'sg-1': ['in tcp 443 pl-1'] }, prefixLists: { 'pl-1': ['198.51.100.0/22'] } }
    const finding = theFailure('SG-009', sketch)
    expect(finding.title).toBe('Security group sg-1-name admits 1024 public IPv4 addresses')
    expect(finding.alsoMatches).toEqual(['SG-012'])
    expect(finding.settingsUsed).toMatchObject({ widePrefixIpv4: '/24', corporateRanges: 'not set' })
    expect(tell('SG-009', sketch, { corporatePrefixLists: ['pl-1'] })).toEqual(['PASS sg-1'])
    expect(tell('SG-009', sketch, { corporateRanges: ['198.51.100.0/22'] })).toEqual(['PASS sg-1'])
  })
})
