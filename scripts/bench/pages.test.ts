import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estatePages, pageJson } from '../../lib/testing/estate/estate-pages.ts'
import { pagesOf, writePages, ZSTD } from './pages.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-bench-test-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

// Enough that pages are cut by the chunks they are read in.
const INTERFACES = 2500

test.each(['plain.ndjson', `packed.ndjson${ZSTD}`])('%s holds the pages of the estate, each whole', async (name) => {
  const file = join(folder, name)
  await writePages(file, INTERFACES)
  const pages: string[] = []
  for await (const page of pagesOf(file)) pages.push(page)
  expect(pages).toEqual([...estatePages({ interfaces: INTERFACES })].map(pageJson))
  const text = pages.join('\n').length
  expect(statSync(file).size / text < 0.5).toBe(name.endsWith(ZSTD))
})
