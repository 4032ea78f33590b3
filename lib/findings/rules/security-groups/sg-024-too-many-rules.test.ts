import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const rules = (count: number, direction = 'in') =>
  Array.from({ length: count }, (_, index) => `${direction} tcp 443 10.0.${index}.0/24`)
const ofGroup = (each: readonly string[], more: object = {}) =>
  tell('SG-024', { groups: { 'sg-1': each }, ...more }).filter((line) => line.includes('sg-1'))

// Source: VPC guide, "Amazon VPC quotas".
describe('SG-024 too many rules or groups', () => {
  it('counts by direction and family against the share of the quota', () => {
    expect(ofGroup(rules(48))).toEqual(['PASS sg-1'])
    expect(ofGroup(rules(49))).toEqual(['FAIL sg-1 low none'])
    expect(ofGroup([...rules(40), ...rules(40, 'out')])).toEqual(['PASS sg-1'])
  })

  it('counts a list by its entries, and is not evaluated without them', () => {
    const entries = rules(49).map((rule) => rule.split(' ')[3] ?? '')
    expect(ofGroup(['in tcp 443 pl-1'], { prefixLists: { 'pl-1': entries } })).toEqual(['FAIL sg-1 low none'])
    expect(ofGroup(['in tcp 443 pl-1'])).toEqual(['NOT_EVALUATED sg-1'])
  })

  it('tells interfaces with many groups once a VPC', () => {
    const groups = ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5']
    const finding = theFailure('SG-024', { interfaces: { 'eni-1': { groups } } })
    expect([finding.resource.id, finding.evidence[0]?.pointer]).toEqual(['vpc-1', '/NetworkInterfaces/0/Groups'])
    expect(tell('SG-024', { interfaces: { 'eni-1': { groups: groups.slice(1) } } })).toContain('PASS vpc-1')
    expect(tell('SG-024', { missing: ['NetworkInterfaces'] })).toContain('NOT_EVALUATED vpc-1')
  })
})
