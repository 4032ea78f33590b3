import { expect, test } from 'vitest'
import { logLogSlope, median, ms, percentile, rounds, table } from './measure.ts'

test.each([
  { values: [3, 1, 2], share: 0.5, expected: 2 },
  { values: [1, 2, 3, 4], share: 0.99, expected: 4 },
  { values: [7], share: 0.5, expected: 7 },
])('of $values, the part $share does not exceed $expected', ({ values, share, expected }) => {
  expect(percentile(values, share)).toBe(expected)
})

test('the median of nothing is no number', () => {
  expect(median([])).toBeNaN()
})

test.each([
  { grows: 'not at all', power: 0 },
  { grows: 'in step', power: 1 },
  { grows: 'with the square', power: 2 },
])('what grows $grows has a slope of $power', ({ power }) => {
  const points = [1000, 10_000, 100_000].map((x) => [x, 3 * x ** power] as const)
  expect(logLogSlope(points)).toBeCloseTo(power, 10)
})

test('a run to warm up is not counted', () => {
  let runs = 0
  const results = rounds(3, () => ({ turn: runs++ }))
  expect(results.map(({ turn }) => turn)).toEqual([1, 2, 3])
})

test('a table has columns as wide as their widest cell, numbers to the right', () => {
  expect(table(['Size', 'Time'], [['10k open', ms(4.25)]])).toBe(
    ['| Size     |   Time |', '| -------- | -----: |', '| 10k open | 4.3 ms |'].join('\n'),
  )
})
