import { relative } from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** One seeded bug, as `scripts/mutation.ts` names it: file, offsets and text. Without it the suite runs as it is. */
const { MUTANT_FILE, MUTANT_START, MUTANT_END, MUTANT_TEXT } = process.env

export default mergeConfig(
  base,
  defineConfig({
    plugins: [
      {
        name: 'seed-one-bug',
        enforce: 'pre',
        transform(code: string, id: string) {
          if (relative(import.meta.dirname, id) !== MUTANT_FILE) return null
          return { code: code.slice(0, Number(MUTANT_START)) + MUTANT_TEXT + code.slice(Number(MUTANT_END)), map: null }
        },
      },
    ],
    // A module kept from one run would bring its bug into the next: the key of the cache does not know the environment.
    test: { bail: 1, reporters: ['dot'], fsModuleCache: false },
  }),
)
