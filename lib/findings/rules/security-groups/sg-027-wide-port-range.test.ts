import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: VPC guide, "Security group rules".
describe('SG-027 wide port range', () => {
  it.each([
    ['101 ports', ['in tcp 1000-1100 10.0.0.0/24'], 'FAIL sg-1 low none'],
    ['100 ports', ['in tcp 1000-1099 10.0.0.0/24'], 'PASS sg-1'],
    ['two adjacent ranges', ['in tcp 1000-1060 10.0.0.0/24', 'in tcp 1061-1120 10.0.0.0/24'], 'FAIL sg-1 low none'],
    [
      'adjacent ranges of different sources',
      ['in tcp 1000-1060 10.0.0.0/24', 'in tcp 1061-1120 10.0.1.0/24'],
      'PASS sg-1',
    ],
    ['all protocols', ['in all 10.0.0.0/24'], 'FAIL sg-1 low none'],
    ['a group', ['in all sg-2'], 'PASS sg-1'],
    ['ICMP, which has no ports', ['in icmp 10.0.0.0/24'], 'PASS sg-1'],
    ['a list, whatever its entries', ['in tcp 1000-2000 pl-1'], 'FAIL sg-1 low none'],
    ['the internet, which SG-001 reports', ['in tcp 443 0.0.0.0/0'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-027', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-027', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('prints the threshold, and shows the rule', () => {
    const finding = theFailure('SG-027', { groups: { 'sg-1': ['in tcp 1000-2000 10.0.0.0/24'] } })
    expect(finding.settingsUsed).toEqual({ widePortRange: '100' })
    expect(finding.remediation.cli[0]).toContain('"ToPort":2000')
  })
})
