/** Sets of addresses as lists of CIDR blocks, as short as they can be told. */

import { covers, type Interval, type IntervalSet, intervalSet, subtract } from './interval-set.ts'
import { type Family, formatIpv4, formatIpv6 } from './prefix.ts'
import { type AddressSet, INTERNET, ofFamily, subtractAddresses } from './traffic.ts'

/** The fewest blocks that hold exactly the set, IPv4 first. */
export function addressBlocks({ v4, v6 }: AddressSet): readonly string[] {
  return [...v4.flatMap(ipv4Blocks), ...v6.flatMap(ipv6Blocks)]
}

export interface InternetBlocks {
  readonly blocks: readonly string[]
  /** Parts of the internet inside of the blocks that are not meant. */
  readonly except: readonly string[]
}

/**
 * A part of the internet as one says it: `0.0.0.0/0` for all of it, or all of it save some. Blocks that are never on
 * the internet, such as 10.0.0.0/8, may be inside a block and are not meant. `set` holds addresses of one family.
 */
export function internetBlocks(set: AddressSet, family: Family): InternetBlocks {
  const missing = subtractAddresses(ofFamily(INTERNET, family), set)
  const blocks = family === 4 ? telling(set.v4, IPV4) : telling(set.v6, IPV6)
  const except = family === 4 ? telling(missing.v4, IPV4) : telling(missing.v6, IPV6)
  const whole = family === 4 ? '0.0.0.0/0' : '::/0'
  return except.length + 1 <= blocks.length || except.length === 0
    ? { blocks: [whole], except }
    : { blocks, except: [] }
}

interface Space<T extends number | bigint> {
  readonly whole: Interval<T>
  readonly internet: IntervalSet<T>
  readonly blocksOf: (interval: Interval<T>) => readonly string[]
  readonly next: (value: T, step: 1 | -1) => T
}

/** Over what is never on the internet one may tell on, where that is shorter: half of IPv4 is `0.0.0.0/1`. */
function telling<T extends number | bigint>(set: IntervalSet<T>, space: Space<T>): readonly string[] {
  return runs(set, space.internet).flatMap((run) => {
    const exact = run.flatMap(space.blocksOf)
    const spans = spansOf(run, space).map(space.blocksOf)
    return spans.reduce((best, each) => (each.length < best.length ? each : best), exact)
  })
}

/** Intervals with nothing of the internet between them. */
function runs<T extends number | bigint>(
  set: IntervalSet<T>,
  internet: IntervalSet<T>,
): readonly (readonly Interval<T>[])[] {
  const found: Interval<T>[][] = []
  for (const interval of set) {
    const last = found.at(-1)
    const before = last?.at(-1)
    const gap = before ? subtract(intervalSet([[before[0], interval[1]]]), intervalSet([before, interval])) : []
    if (last && before && gap.every((each) => isOutside(each, internet))) last.push(interval)
    else found.push([interval])
  }
  return found
}

/** The run from end to end, and the same reaching over what is next to it and never on the internet. */
function spansOf<T extends number | bigint>(
  run: readonly Interval<T>[],
  { whole, internet, next }: Space<T>,
): readonly Interval<T>[] {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return []
  const lo: T = first[0]
  const hi: T = last[1]
  const start = internet.findIndex((each) => each[0] === lo)
  const end = internet.findIndex((each) => each[1] === hi)
  const below = internet[start - 1]
  const above = internet[end + 1]
  const lows: readonly T[] = start < 0 ? [lo] : [lo, below ? next(below[1], 1) : whole[0]]
  const highs: readonly T[] = end < 0 ? [hi] : [hi, above ? next(above[0], -1) : whole[1]]
  return lows.flatMap((low) => highs.map((high) => [low, high] as const))
}

function isOutside<T extends number | bigint>(interval: Interval<T>, internet: IntervalSet<T>): boolean {
  return covers(subtract([interval], internet), [interval])
}

function ipv4Blocks([lo, hi]: Interval<number>): readonly string[] {
  const blocks: string[] = []
  for (let base = lo; base <= hi; ) {
    let length = 32
    while (length > 0 && base % 2 ** (33 - length) === 0 && base + 2 ** (33 - length) - 1 <= hi) length--
    blocks.push(`${formatIpv4(base)}/${length}`)
    base += 2 ** (32 - length)
  }
  return blocks
}

function ipv6Blocks([lo, hi]: Interval<bigint>): readonly string[] {
  const blocks: string[] = []
  for (let base = lo; base <= hi; ) {
    let length = 128
    while (length > 0 && fits(base, length - 1, hi)) length--
    blocks.push(`${formatIpv6(base)}/${length}`)
    base += 1n << BigInt(128 - length)
  }
  return blocks
}

function fits(base: bigint, length: number, hi: bigint): boolean {
  const size = 1n << BigInt(128 - length)
  return base % size === 0n && base + size - 1n <= hi
}

const IPV4: Space<number> = {
  whole: [0, 2 ** 32 - 1],
  internet: INTERNET.v4,
  blocksOf: ipv4Blocks,
  next: (value, step) => value + step,
}

const IPV6: Space<bigint> = {
  whole: [0n, (1n << 128n) - 1n],
  internet: INTERNET.v6,
  blocksOf: ipv6Blocks,
  next: (value, step) => value + BigInt(step),
}
