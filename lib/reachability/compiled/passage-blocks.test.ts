/** A passage told as blocks: each number of each client once, with its certainty, and nobody left out. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds } from '../../net/interval-set.ts'
import { TCP } from '../../net/protocol.ts'
import { EVERYBODY, NOBODY } from './address-sets.ts'
import type { Piece } from './admitted.ts'
import { admittedOf, PassageTable, type ProtocolOrRest } from './passage.ts'
import { blocksOf, numbersByClients } from './passage-blocks.ts'

const GRE = 47
const table = new PassageTable(4)
const { admitted, nothing, everything } = table
const { sets } = admitted
const office = sets.ofPrefix({ family: 4, base: 0xcb007100, length: 24 })
const half = sets.ofPrefix({ family: 4, base: 0, length: 1 })

const only = (protocol: ProtocolOrRest, pieces: readonly Piece[]) =>
  table.of([GRE], (each) => (each === protocol ? admitted.ofPieces(pieces) : admitted.nothing))

const surely = (lo: number, hi: number, clients: number): Piece => ({ lo, hi, known: clients, possible: clients })
const perhaps = (lo: number, hi: number, clients: number): Piece => ({ lo, hi, known: NOBODY, possible: clients })

describe('the blocks of a passage', () => {
  it('are none where nothing passes', () => {
    expect(blocksOf(table, nothing)).toEqual([])
  })

  it('are one for each protocol it tells apart, and one for all others, where everything does', () => {
    expect(blocksOf(table, everything)).toEqual(
      [1, 6, 17, 'others'].map((protocol) => ({
        protocol,
        numbers: [[0, 65_535]],
        clients: EVERYBODY,
        certainty: 'reachable',
      })),
    )
  })

  it('are one for the same clients, whatever lies between their numbers', () => {
    const passage = only(TCP, [surely(22, 22, office), surely(80, 90, EVERYBODY), surely(443, 65_535, office)])
    const certain = { protocol: TCP, certainty: 'reachable' as const }
    const numbers = [
      [22, 22],
      [443, 65_535],
    ]
    expect(blocksOf(table, passage)).toEqual([
      { ...certain, numbers, clients: office },
      { ...certain, numbers: [[80, 90]], clients: EVERYBODY },
    ])
  })

  it('are in doubt only for who does not surely pass', () => {
    const passage = only('others', [surely(0, 65_535, office), perhaps(0, 65_535, sets.join(office, half))])
    expect(blocksOf(table, passage)).toEqual([
      { protocol: 'others', numbers: [[0, 65_535]], clients: office, certainty: 'reachable' },
      { protocol: 'others', numbers: [[0, 65_535]], clients: half, certainty: 'unknown' },
    ])
  })

  it('hold each number of each client as the passage does', () => {
    const piece = fc
      .record({ lo: fc.constantFrom(0, 22, 65_535), clients: fc.constantFrom(office, half), sure: fc.boolean() })
      .map(({ lo, clients, sure }) => (sure ? surely : perhaps)(lo, 65_535, clients))
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom<ProtocolOrRest>(TCP, GRE, 'others'), (pieces, protocol) => {
        const passage = only(protocol, pieces)
        const blocks = blocksOf(table, passage)
        expect(blocks.filter((each) => each.protocol !== protocol)).toEqual([])
        const { starts, known, possible } = admittedOf(passage, protocol)
        for (const number of [0, 21, 22, 65_534, 65_535]) {
          const at = starts.findLastIndex((start) => start <= number)
          const here = blocks.filter(({ numbers }) => holds(numbers, number))
          const clients = (certainty: string) =>
            here.filter((each) => each.certainty === certainty).map((each) => each.clients)
          const doubtful = sets.minus(possible[at] ?? NOBODY, known[at] ?? NOBODY)
          expect(clients('reachable')).toEqual([known[at] ?? NOBODY].filter((who) => who !== NOBODY))
          expect(clients('unknown')).toEqual([doubtful].filter((who) => who !== NOBODY))
        }
      }),
    )
  })

  it('are worked out once for all who have the passage', () => {
    expect(blocksOf(table, everything)).toBe(blocksOf(table, everything))
  })
})

describe('the numbers of each set of clients', () => {
  it('leave out stretches where there is nobody, and end at the last number', () => {
    expect([...numbersByClients([0, 22, 23, 80], [NOBODY, office, half, office])]).toEqual([
      [
        office,
        [
          [22, 22],
          [80, 65_535],
        ],
      ],
      [half, [[23, 79]]],
    ])
  })
})
