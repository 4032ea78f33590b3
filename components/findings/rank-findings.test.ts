import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, Severity } from '../../lib/findings/finding.ts'
import { compareSeverity, SEVERITIES } from '../../lib/findings/finding.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { EXPOSURE_LEVELS } from './exposure-words.ts'
import {
  countBySeverity,
  findingIds,
  findingsOf,
  rankFindings,
  rankUndecided,
  siblingsOf,
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

describe('counting', () => {
  const ranked = [failing('a', 'critical'), failing('b', 'low'), failing('c', 'low')]

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

describe('what belongs together', () => {
  it('keeps what was not evaluated apart from what failed, and forgets neither', () => {
    const open = failing('a', 'high', { status: 'NOT_EVALUATED' })
    expect(ids(rankUndecided([failing('b', 'high'), open, failing('c', 'low', { status: 'PASS' })]))).toEqual(['a'])
    expect(ids(rankFindings([failing('b', 'high'), open]))).toEqual(['b'])
  })

  it('finds the others of one root cause, and not the finding itself', () => {
    const [one, two] = [failing('a', 'high', { rootCauseId: 'x' }), failing('b', 'low', { rootCauseId: 'x' })]
    expect(ids(siblingsOf([one, two, failing('c', 'low', { rootCauseId: 'y' })], one))).toEqual(['b'])
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
