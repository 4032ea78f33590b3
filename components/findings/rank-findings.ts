/** Findings as the screen needs them: in the order a reviewer should read them, and counted. */

import { compareSeverity, type Finding, type Severity } from '../../lib/findings/finding.ts'
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

/** What could not be judged, by rule and resource. */
export function rankUndecided(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status }) => status === 'NOT_EVALUATED').toSorted(compareFindings)
}

/** The others that the same fact causes: mending it answers them all. */
export function siblingsOf(findings: readonly Finding[], { id, rootCauseId }: Finding): readonly Finding[] {
  return findings.filter((finding) => finding.rootCauseId === rootCauseId && finding.id !== id)
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
