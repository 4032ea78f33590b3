/**
 * `npm run mutation`: does the suite notice a bug? Seeds one bug after another into lib/reachability and runs the tests
 * of the engine against each; a bug that no test notices survives.
 * `--sample N` (default 200; `--sample all`), `--seed N`, `--only PATH` (part of a file's path), `--write` (the report).
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutation-operators.ts'
import { EQUIVALENT } from './mutation-survivors.ts'

const ROOT = join(import.meta.dirname, '..')
const TIME_LIMIT = 180_000

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
})

interface Seeded extends Mutant {
  readonly file: string
}

interface Outcome {
  readonly mutant: Seeded
  readonly result: 'killed' | 'timeout' | 'survived'
}

function everyMutant(): readonly Seeded[] {
  const files = globSync('lib/reachability/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'))
  return files
    .toSorted()
    .filter((file) => file.includes(values.only))
    .flatMap((file) => mutantsOf(readFileSync(join(ROOT, file), 'utf8')).map((mutant) => ({ ...mutant, file })))
}

/** The same seed draws the same bugs (a linear congruential generator shuffles). */
function draw(all: readonly Seeded[], count: number): readonly Seeded[] {
  const pool = [...all]
  let state = Number(values.seed)
  for (let index = pool.length - 1; index > 0; index--) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    const other = state % (index + 1)
    ;[pool[index], pool[other]] = [pool[other] as Seeded, pool[index] as Seeded]
  }
  return pool.slice(0, count)
}

function runTests(mutant: Seeded | null): Promise<Outcome['result']> {
  const seeded = mutant && {
    MUTANT_FILE: mutant.file,
    MUTANT_START: String(mutant.start),
    MUTANT_END: String(mutant.end),
    MUTANT_TEXT: mutant.replacement,
  }
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--config', 'vitest.mutation.config.ts', 'lib/reachability'], {
    cwd: ROOT,
    env: { ...process.env, ...seeded },
    stdio: 'ignore',
    detached: true,
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      end(child)
      resolve('timeout')
    }, TIME_LIMIT)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? 'survived' : 'killed')
    })
  })
}

/** Its workers with it: a bug that never ends would go on there. */
function end(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
}

async function runAll(mutants: readonly Seeded[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...mutants]
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = await runTests(mutant)
      outcomes.push({ mutant, result })
      if (result === 'survived')
        console.log(`survived  ${placeOf(mutant)}  ${mutant.operator}  ${firstLine(mutant.original)}`)
      if (outcomes.length % 25 === 0) console.log(`${outcomes.length} of ${mutants.length}`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return outcomes
}

const placeOf = ({ file, line }: Seeded) => `${file}:${line}`
const firstLine = (text: string) => text.split('\n')[0] ?? ''

/** Why a survivor is no gap in the tests; null when it is one. */
function reasonFor(mutant: Seeded): string | null {
  const found = EQUIVALENT.find(
    ({ file, original, operator }) =>
      mutant.file.endsWith(file) &&
      mutant.original.includes(original) &&
      (operator ?? mutant.operator) === mutant.operator,
  )
  return found?.reason ?? null
}

function report(all: number, outcomes: readonly Outcome[]): string {
  const survivors = outcomes.filter(({ result }) => result === 'survived').map(({ mutant }) => mutant)
  const killed = outcomes.length - survivors.length
  const score = ((killed / outcomes.length) * 100).toFixed(1)
  const rows = survivors
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
    .map(
      (mutant) =>
        `| \`${placeOf(mutant)}\` | ${mutant.operator.replaceAll('|', '\\|')} | \`${firstLine(mutant.original).replaceAll('|', '\\|')}\` | ${reasonFor(mutant) ?? 'no test notices it yet'} |`,
    )
  return [
    '# Mutation run',
    '',
    `\`npm run mutation -- --sample ${values.sample} --seed ${values.seed}\` seeds bugs into \`lib/reachability\` and runs the engine’s tests against each.`,
    '',
    `${outcomes.length} of ${all} possible bugs seeded, ${killed} noticed: **${score} %**.`,
    '',
    '| Survivor | Change | Original | Reason |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

if ((await runTests(null)) !== 'survived')
  throw new Error('The tests of lib/reachability fail without any bug; mend them first.')
const all = everyMutant()
const outcomes = await runAll(draw(all, values.sample === 'all' ? all.length : Number(values.sample)))
const text = report(all.length, outcomes)
console.log(text)
if (values.write) writeFileSync(join(ROOT, 'docs', 'mutation.md'), text)
