/** What a collection could not read, as a table: once per Region where the whole Region refused. */

import type { CallReport, CellReport, CollectionReport } from '../describe/collection-report.ts'
import { visibleText } from '../reports/visible-text.ts'

/** Everything was entered and answered. */
export function isWhole({ cells, unreached }: CollectionReport): boolean {
  return unreached.length === 0 && cells.every(({ outcome }) => outcome === 'complete')
}

export function collectTable({ cells, unreached }: CollectionReport): string {
  const accounts = unreached.map(
    ({ account, code, message, remedy }) => `${account}  ${code}: ${message}\n    ${remedy}`,
  )
  const lines = [...accounts, ...cells.flatMap(refusals)]
  return `Not everything was read:\n${lines.map((line) => `  ${line.split('\n').map(visibleText).join('\n')}\n`).join('')}`
}

function refusals({ account, region, outcome, calls }: CellReport): readonly string[] {
  const refused = calls.filter(({ status }) => status !== 'done' && status !== 'not-offered' && status !== 'skipped')
  const [first] = refused
  const place = `${account} ${region}`
  if (outcome === 'refused' && first && refused.every(({ status }) => status === first.status))
    return [`${place}  everything  ${first.status}  ${first.code}: ${first.message}`]
  const told =
    refused.length === 0 && outcome !== 'complete' ? calls.filter(({ status }) => status === 'skipped') : refused
  return told.map((call) => `${place}  ${call.service} ${call.operation}  ${call.status}  ${helpFor(call)}`)
}

function helpFor({ status, code, message, action }: CallReport): string {
  return status === 'denied' ? `allow ${action}` : `${code}: ${message}`
}
