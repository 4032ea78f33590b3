import { describe, expect, it } from 'vitest'
import { numberAt } from './number-at.ts'

describe('a number of a column', () => {
  it('is the one at the index', () => {
    expect([0, 1, 2].map((index) => numberAt(Int32Array.of(0, 7, -1), index))).toEqual([0, 7, -1])
  })

  it('is no number beyond the end, so that nothing is taken for the first', () => {
    expect(numberAt(Int32Array.of(5), 1)).toBeNaN()
  })
})
