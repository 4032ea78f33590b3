/** A client to ask for, out of those there are. */

import { describe, expect, it } from 'vitest'
import { formatAddress, parsePrefix } from '../net/prefix.ts'
import { addressSet } from '../net/traffic.ts'
import { exampleOf } from './client-parts.ts'
import { AddressSets, NOBODY } from './compiled/address-sets.ts'

describe('an example of the clients', () => {
  it.each([
    [4, '203.0.113.0/24', '203.0.113.0'],
    [6, '2001:db8:ffff::/48', '2001:db8:ffff::'],
  ] as const)('is the first address of the first block, of its family: IPv%s', (family, block, first) => {
    const sets = new AddressSets(family)
    const prefix = parsePrefix(block)
    const example = prefix && exampleOf(sets, sets.of(addressSet([prefix])))
    expect(example && formatAddress(example)).toBe(first)
    expect(example?.family).toBe(family)
  })

  it('is nobody where there is nobody', () => {
    expect(exampleOf(new AddressSets(4), NOBODY)).toBeNull()
  })
})
