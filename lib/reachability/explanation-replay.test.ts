/** What an answer says, held against the documents: its rules decide, and its blockers are what blocks. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomEstate } from '../testing/random-estate.ts'
import { dice, probeOf } from '../testing/random-probe.ts'
import { replay } from '../testing/replay/replay-explanations.ts'

const QUESTIONS = 6
const SEED = 20_261_124
const estates = fc.tuple(randomEstate, fc.array(dice, { minLength: QUESTIONS, maxLength: QUESTIONS }))

// For many more: npm run oracle -- --replay --worlds 20000
describe('the explanations of random answers', () => {
  const all = fc
    .sample(estates, { numRuns: 100, seed: SEED })
    .flatMap(([document, rolls]) => rolls.map((roll) => replay(document, probeOf(document, roll))))

  it('name rules that let the header pass by themselves and without which the way is another, and blockers that are gone once put right', () => {
    expect(all.flatMap(({ faults }) => faults)).toEqual([])
  })

  it('are many, of many kinds', () => {
    const codes = new Set(all.flatMap((each) => each.relaxed))

    expect(all.reduce((sum, { rules }) => sum + rules, 0)).toBeGreaterThan(1500)
    expect(codes.size).toBeGreaterThanOrEqual(20)
  })
})
