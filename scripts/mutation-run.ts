/** Runs the tests of the engine against one seeded bug: only those that come by it, the quickest first. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { functionAt, functionsOf, mutatedModules } from './mutation-coverage.ts'
import type { Mutant } from './mutation-operators.ts'

const ROOT = join(import.meta.dirname, '..')

export interface Seeded extends Mutant {
  readonly file: string
}

export type Result = 'killed' | 'timeout' | 'survived' | 'not run'

/** What the tests do without a bug. */
export interface Suite {
  /** Test files by their path in the project, the quickest first, with the milliseconds each took. */
  readonly files: ReadonlyMap<string, number>
  /** Test files by the number of a function they run. */
  readonly byFunction: ReadonlyMap<number, ReadonlySet<string>>
  readonly milliseconds: number
  /** The order, for `vitest.mutation.config.ts`. */
  readonly order: string
}

function startTests(files: readonly string[], environment: Readonly<Record<string, string>>, more: readonly string[]) {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  return spawn(process.execPath, [vitest, 'run', '--config', 'vitest.mutation.config.ts', ...files, ...more], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    detached: true,
  })
}

/**
 * The suite without a bug: it must pass. How long each file takes is the order of the runs to come; which functions it
 * runs says which bugs it is shown.
 */
export async function runWithoutBug(): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-mutation-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const report = join(folder, 'report.json')
  const started = performance.now()
  const child = startTests(['lib/reachability'], { MUTANT_COVERAGE: folder }, [
    '--reporter=json',
    `--outputFile=${report}`,
  ])
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new Error('The tests of lib/reachability fail without any bug; mend them first.')
  const milliseconds = performance.now() - started
  const files = readTimes(report)
  rmSync(report)
  const byFunction = readCoverage(folder)
  const order = join(folder, 'order.json')
  writeFileSync(order, JSON.stringify([...files.keys()]))
  return { files, byFunction, milliseconds, order }
}

function readTimes(report: string): ReadonlyMap<string, number> {
  const told: { testResults: readonly { name: string; startTime: number; endTime: number }[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  // Some draw their worlds while they load, which no test's time shows.
  const took = ({ name, startTime, endTime }: (typeof told.testResults)[number]) =>
    endTime - startTime + (readFileSync(name, 'utf8').includes('numRuns') ? 60_000 : 0)
  const times = told.testResults.map((each) => [relative(ROOT, each.name), took(each)] as const)
  return new Map(times.toSorted(([, a], [, b]) => a - b))
}

function readCoverage(folder: string): ReadonlyMap<number, ReadonlySet<string>> {
  const byFunction = new Map<number, Set<string>>()
  for (const name of readdirSync(folder)) {
    const { testPath, ran }: { testPath: string; ran: readonly number[] } = JSON.parse(
      readFileSync(join(folder, name), 'utf8'),
    )
    for (const number of ran) {
      const files = byFunction.get(number) ?? new Set()
      byFunction.set(number, files.add(relative(ROOT, testPath)))
    }
  }
  return byFunction
}

/** The test files that come by a bug. What runs while its module loads, every file may come by. */
export function testsFor(suite: Suite, mutant: Seeded): readonly string[] {
  const module = mutatedModules(ROOT).indexOf(mutant.file)
  const number = functionAt(functionsOf(readFileSync(join(ROOT, mutant.file), 'utf8')), module, mutant.start)
  const files = [...suite.files.keys()]
  if (number === null) return files
  const ran = suite.byFunction.get(number)
  return files.filter((file) => ran?.has(file) ?? false)
}

/** `not run`: no test comes by it. `timeout`: it never ended, which any who runs the tests would notice. */
export function runTests(suite: Suite, mutant: Seeded): Promise<Result> {
  const files = testsFor(suite, mutant)
  if (files.length === 0) return Promise.resolve('not run')
  const seeded = {
    MUTANT_FILE: mutant.file,
    MUTANT_START: String(mutant.start),
    MUTANT_END: String(mutant.end),
    MUTANT_TEXT: mutant.replacement,
    MUTANT_ORDER: suite.order,
  }
  const child = startTests(files, seeded, [])
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => {
        end(child)
        resolve('timeout')
      },
      4 * suite.milliseconds + 20_000,
    )
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
