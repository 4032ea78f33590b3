/**
 * Findings as a table for spreadsheets. Names come from tags, and a cell that starts like a formula runs in the
 * reader's program: such a cell starts with an apostrophe. Source: OWASP, "CSV Injection"; RFC 4180.
 */

import type { Analysis } from './analysis.ts'
import { requirementsOf } from './rule-metadata.ts'
import { visibleText } from './visible-text.ts'

const COLUMNS = [
  ...['id', 'status', 'severity', 'base_severity', 'rule', 'title', 'resource_type', 'resource_id', 'resource_name'],
  ...['resource_arn', 'account', 'region', 'vpc', 'exposure', 'ports', 'charter', 'description', 'not_evaluated'],
  ...[
    'remediation',
    'command',
    'compliance',
    'root_cause',
    'change',
    'first_seen',
    'last_seen',
    'waived',
    'waived_until',
  ],
]

type Row = Analysis['findings'][number]

/** With a header line; lines end in CR LF, as the format asks. */
export function findingsCsv({ findings }: Analysis): string {
  return [COLUMNS, ...findings.map(cellsOf)].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

function cellsOf(finding: Row): readonly string[] {
  const { resource, severity, charter, remediation, mute } = finding
  return [
    ...[finding.id, finding.status, severity.effective, severity.base, finding.ruleId, finding.title],
    ...[resource.type, resource.id, resource.name ?? '', resource.arn ?? '', resource.account, resource.region],
    ...[resource.vpcId ?? '', finding.exposure.level, finding.ports.join(' '), charter.sentenceId, finding.description],
    ...[
      finding.reasonNotEvaluated ?? '',
      remediation.summary,
      remediation.cli[0] ?? '',
      requirementsOf(finding).join('; '),
    ],
    ...[finding.rootCauseId, finding.delta ?? '', finding.firstSeen ?? '', finding.lastSeen ?? ''],
    ...[mute ? `${mute.reason}${mute.by === null ? '' : ` (${mute.by})`}` : '', mute?.until ?? ''],
  ]
}

/** Spreadsheets take these, full-width twins included, for the start of a formula, also behind blanks. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

export function csvCell(text: string): string {
  const seen = visibleText(text)
  const safe = FORMULA.test(text) ? `'${seen}` : seen
  return /[",\r\n;'\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
