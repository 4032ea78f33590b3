/** What one file gives to the import: elements on their way to the builder, counts and notes for its report. */

import { readCollector } from '../../describe/collector.ts'
import type {
  CollectionError,
  DescribeKey,
  FileReport,
  ImportNote,
  JsonObject,
  PartialKey,
} from '../../describe/document.ts'
import type { DocumentBuilder } from '../../describe/document-builder.ts'
import type { RawObject } from '../../describe/project-value.ts'
import type { ImportLimits } from './import-limits.ts'
import { NoteBook, type NoteText } from './note-book.ts'
import type { ParentIndex } from './parent-index.ts'
import type { PathHints } from './path-hints.ts'

/** Account and region as far as the surroundings tell. */
export interface Place {
  readonly account: string | null
  readonly region: string | null
}

/** What all files of one import share. */
export interface ImportIntake {
  readonly builder: DocumentBuilder
  readonly parents: ParentIndex
  readonly limits: ImportLimits
  /** Elements taken so far, in all files. */
  resources: number
}

export interface FileIdentity {
  readonly file: string
  readonly hints: PathHints
}

export interface ElementEntry {
  readonly key: string
  readonly element: unknown
  readonly pointer: string
  readonly place: Place
}

export class FileIntake {
  readonly file: string
  readonly hints: PathHints
  readonly limits: ImportLimits
  readonly notes: NoteBook
  format: string
  bytes = 0
  /** Something in the file was understood, even if it was an empty list. */
  understood = false
  readonly #shared: ImportIntake
  readonly #counts: Partial<Record<DescribeKey, number>> = {}
  readonly #ignored = new Set<string>()
  #partial = false

  constructor(identity: FileIdentity, shared: ImportIntake) {
    this.file = identity.file
    this.hints = identity.hints
    this.limits = shared.limits
    this.format = identity.hints.format ?? 'unknown'
    this.notes = new NoteBook(identity.file, shared.limits.notesPerCode)
    this.#shared = shared
  }

  /** An element of a document's key or of a wrapper's. */
  add({ key, element, pointer, place }: ElementEntry): void {
    this.understood = true
    const entry = { key, element, origin: { file: this.file, pointer }, ...place }
    const { added, unreadable } = this.#shared.builder.add(entry)
    for (const [name, count] of Object.entries(added)) this.#count(name, count)
    if (unreadable > 0) this.#partial = true
    this.#shared.parents.see(key, element)
  }

  /** A list was read, perhaps empty. */
  collected(key: string, place: Place): void {
    this.understood = true
    this.#shared.builder.markCollected({ key, origin: { file: this.file, pointer: '' }, ...place })
  }

  cut(key: string, place: Place, partial: PartialKey): void {
    this.#partial = true
    this.#shared.builder.markPartial({ key, partial, origin: { file: this.file, pointer: '' }, ...place })
  }

  fail(error: CollectionError, place: Place): void {
    this.understood = true
    this.#shared.builder.addError({ error, origin: { file: this.file, pointer: '' }, ...place })
    this.note({
      level: 'warning',
      code: 'import-call-failed',
      message: `The call ${error.operation} failed while collecting (${error.code}); what it would have told is unknown.`,
      remedy: 'Allow the call in the collecting role and collect again; until then it is a gap.',
    })
  }

  /** `Source` of a describe document; what is none tells nothing. */
  collectedBy(source: RawObject, place: Place): void {
    const collector = readCollector(source as JsonObject)
    if (!collector) return
    this.#shared.builder.setCollector({ collector, origin: { file: this.file, pointer: '' }, ...place })
  }

  date(collectedAt: string, place: Place): void {
    this.#shared.builder.setCollectedAt({ collectedAt, origin: { file: this.file, pointer: '' }, ...place })
  }

  /** Rows of a parent that only a name tells; they wait until every file was read. */
  attachByName(name: string, entry: ElementEntry): void {
    this.understood = true
    this.#shared.parents.defer({ name, intake: this, ...entry })
  }

  ignore(key: string): void {
    if (this.#ignored.size < 100) this.#ignored.add(key.slice(0, 100))
  }

  get ignoredKeys(): ReadonlySet<string> {
    return this.#ignored
  }

  note(note: NoteText): void {
    this.notes.add(note)
  }

  markPartial(): void {
    this.#partial = true
  }

  /** `more` are notes others made on this file. */
  report(more: readonly ImportNote[]): FileReport {
    return {
      file: this.file,
      bytes: this.bytes,
      format: this.format,
      counts: { ...this.#counts },
      ignoredKeys: [...this.#ignored].sort(),
      partial: this.#partial,
      notes: [...this.notes.list(), ...more],
    }
  }

  #count(name: string, count: number): void {
    const key = name as DescribeKey
    this.#counts[key] = (this.#counts[key] ?? 0) + count
    this.#shared.resources += count
  }
}
