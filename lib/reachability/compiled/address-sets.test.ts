/** Numbers for sets: computing with them is computing with the sets. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Prefix } from '../../net/prefix.ts'
import { parsePrefix } from '../../net/prefix.ts'
import {
  type AddressSet,
  addressSet,
  INTERNET,
  intersectAddresses,
  ofFamily,
  subtractAddresses,
  unionAddresses,
} from '../../net/traffic.ts'
import { cidr4, cidr6 } from '../../testing/random-rules.ts'
import { AddressSets, EVERYBODY, NOBODY } from './address-sets.ts'

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is no prefix`)
  return prefix
}

const cases = fc.constantFrom(4 as const, 6 as const).chain((family) => {
  const prefixes = fc.array((family === 4 ? cidr4 : cidr6).map(prefixOf), { maxLength: 4 })
  return fc.tuple(fc.constant(family), prefixes, prefixes)
})

function clients(prefixes: readonly Prefix[]): AddressSet {
  return intersectAddresses(addressSet(prefixes), INTERNET)
}

describe('numbers of sets', () => {
  it('meet, join and subtract as the sets do, and are the same number for the same set', () => {
    fc.assert(
      fc.property(cases, ([family, some, others]) => {
        const sets = new AddressSets(family)
        const [a, b] = [sets.ofPrefixes(some), sets.ofPrefixes(others)]
        const [left, right] = [ofFamily(clients(some), family), ofFamily(clients(others), family)]
        const expected = [
          [sets.meet(a, b), intersectAddresses(left, right)],
          [sets.join(a, b), unionAddresses(left, right)],
          [sets.minus(a, b), subtractAddresses(left, right)],
        ] as const
        for (const [id, set] of expected) {
          expect(sets.get(id)).toEqual(set)
          expect(sets.of(set)).toBe(id)
        }
        expect(sets.meet(b, a)).toBe(sets.meet(a, b))
        expect(sets.join(b, a)).toBe(sets.join(a, b))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['0.0.0.0/0', 4, EVERYBODY],
    ['10.0.0.0/8', 4, NOBODY],
    ['100.64.0.0/10', 4, NOBODY],
    ['::/0', 4, NOBODY],
    ['::/0', 6, EVERYBODY],
    ['2000::/3', 6, EVERYBODY],
    ['fc00::/7', 6, NOBODY],
    ['0.0.0.0/0', 6, NOBODY],
  ] as const)('hold of %s, asked in IPv%i, only who is on the internet', (text, family, id) => {
    expect(new AddressSets(family).ofPrefix(prefixOf(text))).toBe(id)
  })
})
