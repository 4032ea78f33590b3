/** Prints what every bad input of the tests gets, as a Markdown table: `node scripts/malformed-table.ts`. */

import { codesOf, elementsOf, importFiles } from '../lib/testing/import-files.ts'
import { MALFORMED_ARCHIVES } from '../lib/testing/malformed-archives.ts'
import { MALFORMED_JSON } from '../lib/testing/malformed-json.ts'
import { MALFORMED_TEXT } from '../lib/testing/malformed-text.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

console.log('| Input | Code | What is said | What to do | VPCs kept |\n| --- | --- | --- | --- | --- |')
for (const input of [...MALFORMED_JSON, ...MALFORMED_TEXT, ...MALFORMED_ARCHIVES]) {
  const result = await importFiles(await input.files(), { limits: input.limits ?? {} })
  const notes = [...result.notes, ...result.files.flatMap((file) => file.notes)]
  const note = notes.find(({ code }) => code === input.code)
  const kept = elementsOf(result, 'Vpcs').length
  const said = note === undefined ? `MISSING: ${codesOf(result).join(', ')}` : note.message
  console.log(`| ${cell(input.name)} | \`${input.code}\` | ${cell(said)} | ${cell(note?.remedy ?? '')} | ${kept} |`)
}
