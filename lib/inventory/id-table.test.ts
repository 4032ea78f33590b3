import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdTable } from './id-table.ts'

test('an id has the number of its first coming, however often it comes, as in a map', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 })), (ids) => {
      const table = new IdTable()
      const plain = new Map<string, number>()
      for (const id of ids) {
        const number = plain.get(id) ?? plain.size
        plain.set(id, number)
        expect(table.has(id)).toBe(number < plain.size - 1 || table.ids.includes(id))
        expect(table.add(id)).toBe(number)
      }
      expect(table.ids).toEqual([...plain.keys()])
    }),
  )
})

test('a hundred thousand ids, more than it began with room for, are all found again and no other is', () => {
  const table = new IdTable()
  const idOf = (number: number) => `eni-0${number.toString(16).padStart(16, '0')}`
  for (let number = 0; number < 100_000; number++) expect(table.add(idOf(number))).toBe(number)
  for (let number = 0; number < 100_000; number += 97) {
    expect(table.add(idOf(number))).toBe(number)
    expect(table.has(idOf(number + 100_000))).toBe(false)
  }
})
