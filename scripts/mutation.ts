/**
 * `npm run mutation`: does the suite notice a bug? Seeds one bug after another into lib/reachability and runs against
 * each the tests of the engine that come by it; a bug that no test notices survives.
 * `--sample N` (default 200; `--sample all`), `--seed N`, `--only PATH` (part of a file's path), `--write` (the report).
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mutatedModules } from './mutation-coverage.ts'
import { mutantsOf } from './mutation-operators.ts'
import { type Result, runTests, runWithoutBug, type Seeded, type Suite } from './mutation-run.ts'
import { EQUIVALENT } from './mutation-survivors.ts'

const ROOT = join(import.meta.dirname, '..')
const REPORT = join(ROOT, 'docs', 'mutation.md')

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})

interface Outcome {
  readonly mutant: Seeded
  readonly result: Result
}

function everyMutant(): readonly Seeded[] {
  return mutatedModules(ROOT)
    .filter((file) => file.includes(values.only))
    .flatMap((file) => mutantsOf(readFileSync(join(ROOT, file), 'utf8')).map((mutant) => ({ ...mutant, file })))
}

/** The same seed draws the same bugs (a linear congruential generator shuffles). */
function draw(all: readonly Seeded[], count: number): readonly Seeded[] {
  const pool = [...all]
  let state = Number(values.seed)
  for (let index = pool.length - 1; index > 0; index--) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    const other = Math.floor((state / 2 ** 32) * (index + 1))
    ;[pool[index], pool[other]] = [pool[other] as Seeded, pool[index] as Seeded]
  }
  return pool.slice(0, count)
}

async function runAll(mutants: readonly Seeded[], suite: Suite): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...mutants]
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = await runTests(suite, mutant)
      outcomes.push({ mutant, result })
      if (result !== 'killed')
        console.log(`${result}  ${placeOf(mutant)}  ${mutant.operator}  ${firstLine(mutant.original)}`)
      if (outcomes.length % 25 === 0) console.log(`${outcomes.length} of ${mutants.length}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return outcomes
}

const placeOf = ({ file, line }: Seeded) => `${file}:${line}`
const cell = (text: string) => text.replaceAll('|', '\\|')
const firstLine = (text: string) => text.split('\n')[0] ?? ''

/** Why a survivor is no gap in the tests; null when it is one. */
function reasonFor(mutant: Seeded): string | null {
  const found = EQUIVALENT.find(
    ({ file, line, operator }) =>
      mutant.file.endsWith(file) && mutant.text.includes(line) && (operator ?? mutant.operator) === mutant.operator,
  )
  return found?.reason ?? null
}

function report(all: number, outcomes: readonly Outcome[]): string {
  const survivors = outcomes
    .filter(({ result }) => result === 'survived' || result === 'not run')
    .map(({ mutant }) => mutant)
  const killed = outcomes.length - survivors.length
  const alike = survivors.filter((mutant) => reasonFor(mutant) !== null).length
  const percent = (part: number, whole: number) => `**${((part / whole) * 100).toFixed(1)} %**`
  const rows = survivors
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    .map(
      (mutant) =>
        `| \`${placeOf(mutant)}\` | ${cell(mutant.operator)} | \`${cell(mutant.text)}\` | ${reasonFor(mutant) ?? 'no test notices it yet'} |`,
    )
  return [
    '# Mutation run',
    '',
    `\`npm run mutation -- --sample ${values.sample} --seed ${values.seed}\` seeds bugs into \`lib/reachability\` and runs the engine’s tests against each.`,
    '',
    `${outcomes.length} of ${all} possible bugs seeded, ${killed} noticed: ${percent(killed, outcomes.length)}. ${alike} change nothing anyone could observe, each for the reason below; of the others ${percent(killed, outcomes.length - alike)} are noticed.`,
    '',
    '| Survivor | Change | Line | Reason |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** What is written by hand below the report stays. */
function earlier(): string {
  const old = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : ''
  const at = old.indexOf('\n## ')
  return at < 0 ? '' : old.slice(at)
}

const suite = await runWithoutBug()
console.log(`Without a bug: ${Math.round(suite.milliseconds / 1000)} s`)
const all = everyMutant()
const drawn = draw(all, values.sample === 'all' ? all.length : Number(values.sample))
const outcomes = await runAll(drawn, suite)
const text = report(all.length, outcomes)
console.log(text)
if (values.write) writeFileSync(REPORT, `${text}${earlier()}`)
