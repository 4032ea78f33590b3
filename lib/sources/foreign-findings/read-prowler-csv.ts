/** Prowler's CSV, of version 3 and later. Source: Prowler documentation, "Reporting". */

import type { ForeignNote, ForeignReading, ForeignVerdict } from '../../findings/foreign-verdict.ts'
import { csvRows } from './csv-rows.ts'

const STATUS: Readonly<Record<string, ForeignVerdict['status']>> = { FAIL: 'FAIL', PASS: 'PASS' }

/** Null where the first line is not the head of such a file. */
export function readProwlerCsv(file: string, text: string): ForeignReading | null {
  const separator = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ','
  const [head, ...rows] = csvRows(text, separator)
  const columns = new Map(head?.map((name, at) => [name.trim().toUpperCase(), at]))
  if (!columns.has('CHECK_ID') || !columns.has('STATUS')) return null
  const verdicts: ForeignVerdict[] = []
  const notes: ForeignNote[] = []
  for (const [index, row] of rows.entries()) {
    const cell = (...names: readonly string[]) => {
      for (const name of names) {
        const value = row[columns.get(name) ?? -1]?.trim()
        if (value) return value
      }
      return null
    }
    const pointer = `/${index + 1}`
    const [checkId, resource] = [cell('CHECK_ID'), cell('RESOURCE_UID', 'RESOURCE_ARN', 'RESOURCE_ID', 'RESOURCE_NAME')]
    if (checkId === null || resource === null) {
      const missing = checkId === null ? 'CHECK_ID' : 'RESOURCE_UID'
      notes.push({ file, pointer, message: `The row has no ${missing}.` })
      continue
    }
    verdicts.push({
      tool: 'Prowler',
      checkId,
      title: cell('CHECK_TITLE') ?? checkId,
      status: STATUS[cell('STATUS') ?? ''] ?? 'UNKNOWN',
      muted: cell('MUTED')?.toLowerCase() === 'true',
      resource,
      account: cell('ACCOUNT_UID', 'ACCOUNT_ID'),
      region: cell('REGION'),
      severity: cell('SEVERITY'),
      detail: cell('STATUS_EXTENDED') ?? '',
      file,
      pointer,
    })
  }
  return { verdicts, notes }
}
