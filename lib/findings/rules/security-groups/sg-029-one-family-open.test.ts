import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: VPC guide, "Security group rules".
describe('SG-029 one family restricted, the other open', () => {
  it.each([
    ['IPv6 open', ['in tcp 22 198.51.100.0/24', 'in tcp 22 ::/0'], 'FAIL sg-1 medium internal tcp/22'],
    ['IPv4 open', ['in tcp 22 0.0.0.0/0', 'in tcp 22 2001:db8::/48'], 'FAIL sg-1 high internet tcp/22'],
    [
      'IPv4 open in halves',
      ['in udp 53 0.0.0.0/1', 'in udp 53 128.0.0.0/1', 'in udp 53 2001:db8::/48'],
      'FAIL sg-1 high internet udp/53',
    ],
    ['both open', ['in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0'], 'PASS sg-1'],
    ['IPv4 only', ['in tcp 443 0.0.0.0/0'], 'PASS sg-1'],
    ['different ports', ['in tcp 22 198.51.100.0/24', 'in tcp 443 ::/0'], 'PASS sg-1'],
    ['a list without entries', ['in tcp 22 pl-1'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-029', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-029', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('revokes the open rule, and leaves the restricted one', () => {
    const finding = theFailure('SG-029', { groups: { 'sg-1': ['in tcp 22 198.51.100.0/24', 'in tcp 22 ::/0'] } })
    expect(finding.description).toContain(
      'IPv4 is for 198.51.100.0/24 only, and over IPv6 the whole internet is admitted',
    )
    expect(finding.title).toContain('restricts IPv4 and leaves IPv6 open')
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['tcp/22 from ::/0'])
    expect(finding.remediation.cli[0]).not.toContain('198.51.100.0')
  })
})
