/** Notes which functions of the engine a test file runs, for the mutation run: `scripts/mutation-coverage.ts` numbers them. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'

/** One byte for each number given out: a thousand for each module. */
const functionsRun = new Uint8Array(400_000)
Object.assign(globalThis, { functionsRun })

afterAll(() => {
  const folder = process.env['MUTANT_COVERAGE']
  const { testPath } = expect.getState()
  if (folder === undefined || testPath === undefined) return
  const ran = [...functionsRun.keys()].filter((number) => functionsRun[number] === 1)
  const name = createHash('sha256').update(testPath).digest('hex')
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ testPath, ran }))
})
