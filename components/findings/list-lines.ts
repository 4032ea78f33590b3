/** A grouped list laid flat for a virtual scroller: a heading, then its findings, then the next heading. */

import type { Finding, Severity } from '../../lib/findings/finding.ts'
import type { FindingGroup } from './rank-findings.ts'

export type ListLine =
  | { readonly kind: 'heading'; readonly severity: Severity; readonly count: number; readonly folded: boolean }
  | { readonly kind: 'finding'; readonly finding: Finding }

/** Folded groups keep their heading and their count. */
export function listLines(groups: readonly FindingGroup[], folded: ReadonlySet<Severity>): readonly ListLine[] {
  return groups.flatMap(({ severity, findings }): ListLine[] => [
    { kind: 'heading', severity, count: findings.length, folded: folded.has(severity) },
    ...(folded.has(severity) ? [] : findings.map((finding): ListLine => ({ kind: 'finding', finding }))),
  ])
}

/** The next finding up or down from a line, skipping headings; the same line at the ends. */
export function stepLine(lines: readonly ListLine[], from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    if (lines[at]?.kind === 'finding') return at
  }
  return from
}

/** Where a finding stands; the first finding when it is not in the list; -1 when there is none. */
export function lineOf(lines: readonly ListLine[], findingId: string | null): number {
  const at = lines.findIndex((line) => line.kind === 'finding' && line.finding.id === findingId)
  return at >= 0 ? at : lines.findIndex((line) => line.kind === 'finding')
}
