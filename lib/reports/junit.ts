/**
 * Findings as JUnit XML, which every CI system shows: one suite a rule, one case a resource. What fails is a failure,
 * what is waived or not known is skipped with the reason; waived findings never fail a build.
 */

import { escapeXml } from '../topology/svg-text.ts'
import type { Analysis } from './analysis.ts'
import { messageOf, remedyText } from './rule-metadata.ts'

type Row = Analysis['findings'][number]

export function findingsJunit({ findings }: Analysis): string {
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId)
  const suites = [...byRule].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([ruleId, rows]) => suite(ruleId, rows))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="portolan"${counts(findings)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(ruleId: string, rows: readonly Row[]): string {
  return [`  <testsuite name="${escapeXml(ruleId)}"${counts(rows)}>`, ...rows.map(testCase), '  </testsuite>'].join(
    '\n',
  )
}

function counts(rows: readonly Row[]): string {
  const failures = rows.filter(isFailure).length
  const skipped = rows.filter((row) => row.status !== 'PASS' && !isFailure(row)).length
  return ` tests="${rows.length}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`
}

function isFailure({ status, mute }: Row): boolean {
  return status === 'FAIL' && mute === null
}

function testCase(row: Row): string {
  const { resource, ruleId, title } = row
  const name = `${resource.id}: ${title}`
  const open = `    <testcase classname="${escapeXml(`${resource.account}.${resource.region}.${ruleId}`)}" name="${escapeXml(name)}" time="0"`
  const inner = innerOf(row)
  return inner === null ? `${open}/>` : `${open}>\n      ${inner}\n    </testcase>`
}

function innerOf(row: Row): string | null {
  if (row.status === 'PASS') return null
  if (row.status === 'NOT_EVALUATED') return skippedElement(row.reasonNotEvaluated ?? 'not evaluated')
  if (row.mute !== null) return skippedElement(`Waived: ${row.mute.reason}`)
  const text = [messageOf(row), remedyText(row), row.id].join(' · ')
  return `<failure type="${row.severity.effective}" message="${escapeXml(row.title)}">${escapeXml(text)}</failure>`
}

function skippedElement(reason: string): string {
  return `<skipped message="${escapeXml(reason)}"/>`
}
