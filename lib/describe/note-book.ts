/** Import notes with a bound: a file with a hundred thousand bad elements must not become a hundred thousand notes. */

import { compareText } from './canonical-json.ts'
import type { ImportNote } from './document.ts'

const NOTES_MAX = 50

export class NoteBook {
  /** By file, code and level: the first `NOTES_MAX` in full, of the rest the number. */
  readonly #pages = new Map<string, { readonly notes: Map<string, ImportNote>; more: number }>()

  add(note: ImportNote): void {
    const name = `${note.file ?? ''}\u0000${note.code}\u0000${note.level}`
    const page = this.#pages.get(name) ?? { notes: new Map<string, ImportNote>(), more: 0 }
    this.#pages.set(name, page)
    const id = `${note.pointer ?? ''}\u0000${note.message}`
    if (page.notes.has(id)) return
    if (page.notes.size < NOTES_MAX) page.notes.set(id, note)
    else page.more += 1
  }

  list(): readonly ImportNote[] {
    return [...this.#pages]
      .sort(([a], [b]) => compareText(a, b))
      .flatMap(([, { notes, more }]) => [...notes.values(), ...remainder([...notes.values()], more)])
  }
}

function remainder(notes: readonly ImportNote[], more: number): readonly ImportNote[] {
  const [first] = notes
  if (!first || more === 0) return []
  return [{ ...first, pointer: null, message: `${more} more of the same kind in this file.` }]
}
