import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

describe('SG-004 high-risk port open', () => {
  it.each([
    ['MySQL', ['in tcp 3306 0.0.0.0/0'], ['FAIL sg-1 critical internet tcp/3306']],
    ['a range that begins before the port', ['in tcp 5430-5440 ::/0'], ['FAIL sg-1 high internal tcp/5432']],
    [
      'several ports in several rules',
      ['in tcp 1433 0.0.0.0/0', 'in tcp 9200 0.0.0.0/0'],
      ['FAIL sg-1 critical internet tcp/1433 tcp/9200'],
    ],
    ['a range that ends with the port', ['in tcp 5001-5432 0.0.0.0/0'], ['FAIL sg-1 critical internet tcp/5432']],
    ['a range between two such ports', ['in tcp 5501-5600 0.0.0.0/0'], ['PASS sg-1']],
    ['a port that is not on the list', ['in tcp 8081 0.0.0.0/0'], ['PASS sg-1']],
    ['a private source', ['in tcp 3306 10.0.0.0/16'], ['PASS sg-1']],
    ['SSH, which SG-003 reports', ['in tcp 22 0.0.0.0/0'], []],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-004', { groups: { 'sg-1': rules } })).toEqual(expected)
  })

  it('names the service and the rules it also breaks', () => {
    const finding = theFailure('SG-004', {
      groups: { 'sg-1': ['in tcp 5432 0.0.0.0/0'] },
      instances: { 'i-1': 'db-1' },
    })
    expect(finding.title).toBe('PostgreSQL on db-1 is open to the internet')
    expect(finding.alsoMatches).toEqual(['SG-005', 'SG-002'])
  })

  it('lowers to high when nothing carries the group', () => {
    expect(tell('SG-004', { groups: { 'sg-1': [], 'sg-2': ['in tcp 3306 0.0.0.0/0'] } })).toContain(
      'FAIL sg-2 high none tcp/3306',
    )
  })
})
