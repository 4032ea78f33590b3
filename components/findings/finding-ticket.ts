/** Findings as Markdown for a ticket: what, where, why, the facts with their places, the commands, the way back. */

import type { Finding } from '../../lib/findings/finding.ts'
import { code, escapeMarkdown } from '../../lib/reports/markdown.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { EXPOSURE_WORDS, SEVERITY_WORDS } from '../topology/mark-words.ts'
import { hopWords } from './hop-title.ts'
import { waiverWords } from './waiver-words.ts'

const MARKS = { passes: '', blocks: ' (blocks)', unknown: ' (not known)' } as const

/** `link` leads back to the finding; null where it may not be handed on. Ends in a line break. */
export function findingTicket(finding: Finding, link: string | null): string {
  const parts = [
    heading(finding),
    facts(finding),
    waived(finding),
    paragraph(finding.reasonNotEvaluated ?? finding.description),
    section('Why this severity', bullets(finding.severity.why.map(escapeMarkdown))),
    section('Path', pathLines(finding)),
    section('Evidence', bullets(finding.evidence.map(evidenceLine))),
    section('Settings used', bullets(settingLines(finding))),
    fix(finding),
    link === null ? '' : `[Open in Portolan](${link})`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** One ticket for several: each under its own heading, a rule between them. */
export function findingsTicket(findings: readonly Finding[], linkOf: (id: string) => string | null): string {
  return findings.map((finding) => findingTicket(finding, linkOf(finding.id))).join('\n---\n\n')
}

function paragraph(text: string): string {
  return text.split('\n').map(escapeMarkdown).join('\n')
}

function heading({ severity, ruleId, title, status }: Finding): string {
  const rank = status === 'NOT_EVALUATED' ? 'Not evaluated' : SEVERITY_WORDS[severity.effective]
  return `## ${rank}: ${escapeMarkdown(title)} (${ruleId})`
}

function facts({ resource, exposure, ports, charter, status }: Finding): string {
  const name = resource.name === null ? '' : `${escapeMarkdown(resource.name)} `
  const place = [resource.account, resource.region, resource.vpcId].filter((part) => part !== null)
  return bullets([
    `**Resource:** ${resource.type} ${name}${code(resource.id)} (${escapeMarkdown(place.join(', '))})`,
    ...(status === 'FAIL'
      ? [
          `**Exposure:** ${EXPOSURE_WORDS[exposure.level]}${ports.length === 0 ? '' : ` on ${ports.map(code).join(', ')}`}`,
        ]
      : []),
    `**Charter:** ${escapeMarkdown(charter.sentence)}`,
  ])
}

/** A ticket about what people decided to live with must not read as if nobody had seen it. */
function waived({ mute = null }: Finding): string {
  if (mute === null) return ''
  return `> **${escapeMarkdown(waiverWords(mute))}** (${escapeMarkdown(mute.scope)}): ${escapeMarkdown(mute.reason)}`
}

function section(title: string, body: string): string {
  return body === '' ? '' : `### ${title}\n\n${body}`
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

function pathLines({ exposure }: Finding): string {
  return exposure.path
    .map((hop, index) => `${index + 1}. ${escapeMarkdown(`${hopWords(hop)}: ${hop.detail}`)}${MARKS[hop.outcome]}`)
    .join('\n')
}

function evidenceLine({ resourceId, pointer, excerpt }: Finding['evidence'][number]): string {
  const place = pointer === null ? code(resourceId) : `${code(resourceId)} ${code(pointer)}`
  return `${escapeMarkdown(excerpt)}: ${place}`
}

function settingLines({ settingsUsed }: Finding): readonly string[] {
  return Object.entries(settingsUsed).map(([name, value]) => `${code(name)}: ${escapeMarkdown(value)}`)
}

function fix({ remediation }: Finding): string {
  const { summary, cli, terraform } = remediation
  const blocks = [
    summary === '' ? '' : escapeMarkdown(summary),
    cli.length === 0 ? '' : fenced('sh', cli.join('\n')),
    cli.length > 0 || terraform === null ? '' : fenced('hcl', terraform),
  ]
  return section('Fix', blocks.filter(Boolean).join('\n\n'))
}

/** The fence is longer than any run of backticks inside, so that nothing in a name can end it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.split('\n').map(visibleText).join('\n')}\n${fence}`
}
