import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBlocks, internetBlocks } from './address-blocks.ts'
import { type Prefix, parsePrefix } from './prefix.ts'
import { addressSet, INTERNET, intersectAddresses, ofFamily, subtractAddresses } from './traffic.ts'

const setOf = (...texts: readonly string[]) =>
  addressSet(texts.map(parsePrefix).filter((prefix): prefix is Prefix => prefix !== null))
const onInternet = (...texts: readonly string[]) => intersectAddresses(setOf(...texts), INTERNET)

describe('blocks of a set', () => {
  it.each([
    [['10.0.0.0/24', '10.0.1.0/24'], ['10.0.0.0/23']],
    [
      ['10.0.1.0/24', '10.0.2.0/24'],
      ['10.0.1.0/24', '10.0.2.0/24'],
    ],
    [
      ['0.0.0.0/0', '::/0'],
      ['0.0.0.0/0', '::/0'],
    ],
    [['255.255.255.255/32'], ['255.255.255.255/32']],
    [['2001:db8::/33', '2001:db8:8000::/33'], ['2001:db8::/32']],
    [[], []],
  ])('%j is %j', (given, told) => {
    expect(addressBlocks(setOf(...given))).toEqual(told)
  })

  it('hold exactly the set they are told of', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    const block = fc
      .tuple(octet, octet, fc.integer({ min: 0, max: 32 }))
      .map(([a, b, length]) => `${a}.${b}.7.9/${length}`)
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const set = setOf(...blocks)
        expect(setOf(...addressBlocks(set))).toEqual(set)
      }),
    )
  })
})

describe('a part of the internet', () => {
  it.each([
    ['all of it', onInternet('0.0.0.0/0'), 4, ['0.0.0.0/0'], []],
    ['all of IPv6', onInternet('::/0'), 6, ['::/0'], []],
    ['half of it, over the private blocks inside', onInternet('0.0.0.0/1'), 4, ['0.0.0.0/1'], []],
    ['one block beside a private one', onInternet('9.0.0.0/8'), 4, ['9.0.0.0/8'], []],
    ['one address', onInternet('203.0.113.7/32'), 4, ['203.0.113.7/32'], []],
    [
      'all of it save one block',
      subtractAddresses(ofFamily(INTERNET, 4), setOf('198.51.100.0/24')),
      4,
      ['0.0.0.0/0'],
      ['198.51.100.0/24'],
    ],
    ['nothing', setOf(), 4, [], []],
  ] as const)('%s', (...[, set, family, blocks, except]) => {
    expect(internetBlocks(set, family)).toEqual({ blocks, except })
  })

  it('means exactly the addresses of the internet that are in the blocks and not excepted', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    const block = fc
      .tuple(octet, octet, fc.integer({ min: 0, max: 24 }))
      .map(([a, b, length]) => `${a}.${b}.0.0/${length}`)
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), fc.boolean(), (blocks, turned) => {
        const some = onInternet(...blocks)
        const set = turned ? subtractAddresses(ofFamily(INTERNET, 4), some) : some
        const told = internetBlocks(set, 4)
        const meant = subtractAddresses(onInternet(...told.blocks), setOf(...told.except))
        expect(meant).toEqual(set)
      }),
    )
  })
})
