import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: EC2 API, UpdateSecurityGroupRuleDescriptionsIngress.
describe('SG-025 rule lacks a description', () => {
  it.each([
    ['a rule in', ['in tcp 22 10.0.0.0/8'], 'FAIL sg-1 info none'],
    ['a rule out', ['out tcp 443 10.0.0.0/8'], 'FAIL sg-1 info none'],
    ['no rule', [], 'PASS sg-1'],
    ['the rule AWS writes into each new group', ['out all 0.0.0.0/0'], 'PASS sg-1'],
    ['everything in', ['in all 0.0.0.0/0'], 'FAIL sg-1 info none'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-025', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('says nothing of a default group with rules, which are all to go', () => {
    expect(tell('SG-025', { groups: { 'sg-default': ['in all sg-default', 'out all 0.0.0.0/0'] } })).toEqual([])
    expect(tell('SG-025', { groups: { 'sg-default': [] } })).toEqual(['PASS sg-default'])
  })

  it('shares no cause with what else is wrong with the rule: words mend neither', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'] }
    expect(theFailure('SG-025', { groups }).rootCauseId).not.toBe(theFailure('SG-003', { groups }).rootCauseId)
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-025', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('passes a rule that has one', () => {
    const IpPermissions = [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'office' }] },
    ]
    const SecurityGroups = [
      { GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', IpPermissions, IpPermissionsEgress: [] },
    ]
    expect(tell('SG-025', { elements: { SecurityGroups } })).toEqual(['PASS sg-1'])
  })

  it('is one finding a group, and removes nothing', () => {
    const finding = theFailure('SG-025', { groups: { 'sg-1': ['in tcp 22 10.0.0.0/8', 'out tcp 443 10.0.0.0/8'] } })
    expect(finding.evidence).toHaveLength(2)
    expect(finding.remediation.cli[0]).toContain(
      '"IpRanges":[{"CidrIp":"10.0.0.0/8","Description":"<what it is for>"}]',
    )
    expect(finding.remediation.cli.map((line) => line.split(' ')[2])).toEqual([
      'update-security-group-rule-descriptions-ingress',
      'update-security-group-rule-descriptions-egress',
    ])
  })
})
