/** Prints what every bad input of the tests gets, as a Markdown table: `node lib/testing/malformed-table.ts`. */

import { codesOf, elementsOf, importFiles } from './import-files.ts'
import { MALFORMED_ARCHIVES } from './malformed-archives.ts'
import { MALFORMED_JSON } from './malformed-json.ts'
import { MALFORMED_TEXT } from './malformed-text.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

process.stdout.write('| Input | Code | What is said | What to do | VPCs kept |\n| --- | --- | --- | --- | --- |\n')
for (const input of [...MALFORMED_JSON, ...MALFORMED_TEXT, ...MALFORMED_ARCHIVES]) {
  const result = await importFiles(await input.files(), { limits: input.limits ?? {} })
  const notes = [...result.notes, ...result.files.flatMap((file) => file.notes)]
  const note = notes.find(({ code }) => code === input.code)
  const kept = elementsOf(result, 'Vpcs').length
  const said = note === undefined ? `MISSING: ${codesOf(result).join(', ')}` : note.message
  process.stdout.write(
    `| ${cell(input.name)} | \`${input.code}\` | ${cell(said)} | ${cell(note?.remedy ?? '')} | ${kept} |\n`,
  )
}
