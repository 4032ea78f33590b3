/** The engine's trace against the packet simulator, on small random estates: the same verdict for every question. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Compared, compare, disagreementOf, networkFor, tellBoth } from '../testing/compare-engine.ts'
import { randomEstate } from '../testing/random-estate.ts'
import { dice, probeOf } from '../testing/random-probe.ts'
import { type Split, splitEstate } from '../testing/split-estate.ts'

const QUESTIONS = 10
const estates = fc.tuple(randomEstate, fc.array(dice, { minLength: QUESTIONS, maxLength: QUESTIONS }))

function answers(worlds: number, seed: number, split: Split = 'none'): readonly Compared[] {
  return fc.sample(estates, { numRuns: worlds, seed }).flatMap(([document, rolls]) => {
    const documents = splitEstate(document, split)
    const network = networkFor(documents)
    return rolls.map((roll) => compare(network, documents, probeOf(document, roll)))
  })
}

describe('the engine and the packet simulator', () => {
  const all = answers(400, 20_261_123)

  it('never contradict each other', () => {
    expect(all.filter((each) => disagreementOf(each) === 'contradiction').map(tellBoth)).toEqual([])
  })

  it('are at one about what arrives, whatever becomes of the reply', () => {
    expect(all.filter((each) => disagreementOf(each) === 'delivery').map(tellBoth)).toEqual([])
  })

  it('and the engine says unknown where the simulator is certain only once in a hundred', () => {
    expect(all.filter((each) => disagreementOf(each) === 'caution').length / all.length).toBeLessThan(0.01)
  })

  it('meet all three verdicts, reachable at least once in four', () => {
    const share = (verdict: string) => all.filter((each) => each.oracle.verdict === verdict).length / all.length
    expect(share('reachable')).toBeGreaterThanOrEqual(0.25)
    expect(share('blocked')).toBeGreaterThan(0.25)
    expect(share('unknown')).toBeGreaterThan(0.005)
  })
})

describe('the engine and the packet simulator, on what two accounts print of one estate', () => {
  it.each(['accounts', 'shared'] as const)('say the same: %s', (split) => {
    const told = answers(100, 20_261_124, split)
    const apart = told.filter((each) => ['contradiction', 'delivery'].includes(disagreementOf(each) ?? ''))
    expect(apart.map(tellBoth)).toEqual([])
    expect(told.some((each) => each.oracle.verdict === 'reachable')).toBe(true)
  })
})
