import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Subnet route tables". */
const implicit = { tables: { 'rtb-main': MAIN_TABLE } }

describe('RT-003 implicit main table', () => {
  it.each([
    ['no association', implicit, 'FAIL subnet-1 low none'],
    ['one with another table', {}, 'PASS subnet-1'],
    [
      'one with the main table itself',
      { tables: { 'rtb-main': { ...MAIN_TABLE, subnets: ['subnet-1'] } } },
      'PASS subnet-1',
    ],
    ['no table known', { tables: {} }, 'NOT_EVALUATED subnet-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-003', sketch)).toEqual([expected])
  })

  it('points at the main table and associates this subnet', () => {
    const finding = theFailure('RT-003', implicit)
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([null, '/RouteTables/0/Associations'])
    expect(finding.remediation.cli.join()).toContain('--subnet-id subnet-1')
  })

  it('is not evaluated when tables were not, or not all, collected', () => {
    expect(tellCut('RT-003', implicit, ['RouteTables'])).toEqual(['NOT_EVALUATED subnet-1'])
    expect(tell('RT-003', { missing: ['RouteTables'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})
