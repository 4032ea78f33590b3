/** The analysis as Markdown for a pull request or a wiki page. */

import { type Finding, SEVERITIES } from '../findings/finding.ts'
import { missingAnswers } from '../findings/missing-answers.ts'
import { listWords } from '../findings/wording.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Analysis } from './analysis.ts'
import { code, escapeMarkdown, table } from './markdown.ts'

export function analysisMarkdown(analysis: Analysis): string {
  const { summary, gaps, findings } = analysis
  const failed = findings.filter(({ status }) => status === 'FAIL')
  const severities = SEVERITIES.map((severity) => `${summary.bySeverity[severity]} ${severity}`).join(' · ')
  const sections = [
    `# Network findings\n\n${summary.failed} findings: ${severities}. ${gaps.length} gaps.`,
    table(['Severity', 'Rule', 'Finding', 'Resource', 'Exposure', 'Ports'], failed.map(findingCells)) ?? 'No findings.',
    undecidedSection(findings),
    gaps.length === 0 ? '' : `## What is not known\n\n${gaps.map(gapItem).join('\n')}`,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function findingCells({ severity, ruleId, title, resource, exposure, ports }: Finding): string[] {
  return [severity.effective, ruleId, title, resource.id, exposure.level, ports.join(', ')]
}

function undecidedSection(findings: readonly Finding[]): string {
  const rows = missingAnswers(findings).map(({ answer, commands, checks, ruleIds }) => [
    String(checks),
    answer,
    listWords(ruleIds, RULES_SHOWN),
    commands.length === 1 ? (commands[0] ?? '') : '',
  ])
  const body = table(['Checks', 'Wait for', 'Rules', 'Command'], rows)
  return body === null ? '' : `## What was not evaluated\n\n${body}`
}

const RULES_SHOWN = 12

function gapItem({ message, remedy }: Gap): string {
  return `- ${escapeMarkdown(message)}${remedy === null ? '' : ` ${code(remedy)}`}`
}
