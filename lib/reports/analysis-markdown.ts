/** The analysis as Markdown for a pull request or a wiki page. */

import { type Finding, SEVERITIES } from '../findings/finding.ts'
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
