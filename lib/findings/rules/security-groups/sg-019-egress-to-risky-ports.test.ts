import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: IANA service names; EC2 guide, "Restriction on email sent using port 25".
describe('SG-019 egress to the internet on risky ports', () => {
  it.each([
    ['SSH', ['out tcp 22 0.0.0.0/0'], 'FAIL sg-1 medium none tcp/22'],
    ['SMB over IPv6', ['out tcp 445 ::/0'], 'FAIL sg-1 medium none tcp/445'],
    ['mail, in two halves', ['out tcp 25 0.0.0.0/1', 'out tcp 25 128.0.0.0/1'], 'FAIL sg-1 medium none tcp/25'],
    ['a range around PostgreSQL', ['out tcp 5430-5440 0.0.0.0/0'], 'FAIL sg-1 medium none tcp/5432'],
    ['HTTPS', ['out tcp 443 0.0.0.0/0'], 'PASS sg-1'],
    ['a database in the VPC', ['out tcp 5432 10.0.0.0/16'], 'PASS sg-1'],
    ['the sentinel of CDK', ['out icmp 252 255.255.255.255/32'], 'PASS sg-1'],
    ['ingress', ['in tcp 22 0.0.0.0/0'], 'PASS sg-1'],
    ['a list without entries', ['out tcp 22 pl-1'], 'NOT_EVALUATED sg-1'],
    ['a list without entries on HTTPS', ['out tcp 443 pl-1'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-019', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-019', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it('is told by SG-018 where everything may leave', () => {
    const sketch = { groups: { 'sg-1': ['out all 0.0.0.0/0', 'out tcp 22 0.0.0.0/0'] } }
    expect(tell('SG-019', sketch)).toEqual([])
    expect(theFailure('SG-018', sketch).alsoMatches).toEqual(['SG-019'])
  })

  it('still tells of the family that is not wide open', () => {
    const sketch = { groups: { 'sg-1': ['out all 0.0.0.0/0', 'out tcp 22 ::/0'] } }
    const finding = theFailure('SG-019', sketch)
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['tcp/22 to ::/0'])
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-egress')
  })
})
