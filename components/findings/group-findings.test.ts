import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHARTER, charter } from '../../lib/findings/charter.ts'
import { type Finding, SEVERITIES } from '../../lib/findings/finding.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import type { GroupBy } from '../../lib/view-state/view-state.ts'
import { groupFindings } from './group-findings.ts'
import { rankFindings, rankUndecided } from './rank-findings.ts'

const GROUPINGS: readonly GroupBy[] = ['severity', 'rule', 'vpc', 'charter', 'cause']
const names = { rules: { 'SG-003': 'Remote administration open', 'RT-001': 'Routes' }, vpcs: { 'vpc-1': 'shop-prod' } }
const { resource } = findingOf()

const at = (id: string, parts: Partial<Finding> = {}) => findingOf({ id, rootCauseId: id, ...parts })
const severity = (effective: Finding['severity']['effective']) => ({ base: effective, effective, why: [] })

const findings = [
  at('a', { rootCauseId: 'x' }),
  at('b', { rootCauseId: 'x', severity: severity('high'), ruleId: 'MGMT-001', charter: charter('I.management-apart') }),
  at('c', {
    severity: severity('low'),
    ruleId: 'RT-001',
    charter: charter('H.minimum-routes'),
    resource: { ...resource, id: 'rtb-1', name: null, vpcId: 'vpc-2' },
  }),
  at('d', { status: 'NOT_EVALUATED', ruleId: 'LOG-001', resource: { ...resource, vpcId: null } }),
]

const said = (by: GroupBy) =>
  groupFindings(findings, by, names).map(
    ({ code, title, findings: held }) => `${code ?? '-'} ${title}: ${held.map(({ id }) => id).join()}`,
  )

describe('groupFindings', () => {
  it('by severity puts the worst first, and what was not evaluated last under its own name', () => {
    expect(said('severity')).toEqual(['- Critical: a', '- High: b', '- Low: c', '- Not evaluated: d'])
  })

  it('by rule says the rule’s title, or its id alone where nothing names it', () => {
    expect(said('rule')).toEqual([
      'SG-003 Remote administration open: a',
      '- MGMT-001: b',
      'RT-001 Routes: c',
      '- LOG-001: d',
    ])
  })

  it('by VPC says its name, its id, or that there is none', () => {
    expect(said('vpc')).toEqual(['vpc-1 shop-prod: a,b', '- vpc-2: c', '- Outside of any VPC: d'])
  })

  it('by sentence keeps the order of the charter', () => {
    expect(groupFindings(findings, 'charter', names).map(({ key }) => key)).toEqual([
      'E.security-groups-first',
      'H.minimum-routes',
      'I.management-apart',
    ])
  })

  it('by root cause lifts what one mending answers, and gathers the rest', () => {
    expect(said('cause')).toEqual(['sg-1 Security group bastion: a,b', '- A cause of their own: c,d'])
  })

  it.each(GROUPINGS)('by %s loses no finding and repeats none', (by) => {
    const any = fc.uniqueArray(
      fc
        .record({
          id: fc.string({ minLength: 1, maxLength: 5 }),
          cause: fc.constantFrom('x', 'y', 'z', null),
          effective: fc.constantFrom(...SEVERITIES),
          status: fc.constantFrom('FAIL' as const, 'NOT_EVALUATED' as const),
          vpcId: fc.constantFrom('vpc-1', 'vpc-2', null),
          sentence: fc.constantFrom(...CHARTER),
        })
        .map(({ id, cause, effective, status, vpcId, sentence }) =>
          at(id, {
            rootCauseId: cause ?? id,
            severity: severity(effective),
            status,
            resource: { ...resource, vpcId },
            charter: sentence,
          }),
        ),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(any, (all) => {
        const groups = groupFindings([...rankFindings(all), ...rankUndecided(all)], by, names)
        const ids = groups.flatMap((group) => group.findings.map(({ id }) => id))
        expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
        expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
      }),
    )
  })
})
