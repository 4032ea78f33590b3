import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

// Source: EC2 API, IpPermission; IANA protocol numbers.
describe('SG-008 protocol without ports open', () => {
  it.each([
    ['GRE', ['in 47 0.0.0.0/0'], 'FAIL sg-1 medium none GRE (47)'],
    ['ESP over IPv6', ['in 50 ::/0'], 'FAIL sg-1 medium none ESP (50)'],
    ['AH in two halves', ['in 51 0.0.0.0/1', 'in 51 128.0.0.0/1'], 'FAIL sg-1 medium none AH (51)'],
    ['IP in IP', ['in 4 0.0.0.0/0'], 'FAIL sg-1 medium none protocol 4'],
    ['GRE from one far end', ['in 47 198.51.100.7/32'], 'PASS sg-1'],
    ['TCP by its number', ['in 6 22 0.0.0.0/0'], 'PASS sg-1'],
    ['all protocols, which SG-001 reports', ['in all 0.0.0.0/0'], 'PASS sg-1'],
    ['a list without entries', ['in 47 pl-1'], 'NOT_EVALUATED sg-1'],
    ['a list without entries for TCP', ['in tcp 443 pl-1'], 'PASS sg-1'],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-008', { groups: { 'sg-1': rules } })).toEqual([expected])
  })

  it('gives no verdict where security groups were not collected', () => {
    expect(tell('SG-008', { missing: ['SecurityGroups', 'SecurityGroupRules'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })

  it('is lower where nothing carries the group, and is never called an open port', () => {
    const sketch = { groups: { 'sg-2': ['in 47 0.0.0.0/0'] } }
    expect(tell('SG-008', sketch)).toEqual(['FAIL sg-2 low none GRE (47)'])
    expect(tell('SG-003', sketch)).toEqual(['PASS sg-2'])
    expect(theFailure('SG-008', sketch).evidence[0]?.pointer).toBe('/SecurityGroups/0/IpPermissions/0/IpRanges/0')
  })
})
