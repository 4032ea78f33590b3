/**
 * From single packets to whole ranges: a box of addresses and ports is asked at one packet, then cut wherever a rule
 * on the way of that packet begins or ends, until no rule cuts a box. What is left is complete, not sampled.
 */

import type { Interval } from '../net/interval-set.ts'

type Value = number | bigint

/** Every packet of some addresses and ports. */
export interface Box<T extends Value> {
  readonly addresses: Interval<T>
  readonly ports: Interval<number>
}

/** Values at which an answer may change: the first value of the other side. */
export interface Cuts<T extends Value> {
  readonly addresses: readonly T[]
  readonly ports: readonly number[]
}

export interface Asked<A, T extends Value> {
  readonly answer: A
  /** The address and port that was asked. */
  readonly at: { readonly address: T; readonly port: number }
  /** All at which the answer to that packet looked. */
  readonly cuts: Cuts<T>
}

export interface Piece<A, T extends Value> {
  readonly box: Box<T>
  readonly answer: A
}

/** Disjoint boxes that together are the ones given, each with the answer that holds for every packet of it. */
export function partition<A, T extends Value>(
  boxes: readonly Box<T>[],
  ask: (box: Box<T>) => Asked<A, T>,
): readonly Piece<A, T>[] {
  const open = [...boxes]
  const done: Piece<A, T>[] = []
  const heard: Asked<A, T>[] = []
  for (let box = open.pop(); box; box = open.pop()) {
    const known = answerFor(heard, box)
    if (known) {
      done.push({ box, answer: known.answer })
      continue
    }
    const asked = ask(box)
    heard.push(asked)
    const { answer, at, cuts } = asked
    for (const piece of split(box, cuts)) {
      if (holdsValue(piece.addresses, at.address) && holdsValue(piece.ports, at.port)) done.push({ box: piece, answer })
      else open.push(piece)
    }
  }
  return done
}

/** Answers that are looked through for a box: those of its neighbours are the last. */
const HEARD = 4

/** What was answered of a packet that no cut parts from any of the box. */
function answerFor<A, T extends Value>(heard: readonly Asked<A, T>[], box: Box<T>): Asked<A, T> | undefined {
  for (let place = heard.length - 1; place >= 0 && place >= heard.length - HEARD; place--) {
    const each = heard[place]
    if (!each) continue
    const { at, cuts } = each
    if (isWhole(at.port, box.ports, cuts.ports) && isWhole(at.address, box.addresses, cuts.addresses)) return each
  }
  return undefined
}

/** Does no cut lie between a value and any of an interval? */
function isWhole<T extends Value>(value: T, [first, last]: Interval<T>, cuts: readonly T[]): boolean {
  const lo = value < first ? value : first
  const hi = value > last ? value : last
  return !cuts.some((cut) => lo < cut && cut <= hi)
}

function split<T extends Value>(box: Box<T>, cuts: Cuts<T>): readonly Box<T>[] {
  const ports = splitInterval(box.ports, cuts.ports)
  return splitInterval(box.addresses, cuts.addresses).flatMap((addresses) =>
    ports.map((range) => ({ addresses, ports: range })),
  )
}

/** The interval cut before each value that is inside it. */
export function splitInterval<T extends Value>([lo, hi]: Interval<T>, cuts: readonly T[]): readonly Interval<T>[] {
  const inside = [...new Set(cuts.filter((cut) => lo < cut && cut <= hi))].toSorted((a, b) => (a < b ? -1 : 1))
  return [lo, ...inside].map((start, index) => {
    const next = inside[index]
    return [start, next === undefined ? hi : before(next)]
  })
}

function before<T extends Value>(value: T): T {
  return (typeof value === 'bigint' ? value - 1n : (value as number) - 1) as T
}

function holdsValue<T extends Value>([lo, hi]: Interval<T>, value: T): boolean {
  return lo <= value && value <= hi
}
