import { describe, expect, it } from 'vitest'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { lineOf, listLines, stepLine } from './list-lines.ts'

const groups = [
  { severity: 'critical', findings: [findingOf({ id: 'a' }), findingOf({ id: 'b' })] },
  { severity: 'low', findings: [findingOf({ id: 'c' })] },
] as const

const said = (folded: Parameters<typeof listLines>[1]) =>
  listLines(groups, folded).map((line) =>
    line.kind === 'heading' ? `${line.severity} ${line.count}` : line.finding.id,
  )

describe('listLines', () => {
  it('lays groups flat under their headings', () => {
    expect(said(new Set())).toEqual(['critical 2', 'a', 'b', 'low 1', 'c'])
  })

  it('keeps the count of a folded group, so that nothing vanishes unseen', () => {
    expect(said(new Set(['critical']))).toEqual(['critical 2', 'low 1', 'c'])
  })
})

describe('moving by keys', () => {
  const lines = listLines(groups, new Set())

  it.each([
    ['down to the next', 1, 1, 2],
    ['down over a heading', 2, 1, 4],
    ['up over a heading', 4, -1, 2],
    ['no further than the last', 4, 1, 4],
    ['no further than the first', 1, -1, 1],
  ] as const)('goes %s', (...[, from, step, to]) => {
    expect(stepLine(lines, from, step)).toBe(to)
  })

  it('starts at the selected finding, else at the first, else nowhere', () => {
    expect(lineOf(lines, 'c')).toBe(4)
    expect(lineOf(lines, 'gone')).toBe(1)
    expect(lineOf([], null)).toBe(-1)
  })
})
