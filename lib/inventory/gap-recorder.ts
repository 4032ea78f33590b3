/** Collects gaps while documents are read: each once, under an id that survives a re-import. */

import type { Gap } from './gap.ts'

export interface GapFacts extends Omit<Gap, 'id'> {
  /** Given where account and region are not what makes the gap the same gap. */
  readonly id?: string
  /** What tells two gaps of one kind, key and resource apart: the id that is missing, the call refused. */
  readonly detail?: string
}

export class GapRecorder {
  readonly #gaps = new Map<string, Gap>()

  /** Records a gap; the same one twice stays one. */
  add(facts: GapFacts): void {
    const { detail, ...gap } = facts
    const id =
      facts.id ?? [gap.kind, gap.account, gap.region, gap.key, gap.resourceId, detail].filter(Boolean).join('/')
    if (!this.#gaps.has(id)) this.#gaps.set(id, { ...gap, id })
  }

  /** All gaps, sorted by id. */
  list(): readonly Gap[] {
    return [...this.#gaps.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }
}
