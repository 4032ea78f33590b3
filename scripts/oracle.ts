/**
 * Many random estates, each question answered by the engine and by the packet simulator: counts, and every
 * disagreement with its seed and shrunk case. `npm run oracle -- --worlds 20000 --seed 1`
 */

import { parseArgs } from 'node:util'
import fc from 'fast-check'
import type { DescribeDocument } from '../lib/describe/document.ts'
import {
  type Compared,
  compare,
  type Disagreement,
  disagreementOf,
  networkFor,
  tellBoth,
} from '../lib/testing/compare-engine.ts'
import { randomEstate } from '../lib/testing/random-estate.ts'
import { type Dice, dice, probeOf } from '../lib/testing/random-probe.ts'

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '10' },
    show: { type: 'string', default: '10' },
    cautions: { type: 'boolean', default: false },
  },
})
const [worlds, seed, questions, show] = [values.worlds, values.seed, values.questions, values.show].map(Number)

/** Worlds of one seed, in batches: a batch names the seed that repeats it. */
const BATCH = 200

interface Tally {
  readonly verdicts: Map<string, number>
  readonly disagreements: Map<string, Found>
}

interface Found {
  count: number
  readonly seed: number
  readonly kind: Disagreement
}

const tally: Tally = { verdicts: new Map(), disagreements: new Map() }
const start = performance.now()
for (let done = 0; done < (worlds ?? 0); done += BATCH) runBatch((seed ?? 1) * 1_000_003 + done, BATCH)
report()

function runBatch(batchSeed: number, numRuns: number): void {
  const estates = fc.tuple(randomEstate, fc.array(dice, { minLength: questions ?? 1, maxLength: questions ?? 1 }))
  for (const [document, rolls] of fc.sample(estates, { numRuns, seed: batchSeed })) {
    const network = networkFor(document)
    for (const roll of rolls) count(compare(network, document, probeOf(document, roll)), batchSeed)
  }
}

function count(compared: Compared, batchSeed: number): void {
  const pair = `engine ${compared.engine}, oracle ${compared.oracle.verdict}`
  tally.verdicts.set(pair, (tally.verdicts.get(pair) ?? 0) + 1)
  const kind = disagreementOf(compared)
  if (kind === null || (kind === 'caution' && !values.cautions)) return
  const key = keyOf(compared)
  const known = tally.disagreements.get(key)
  if (known) known.count += 1
  else tally.disagreements.set(key, { count: 1, seed: batchSeed, kind })
}

/** Alike are those with the same verdicts, the same first reason and the same kind of step that decides. */
function keyOf(compared: Compared): string {
  const step = compared.oracle.trail.find((line) => / (?:blocked|unknown): /.test(line)) ?? 'nothing stops it'
  const words = `${compared.reasons[0]?.split(' at ')[0] ?? 'no reason'} | ${step.replace(/ \[.*/, '')}`
  const plain = words.replaceAll(/[a-z]+-[\w-]+|\d[\d./]+/g, '#')
  return `${disagreementOf(compared)}: ${compared.engine} or ${compared.oracle.verdict} | ${plain}`
}

function report(): void {
  const total = [...tally.verdicts.values()].reduce((sum, each) => sum + each, 0)
  console.log(
    `${worlds} worlds, ${total} questions, seed ${seed}, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  )
  for (const [pair, number] of [...tally.verdicts].sort()) console.log(`  ${String(number).padStart(8)}  ${pair}`)
  const found = [...tally.disagreements].sort(([, a], [, b]) => b.count - a.count)
  console.log(`${found.reduce((sum, [, each]) => sum + each.count, 0)} disagreements of ${found.length} kinds`)
  for (const [key, each] of found.slice(0, show)) {
    console.log(`\n${each.count} times, first in the batch of seed ${each.seed}: ${key}\n${shrunk(key, each.seed)}`)
  }
  if (found.length > 0) process.exitCode = 1
}

/** The smallest estate and question that still disagree in the same way. */
function shrunk(key: string, batchSeed: number): string {
  let smallest = ''
  const property = fc.property(fc.tuple(randomEstate, dice), ([document, roll]: [DescribeDocument, Dice]) => {
    const compared = compare(networkFor(document), document, probeOf(document, roll))
    const agree = disagreementOf(compared) === null || keyOf(compared) !== key
    if (!agree) smallest = `${tellBoth(compared)}\n${JSON.stringify(Object.fromEntries(document.elements))}`
    return agree
  })
  fc.check(property, { numRuns: BATCH * 10, seed: batchSeed, interruptAfterTimeLimit: 60_000 })
  return smallest === '' ? 'not met again while shrinking; run that seed alone' : smallest
}
