import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: RFC 1918, RFC 6598.
describe('SG-013 whole private block as source', () => {
  it.each([
    ['10/8', ['in tcp 443 10.0.0.0/8'], 'FAIL sg-1 medium none'],
    ['two halves of 10/8', ['in tcp 443 10.0.0.0/9', 'in tcp 443 10.128.0.0/9'], 'FAIL sg-1 medium none'],
    ['172.16/12', ['in all 172.16.0.0/12'], 'FAIL sg-1 medium none'],
    ['carrier-grade NAT', ['in udp 53 100.64.0.0/10'], 'FAIL sg-1 medium none'],
    ['ping alone, which opens nothing', ['in icmp 8 10.0.0.0/8'], 'FAIL sg-1 low none'],
    ['ping beside a port', ['in icmp 8 10.0.0.0/8', 'in tcp 443 10.0.0.0/8'], 'FAIL sg-1 medium none'],
    ['half of 10/8', ['in tcp 443 10.0.0.0/9'], 'PASS sg-1'],
    ['halves for different ports', ['in tcp 443 10.0.0.0/9', 'in tcp 80 10.128.0.0/9'], 'PASS sg-1'],
    ['the internet, which other rules report', ['in tcp 443 0.0.0.0/0'], 'PASS sg-1'],
    ['egress', ['out tcp 443 10.0.0.0/8'], 'PASS sg-1'],
    ['a list without entries', ['in tcp 443 pl-1'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-013', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-013', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it('reads prefix lists, and names only the rules that take part', () => {
    const groups = { 'sg-1': ['in tcp 443 192.0.2.0/28', 'in tcp 443 pl-1'] }
    const finding = theFailure('SG-013', { groups, prefixLists: { 'pl-1': ['192.168.0.0/16'] } })
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['tcp/443 from pl-1'])
    expect(finding.remediation.cli[0]).toContain('--group-id sg-1')
  })
})
