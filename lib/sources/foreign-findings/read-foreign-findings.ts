/** Findings of other tools, whichever file they are in. */

import { AppError } from '../../errors/app-error.ts'
import type { ForeignReading } from '../../findings/foreign-verdict.ts'
import { fieldsOf, listOf } from './json-fields.ts'
import { readAsff } from './read-asff.ts'
import { readOcsf } from './read-ocsf.ts'
import { readProwlerCsv } from './read-prowler-csv.ts'

/**
 * Reads Prowler's OCSF JSON or CSV, or Security Hub's findings. One bad finding is a note and loses that finding.
 * @throws AppError `import-other-format` when it is none of them, with the file
 */
export function readForeignFindings(file: string, text: string): ForeignReading {
  const body = text.replace(/^\uFEFF/, '').trim()
  if (!/^[[{]/.test(body)) {
    const rows = readProwlerCsv(file, body)
    if (rows) return rows
    throw unknown(file, 'It is no JSON, and its first line names no CHECK_ID and STATUS.')
  }
  const parsed = parse(file, body)
  const wrapped = fieldsOf(parsed)['Findings']
  if (Array.isArray(wrapped)) return readAsff(file, wrapped, '/Findings')
  const list = Array.isArray(parsed) ? parsed : [parsed]
  if (list.length === 0) return { verdicts: [], notes: [] }
  const shapes = list.map(fieldsOf)
  if (shapes.some((each) => 'class_uid' in each || 'finding_info' in each)) return readOcsf(file, list)
  if (shapes.some((each) => 'ProductArn' in each || 'GeneratorId' in each)) return readAsff(file, listOf(parsed), '')
  throw unknown(file, 'Its JSON holds neither OCSF findings nor those of Security Hub.')
}

/** A list, an object, or one object a line. */
function parse(file: string, body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    const lines = body.split('\n').filter((line) => line.trim() !== '')
    if (lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) {
      return lines.map((line, index) => parseLine(file, line, index))
    }
    throw new AppError('import-not-json', `${file} is not whole JSON.`, { file, cause })
  }
}

function parseLine(file: string, line: string, index: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new AppError('import-not-json', `Line ${index + 1} of ${file} is not JSON.`, {
      file,
      pointer: `/${index}`,
      cause,
    })
  }
}

function unknown(file: string, why: string): AppError {
  return new AppError('import-other-format', `${file} is none of the files findings are read from. ${why}`, {
    file,
    remedy: 'Give Prowler’s OCSF JSON or CSV, or the JSON of `aws securityhub get-findings`.',
  })
}
