/** Findings as the screen needs them: in the order a reviewer should read them, filtered and counted. */

import { compareSeverity, type Finding, SEVERITIES, type Severity } from '../../lib/findings/finding.ts'
import { EXPOSURE_LEVELS } from './exposure-words.ts'

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity.effective, b.severity.effective) ||
    EXPOSURE_LEVELS.indexOf(a.exposure.level) - EXPOSURE_LEVELS.indexOf(b.exposure.level) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.resource.name ?? a.resource.id, b.resource.name ?? b.resource.id) ||
    compareText(a.id, b.id)
  )
}

/** What failed, worst first; the same findings give the same order, whatever order they came in. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status }) => status === 'FAIL').toSorted(compareFindings)
}

/** What a reviewer may type: rule, words of the title, name, id, account, port, a component of the path. */
function searchText(finding: Finding): string {
  const { resource, exposure } = finding
  return [
    finding.ruleId,
    finding.title,
    resource.id,
    resource.name ?? '',
    resource.type,
    resource.account,
    resource.region,
    resource.vpcId ?? '',
    ...finding.ports,
    ...finding.related.map(({ id }) => id),
    ...exposure.path.flatMap(({ component, label }) => [component, label]),
  ]
    .join('\n')
    .toLowerCase()
}

export interface FindingFilter {
  /** Empty for all. */
  readonly severities: readonly Severity[]
  /** Every word must occur; empty for all. */
  readonly query: string
}

function matchesQuery(finding: Finding, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = searchText(finding)
  return words.every((word) => text.includes(word))
}

export function filterFindings(ranked: readonly Finding[], filter: FindingFilter): readonly Finding[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean)
  return ranked.filter(
    (finding) =>
      (filter.severities.length === 0 || filter.severities.includes(finding.severity.effective)) &&
      matchesQuery(finding, words),
  )
}

export interface FindingGroup {
  readonly severity: Severity
  readonly findings: readonly Finding[]
}

/** By effective severity, worst first; severities without findings are left out. */
export function groupFindings(ranked: readonly Finding[]): readonly FindingGroup[] {
  return SEVERITIES.map((severity) => ({
    severity,
    findings: ranked.filter((finding) => finding.severity.effective === severity),
  })).filter(({ findings }) => findings.length > 0)
}

export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const { severity } of findings) counts[severity.effective] += 1
  return counts
}

/** Everything the finding touches, in the order of its telling: what it is on, what it exposes, what the path crosses. */
export function findingIds(finding: Finding): readonly string[] {
  const ids = [
    finding.resource.id,
    ...finding.related.map(({ id }) => id),
    ...finding.exposure.path.map(({ component }) => component),
  ]
  return [...new Set(ids)]
}

/** Findings that failed on a resource or touch it, worst first. */
export function findingsOf(ranked: readonly Finding[], resourceId: string): readonly Finding[] {
  return ranked.filter(
    (finding) => finding.resource.id === resourceId || finding.related.some(({ id }) => id === resourceId),
  )
}

/** The neighbour in a list that wraps around; the first when nothing is selected; null in an empty list. */
export function stepFinding(list: readonly Finding[], selected: string | null, step: 1 | -1): Finding | null {
  const at = list.findIndex(({ id }) => id === selected)
  if (at < 0) return (step === 1 ? list.at(0) : list.at(-1)) ?? null
  return list.at((at + step) % list.length) ?? null
}
