import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, Severity } from '../../lib/findings/finding.ts'
import { compareSeverity, SEVERITIES } from '../../lib/findings/finding.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { EXPOSURE_LEVELS } from './exposure-words.ts'
import {
  countBySeverity,
  filterFindings,
  findingIds,
  findingsOf,
  groupFindings,
  rankFindings,
  stepFinding,
} from './rank-findings.ts'

function failing(id: string, effective: Severity, parts: Partial<Finding> = {}): Finding {
  return findingOf({ id, severity: { base: 'high', effective, why: [] }, ...parts })
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id)

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    effective: fc.constantFrom(...SEVERITIES),
    level: fc.constantFrom(...EXPOSURE_LEVELS),
    status: fc.constantFrom('FAIL' as const, 'PASS' as const, 'NOT_EVALUATED' as const),
  })
  .map(({ id, effective, level, status }) => failing(id, effective, { status, exposure: { level, path: [] } }))

const anyFindings = fc.uniqueArray(anyFinding, { selector: ({ id }) => id })

describe('rankFindings', () => {
  it('keeps every failure and nothing else', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const failed = ids(findings.filter(({ status }) => status === 'FAIL'))
        expect(ids(rankFindings(findings)).toSorted()).toEqual(failed.toSorted())
      }),
    )
  })

  it('puts no finding above a worse one, and gives one order for one set', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const ranked = rankFindings(findings)
        expect(rankFindings(findings.toReversed())).toEqual(ranked)
        for (const [index, finding] of ranked.entries()) {
          const next = ranked[index + 1]
          if (next) expect(compareSeverity(finding.severity.effective, next.severity.effective)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  it('never lets an unknown exposure sink below one that is known to be internal', () => {
    const known = failing('a', 'high', { exposure: { level: 'internal', path: [] } })
    const unknown = failing('b', 'high', { exposure: { level: 'unknown', path: [] } })
    expect(ids(rankFindings([known, unknown]))).toEqual(['b', 'a'])
  })
})

describe('filterFindings', () => {
  const ssh = failing('ssh', 'critical', { title: 'SSH on bastion-1 is open', ports: ['tcp/22'] })
  const database = failing('db', 'high', {
    title: 'The database admits the whole VPC',
    ports: ['tcp/5432'],
    related: [{ role: 'exposed', id: 'db-orders' }],
  })
  const all = [ssh, database]

  it.each([
    ['everything when nothing is asked', { severities: [], query: '' }, ['ssh', 'db']],
    ['by severity', { severities: ['high'], query: '' }, ['db']],
    ['by a port', { severities: [], query: 'tcp/22' }, ['ssh']],
    ['by a resource it touches', { severities: [], query: 'DB-Orders' }, ['db']],
    ['by every word, in any order', { severities: [], query: 'open  bastion' }, ['ssh']],
    ['by both, so that nothing may be left', { severities: ['high'], query: 'bastion-1' }, []],
  ] as const)('finds %s', (_name, filter, found) => {
    expect(ids(filterFindings(all, filter))).toEqual(found)
  })
})

describe('grouping and counting', () => {
  const ranked = [failing('a', 'critical'), failing('b', 'low'), failing('c', 'low')]

  it('groups by severity, worst first, and leaves out what is empty', () => {
    expect(groupFindings(ranked).map(({ severity, findings }) => [severity, ids(findings)])).toEqual([
      ['critical', ['a']],
      ['low', ['b', 'c']],
    ])
  })

  it('counts each severity, zero included', () => {
    expect(countBySeverity(ranked)).toEqual({ critical: 1, high: 0, medium: 0, low: 2, info: 0 })
  })
})

describe('what a finding touches', () => {
  const hop = { label: 'x', detail: '', outcome: 'passes' } as const
  const finding = failing('a', 'high', {
    related: [{ role: 'exposed', id: 'i-1' }],
    exposure: {
      level: 'internet',
      path: [
        { ...hop, component: 'internet' },
        { ...hop, component: 'i-1' },
      ],
    },
  })

  it('names the resource, what it exposes and what the path crosses, each once', () => {
    expect(findingIds(finding)).toEqual(['sg-1', 'i-1', 'internet'])
  })

  it('is found from each resource it is about', () => {
    expect(findingsOf([finding], 'i-1')).toEqual([finding])
    expect(findingsOf([finding], 'sg-1')).toEqual([finding])
    expect(findingsOf([finding], 'igw-1')).toEqual([])
  })
})

describe('stepFinding', () => {
  const list = [failing('a', 'high'), failing('b', 'high'), failing('c', 'high')]

  it.each([
    ['a', 1, 'b'],
    ['c', 1, 'a'],
    ['a', -1, 'c'],
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['filtered-away', 1, 'a'],
  ] as const)('from %s by %d comes to %s', (from, step, to) => {
    expect(stepFinding(list, from, step)?.id).toBe(to)
  })

  it('comes to nothing in an empty list', () => {
    expect(stepFinding([], 'a', 1)).toBeNull()
  })
})
