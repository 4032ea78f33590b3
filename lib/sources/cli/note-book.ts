/** Notes of one file, or of the import: kept up to a number per code, then counted. */

import type { ImportNote } from '../../describe/document.ts'
import type { ErrorCode } from '../../errors/app-error.ts'

export interface NoteText {
  readonly level: ImportNote['level']
  readonly code: ErrorCode
  readonly message: string
  readonly remedy?: string
  readonly pointer?: string
}

export class NoteBook {
  readonly #file: string | null
  readonly #perCode: number
  readonly #notes: ImportNote[] = []
  readonly #counts = new Map<ErrorCode, number>()
  readonly #seen = new Set<string>()

  constructor(file: string | null, perCode: number) {
    this.#file = file
    this.#perCode = perCode
  }

  add(note: NoteText): void {
    const identity = `${note.code} ${note.pointer ?? ''} ${note.message}`
    if (this.#seen.has(identity)) return
    const count = (this.#counts.get(note.code) ?? 0) + 1
    this.#counts.set(note.code, count)
    if (count > this.#perCode) return
    this.#seen.add(identity)
    this.#notes.push({
      level: note.level,
      code: note.code,
      message: note.message,
      remedy: note.remedy ?? null,
      file: this.#file,
      pointer: note.pointer ?? null,
    })
  }

  has(code: ErrorCode): boolean {
    return this.#counts.has(code)
  }

  get isEmpty(): boolean {
    return this.#notes.length === 0
  }

  /** Everything noted, with one line per code for what was only counted. */
  list(): readonly ImportNote[] {
    const rest = [...this.#counts].filter(([, count]) => count > this.#perCode)
    const summaries = rest.map(([code, count]): ImportNote => {
      const level = this.#notes.find((note) => note.code === code)?.level ?? 'warning'
      const message = `${count - this.#perCode} more of the same kind.`
      return { level, code, message, remedy: null, file: this.#file, pointer: null }
    })
    return [...this.#notes, ...summaries]
  }
}
