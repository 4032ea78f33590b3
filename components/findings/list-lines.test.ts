import { describe, expect, it } from 'vitest'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { lineAfterKey, lineOf, listLines, stepLine } from './list-lines.ts'

const group = { severity: 'critical', code: null } as const
const groups = [
  { ...group, key: 'critical', title: 'Critical', findings: [findingOf({ id: 'a' }), findingOf({ id: 'b' })] },
  { ...group, key: 'low', title: 'Low', findings: [findingOf({ id: 'c' })] },
]

const said = (folded: Parameters<typeof listLines>[1]) =>
  listLines(groups, folded).map((line) =>
    line.kind === 'heading' ? `${line.group.title} ${line.group.findings.length}` : line.finding.id,
  )

describe('listLines', () => {
  it('lays groups flat under their headings', () => {
    expect(said(new Set())).toEqual(['Critical 2', 'a', 'b', 'Low 1', 'c'])
  })

  it('keeps the count of a folded group, so that nothing vanishes unseen', () => {
    expect(said(new Set(['critical']))).toEqual(['Critical 2', 'Low 1', 'c'])
  })

  it('gives each line an id of its own', () => {
    const ids = listLines(groups, new Set()).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
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

  it.each([
    ['j', 2, 4],
    ['k', 4, 2],
    ['ArrowDown', 2, 3],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 4, 4],
    ['Home', 4, 0],
    ['End', 0, 4],
    ['j', -1, 1],
    ['k', -1, 4],
    ['ArrowDown', -1, 0],
    ['q', 1, null],
  ] as const)('%s from line %d leads to %s', (key, from, to) => {
    expect(lineAfterKey(lines, from, key)).toBe(to)
  })

  it('starts at the selected finding, else at the first, else at a heading, else nowhere', () => {
    expect(lineOf(lines, 'c')).toBe(4)
    expect(lineOf(lines, 'gone')).toBe(1)
    expect(lineOf(listLines(groups, new Set(['critical', 'low'])), 'gone')).toBe(0)
    expect(lineOf([], null)).toBe(-1)
  })
})
