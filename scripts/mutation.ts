/**
 * `npm run mutation`: does the suite notice a bug? Seeds one bug after another into lib/reachability and runs the tests
 * of the engine against each; a bug that no test notices survives.
 * `--sample N` (default 200; `--sample all`), `--seed N`, `--only PATH` (part of a file's path), `--write` (the report).
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutant, mutantsOf } from './mutation-operators.ts'
import { EQUIVALENT } from './mutation-survivors.ts'

const ROOT = join(import.meta.dirname, '..')
const REPORT = join(ROOT, 'docs', 'mutation.md')
const ORDER = join(tmpdir(), `portolan-mutation-${process.pid}.json`)

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
    const other = Math.floor((state / 2 ** 32) * (index + 1))
    ;[pool[index], pool[other]] = [pool[other] as Seeded, pool[index] as Seeded]
  }
  return pool.slice(0, count)
}

function startTests(seeded: Readonly<Record<string, string>>, ...more: readonly string[]): ChildProcess {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const words = [vitest, 'run', '--config', 'vitest.mutation.config.ts', 'lib/reachability', ...more]
  return spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, ...seeded },
    stdio: 'ignore',
    detached: true,
  })
}

/** The suite without a bug: it must pass, and how long each file takes is the order of the runs to come. */
async function runWithoutBug(): Promise<number> {
  const started = performance.now()
  const code = await new Promise((resolve) => {
    startTests({}, '--reporter=json', `--outputFile=${ORDER}`).on('exit', resolve)
  })
  if (code !== 0) throw new Error('The tests of lib/reachability fail without any bug; mend them first.')
  const told: { testResults: readonly { name: string; startTime: number; endTime: number }[] } = JSON.parse(
    readFileSync(ORDER, 'utf8'),
  )
  // Some draw their worlds while they load, which no test's time shows.
  const took = ({ name, startTime, endTime }: (typeof told.testResults)[number]) =>
    endTime - startTime + (readFileSync(name, 'utf8').includes('numRuns') ? 60_000 : 0)
  const files = told.testResults.toSorted((a, b) => took(a) - took(b)).map(({ name }) => relative(ROOT, name))
  writeFileSync(ORDER, JSON.stringify(files))
  return performance.now() - started
}

function runTests(mutant: Seeded, timeLimit: number): Promise<Outcome['result']> {
  const child = startTests({
    MUTANT_FILE: mutant.file,
    MUTANT_START: String(mutant.start),
    MUTANT_END: String(mutant.end),
    MUTANT_TEXT: mutant.replacement,
    MUTANT_ORDER: ORDER,
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      end(child)
      resolve('timeout')
    }, timeLimit)
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

async function runAll(mutants: readonly Seeded[], timeLimit: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...mutants]
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const result = await runTests(mutant, timeLimit)
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
  const survivors = outcomes.filter(({ result }) => result === 'survived').map(({ mutant }) => mutant)
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

const unmutated = await runWithoutBug()
console.log(`Without a bug: ${Math.round(unmutated / 1000)} s`)
const all = everyMutant()
const drawn = draw(all, values.sample === 'all' ? all.length : Number(values.sample))
const outcomes = await runAll(drawn, 4 * unmutated + 20_000)
rmSync(ORDER)
const text = report(all.length, outcomes)
console.log(text)
if (values.write) writeFileSync(REPORT, `${text}${earlier()}`)
