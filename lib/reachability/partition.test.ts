/** From single packets to ranges: complete, disjoint, and the answer of a piece holds for each packet of it. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Interval } from '../net/interval-set.ts'
import { type Box, type Piece, partition, splitInterval } from './partition.ts'

const LAST = 30

/** Where rules begin, ascending: the plane of addresses and ports falls into cells that are answered alike. */
const borders = fc
  .uniqueArray(fc.integer({ min: 1, max: LAST }), { maxLength: 5 })
  .map((values) => [0, ...values.toSorted((a, b) => a - b)])

const interval = fc
  .tuple(fc.integer({ min: 0, max: LAST }), fc.integer({ min: 0, max: LAST }))
  .map(([a, b]): Interval<number> => [Math.min(a, b), Math.max(a, b)])

function cellOf(starts: readonly number[], value: number): { readonly number: number; readonly cuts: number[] } {
  const number = starts.findLastIndex((start) => start <= value)
  return { number, cuts: [starts[number] ?? 0, starts[number + 1] ?? LAST + 1] }
}

/** Every packet of a box, as text. */
function packetsOf({ addresses, ports }: Box<number | bigint>): readonly string[] {
  const values = ([lo, hi]: Interval<number | bigint>) =>
    Array.from({ length: Number(hi) - Number(lo) + 1 }, (_, index) => Number(lo) + index)
  return values(addresses).flatMap((address) => values(ports).map((port) => `${address}:${port}`))
}

/** Each packet with the answer of its piece, in the order of the packets. */
function answered(pieces: readonly Piece<string, number | bigint>[]): readonly string[] {
  return pieces.flatMap(({ box, answer }) => packetsOf(box).map((packet) => `${packet} ${answer}`)).sort()
}

const world = fc.record({
  addresses: borders,
  ports: borders,
  box: fc.record({ addresses: interval, ports: interval }),
  asksLast: fc.boolean(),
})

/** What is asked one packet at a time, each on its own. */
function byHand(box: Box<number>, answerAt: (address: number, port: number) => string): readonly string[] {
  return packetsOf(box)
    .map((packet) => {
      const [address = 0, port = 0] = packet.split(':').map(Number)
      return `${packet} ${answerAt(address, port)}`
    })
    .sort()
}

describe('a box of addresses and ports that is asked at single packets', () => {
  it.each([
    ['numbers', Number],
    ['bigints', BigInt],
  ] as const)('is told packet by packet as if each were asked, once each, in %s', (_, value) => {
    fc.assert(
      fc.property(world, ({ addresses, ports, box, asksLast }) => {
        const answerAt = (address: number, port: number) =>
          `${cellOf(addresses, address).number}/${cellOf(ports, port).number}`
        const [from, to] = box.addresses
        const wide: Box<number | bigint> = { addresses: [value(from), value(to)], ports: box.ports }
        const pieces = partition<string, number | bigint>([wide], (open) => {
          const side = asksLast ? 1 : 0
          const [address, port] = [Number(open.addresses[side]), open.ports[side]]
          const cuts = {
            addresses: cellOf(addresses, address).cuts.map((cut) => value(cut)),
            ports: cellOf(ports, port).cuts,
          }
          return { answer: answerAt(address, port), at: { address: value(address), port }, cuts }
        })
        expect(answered(pieces)).toEqual(byHand(box, answerAt))
      }),
    )
  })

  it('is one piece, asked once, where no rule cuts it', () => {
    const box: Box<number> = { addresses: [4, 9], ports: [20, 25] }
    let asked = 0
    const pieces = partition([box], () => {
      asked++
      return { answer: 'yes', at: { address: 4, port: 20 }, cuts: { addresses: [4, 10], ports: [20, 26] } }
    })
    expect(pieces).toEqual([{ box, answer: 'yes' }])
    expect(asked).toBe(1)
  })

  it('is answered for every box that is given, and for none where none is', () => {
    const boxes: Box<number>[] = [
      { addresses: [1, 1], ports: [80, 80] },
      { addresses: [2, 2], ports: [81, 81] },
    ]
    const ask = ({ addresses, ports }: Box<number>) => ({
      answer: `${addresses[0]}:${ports[0]}`,
      at: { address: addresses[0], port: ports[0] },
      cuts: { addresses: [2], ports: [] },
    })
    expect(answered(partition(boxes, ask))).toEqual(['1:80 1:80', '2:81 2:81'])
    expect(partition([], ask)).toEqual([])
  })

  it.each([
    ['no cut lies between two boxes', [], [], 1],
    ['a cut is the first of the later box', [], [443], 2],
    ['a cut lies between their ports', [], [100], 2],
    ['a cut is the first of the earlier box', [], [80], 1],
    ['a cut lies between their addresses', [2], [], 2],
    ['a cut is past them all', [3], [444], 1],
  ])('is asked once where %s', (...[, addresses, ports, times]) => {
    const boxes: Box<number>[] = [
      { addresses: [1, 1], ports: [80, 80] },
      { addresses: [2, 2], ports: [443, 443] },
    ]
    let asked = 0
    const pieces = partition(boxes, (box) => {
      asked++
      return { answer: 'same', at: { address: box.addresses[0], port: box.ports[0] }, cuts: { addresses, ports } }
    })
    expect([asked, pieces.length]).toEqual([times, 2])
  })
})

describe('an interval', () => {
  it.each<readonly [string, Interval<number>, readonly number[], readonly Interval<number>[]]>([
    [
      'before a value inside',
      [10, 20],
      [15],
      [
        [10, 14],
        [15, 20],
      ],
    ],
    [
      'before its last value',
      [10, 20],
      [20],
      [
        [10, 19],
        [20, 20],
      ],
    ],
    ['not before its first, nor past its end', [10, 20], [10, 21, 0, 99], [[10, 20]]],
    [
      'once, where two rules begin at one value',
      [10, 20],
      [15, 15],
      [
        [10, 14],
        [15, 20],
      ],
    ],
    [
      'in order, whatever the order of the cuts',
      [10, 20],
      [18, 11, 15],
      [
        [10, 10],
        [11, 14],
        [15, 17],
        [18, 20],
      ],
    ],
    ['never, where it is one value', [10, 10], [10, 11], [[10, 10]]],
  ])('is cut %s', (_, ...[whole, cuts, expected]) => {
    expect(splitInterval(whole, cuts)).toEqual(expected)
  })

  it('of IPv6 addresses is cut as exactly', () => {
    const base = 0x20010db8000a0000n << 64n
    expect(splitInterval([base, base + 5n], [base + 2n])).toEqual([
      [base, base + 1n],
      [base + 2n, base + 5n],
    ])
  })
})
