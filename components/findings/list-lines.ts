/** A grouped list laid flat for a virtual scroller: a heading, then its findings, then the next heading. */

import type { Finding } from '../../lib/findings/finding.ts'
import type { FindingGroup } from './group-findings.ts'

export type ListLine =
  | { readonly kind: 'heading'; readonly id: string; readonly group: FindingGroup; readonly folded: boolean }
  | { readonly kind: 'finding'; readonly id: string; readonly finding: Finding }

/** Folded groups keep their heading and their count. */
export function listLines(groups: readonly FindingGroup[], folded: ReadonlySet<string>): readonly ListLine[] {
  return groups.flatMap((group): ListLine[] => [
    { kind: 'heading', id: headingId(group), group, folded: folded.has(group.key) },
    ...(folded.has(group.key)
      ? []
      : group.findings.map((finding): ListLine => ({ kind: 'finding', id: finding.id, finding }))),
  ])
}

/** No finding has it: theirs are hashes. */
function headingId({ key }: FindingGroup): string {
  return `group ${key}`
}

/** Where a key leads from a line, -1 for none yet: `j` and `k` to the next finding, arrows to the next line; null for no such key. */
export function lineAfterKey(lines: readonly ListLine[], from: number, key: string): number | null {
  switch (key) {
    case 'j':
      return stepLine(lines, from, 1)
    case 'k':
      return from < 0 ? stepLine(lines, lines.length, -1) : stepLine(lines, from, -1)
    case 'ArrowDown':
      return Math.min(lines.length - 1, from + 1)
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'Home':
      return 0
    case 'End':
      return lines.length - 1
    default:
      return null
  }
}

/** The next finding up or down from a line, skipping headings; the same line at the ends. */
export function stepLine(lines: readonly ListLine[], from: number, step: 1 | -1): number {
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    if (lines[at]?.kind === 'finding') return at
  }
  return from
}

/** Where a line stands; the first finding when it is not in the list; the first line when all is folded; -1 for none. */
export function lineOf(lines: readonly ListLine[], id: string | null): number {
  const at = lines.findIndex((line) => line.id === id)
  if (at >= 0) return at
  const first = lines.findIndex(({ kind }) => kind === 'finding')
  return first >= 0 ? first : lines.length - 1 < 0 ? -1 : 0
}
