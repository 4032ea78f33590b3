/** What passes number by number, against asking for each number on its own. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressSets, EVERYBODY, NOBODY } from './address-sets.ts'
import { type Admitted, AdmittedTable, type Piece } from './admitted.ts'

const sets = new AddressSets(4)
const office = sets.ofPrefix({ family: 4, base: 0xcb007100, length: 24 })
const half = sets.ofPrefix({ family: 4, base: 0, length: 1 })
const table = new AdmittedTable(sets)

const piece = fc
  .record({
    lo: fc.constantFrom(0, 22, 80, 1024, 65535),
    length: fc.constantFrom(0, 1, 58, 65535),
    clients: fc.constantFrom(office, half, EVERYBODY),
    certain: fc.boolean(),
  })
  .map(
    ({ lo, length, clients, certain }): Piece => ({
      lo,
      hi: Math.min(65535, lo + length),
      known: certain ? clients : NOBODY,
      possible: clients,
    }),
  )
const pieces = fc.array(piece, { maxLength: 4 })
const NUMBERS = [0, 21, 22, 23, 79, 80, 81, 138, 1023, 1024, 1082, 65534, 65535]

function at(admitted: Admitted, number: number): readonly number[] {
  const index = admitted.starts.findLastIndex((start) => start <= number)
  return [admitted.known[index] ?? -1, admitted.possible[index] ?? -1]
}

function byHand(all: readonly Piece[], number: number): readonly number[] {
  const here = all.filter(({ lo, hi }) => lo <= number && number <= hi)
  const known = here.reduce((some, each) => sets.join(some, each.known), NOBODY)
  return [known, here.reduce((some, each) => sets.join(some, each.possible), NOBODY)]
}

describe('what passes, number by number', () => {
  it('is what any piece lets pass', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        for (const number of NUMBERS) expect(at(table.ofPieces(all), number)).toEqual(byHand(all, number))
      }),
    )
  })

  it('meets, joins and is subtracted number by number, in either order, and neighbours always differ', () => {
    fc.assert(
      fc.property(pieces, pieces, (some, others) => {
        const [a, b] = [table.ofPieces(some), table.ofPieces(others)]
        const both = { meet: table.meet(a, b), join: table.join(a, b), minus: table.minus(a, b) }
        for (const number of NUMBERS) {
          const [left, right] = [at(a, number), at(b, number)]
          for (const operation of ['meet', 'join', 'minus'] as const) {
            const expected = left.map((own, side) => sets[operation](own, right[side] ?? NOBODY))
            expect(at(both[operation], number)).toEqual(expected)
          }
        }
        expect(table.meet(b, a)).toBe(both.meet)
        expect(table.join(b, a)).toBe(both.join)
        for (const { known, possible } of Object.values(both)) {
          const pairs = known.map((each, index) => `${each} ${possible[index]}`)
          expect(pairs.filter((each, index) => each === pairs[index - 1])).toEqual([])
        }
      }),
    )
  })

  it('is told for a whole range at once: who gets through to some number of it', () => {
    const all = table.ofPieces([
      { lo: 1000, hi: 1023, known: EVERYBODY, possible: EVERYBODY },
      { lo: 1024, hi: 1024, known: office, possible: office },
      { lo: 40000, hi: 40001, known: NOBODY, possible: half },
    ])
    expect(table.someOf(all, 1024, 65535)).toBe(table.constant(office, sets.join(office, half)))
    expect(table.someOf(all, 1025, 39999)).toBe(table.nothing)
    expect(table.someOf(all, 1023, 1023)).toBe(table.everything)
  })

  it('is the same object for the same content', () => {
    const turned = [
      { lo: 80, hi: 90, known: office, possible: office },
      { lo: 22, hi: 79, known: office, possible: office },
    ]
    expect(table.ofPieces(turned)).toBe(table.ofPieces([{ lo: 22, hi: 90, known: office, possible: office }]))
  })
})
