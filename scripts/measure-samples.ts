/** `node scripts/measure-samples.ts FOLDER`: a Markdown table of what each export below a folder comes to. */

import { relative } from 'node:path'
import { measureFolder, measureTable, sampleFolders } from '../lib/testing/measure-folder.ts'

const root = process.argv[2] ?? process.env['PORTOLAN_SAMPLES']
if (root === undefined) {
  console.error('Name the folder whose sub-folders are exports.')
  process.exitCode = 2
} else {
  const measures = []
  for (const folder of sampleFolders(root)) measures.push(await measureFolder(folder, relative(root, folder)))
  console.log(measureTable(measures))
}
