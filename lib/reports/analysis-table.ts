/** The analysis for a person at a terminal. */

import { type Finding, SEVERITIES, type Severity } from '../findings/finding.ts'
import { missingAnswers } from '../findings/missing-answers.ts'
import { counted, listWords } from '../findings/wording.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Analysis } from './analysis.ts'
import { middleEllipsis, visibleText } from './visible-text.ts'

export interface TableOptions {
  readonly color: boolean
}

/** Letter and colour: severity never relies on colour alone. */
const MARK: Readonly<Record<Severity, { readonly letter: string; readonly ansi: string }>> = {
  critical: { letter: 'C', ansi: '1;31' },
  high: { letter: 'H', ansi: '31' },
  medium: { letter: 'M', ansi: '33' },
  low: { letter: 'L', ansi: '34' },
  info: { letter: 'I', ansi: '2' },
}

const GAPS_SHOWN = 20
const ANSWERS_SHOWN = 30
const RULES_SHOWN = 6

export function analysisTable(analysis: Analysis, { color }: TableOptions): string {
  const paint = (ansi: string, text: string) => (color ? `\u001b[${ansi}m${text}\u001b[0m` : text)
  const sections = [
    countLines(analysis),
    findingLines(analysis.findings, paint),
    ...undecidedLines(analysis.findings),
    gapLines(analysis.gaps),
    [summaryLine(analysis)],
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function countLines({ inventory, files }: Analysis): string[] {
  const scopes = inventory.documents.map(({ account, region }) => `${account} ${region}`)
  const counts = Object.entries(inventory.counts).filter(([, count]) => count > 0)
  const width = Math.max(0, ...counts.map(([kind]) => kind.length))
  return [
    `Read ${readWords(files.length)}: ${scopes.join(', ')}`,
    ...counts.map(([kind, count]) => `  ${kind.padEnd(width)}  ${String(count).padStart(7)}`),
  ]
}

/** Without a file it was the sample, which comes with the program. */
function readWords(files: number): string {
  return files === 0 ? 'the built-in estate' : counted(files, 'file')
}

function findingLines(findings: readonly Finding[], paint: (ansi: string, text: string) => string): string[] {
  const failed = findings.filter(({ status }) => status === 'FAIL')
  if (failed.length === 0) return ['Findings: none']
  return ['Findings', ...failed.map((finding) => findingLine(finding, paint))]
}

function findingLine(finding: Finding, paint: (ansi: string, text: string) => string): string {
  const { letter, ansi } = MARK[finding.severity.effective]
  const columns = [
    paint(ansi, letter),
    finding.ruleId.padEnd(9),
    finding.exposure.level.padEnd(13),
    middleEllipsis(visibleText(finding.title), 72).padEnd(72),
    visibleText(finding.resource.id),
  ]
  return `  ${columns.join('  ')}`
}

/** One line for each call or setting that would answer; no section where everything was judged. */
function undecidedLines(findings: readonly Finding[]): string[][] {
  const missing = missingAnswers(findings)
  if (missing.length === 0) return []
  const width = Math.max(...missing.slice(0, ANSWERS_SHOWN).map(({ checks }) => String(checks).length))
  const lines = missing.slice(0, ANSWERS_SHOWN).map(({ answer, isCommand, checks, regions, ruleIds }) => {
    const where = isCommand ? `, in ${listWords(regions)}` : ''
    return `  ${String(checks).padStart(width)}  ${visibleText(answer)}${visibleText(where)}: ${listWords(ruleIds, RULES_SHOWN)}`
  })
  const rest = missing.length - lines.length
  return [
    [
      'Not evaluated: how many checks wait for what',
      ...lines,
      ...(rest > 0 ? [`  … and ${rest} more; --format json has them all`] : []),
    ],
  ]
}

function gapLines(gaps: readonly Gap[]): string[] {
  if (gaps.length === 0) return ['Gaps: none']
  const shown = gaps.slice(0, GAPS_SHOWN).map((gap) => `  ? ${visibleText(gap.message)}`)
  const rest = gaps.length - shown.length
  return [
    'Gaps: what is not known',
    ...shown,
    ...(rest > 0 ? [`  … and ${rest} more; --format json has them all`] : []),
  ]
}

function summaryLine({ summary, gaps }: Analysis): string {
  const severities = SEVERITIES.map((severity) => `${summary.bySeverity[severity]} ${severity}`).join(', ')
  return `${counted(summary.failed, 'finding')} (${severities}), ${summary.passed} passed, ${summary.notEvaluated} not evaluated, ${counted(gaps.length, 'gap')}`
}
