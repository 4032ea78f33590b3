import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const ofAws = (PrefixListName: string) => ({
  groups: { 'sg-1': ['in tcp 443 pl-1'] },
  elements: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', PrefixListName, OwnerId: 'AWS' }] },
})
const CLOUDFRONT = ofAws('com.amazonaws.global.cloudfront.origin-facing')
const BALANCER = { 'eni-1': { instance: null, description: 'ELB app/web/50dc6c49', requester: 'amazon-elb' } }

// Source: VPC guide, "AWS-managed prefix lists".
describe('SG-012 prefix list too broad, AWS-wide or unresolved', () => {
  it('fails where a host admits CloudFront, and passes on a load balancer', () => {
    expect(tell('SG-012', CLOUDFRONT)).toEqual(['FAIL sg-1 medium none'])
    expect(tell('SG-012', { ...CLOUDFRONT, interfaces: BALANCER })).toEqual(['PASS sg-1'])
    expect(tell('SG-012', { ...CLOUDFRONT, missing: ['NetworkInterfaces', 'Instances'] })).toEqual([
      'NOT_EVALUATED sg-1',
    ])
  })

  it.each([
    ['com.amazonaws.eu-west-1.s3', 'FAIL sg-1 medium none'],
    ['com.amazonaws.eu-west-1.ec2-instance-connect', 'PASS sg-1'],
    ['com.amazonaws.eu-west-1.route53-healthchecks', 'PASS sg-1'],
  ])('%s', (name, expected) => {
    expect(tell('SG-012', ofAws(name))).toEqual([expected])
  })

  it('passes a list whose entries are known, and is not evaluated without them', () => {
    const groups = { 'sg-1': ['in tcp 443 pl-1'] }
    expect(tell('SG-012', { groups, prefixLists: { 'pl-1': ['192.0.2.0/28'] } })).toEqual(['PASS sg-1'])
    expect(tell('SG-012', { groups, prefixLists: { 'pl-1': null } })).toEqual(['NOT_EVALUATED sg-1'])
    expect(tell('SG-012', { groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] } })).toEqual(['PASS sg-1'])
  })

  it('is named by the rule that reports what a list opens, and not repeated', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 22 pl-1'] }, prefixLists: { 'pl-1': ['0.0.0.0/1', '128.0.0.0/1'] } }
    expect(tell('SG-012', sketch)).toEqual([])
    expect(theFailure('SG-003', sketch).alsoMatches).toContain('SG-012')
  })

  it('shows the rule and how to take it away', () => {
    const finding = theFailure('SG-012', CLOUDFRONT)
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/PrefixListIds/0')
    expect(finding.remediation.cli[0]).toContain('"PrefixListId":"pl-1"')
  })
})
