/** A finding as plain text, for a ticket: what, how it is reached, by which rule, and what closes it. */

import type { Finding } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { EXPOSURE_WORDS, SEVERITY_WORDS } from '../topology/mark-words.ts'
import { hopWords } from './hop-title.ts'

const MARKS = { passes: '', blocks: ' [blocks]', unknown: ' [unknown]' } as const

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

/** Lines ending in a line break; hidden characters are shown as their codes, since a ticket is read by others. */
export function findingText(finding: Finding): string {
  const { resource, severity, exposure, remediation } = finding
  const name = resource.name === null ? resource.id : `${resource.name} (${resource.id})`
  const lines = [
    `[${SEVERITY_WORDS[severity.effective]}] ${finding.ruleId} ${finding.title}`,
    `Resource: ${resource.type} ${name}, account ${resource.account}, ${resource.region}${resource.vpcId === null ? '' : `, ${resource.vpcId}`}`,
    `Exposure: ${EXPOSURE_WORDS[exposure.level]}${finding.ports.length === 0 ? '' : ` on ${finding.ports.join(', ')}`}`,
    '',
    finding.description,
    ...section(
      'Path',
      exposure.path.map((hop, index) => `${index + 1}. ${hopWords(hop)}: ${hop.detail}${MARKS[hop.outcome]}`),
    ),
    ...section(
      'Evidence',
      finding.evidence.map(({ resourceId, pointer, excerpt }) =>
        `- ${resourceId} ${pointer ?? ''} ${excerpt}`.replace(/ {2,}/g, ' '),
      ),
    ),
    ...section(
      'Why this severity',
      severity.why.map((why) => `- ${why}`),
    ),
    ...section('Remediation', [remediation.summary, ...remediation.cli]),
  ]
  return `${lines.map((line) => (line.includes('\n') ? line.split('\n').map(visibleText).join('\n') : visibleText(line))).join('\n')}\n`
}
