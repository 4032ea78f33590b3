/**
 * What passes, number by number: for every destination port, or ICMP message, who surely gets through and who may.
 * Each answer is kept once, so two filters of equal content are one, and what two of them let pass together is
 * computed once.
 */

import { type AddressSetId, type AddressSets, EVERYBODY, NOBODY } from './address-sets.ts'

/**
 * From `starts[i]` to before `starts[i + 1]` who is in `known[i]` gets through and who is in `possible[i]` may. The
 * first start is 0, the last stretch ends at 65535, and neighbours differ. `known` is always part of `possible`.
 */
export interface Admitted {
  readonly id: number
  readonly starts: readonly number[]
  readonly known: readonly AddressSetId[]
  readonly possible: readonly AddressSetId[]
}

/** Numbers × clients that one rule lets pass, surely or perhaps. */
export interface Piece {
  readonly lo: number
  readonly hi: number
  readonly known: AddressSetId
  readonly possible: AddressSetId
}

const PAIR = 2 ** 26

export class AdmittedTable {
  readonly sets: AddressSets
  readonly nothing: Admitted
  readonly everything: Admitted
  /** Nobody surely, everybody perhaps. */
  readonly anything: Admitted
  readonly #byKey = new Map<string, Admitted>()
  readonly #meets = new Map<number, Admitted>()
  readonly #joins = new Map<number, Admitted>()

  constructor(sets: AddressSets) {
    this.sets = sets
    this.nothing = this.constant(NOBODY, NOBODY)
    this.everything = this.constant(EVERYBODY, EVERYBODY)
    this.anything = this.constant(NOBODY, EVERYBODY)
  }

  /** The same for every number. */
  constant(known: AddressSetId, possible: AddressSetId): Admitted {
    return this.#intern([0], [known], [possible])
  }

  /** What any of the pieces lets pass. */
  ofPieces(pieces: readonly Piece[]): Admitted {
    const { sets } = this
    if (pieces.length === 0) return this.nothing
    const starts = startsOf(pieces)
    const known: AddressSetId[] = []
    const possible: AddressSetId[] = []
    for (const start of starts) {
      let surely = NOBODY
      let perhaps = NOBODY
      for (const piece of pieces) {
        if (piece.lo > start || piece.hi < start) continue
        surely = sets.join(surely, piece.known)
        perhaps = sets.join(perhaps, piece.possible)
      }
      known.push(surely)
      possible.push(sets.join(surely, perhaps))
    }
    return this.#joined(starts, known, possible)
  }

  /** What passes both. */
  meet(a: Admitted, b: Admitted): Admitted {
    if (a === b || b === this.everything) return a
    if (a === this.everything) return b
    if (a === this.nothing || b === this.nothing) return this.nothing
    return this.#remember(this.#meets, [a, b], (one, other) => this.sets.meet(one, other))
  }

  /** What passes either. */
  join(a: Admitted, b: Admitted): Admitted {
    if (a === b || b === this.nothing) return a
    if (a === this.nothing) return b
    return this.#remember(this.#joins, [a, b], (one, other) => this.sets.join(one, other))
  }

  /** What passes `a` and not `b`. */
  minus(a: Admitted, b: Admitted): Admitted {
    return this.#zip(a, b, (one, other) => this.sets.minus(one, other))
  }

  /** Who gets through to some number from `lo` to `hi`, as one answer for every number. */
  someOf(all: Admitted, lo: number, hi: number): Admitted {
    let known = NOBODY
    let possible = NOBODY
    for (const [index, start] of all.starts.entries()) {
      if (start > hi || (all.starts[index + 1] ?? Number.POSITIVE_INFINITY) <= lo) continue
      known = this.sets.join(known, all.known[index] ?? NOBODY)
      possible = this.sets.join(possible, all.possible[index] ?? NOBODY)
    }
    return this.constant(known, possible)
  }

  #remember(
    answers: Map<number, Admitted>,
    [a, b]: readonly [Admitted, Admitted],
    combine: (a: AddressSetId, b: AddressSetId) => AddressSetId,
  ): Admitted {
    const key = a.id < b.id ? a.id * PAIR + b.id : b.id * PAIR + a.id
    const known = answers.get(key)
    if (known) return known
    const answer = this.#zip(a, b, combine)
    answers.set(key, answer)
    return answer
  }

  #zip(a: Admitted, b: Admitted, combine: (a: AddressSetId, b: AddressSetId) => AddressSetId): Admitted {
    const starts: number[] = []
    const known: AddressSetId[] = []
    const possible: AddressSetId[] = []
    let i = 0
    let j = 0
    while (i < a.starts.length || j < b.starts.length) {
      const nextA = a.starts[i] ?? Number.POSITIVE_INFINITY
      const nextB = b.starts[j] ?? Number.POSITIVE_INFINITY
      if (nextA <= nextB) i++
      if (nextB <= nextA) j++
      starts.push(Math.min(nextA, nextB))
      known.push(combine(a.known[i - 1] ?? NOBODY, b.known[j - 1] ?? NOBODY))
      possible.push(combine(a.possible[i - 1] ?? NOBODY, b.possible[j - 1] ?? NOBODY))
    }
    return this.#joined(starts, known, possible)
  }

  /** Neighbours that say the same become one. */
  #joined(starts: readonly number[], known: readonly AddressSetId[], possible: readonly AddressSetId[]): Admitted {
    const differs = (_: unknown, index: number) =>
      index === 0 || known[index] !== known[index - 1] || possible[index] !== possible[index - 1]
    if (starts.every(differs)) return this.#intern(starts, known, possible)
    return this.#intern(starts.filter(differs), known.filter(differs), possible.filter(differs))
  }

  #intern(starts: readonly number[], known: readonly AddressSetId[], possible: readonly AddressSetId[]): Admitted {
    const key = `${starts.join()}|${known.join()}|${possible.join()}`
    const seen = this.#byKey.get(key)
    if (seen) return seen
    const admitted: Admitted = { id: this.#byKey.size, starts, known, possible }
    this.#byKey.set(key, admitted)
    return admitted
  }
}

/** Where what the pieces say may change. */
function startsOf(pieces: readonly Piece[]): readonly number[] {
  const starts = new Set([0])
  for (const { lo, hi } of pieces) {
    starts.add(lo)
    if (hi < 65535) starts.add(hi + 1)
  }
  return [...starts].sort((a, b) => a - b)
}
