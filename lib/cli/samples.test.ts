/**
 * Files of other people, when there are some: `PORTOLAN_SAMPLES` names a folder whose sub-folders are exports of any
 * kind. None of them may stop the way from disk to the picture, whatever they hold.
 */

import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type FolderMeasure, measureFolder, measureTable, sampleFolders } from '../testing/measure-folder.ts'

const root = process.env['PORTOLAN_SAMPLES'] ?? ''
const present = root !== '' && existsSync(root)
const folders = present ? sampleFolders(root) : []
const why = root === '' ? 'PORTOLAN_SAMPLES is not set' : present ? root : `${root} does not exist`

/** Exports in a shape that is read: each must yield something. */
const READ = ['batfish', 'pybatfish', 'cloudmapper', 'moto-cli-export'].filter(
  (name) => present && existsSync(join(root, name)),
)

describe(`samples (${why})`, () => {
  const measures = new Map<string, FolderMeasure>()
  afterAll(() => {
    if (present) console.log(measureTable([...measures.values()]))
  })

  it.skipIf(!present)('are there', () => {
    expect(folders.length).toBeGreaterThan(0)
  })

  it.each(folders.map((folder) => [relative(root, folder), folder] as const))(
    '%s comes to a picture',
    async (name, folder) => {
      const measure = await measureFolder(folder, name)
      measures.set(name, measure)
      expect(measure.svg).toBeGreaterThan(0)
    },
  )

  it.skipIf(!present).each(READ)('%s has resources', async (name) => {
    const measure = measures.get(name) ?? (await measureFolder(join(root, name), name))
    expect(measure.resources).toBeGreaterThan(0)
    expect(measure.findings + measure.notEvaluated).toBeGreaterThan(0)
  })
})
