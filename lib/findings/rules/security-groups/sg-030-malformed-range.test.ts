import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: RFC 6890; RFC 1918; AWS CDK, MATCH_NO_TRAFFIC.
describe('SG-030 range that cannot be meant', () => {
  it.each([
    ['0.0.0.0/8', ['in tcp 22 0.0.0.0/8'], 'FAIL sg-1 info none'],
    ['0.0.0.0/32', ['in tcp 22 0.0.0.0/32'], 'FAIL sg-1 info none'],
    ['255.255.255.255/32', ['in tcp 22 255.255.255.255/32'], 'FAIL sg-1 info none'],
    ['::/128', ['in tcp 22 ::/128'], 'FAIL sg-1 info none'],
    ['172.0.0.0/8', ['in tcp 22 172.0.0.0/8'], 'FAIL sg-1 info none'],
    ['the sentinel of CDK', ['out icmp 252 10.0.0.0/8'], 'PASS sg-1'],
    ['everyone', ['in tcp 443 0.0.0.0/0'], 'PASS sg-1'],
    ['half of everyone', ['in tcp 443 0.0.0.0/1'], 'PASS sg-1'],
    ['a private block', ['in tcp 22 172.16.0.0/12'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-030', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-030', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('passes what CDK writes to let nothing out, exactly', () => {
    const permission = { IpProtocol: 'icmp', FromPort: 252, ToPort: 86, IpRanges: [{ CidrIp: '255.255.255.255/32' }] }
    const SecurityGroups = [
      { GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [permission] },
    ]
    for (const id of ['SG-030', 'SG-018', 'SG-019'])
      expect(tell(id, { elements: { SecurityGroups } })).toEqual(['PASS sg-1'])
  })

  it('shows the rule', () => {
    const finding = theFailure('SG-030', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/8'] } })
    expect(finding.remediation.cli[0]).toContain('0.0.0.0/8')
  })
})
