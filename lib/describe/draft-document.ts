/** A describe document while it is being put together; its elements are still text. */

import { canonicalJson, compareText } from './canonical-json.ts'
import type { Collector } from './collection-report.ts'
import { collectorJson } from './collector.ts'
import type { CollectionError, DescribeKey, Origin, PartialKey } from './document.ts'
import type { ResolvedScope } from './scope-resolver.ts'
import { type ShardContent, sortedErrors } from './shard.ts'
import type { SettledElement } from './sighting.ts'

/** All drafts, by account and region. */
export class DraftDocuments {
  readonly #drafts = new Map<string, DraftDocument>()

  of(scope: ResolvedScope): DraftDocument {
    const name = `${scope.account}\u0000${scope.region}`
    const draft = this.#drafts.get(name) ?? new DraftDocument(scope)
    this.#drafts.set(name, draft)
    return draft
  }

  sorted(): readonly DraftDocument[] {
    return [...this.#drafts.values()].sort(
      (a, b) => compareText(a.account, b.account) || compareText(a.region, b.region),
    )
  }
}

export class DraftDocument {
  readonly account: string
  readonly region: string
  readonly #elements = new Map<DescribeKey, SettledElement[]>()
  readonly #partial = new Map<DescribeKey, PartialKey>()
  readonly #fragmentOnly = new Map<DescribeKey, number>()
  readonly #lost = new Map<DescribeKey, number>()
  readonly #errors: CollectionError[] = []
  #collectedAt: string | null = null
  readonly #collectors = new Map<string, Collector>()

  constructor(place: ResolvedScope) {
    this.account = place.account
    this.region = place.region
  }

  put(key: DescribeKey, element: SettledElement): void {
    this.collect(key)
    this.#elements.get(key)?.push(element)
    if (element.fragmentOnly) this.#fragmentOnly.set(key, (this.#fragmentOnly.get(key) ?? 0) + 1)
  }

  collect(key: DescribeKey): void {
    if (!this.#elements.has(key)) this.#elements.set(key, [])
  }

  /** Of several reasons the one that sorts first is kept, whatever the order of the files. */
  cut(key: DescribeKey, partial: PartialKey): void {
    this.collect(key)
    const known = this.#partial.get(key)
    if (!known || compareText(partial.reason + partial.detail, known.reason + known.detail) < 0) {
      this.#partial.set(key, partial)
    }
  }

  loseElements(key: DescribeKey, count: number): void {
    this.collect(key)
    this.#lost.set(key, (this.#lost.get(key) ?? 0) + count)
  }

  fail(error: CollectionError): void {
    this.#errors.push(error)
  }

  date(collectedAt: string): void {
    if (this.#collectedAt === null || collectedAt > this.#collectedAt) this.#collectedAt = collectedAt
  }

  collectBy(collector: Collector): void {
    this.#collectors.set(canonicalJson(collectorJson(collector)), collector)
  }

  elementCount(): number {
    return [...this.#elements.values()].reduce((count, list) => count + list.length, 0)
  }

  content(): ShardContent {
    const elements = new Map<DescribeKey, readonly string[]>()
    for (const [key, list] of this.#sorted())
      elements.set(
        key,
        list.map(({ json }) => json),
      )
    // Put together from what several collected, a document cannot say of one of them that it was all of it.
    const [collector] = this.#collectors.size === 1 ? this.#collectors.values() : []
    return {
      account: this.account,
      region: this.region,
      elements,
      partial: this.#allPartial(),
      errors: sortedErrors(this.#errors),
      ...(collector ? { collector } : {}),
    }
  }

  beside(): { readonly collectedAt: string | null; readonly origins: ReadonlyMap<DescribeKey, readonly Origin[]> } {
    const origins = new Map<DescribeKey, readonly Origin[]>()
    for (const [key, list] of this.#sorted())
      origins.set(
        key,
        list.map(({ origin }) => origin),
      )
    return { collectedAt: this.#collectedAt, origins }
  }

  #sorted(): readonly (readonly [DescribeKey, readonly SettledElement[]])[] {
    for (const list of this.#elements.values()) list.sort((a, b) => compareText(a.id, b.id))
    return [...this.#elements].sort(([a], [b]) => compareText(a, b))
  }

  #allPartial(): ReadonlyMap<DescribeKey, PartialKey> {
    const all = new Map(this.#partial)
    for (const [key, count] of this.#lost) {
      if (!all.has(key)) all.set(key, { reason: 'unreadable-elements', detail: `${count} could not be read` })
    }
    for (const [key, count] of this.#fragmentOnly) {
      if (all.has(key)) continue
      all.set(key, {
        reason: 'denied-in-part',
        detail: `${count} known only from calls about them, not from the list of all`,
      })
    }
    return new Map([...all].sort(([a], [b]) => compareText(a, b)))
  }
}
