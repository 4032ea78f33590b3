/** Are the random estates worth asking? Each verdict must come up often, and each kind of hop must be met. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulate } from './packet-simulator.ts'
import { randomEstate } from './random-estate.ts'
import { dice, probeOf } from './random-probe.ts'

const answers = fc
  .sample(fc.tuple(randomEstate, fc.array(dice, { minLength: 8, maxLength: 8 })), { numRuns: 150, seed: 11 })
  .flatMap(([document, rolls]) => rolls.map((roll) => simulate([document], probeOf(document, roll))))

describe('random estates', () => {
  it.each([
    ['reachable', 0.25],
    ['blocked', 0.2],
    ['unknown', 0.01],
  ] as const)('answers %s to at least a share of %d', (verdict, share) => {
    expect(answers.filter((each) => each.verdict === verdict).length / answers.length).toBeGreaterThanOrEqual(share)
  })

  it.each(['igw-1', 'translated by nat-1', 'pcx-1', 'tgw-rtb', 'out by vgw-1', 'loadbalancer', 'eigw-', 'vpce-1'])(
    'sends packets through %s that arrive',
    (component) => {
      const through = answers.filter(
        (each) => each.verdict === 'reachable' && each.trail.some((line) => line.includes(component)),
      )
      expect(through.length).toBeGreaterThan(0)
    },
  )
})
