import { describe, expect, it } from 'vitest'
import { findingOf, reportedFinding } from '../testing/finding-of.ts'
import { type BaselineFinding, compareWithBaseline, parseBaseline } from './baseline.ts'
import type { Finding } from './finding.ts'
import { reportFindings } from './reported-finding.ts'

const earlier = (...findings: readonly Partial<Finding>[]): readonly BaselineFinding[] =>
  parseBaseline(JSON.parse(JSON.stringify({ findings: findings.map((parts) => reportedFinding(parts)) })))

describe('compareWithBaseline', () => {
  it.each<[string, Partial<Finding>, string]>([
    ['the same', {}, 'unchanged'],
    ['less severe', { severity: { base: 'high', effective: 'low', why: [] } }, 'unchanged'],
    ['more severe', { severity: { base: 'high', effective: 'critical', why: [] } }, 'changed'],
    ['wider exposed', { exposure: { level: 'internet', path: [] } }, 'changed'],
    ['shut', { exposure: { level: 'none', path: [] } }, 'unchanged'],
    ['another port', { ports: ['tcp/22', 'tcp/23'] }, 'changed'],
    ['renamed', { title: 'another title' }, 'unchanged'],
    ['another finding', { id: 'f-2' }, 'new'],
  ])('%s', (_, now, delta) => {
    const before = earlier({
      severity: { base: 'high', effective: 'high', why: [] },
      exposure: { level: 'corporate', path: [] },
    })
    const base: Partial<Finding> = {
      severity: { base: 'high', effective: 'high', why: [] },
      exposure: { level: 'corporate', path: [] },
    }
    const finding = findingOf({ ...base, ...now })
    expect(compareWithBaseline([finding], before).deltas.get(finding.id)).toBe(delta)
  })

  it('counts what passed before as new when it fails', () => {
    expect(compareWithBaseline([findingOf()], earlier({ status: 'PASS' })).deltas.get('f-1')).toBe('new')
  })

  it('tells what is gone', () => {
    expect(compareWithBaseline([], earlier({})).resolved.map(({ id }) => id)).toEqual(['f-1'])
  })

  it.each<[string, Partial<Finding>]>([
    ['its resource could not be judged', { id: 'f-9', status: 'NOT_EVALUATED' }],
    [
      'its rule could not be run in the region',
      {
        id: 'f-9',
        status: 'NOT_EVALUATED',
        resource: { ...findingOf().resource, id: '111122223333/eu-west-1', type: 'region' },
      },
    ],
  ])('never calls resolved what is not known: %s', (_, now) => {
    expect(compareWithBaseline([findingOf(now)], earlier({})).resolved).toEqual([])
  })

  it('keeps the day a finding was first seen', () => {
    const findings = [findingOf(), findingOf({ id: 'f-2' })]
    const comparison = compareWithBaseline(findings, earlier({}))
    const now = new Map([['111122223333/eu-west-1', '2026-06-01T00:00:00Z']])
    const reported = reportFindings(findings, { waived: null, comparison, collectedAt: now })
    expect(reported.map(({ firstSeen, lastSeen, delta }) => [firstSeen, lastSeen, delta])).toEqual([
      ['2026-05-04T10:00:00Z', '2026-06-01T00:00:00Z', 'unchanged'],
      ['2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z', 'new'],
    ])
  })

  it.each<[string, unknown, string]>([
    ['SARIF', { version: '2.1.0', runs: [] }, '/findings'],
    ['a finding without an id', { findings: [{}] }, '/findings/0/id'],
    ['a list', [], 'the file'],
  ])('refuses %s, and says how to make one', (_, input, place) => {
    expect(() => parseBaseline(input)).toThrow(place)
  })
})
