import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestCase, type TestModule, type TestSpecification } from 'vitest/node'
import { markFunctions, mutatedModules } from './scripts/mutation-coverage.ts'
import base from './vitest.config.ts'

/**
 * One seeded bug, as `scripts/mutation.ts` names it: file, offsets and text. Without it the suite runs as it is, and
 * with MUTANT_COVERAGE, a folder, it notes there which functions each test file runs.
 */
const { MUTANT_FILE, MUTANT_START, MUTANT_END, MUTANT_TEXT, MUTANT_ORDER, MUTANT_COVERAGE } = process.env

const MODULES = mutatedModules(import.meta.dirname)

const pathOf = (id: string) => relative(import.meta.dirname, id)

/** The tests named like the mutated module first, then from the quickest to the slowest. */
class LikelyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order: readonly string[] = MUTANT_ORDER ? JSON.parse(readFileSync(MUTANT_ORDER, 'utf8')) : []
    const own = MUTANT_FILE?.replace(/\.ts$/, '.test.ts')
    const rank = ({ moduleId }: TestSpecification) => (pathOf(moduleId) === own ? -1 : order.indexOf(pathOf(moduleId)))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

function endIfFailed(told: TestCase | TestModule): void {
  const state = 'state' in told ? told.state() : told.result().state
  if (state === 'failed') process.exit(1)
}

/** A bug that only one random world in hundreds shows is left to the whole suite. */
const WORLDS = 0.3

export default mergeConfig(
  base,
  defineConfig({
    plugins: [
      {
        name: 'seed-one-bug',
        enforce: 'pre',
        transform(code: string, id: string) {
          if (id.endsWith('.test.ts')) {
            const fewer = (_: string, runs: string) => `numRuns: ${Math.ceil(Number(runs) * WORLDS)}`
            return { code: code.replace(/numRuns: (\d+)(?= \}|,\n)/g, fewer), map: null }
          }
          const module = MODULES.indexOf(pathOf(id))
          if (MUTANT_COVERAGE !== undefined && module >= 0) return { code: markFunctions(code, module), map: null }
          if (pathOf(id) !== MUTANT_FILE) return null
          return { code: code.slice(0, Number(MUTANT_START)) + MUTANT_TEXT + code.slice(Number(MUTANT_END)), map: null }
        },
      },
    ],
    test: {
      // The first failure tells all there is to know; `bail` would still load every other file.
      reporters: [
        'dot',
        MUTANT_FILE === undefined ? {} : { onTestCaseResult: endIfFailed, onTestModuleEnd: endIfFailed },
      ],
      setupFiles: [
        'lib/testing/same-properties.ts',
        ...(MUTANT_COVERAGE === undefined ? [] : ['lib/testing/note-functions.ts']),
      ],
      // What runs while a module loads belongs to each test file that loads it.
      isolate: MUTANT_COVERAGE !== undefined,
      sequence: { sequencer: LikelyFirst },
      maxWorkers: 1,
      // A module kept from one run would bring its bug into the next: the key of the cache does not know the environment.
      fsModuleCache: false,
    },
  }),
)
