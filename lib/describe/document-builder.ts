/**
 * Puts elements together into describe documents: one an account and region, each resource once, in one order.
 * Elements are held as canonical JSON text, so that a large estate stays small until it is asked for.
 */

import type { Collector } from './collection-report.ts'
import type {
  CollectionError,
  DescribeDocument,
  DescribeKey,
  ImportNote,
  JsonObject,
  Origin,
  PartialKey,
} from './document.ts'
import { type DraftDocument, DraftDocuments } from './draft-document.ts'
import { anchorOf, inferScope, likelyScope } from './infer-scope.ts'
import { NoteBook } from './note-book.ts'
import { project } from './project.ts'
import type { DroppedField } from './project-value.ts'
import { SCHEMA } from './schema.ts'
import { type ScopeHint, ScopeResolver } from './scope-resolver.ts'
import { sha256Of, shardChunks } from './shard.ts'
import { type Sighting, settleSightings } from './sighting.ts'
import { collectedKey, unwrap } from './wrapper-keys.ts'

/** Where something was read, and what its surroundings say of account and region; null where they say nothing. */
export interface EntryPlace {
  readonly origin: Origin
  readonly account: string | null
  readonly region: string | null
}

export interface Entry extends EntryPlace {
  /** A key of a document or a wrapper's (`Reservations`, `LoadBalancerListeners`, …); see `isKnownKey`. */
  readonly key: string
  readonly element: unknown
}

/** What became of one entry. A wrapper may hold many elements, or none. */
export interface AddResult {
  readonly added: Readonly<Partial<Record<DescribeKey, number>>>
  readonly unreadable: number
  readonly dropped: readonly DroppedField[]
}

/** A finished document as text, for a store that need not hold it as objects. */
export interface FinishedShard {
  readonly account: string
  readonly region: string
  readonly collectedAt: string | null
  readonly sha256: string
  readonly byteLength: number
  readonly elementCount: number
  readonly origins: ReadonlyMap<DescribeKey, readonly Origin[]>
  /** The canonical JSON in pieces; may be walked more than once. */
  readonly chunks: () => Iterable<string>
}

export class DocumentBuilder {
  readonly #resolver = new ScopeResolver()
  readonly #sightings = new Map<DescribeKey, Map<string, Sighting | Sighting[]>>()
  readonly #marks: { readonly hint: ScopeHint; readonly apply: (document: DraftDocument) => void }[] = []
  readonly #unreadable = new Map<string, { readonly key: DescribeKey; readonly hint: ScopeHint; count: number }>()
  readonly #notes = new NoteBook()

  /** Takes one element in. Never throws for what a file may hold: what cannot be read is counted and noted. */
  add(entry: Entry): AddResult {
    const added: Partial<Record<DescribeKey, number>> = {}
    const dropped: DroppedField[] = []
    let unreadable = 0
    const parts = unwrap(entry.key, entry.element)
    if (!parts) this.#noteUnreadable(entry, { reason: NO_PARENT, pointer: '' })
    for (const part of parts ?? []) {
      const origin = part.pointer === '' ? entry.origin : within(entry.origin, part.pointer)
      const result = project(part.key, part.element)
      if (result.kind === 'unreadable') {
        unreadable += 1
        this.#countUnreadable(part.key, { ...entry, origin })
        this.#noteUnreadable({ ...entry, origin }, result)
        continue
      }
      added[part.key] = (added[part.key] ?? 0) + 1
      for (const field of result.dropped) dropped.push({ ...field, pointer: part.pointer + field.pointer })
      this.#noteDropped(part.key, origin, result.dropped)
      const hint = this.#hintOf(part.key, result.element, { ...entry, origin })
      this.#see(part.key, result.id, { json: JSON.stringify(result.element), hint, origin, fragment: part.fragment })
    }
    return { added, unreadable: parts ? unreadable : 1, dropped }
  }

  /** A list of this key was read, perhaps empty: the key was collected here. */
  markCollected(mark: EntryPlace & { readonly key: string }): void {
    const key = collectedKey(mark.key)
    if (key) this.#mark(mark, key, (document) => document.collect(key))
  }

  markPartial(mark: EntryPlace & { readonly key: string; readonly partial: PartialKey }): void {
    const key = collectedKey(mark.key)
    if (key) this.#mark(mark, key, (document) => document.cut(key, mark.partial))
  }

  addError(mark: EntryPlace & { readonly error: CollectionError }): void {
    this.#mark(mark, null, (document) => document.fail(mark.error))
  }

  /** ISO 8601; the latest of several stands. */
  setCollectedAt(mark: EntryPlace & { readonly collectedAt: string }): void {
    this.#mark(mark, null, (document) => document.date(mark.collectedAt))
  }

  /** Who collected; where several did, the document names none. */
  setCollector(mark: EntryPlace & { readonly collector: Collector }): void {
    this.#mark(mark, null, (document) => document.collectBy(mark.collector))
  }

