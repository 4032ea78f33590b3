import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intersect } from './interval-set.ts'
import {
  containsAddress,
  containsPrefix,
  formatAddress,
  formatIpv4,
  formatIpv6,
  formatPrefix,
  lastIpv4,
  lastIpv6,
  overlaps,
  type Prefix,
  parseAddress,
  parsePrefix,
  parsePrefixOrAddress,
  prefixOf,
} from './prefix.ts'
import { addressSet } from './traffic.ts'

const ipv4 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const ipv6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })
const prefix: fc.Arbitrary<Prefix> = fc
  .oneof(
    fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })).map(([value, length]) => prefixOf({ family: 4, value }, length)),
    fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })).map(([value, length]) => prefixOf({ family: 6, value }, length)),
  )
  .filter((each): each is Prefix => each !== null)

function read(text: string): Prefix {
  const parsed = parsePrefix(text)
  if (!parsed) throw new Error(`${text} is no prefix`)
  return parsed
}

describe('parsePrefix', () => {
  it.each([
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.0.1/16', '10.0.0.0/16'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['::/0', '::/0'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
    ['::ffff:192.0.2.1/128', '::ffff:c000:201/128'],
    ['2001:db8::1/64', '2001:db8::/64'],
  ])('reads %s as %s', (text, canonical) => {
    expect(formatPrefix(read(text))).toBe(canonical)
  })

  it.each([
    '',
    '/',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/8 ',
    '256.0.0.0/8',
    '010.0.0.0/8',
    '::/129',
    ':::/0',
    '1::2::3/64',
    '2001:db8::g/64',
    'fe80::1%eth0/64',
    '1:2:3:4:5:6:7:8:9/64',
    '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7::8/64/1',
    '::1.2.3/128',
    'all',
  ])('answers null for %j', (text) => {
    expect(parsePrefix(text)).toBeNull()
  })

  it('reads back what it writes, for every prefix of both families', () => {
    fc.assert(
      fc.property(prefix, (each) => {
        expect(parsePrefix(formatPrefix(each))).toEqual(each)
      }),
    )
  })
})

describe('parseAddress', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(ipv4, (value) => {
        expect(parseAddress(formatIpv4(value))).toEqual({ family: 4, value })
      }),
    )
    fc.assert(
      fc.property(ipv6, (value) => {
        expect(parseAddress(formatIpv6(value))).toEqual({ family: 6, value })
      }),
    )
  })

  it('takes an address for a prefix of one, when either may stand there', () => {
    expect(parsePrefixOrAddress('192.0.2.1')).toEqual(read('192.0.2.1/32'))
    expect(parsePrefixOrAddress('2001:db8::1')).toEqual(read('2001:db8::1/128'))
    expect(parsePrefixOrAddress('sg-1')).toBeNull()
  })

  it('writes the longest run of zeros as ::, the first of equals (RFC 5952)', () => {
    expect(formatAddress({ family: 6, value: 0x2001_0db8_0000_0000_0001_0000_0000_0001n })).toBe('2001:db8::1:0:0:1')
    expect(formatIpv6(0n)).toBe('::')
    expect(formatIpv6(1n)).toBe('::1')
    expect(formatIpv6(0x0001_0000_0002_0003_0004_0005_0006_0007n)).toBe('1:0:2:3:4:5:6:7')
  })
})

describe('containment', () => {
  it.each([
    ['0.0.0.0/0', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.255.255.255/32', true],
    ['10.0.0.0/9', '10.128.0.0/9', false],
    ['0.0.0.0/0', '::/0', false],
    ['::/0', '0.0.0.0/0', false],
    ['2001:db8::/32', '2001:db8:ffff::/48', true],
    ['2001:db8::/32', '2001:db9::/48', false],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(containsPrefix(read(outer), read(inner))).toBe(expected)
  })

  it('holds its own first and last address, and not the one after', () => {
    fc.assert(
      fc.property(prefix, (each) => {
        const last =
          each.family === 4
            ? { family: 4 as const, value: lastIpv4(each) }
            : { family: 6 as const, value: lastIpv6(each) }
        const first =
          each.family === 4 ? { family: 4 as const, value: each.base } : { family: 6 as const, value: each.base }
        expect(containsAddress(each, first)).toBe(true)
        expect(containsAddress(each, last)).toBe(true)
        const next =
          last.family === 4
            ? { family: 4 as const, value: last.value + 1 }
            : { family: 6 as const, value: last.value + 1n }
        expect(containsAddress(each, next)).toBe(false)
      }),
    )
  })

  it('overlaps exactly when some address is in both', () => {
    fc.assert(
      fc.property(prefix, prefix, (a, b) => {
        const [left, right] = [addressSet([a]), addressSet([b])]
        const shared = intersect(left.v4, right.v4).length > 0 || intersect(left.v6, right.v6).length > 0
        expect(overlaps(a, b)).toBe(shared)
      }),
    )
    expect(overlaps(read('10.0.0.0/9'), read('10.128.0.0/9'))).toBe(false)
    expect(overlaps(read('10.0.0.0/8'), read('2001:db8::/32'))).toBe(false)
  })
})
