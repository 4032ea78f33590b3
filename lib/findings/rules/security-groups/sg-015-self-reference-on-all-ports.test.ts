import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: VPC guide, "Default security groups for your VPCs".
describe('SG-015 members reach each other on every port', () => {
  it.each([
    ['all protocols', ['in all sg-1'], 'FAIL sg-1 low none'],
    ['every TCP port', ['in tcp 0-65535 sg-1'], 'FAIL sg-1 low none'],
    ['every TCP port in two ranges', ['in tcp 0-1000 sg-1', 'in tcp 1001-65535 sg-1'], 'FAIL sg-1 low none'],
    ['every port but some', ['in tcp 1024-65535 sg-1'], 'PASS sg-1'],
    ['all protocols of another group', ['in all sg-2'], 'PASS sg-1'],
    ['egress to itself', ['out all sg-1'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-015', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-015', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it('leaves a default group to SG-020, with the same cause', () => {
    expect(tell('SG-015', { groups: { 'sg-default': ['in all sg-default'] } })).toEqual([])
  })

  it('is not evaluated where the rules of the group could not be read', () => {
    const SecurityGroups = [{ GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', IpPermissionsEgress: [] }]
    expect(tell('SG-015', { elements: { SecurityGroups }, missing: ['SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED sg-1',
    ])
  })

  it('shows the rule', () => {
    const finding = theFailure('SG-015', { groups: { 'sg-1': ['in all sg-1'] } })
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/UserIdGroupPairs/0')
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-1')
  })
})