  /** What was met and is worth telling, in the order of the files. Complete after `finish` or `finishShards`. */
  notes(): readonly ImportNote[] {
    return this.#notes.list()
  }

  finish(): readonly DescribeDocument[] {
    return this.#settle().map((draft) => {
      const { elements, ...head } = draft.content()
      const parsed = [...elements].map(([key, list]) => [key, list.map(parseElement)] as const)
      return { ...head, ...draft.beside(), elements: new Map(parsed) }
    })
  }

  *finishShards(): Generator<FinishedShard> {
    for (const draft of this.#settle()) {
      const content = draft.content()
      let byteLength = 0
      for (const chunk of shardChunks(content)) byteLength += Buffer.byteLength(chunk)
      yield {
        account: content.account,
        region: content.region,
        sha256: sha256Of(shardChunks(content)),
        byteLength,
        elementCount: draft.elementCount(),
        ...draft.beside(),
        chunks: () => shardChunks(content),
      }
    }
  }

  #see(key: DescribeKey, id: string, sighting: Sighting): void {
    const ofKey = this.#sightings.get(key) ?? new Map<string, Sighting | Sighting[]>()
    this.#sightings.set(key, ofKey)
    const known = ofKey.get(id)
    if (known === undefined) ofKey.set(id, sighting)
    else if (Array.isArray(known)) known.push(sighting)
    else ofKey.set(id, [known, sighting])
  }

  #hintOf(key: DescribeKey | null, element: JsonObject, place: EntryPlace): ScopeHint {
    const schema = key === null ? null : SCHEMA[key]
    return this.#resolver.intern({
      given: { account: known(place.account), region: known(place.region) },
      own: key && schema ? inferScope(key, schema, element) : NOWHERE,
      likely: key ? likelyScope(key, element) : NOWHERE,
      anchor: anchorOf(element),
      file: place.origin.file,
      global: schema?.global ?? false,
    })
  }

  #mark(place: EntryPlace, key: DescribeKey | null, apply: (document: DraftDocument) => void): void {
    this.#marks.push({ hint: this.#hintOf(key, {}, place), apply })
  }

  #countUnreadable(key: DescribeKey, place: EntryPlace): void {
    const hint = this.#hintOf(key, {}, place)
    const name = `${key} ${place.account} ${place.region} ${place.origin.file}`
    const counter = this.#unreadable.get(name) ?? { key, hint, count: 0 }
    counter.count += 1
    this.#unreadable.set(name, counter)
  }

  #noteUnreadable(entry: Entry, what: { readonly reason: string; readonly pointer: string }): void {
    this.#notes.add({
      level: 'error',
      code: 'import-bad-element',
      message: `${what.reason} It was left out.`,
      remedy: `Check this element of ${entry.key}, or collect it again.`,
      file: entry.origin.file,
      pointer: entry.origin.pointer + what.pointer,
    })
  }

  #noteDropped(key: DescribeKey, origin: Origin, dropped: readonly DroppedField[]): void {
    for (const field of dropped) {
      this.#notes.add({
        level: 'warning',
        code: 'import-bad-element',
        message: `A field of ${key} is not a ${field.expected} as AWS prints it. The field was left out, the element was kept.`,
        remedy: null,
        file: origin.file,
        pointer: origin.pointer + field.pointer,
      })
    }
  }

  #settle(): readonly DraftDocument[] {
    const drafts = new DraftDocuments()
    for (const [key, byId] of this.#sightings) this.#settleKey(key, byId, drafts)
    for (const { hint, apply } of this.#marks) apply(drafts.of(this.#resolver.resolve(hint)))
    for (const { key, hint, count } of this.#unreadable.values()) {
      drafts.of(this.#resolver.resolve(hint)).loseElements(key, count)
    }
    return drafts.sorted()
  }

  #settleKey(key: DescribeKey, byId: ReadonlyMap<string, Sighting | Sighting[]>, drafts: DraftDocuments): void {
    for (const [id, sightings] of byId) {
      for (const settled of settleSightings({ key, id, sightings, resolver: this.#resolver })) {
        drafts.of(settled.scope).put(key, settled)
        for (const scope of settled.seenIn) drafts.of(scope).collect(key)
        if (settled.note) this.#notes.add(settled.note)
      }
    }
  }
}

function within(origin: Origin, pointer: string): Origin {
  return { file: origin.file, pointer: origin.pointer + pointer }
}

function parseElement(json: string): JsonObject {
  return JSON.parse(json)
}

const NOWHERE = { account: null, region: null } as const

const NO_PARENT = 'This element does not name the resource it belongs to.'

/** `unknown` in a document of ours means the same as nothing. */
function known(value: string | null): string | null {
  return value === null || value === '' || value === 'unknown' ? null : value
}
