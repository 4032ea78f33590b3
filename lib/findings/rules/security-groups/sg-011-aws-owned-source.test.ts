import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: EC2 guide, "Public IPv4 addresses"; VPC guide, "AWS IP address ranges".
describe('SG-011 address of AWS trusted that is not an own Elastic IP', () => {
  it.each([
    ['the address lent to bastion-1', ['in tcp 22 198.51.100.10/32'], 'FAIL sg-1 medium none'],
    ['a range around it', ['in tcp 22 198.51.100.0/24'], 'NOT_EVALUATED sg-1'],
    ['an address nobody knows', ['in tcp 22 203.0.113.7/32'], 'NOT_EVALUATED sg-1'],
    ['a private range', ['in tcp 22 10.0.0.0/8'], 'PASS sg-1'],
    ['the internet', ['in tcp 443 0.0.0.0/0'], 'PASS sg-1'],
    ['an IPv6 range of somebody', ['in tcp 443 2001:db8::/56'], 'NOT_EVALUATED sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-011', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('passes an own Elastic IP and a corporate range', () => {
    const Addresses = [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.7' }]
    const groups = { 'sg-1': ['in tcp 22 203.0.113.7/32'] }
    expect(tell('SG-011', { groups, elements: { Addresses } })).toEqual(['PASS sg-1'])
    expect(tell('SG-011', { groups }, { corporateRanges: ['203.0.113.0/24'] })).toEqual(['PASS sg-1'])
  })

  it('says where the ranges of AWS are told', () => {
    const [finding] = findingsOf('SG-011', { groups: { 'sg-1': ['in tcp 22 203.0.113.7/32'] } })
    expect(finding?.reasonNotEvaluated).toContain('To answer: curl https://ip-ranges.amazonaws.com/ip-ranges.json')
  })

  it('names the interface that has the lent address', () => {
    const finding = theFailure('SG-011', { groups: { 'sg-1': ['in tcp 22 198.51.100.10/32'] } })
    expect(finding.description).toContain('198.51.100.10 (interface eni-1) is lent')
    expect(finding.remediation.cli[0]).toContain('--group-id sg-1')
    expect(finding.evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
  })
})
