import { describe, expect, it } from 'vitest'
import { PUBLIC_TABLE } from '../../../testing/sketch-network.ts'
import { findingsIn, tell, theFailure } from '../../../testing/tell-findings.ts'

const main = (...routes: string[]) => ({ tables: { 'rtb-main': { routes, main: true } } })

describe('RT-002 main table public', () => {
  it.each([
    ['IPv4', main('0.0.0.0/0 igw-1'), ['FAIL rtb-main high internet']],
    ['IPv6 alone', main('::/0 igw-1'), ['FAIL rtb-main high internet']],
    ['a private main table', {}, ['PASS rtb-main']],
    ['a public table that is not the main one', { tables: { 'rtb-1': PUBLIC_TABLE } }, []],
    [
      'a main table no subnet uses',
      { tables: { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true }, 'rtb-1': PUBLIC_TABLE } },
      ['FAIL rtb-main high internal'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-002', sketch)).toEqual(expected)
  })

  it('gives no verdict while the list its route names was not read', () => {
    const sketch = { ...main('pl-1 igw-1'), prefixLists: { 'pl-1': null } }
    expect(tell('RT-002', sketch)).toEqual(['NOT_EVALUATED rtb-main'])
    expect(tell('RT-002', { missing: ['RouteTables'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('gives the subnets a table of their own before the route goes, so that none loses the internet', () => {
    const { remediation } = theFailure('RT-002', main('0.0.0.0/0 igw-1'))
    expect(remediation.cli.map((line) => line.split(' ')[2])).toEqual([
      'create-route-table',
      'create-route',
      'associate-route-table',
      'delete-route',
    ])
    expect(remediation.cli[2]).toContain('--subnet-id subnet-1')
    expect(remediation.summary).toContain('the internet is cut off')
    const joined = main('0.0.0.0/0 igw-1', '10.9.0.0/16 pcx-1')
    expect(theFailure('RT-002', joined).remediation.summary).toContain('copy 10.9.0.0/16 → pcx-1 too')
    const unused = { tables: { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true }, 'rtb-1': PUBLIC_TABLE } }
    expect(theFailure('RT-002', unused).remediation.cli).toHaveLength(1)
  })

  it('is one finding with RT-001, not two', () => {
    const finding = theFailure('RT-002', main('0.0.0.0/0 igw-1'))
    expect(finding.alsoMatches).toEqual(['RT-001'])
    expect(finding.title).toBe('Every new subnet of vpc-1 is born public')
    expect(findingsIn(main('0.0.0.0/0 igw-1')).filter(({ ruleId }) => ruleId === 'RT-001')).toEqual([])
  })
})
