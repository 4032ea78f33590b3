import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  covers,
  holds,
  type Interval,
  intersect,
  intervalSet,
  meet,
  type NumberSet,
  sharedSize,
  size,
  subtract,
  union,
} from './interval-set.ts'

const MAX = 40
const interval = fc
  .tuple(fc.integer({ min: 0, max: MAX }), fc.integer({ min: 0, max: MAX }))
  .map(([a, b]): Interval<number> => [Math.min(a, b), Math.max(a, b)])
const anySet = fc.array(interval, { maxLength: 8 }).map((intervals) => intervalSet(intervals))
const line = Array.from({ length: MAX + 2 }, (_, value) => value)

function members(set: NumberSet): number[] {
  return line.filter((value) => holds(set, value))
}

describe('intervalSet', () => {
  it.each<[string, Interval<number>[], NumberSet]>([
    [
      'joins what overlaps',
      [
        [1, 5],
        [3, 9],
      ],
      [[1, 9]],
    ],
    [
      'joins what touches',
      [
        [1, 5],
        [6, 9],
      ],
      [[1, 9]],
    ],
    [
      'keeps what is apart',
      [
        [1, 5],
        [7, 9],
      ],
      [
        [1, 5],
        [7, 9],
      ],
    ],
    [
      'sorts',
      [
        [7, 9],
        [1, 5],
      ],
      [
        [1, 5],
        [7, 9],
      ],
    ],
    [
      'swallows what is inside',
      [
        [1, 9],
        [3, 4],
      ],
      [[1, 9]],
    ],
    ['drops what runs backwards', [[9, 1]], []],
    ['keeps a single value', [[4, 4]], [[4, 4]]],
  ])('%s', (_, intervals, expected) => {
    expect(intervalSet(intervals)).toEqual(expected)
  })

  it('is sorted, disjoint and nowhere adjacent, whatever goes in', () => {
    fc.assert(
      fc.property(fc.array(interval), (intervals) => {
        const set = intervalSet(intervals)
        for (const [index, [lo, hi]] of set.entries()) {
          const next = set[index + 1]
          expect(lo).toBeLessThanOrEqual(hi)
          if (next) expect(hi + 1).toBeLessThan(next[0])
        }
        expect(members(set)).toEqual(line.filter((value) => intervals.some(([lo, hi]) => lo <= value && value <= hi)))
      }),
    )
  })
})

describe('the algebra agrees with sets of single values', () => {
  it.each([
    ['union', union, (a: boolean, b: boolean) => a || b],
    ['intersect', intersect, (a: boolean, b: boolean) => a && b],
    ['subtract', subtract, (a: boolean, b: boolean) => a && !b],
  ] as const)('%s', (_, operation, expected) => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(members(operation(a, b))).toEqual(line.filter((value) => expected(holds(a, value), holds(b, value))))
      }),
    )
  })

  it('holds a value exactly when one of its intervals does', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        expect(members(set)).toEqual(line.filter((value) => set.some(([lo, hi]) => lo <= value && value <= hi)))
      }),
    )
  })

  it('covers exactly when nothing is left over, and size counts the members', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(covers(a, b)).toBe(members(b).every((value) => holds(a, value)))
        expect(size(a)).toBe(BigInt(members(a).length))
      }),
    )
  })

  it('is the same over bigints, as wide as IPv6', () => {
    const all: Interval<bigint> = [0n, (1n << 128n) - 1n]
    const half: Interval<bigint> = [0n, (1n << 127n) - 1n]
    const rest = subtract([all], [half])
    expect(rest).toEqual([[1n << 127n, (1n << 128n) - 1n]])
    expect(union([half], rest)).toEqual([all])
    expect(size([all])).toBe(1n << 128n)
  })
})

describe('questions answered without a set in between', () => {
  const asBigints = (set: NumberSet) => set.map(([lo, hi]): Interval<bigint> => [BigInt(lo), BigInt(hi)])

  it('agree with the sets they stand for', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const both = intersect(a, b)
        expect(meet(a, b)).toBe(both.length > 0)
        expect(sharedSize(a, b)).toBe(size(both))
        expect(sharedSize(asBigints(a), asBigints(b))).toBe(size(both))
        expect(covers(a, b)).toBe(subtract(b, a).length === 0)
      }),
    )
  })

  it('hold for sets whose intervals touch, as lists of single ports do', () => {
    const ports: NumberSet = [
      [80, 80],
      [81, 81],
      [81, 81],
      [443, 443],
    ]
    expect(covers(ports, [[80, 81]])).toBe(true)
    expect(covers(ports, [[80, 82]])).toBe(false)
  })

  it('give back a set that is one already, and never one that is not', () => {
    const set: NumberSet = [
      [1, 2],
      [4, 4],
    ]
    expect(intervalSet(set)).toBe(set)
    expect(union(set, [])).toBe(set)
    expect(union([], [[5, 3]])).toEqual([])
    expect(
      union(
        [
          [2, 3],
          [1, 1],
        ] as NumberSet,
        [],
      ),
    ).toEqual([[1, 3]])
  })
})
