import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Route priority" and "Middlebox routing". */
const table = (...routes: string[]) => ({
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], main: true } },
})
const STEERED = table('10.0.1.0/24 eni-1')
const declared = { inspectionTargets: ['eni-2'] }

describe('RT-014 more specific than local', () => {
  it.each([
    ['a route inside the VPC', STEERED, 'FAIL rtb-1 medium none'],
    ['the whole block', table('10.0.0.0/16 eni-1'), 'FAIL rtb-1 medium none'],
    [
      'by a prefix list',
      { ...table('pl-1 eni-1'), prefixLists: { 'pl-1': ['10.0.1.0/24'] } },
      'FAIL rtb-1 medium none',
    ],
    ['to a declared place', table('10.0.1.0/24 eni-2'), 'PASS rtb-1'],
    ['a network outside', table('10.1.0.0/24 eni-1'), 'PASS rtb-1'],
    ['a default route to an appliance', table('0.0.0.0/0 eni-1'), 'PASS rtb-1'],
    ['a blackhole', table('10.0.1.0/24 eni-1 blackhole'), 'PASS rtb-1'],
    ['a list nobody read', { ...table('pl-1 eni-1'), prefixLists: { 'pl-1': null } }, 'NOT_EVALUATED rtb-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-014', sketch, declared)).toEqual([expected])
  })

  it('is not evaluated while nobody said what inspects, and names the setting', () => {
    expect(findingsOf('RT-014', STEERED)[0]?.reasonNotEvaluated).toContain('set inspectionTargets in portolan.yaml')
    expect(tell('RT-014', {})).toEqual(['PASS rtb-1', 'PASS rtb-main'])
    expect(tell('RT-014', { missing: ['RouteTables'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('points at the route, prints the setting and deletes the route', () => {
    const finding = theFailure('RT-014', STEERED, declared)
    expect(finding.evidence[0]?.pointer).toBe('/RouteTables/0/Routes/1')
    expect(finding.settingsUsed).toEqual({ inspectionTargets: 'eni-2' })
    expect(finding.remediation.cli.join()).toContain('--route-table-id rtb-1 --destination-cidr-block 10.0.1.0/24')
  })
})
