/**
 * Sets of clients on the internet, each kept once under a small number. Filters, routes and exposure compute with the
 * numbers, and remember every answer: two sets are met, joined or subtracted once however many interfaces ask, so IPv6
 * costs what IPv4 does.
 */

import type { Family, Prefix } from '../../net/prefix.ts'
import {
  type AddressSet,
  addressSet,
  INTERNET,
  intersectAddresses,
  NO_ADDRESSES,
  ofFamily,
  subtractAddresses,
  unionAddresses,
} from '../../net/traffic.ts'

/** The number of a set. Numbers of different families, or of different `AddressSets`, mean nothing to each other. */
export type AddressSetId = number

export const NOBODY: AddressSetId = 0
/** Every client on the internet. */
export const EVERYBODY: AddressSetId = 1

/** Two numbers in one key of a map: exact as long as there are fewer sets than this. */
const PAIR = 2 ** 26

export class AddressSets {
  readonly family: Family
  readonly #sets: AddressSet[] = []
  readonly #ids = new Map<string, AddressSetId>()
  readonly #prefixes = new Map<number | string, AddressSetId>()
  readonly #meets = new Map<number, AddressSetId>()
  readonly #joins = new Map<number, AddressSetId>()
  readonly #rests = new Map<number, AddressSetId>()

  constructor(family: Family) {
    this.family = family
    this.#intern(NO_ADDRESSES)
    this.#intern(ofFamily(INTERNET, family))
  }

  /** The addresses of a set. */
  get(id: AddressSetId): AddressSet {
    return this.#sets[id] ?? NO_ADDRESSES
  }

  /** The clients of any set of addresses. */
  of(set: AddressSet): AddressSetId {
    return this.#intern(intersectAddresses(set, this.get(EVERYBODY)))
  }

  /** The clients in a prefix; nobody in one of the other family. */
  ofPrefix(prefix: Prefix): AddressSetId {
    if (prefix.family !== this.family) return NOBODY
    const key = prefix.family === 4 ? prefix.base * 64 + prefix.length : `${prefix.base.toString(36)}/${prefix.length}`
    const known = this.#prefixes.get(key)
    if (known !== undefined) return known
    const id = this.of(addressSet([prefix]))
    this.#prefixes.set(key, id)
    return id
  }

  ofPrefixes(prefixes: readonly Prefix[]): AddressSetId {
    const [only, ...others] = prefixes
    if (!only) return NOBODY
    return others.length === 0 ? this.ofPrefix(only) : this.of(addressSet(prefixes))
  }

  /** Who is in both. */
  meet(a: AddressSetId, b: AddressSetId): AddressSetId {
    if (a === b || b === EVERYBODY) return a
    if (a === EVERYBODY) return b
    if (a === NOBODY || b === NOBODY) return NOBODY
    return this.#remember(this.#meets, a < b ? [a, b] : [b, a], intersectAddresses)
  }

  /** Who is in either. */
  join(a: AddressSetId, b: AddressSetId): AddressSetId {
    if (a === b || b === NOBODY) return a
    if (a === NOBODY) return b
    if (a === EVERYBODY || b === EVERYBODY) return EVERYBODY
    return this.#remember(this.#joins, a < b ? [a, b] : [b, a], unionAddresses)
  }

  /** Who is in `a` and not in `b`. */
  minus(a: AddressSetId, b: AddressSetId): AddressSetId {
    if (a === b || a === NOBODY || b === EVERYBODY) return NOBODY
    return b === NOBODY ? a : this.#remember(this.#rests, [a, b], subtractAddresses)
  }

  #remember(
    answers: Map<number, AddressSetId>,
    [a, b]: readonly [AddressSetId, AddressSetId],
    compute: (a: AddressSet, b: AddressSet) => AddressSet,
  ): AddressSetId {
    const key = a * PAIR + b
    const known = answers.get(key)
    if (known !== undefined) return known
    const id = this.#intern(compute(this.get(a), this.get(b)))
    answers.set(key, id)
    return id
  }

  #intern(set: AddressSet): AddressSetId {
    const key = this.family === 4 ? set.v4.join(' ') : set.v6.join(' ')
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#sets.length
    this.#sets.push(set)
    this.#ids.set(key, id)
    return id
  }
}
