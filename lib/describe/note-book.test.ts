import { describe, expect, it } from 'vitest'
import type { ImportNote } from './document.ts'
import { NoteBook } from './note-book.ts'

function note(parts: Partial<ImportNote>): ImportNote {
  return {
    level: 'error',
    code: 'import-bad-element',
    message: 'An element is not an object.',
    remedy: null,
    file: 'a.json',
    pointer: '/Vpcs/0',
    ...parts,
  }
}

function book(...notes: readonly ImportNote[]): readonly ImportNote[] {
  const noteBook = new NoteBook()
  for (const one of notes) noteBook.add(one)
  return noteBook.list()
}

describe('import notes', () => {
  it('are told once each', () => {
    expect(book(note({}), note({}))).toEqual([note({})])
  })

  it('come by file', () => {
    expect(book(note({ file: 'b.json' }), note({ file: 'a.json' })).map(({ file }) => file)).toEqual([
      'a.json',
      'b.json',
    ])
  })

  it('of one file end in a count, and those of another file are still told', () => {
    const many = Array.from({ length: 60 }, (_, at) => note({ pointer: `/Vpcs/${at}` }))
    const told = book(...many, note({ file: 'b.json' }), note({ level: 'warning' }))
    expect(told.filter(({ file, level }) => file === 'a.json' && level === 'error')).toHaveLength(51)
    expect(told.find(({ message }) => message.startsWith('10 more'))?.pointer).toBeNull()
    expect(told.filter(({ file }) => file === 'b.json')).toHaveLength(1)
    expect(told.filter(({ level }) => level === 'warning')).toHaveLength(1)
  })
})
