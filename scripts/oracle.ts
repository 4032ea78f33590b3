/**
 * Many random estates, each question answered by the engine and by the packet simulator: counts, and every
 * disagreement with its seed and shrunk case. `npm run oracle -- --worlds 20000 --seed 1`
 * With `--replay` the engine's explanations are held against the documents instead: every rule and blocker it names.
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
import { TooManyWays } from '../lib/testing/packet-simulator.ts'
import { randomEstate } from '../lib/testing/random-estate.ts'
import { type Dice, dice, probeOf } from '../lib/testing/random-probe.ts'
import { replay } from '../lib/testing/replay/replay-explanations.ts'
import { splitEstate } from '../lib/testing/split-estate.ts'

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '10' },
    show: { type: 'string', default: '10' },
    cautions: { type: 'boolean', default: false },
    replay: { type: 'boolean', default: false },
    /** `accounts` or `shared`: the same estates as two accounts print them. */
    split: { type: 'string', default: 'none' },
  },
})
const [worlds, seed, questions, show] = [values.worlds, values.seed, values.questions, values.show].map(Number)

const split = values.split === 'accounts' || values.split === 'shared' ? values.split : 'none'

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
  /** The first that was met, whole; told where no smaller one is found. */
  readonly first: string
}

/** Questions with more ways than the simulator tries. */
let notAsked = 0
const tally: Tally = { verdicts: new Map(), disagreements: new Map() }
const start = performance.now()
const batches = Array.from(
  { length: Math.ceil((worlds ?? 0) / BATCH) },
  (_, index) => (seed ?? 1) * 1_000_003 + index * BATCH,
)
if (values.replay) replayAll()
else {
  for (const batch of batches) runBatch(batch, BATCH)
  report()
}

/** Rules judged and taken away, blockers put right by code, and every fault with the seed of its batch. */
function replayAll(): void {
  const all = batches.flatMap((batch) =>
    fc
      .sample(estatesAndRolls(), { numRuns: BATCH, seed: batch })
      .flatMap(([document, rolls]) => rolls.map((roll) => ({ ...replay(document, probeOf(document, roll)), batch }))),
  )
  const faults = all.flatMap(({ faults: each, batch }) => each.map((fault) => `seed ${batch}: ${fault}`))
  const relaxed = Map.groupBy(
    all.flatMap((each) => each.relaxed),
    (code) => code,
  )
  const rules = all.reduce((sum, each) => sum + each.rules, 0)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const counts = [...relaxed].map(([code, each]) => [each.length, code] as const).sort(([a], [b]) => b - a)
  const blockers = counts.reduce((sum, [number]) => sum + number, 0)
  console.log(`${batches.length * BATCH} worlds, ${all.length} questions, seed ${seed}, ${seconds} s`)
  console.log(`${rules} rules judged or taken away, ${blockers} blockers put right, ${faults.length} faults`)
  for (const [number, code] of counts) console.log(`  ${String(number).padStart(8)}  ${code}`)
  for (const fault of faults.slice(0, show)) console.log(fault)
  if (faults.length > 0) process.exitCode = 1
}

function estatesAndRolls() {
  const each = { minLength: questions ?? 1, maxLength: questions ?? 1 }
  return fc.tuple(randomEstate, fc.array(dice, each))
}

function runBatch(batchSeed: number, numRuns: number): void {
  for (const [document, rolls] of fc.sample(estatesAndRolls(), { numRuns, seed: batchSeed })) {
    const documents = splitEstate(document, split)
    const network = networkFor(documents)
    for (const roll of rolls) {
      const compared = askBoth(() => compare(network, documents, probeOf(document, roll)))
      if (compared) count(compared, document, batchSeed)
      else notAsked += 1
    }
  }
}

/** Null where the simulator gave up: it holds nothing against the engine, and nothing for it. */
function askBoth(ask: () => Compared): Compared | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof TooManyWays) return null
    throw error
  }
}

function count(compared: Compared, document: DescribeDocument, batchSeed: number): void {
  const pair = `engine ${compared.engine}, oracle ${compared.oracle.verdict}`
  tally.verdicts.set(pair, (tally.verdicts.get(pair) ?? 0) + 1)
  const kind = disagreementOf(compared)
  if (kind === null || (kind === 'caution' && !values.cautions)) return
  const key = keyOf(compared)
  const known = tally.disagreements.get(key)
  if (known) known.count += 1
  else tally.disagreements.set(key, { count: 1, seed: batchSeed, kind, first: wholeOf(compared, document) })
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
  console.log(`${String(notAsked).padStart(10)}  not asked: the simulator would have had to try too many ways`)
  const found = [...tally.disagreements].sort(([, a], [, b]) => b.count - a.count)
  console.log(`${found.reduce((sum, [, each]) => sum + each.count, 0)} disagreements of ${found.length} kinds`)
  for (const [key, each] of found.slice(0, show)) {
    console.log(`\n${each.count} times, first in the batch of seed ${each.seed}: ${key}\n${shrunk(key, each)}`)
  }
  if (found.length > 0) process.exitCode = 1
}

/** The smallest estate and question that still disagree in the same way. */
function shrunk(key: string, { seed: batchSeed, first }: Found): string {
  let smallest = ''
  const property = fc.property(fc.tuple(randomEstate, dice), ([document, roll]: [DescribeDocument, Dice]) => {
    const documents = splitEstate(document, split)
    const compared = askBoth(() => compare(networkFor(documents), documents, probeOf(document, roll)))
    const agree = compared === null || disagreementOf(compared) === null || keyOf(compared) !== key
    if (!agree) smallest = wholeOf(compared, document)
    return agree
  })
  fc.check(property, { numRuns: BATCH * 5, seed: batchSeed, interruptAfterTimeLimit: 20_000 })
  return smallest === '' ? first : smallest
}

function wholeOf(compared: Compared, { elements }: DescribeDocument): string {
  return `${tellBoth(compared)}\n${JSON.stringify(Object.fromEntries(elements))}`
}
