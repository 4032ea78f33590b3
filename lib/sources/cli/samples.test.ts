/** Real files, tried where `PORTOLAN_SAMPLES` says they are. Skipped where it says nothing. */

import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_IMPORT_LIMITS } from './import-limits.ts'
import { readFiles } from './read-files.ts'
import { walkPaths } from './walk.ts'

const SAMPLES = process.env['PORTOLAN_SAMPLES'] ?? ''
const folders = existsSync(SAMPLES)
  ? readdirSync(SAMPLES, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  : []

/** Fewer elements than this, and something that used to be read no longer is. */
const READABLE: Readonly<Record<string, number>> = {
  'aws-cli-examples': 60,
  batfish: 400,
  cloudmapper: 25,
  cartography: 10,
  fixinventory: 40,
  'moto-cli-export': 180,
  pybatfish: 60,
}

describe.skipIf(folders.length === 0)('the samples', () => {
  it.each(folders.length === 0 ? ['a folder of samples'] : folders)(
    '%s is read without an exception',
    async (folder) => {
      const result = await readFiles(walkPaths([`${SAMPLES}/${folder}`]), { limits: DEFAULT_IMPORT_LIMITS })
      const elements = result.documents.reduce(
        (sum, document) => sum + [...document.elements.values()].reduce((count, list) => count + list.length, 0),
        0,
      )
      expect(elements).toBeGreaterThanOrEqual(READABLE[folder] ?? 0)
      expect(result.files.length).toBeGreaterThan(0)
      for (const { notes } of result.files) expect(notes.map(({ code }) => code)).not.toContain('internal')
    },
  )
})
