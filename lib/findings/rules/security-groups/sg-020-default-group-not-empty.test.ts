import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const carried = { 'eni-1': { groups: ['sg-default'] } }

describe('SG-020 default security group not empty', () => {
  it.each([
    ['the rule AWS puts there, referring to itself', ['in all sg-default']],
    ['an egress rule alone', ['out all 0.0.0.0/0']],
  ])('fails for %s', (_, rules) => {
    expect(tell('SG-020', { groups: { 'sg-default': rules }, interfaces: carried })).toEqual([
      'FAIL sg-default high internal',
    ])
  })

  it('passes when there is no rule, and says nothing of other groups', () => {
    expect(tell('SG-020', { groups: { 'sg-default': [], 'sg-1': ['in all 0.0.0.0/0'] } })).toEqual(['PASS sg-default'])
  })

  const withLists = (lists: Record<string, unknown[]>) => ({
    elements: {
      SecurityGroups: [{ GroupId: 'sg-default', GroupName: 'default', VpcId: 'vpc-1', ...lists }] as JsonObject[],
    },
    interfaces: carried,
    missing: ['SecurityGroupRules'] as const,
  })

  it.each([
    ['the egress rules are missing', { IpPermissions: [] }, 'NOT_EVALUATED sg-default'],
    ['both lists are missing', {}, 'NOT_EVALUATED sg-default'],
    [
      'a rule is known',
      { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] },
      'FAIL sg-default high internal',
    ],
    [
      'a rule is there but cannot be read',
      { IpPermissions: ['x'], IpPermissionsEgress: [] },
      'FAIL sg-default high internal',
    ],
  ])('when %s', (_, lists, expected) => {
    expect(tell('SG-020', withLists(lists))).toEqual([expected])
  })

  it('keeps no rule in Terraform: the group is adopted empty', () => {
    const groups = { 'sg-default': ['in all sg-default', 'out all 0.0.0.0/0'] }
    expect(theFailure('SG-020', { groups }).remediation.terraform).toBe(
      [
        'resource "aws_default_security_group" "this" {',
        '  # sg-default: without ingress and egress blocks it keeps no rule.',
        '  vpc_id = "vpc-1"',
        '}',
      ].join('\n'),
    )
  })

  it('is low when nothing carries it, and is not lowered when that is not known', () => {
    const groups = { 'sg-default': ['in all sg-default'] }
    expect(tell('SG-020', { groups, interfaces: {} })).toEqual(['FAIL sg-default low none'])
    expect(tell('SG-020', { groups, missing: ['NetworkInterfaces'] })).toEqual(['FAIL sg-default high unknown'])
  })

  it('tells for SG-018, SG-019 and SG-025 what they would say of the same rules', () => {
    const groups = { 'sg-default': ['in all sg-default', 'out all 0.0.0.0/0'] }
    expect(theFailure('SG-020', { groups }).alsoMatches).toEqual(['SG-018', 'SG-019', 'SG-025'])
    expect(['SG-018', 'SG-019', 'SG-025'].flatMap((rule) => tell(rule, { groups }))).toEqual([])
    const narrow = { 'sg-default': ['out tcp 443 10.0.0.0/16'] }
    expect(theFailure('SG-020', { groups: narrow }).alsoMatches).toEqual(['SG-025'])
    const asMade = { 'sg-default': ['out all 0.0.0.0/0'] }
    expect(theFailure('SG-020', { groups: asMade }).alsoMatches).toEqual(['SG-018', 'SG-019'])
    expect(tell('SG-018', { groups: narrow })).toEqual(['PASS sg-default'])
  })

  it('lists each rule as evidence and revokes both directions', () => {
    const finding = theFailure('SG-020', { groups: { 'sg-default': ['in all sg-default', 'out all 0.0.0.0/0'] } })
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual([
      'all traffic from sg-default',
      'all traffic to 0.0.0.0/0',
    ])
    expect(finding.remediation.cli.map((command) => command.split(' ')[2])).toEqual([
      'revoke-security-group-ingress',
      'revoke-security-group-egress',
    ])
  })
})
