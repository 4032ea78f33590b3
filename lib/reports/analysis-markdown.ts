/** The analysis as Markdown for a pull request or a wiki page. */

import { type Finding, SEVERITIES } from '../findings/finding.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Analysis } from './analysis.ts'
import { visibleText } from './visible-text.ts'

export function analysisMarkdown(analysis: Analysis): string {
  const { summary, gaps, findings } = analysis
  const failed = findings.filter(({ status }) => status === 'FAIL')
  const severities = SEVERITIES.map((severity) => `${summary.bySeverity[severity]} ${severity}`).join(' · ')
  const sections = [
    `# Network findings\n\n${summary.failed} findings: ${severities}. ${gaps.length} gaps.`,
    table(['Severity', 'Rule', 'Finding', 'Resource', 'Exposure', 'Ports'], failed.map(findingCells)),
    gaps.length === 0 ? '' : `## What is not known\n\n${gaps.map(gapItem).join('\n')}`,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function findingCells({ severity, ruleId, title, resource, exposure, ports }: Finding): string[] {
  return [severity.effective, ruleId, title, resource.id, exposure.level, ports.join(', ')]
}

function gapItem({ message, remedy }: Gap): string {
  return `- ${escapeMarkdown(message)}${remedy === null ? '' : ` ${code(remedy)}`}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'No findings.'
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Names come from tags: nothing in them may become markup. */
function escapeMarkdown(text: string): string {
  return visibleText(text).replace(/[\\`*_{}[\]<>()#+!|~&]/g, (character) => `\\${character}`)
}

/** A code span whose fence is longer than any run of backticks inside. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${visibleText(text).replaceAll('|', '\\|')}${pad}${fence}`
}
