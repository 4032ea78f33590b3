/** One off is the commonest fault of intervals and prefixes: the values at, before and after each boundary. */

import { describe, expect, it } from 'vitest'
import { holds, type IntervalSet, intersect, intervalSet, subtract, union } from './interval-set.ts'
import {
  containsPrefix,
  formatIpv6,
  type Prefix,
  parseAddress,
  parsePrefix,
  parsePrefixOrAddress,
  prefixOf,
} from './prefix.ts'
import {
  addressSet,
  coversInternet,
  formatAddresses,
  formatPorts,
  INTERNET,
  type InternetThreshold,
  regionsWhere,
  subtractAddresses,
} from './traffic.ts'

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is no prefix`)
  return prefix
}
const setOf = (...texts: readonly string[]) => addressSet(texts.map(read))

describe('the internet, block by block (RFC 6890)', () => {
  const inside = (text: string): boolean => {
    const address = parseAddress(text)
    if (!address) throw new Error(`${text} is no address`)
    return address.family === 4 ? holds(INTERNET.v4, address.value) : holds(INTERNET.v6, address.value)
  }

  it.each([
    ['0.255.255.255', '1.0.0.0'],
    ['10.0.0.0', '9.255.255.255'],
    ['10.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.63.255.255'],
    ['100.127.255.255', '100.128.0.0'],
    ['127.0.0.0', '126.255.255.255'],
    ['127.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.253.255.255'],
    ['169.254.255.255', '169.255.0.0'],
    ['172.16.0.0', '172.15.255.255'],
    ['172.31.255.255', '172.32.0.0'],
    ['192.168.0.0', '192.167.255.255'],
    ['192.168.255.255', '192.169.0.0'],
    ['224.0.0.0', '223.255.255.255'],
    ['1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2000::'],
    ['4000::', '3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s is not on it, its neighbour %s is', (outside, neighbour) => {
    expect([inside(outside), inside(neighbour)]).toEqual([false, true])
  })

  it.each(['239.255.255.255', '240.0.0.0', '255.255.255.255', 'fc00::1', 'fe80::1', '::1'])(
    '%s is not on it',
    (text) => {
      expect(inside(text)).toBe(false)
    },
  )
})

describe('intervals that touch', () => {
  it.each<[string, IntervalSet<number>, IntervalSet<number>]>([
    [
      'neighbours join',
      intervalSet([
        [1, 2],
        [3, 4],
      ]),
      [[1, 4]],
    ],
    [
      'a gap of one stays',
      intervalSet([
        [1, 2],
        [4, 5],
      ]),
      [
        [1, 2],
        [4, 5],
      ],
    ],
    [
      'what is inside does not shorten',
      intervalSet([
        [1, 9],
        [2, 3],
        [9, 10],
      ]),
      [[1, 10]],
    ],
    [
      'union across a gap that another fills',
      union(
        [
          [1, 2],
          [5, 6],
        ],
        [[3, 4]],
      ),
      [[1, 6]],
    ],
    ['intersect at one value', intersect([[1, 5]], [[5, 9]]), [[5, 5]]],
    [
      'intersect of equal ends goes on',
      intersect(
        [
          [1, 5],
          [7, 9],
        ],
        [
          [3, 5],
          [8, 8],
        ],
      ),
      [
        [3, 5],
        [8, 8],
      ],
    ],
    ['subtract the first value', subtract([[1, 5]], [[1, 1]]), [[2, 5]]],
    ['subtract the last value', subtract([[1, 5]], [[5, 5]]), [[1, 4]]],
    [
      'subtract one in the middle',
      subtract([[1, 5]], [[3, 3]]),
      [
        [1, 2],
        [4, 5],
      ],
    ],
    [
      'subtract what only touches',
      subtract(
        [[3, 5]],
        [
          [1, 2],
          [6, 7],
        ],
      ),
      [[3, 5]],
    ],
    [
      'subtract many',
      subtract(
        [[0, 9]],
        [
          [0, 0],
          [2, 3],
          [9, 9],
        ],
      ),
      [
        [1, 1],
        [4, 8],
      ],
    ],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected)
  })

  it('the same over bigints: the value before a cut is one less', () => {
    expect(subtract([[0n, 9n]], [[5n, 5n]])).toEqual([
      [0n, 4n],
      [6n, 9n],
    ])
    expect(
      intervalSet([
        [1n, 2n],
        [3n, 4n],
      ]),
    ).toEqual([[1n, 4n]])
  })
})

describe('prefixes at the edges of their family', () => {
  it.each([
    ['0.0.0.0/32', true],
    ['0.0.0.0/33', false],
    ['::/128', true],
    ['::/129', false],
    ['1:2:3:4:5:6:7:8/128', true],
    ['1::2:3:4:5:6:7:8/128', false],
    ['::2:3:4:5:6:7:8/128', true],
    ['1:2:3:4:5:6:7::/128', true],
    ['1:2:3:4:5:6:7:8::/128', false],
    ['::ffff:192.0.2.1/128', true],
    ['192.0.2.1::/128', false],
  ])('%s is a prefix: %s', (text, expected) => {
    expect(parsePrefix(text) !== null).toBe(expected)
  })

  it('an address alone is a prefix of one, in both families', () => {
    expect(parsePrefixOrAddress('192.0.2.1')?.length).toBe(32)
    expect(parsePrefixOrAddress('2001:db8::1')?.length).toBe(128)
  })

  it('a prefix holds itself, and not the one that is longer by a bit on the other side', () => {
    for (const text of ['198.51.100.0/24', '2001:db8::/32']) expect(containsPrefix(read(text), read(text))).toBe(true)
    expect(containsPrefix(read('2001:db8::/33'), read('2001:db8:8000::/33'))).toBe(false)
    expect(containsPrefix(read('2001:db8::/32'), read('2001:db8:8000::/33'))).toBe(true)
  })

  it('clears host bits of both families', () => {
    expect(prefixOf({ family: 4, value: 2 ** 32 - 1 }, 8)).toEqual({ family: 4, base: 255 * 2 ** 24, length: 8 })
    expect(prefixOf({ family: 6, value: (1n << 128n) - 1n }, 1)).toEqual({ family: 6, base: 1n << 127n, length: 1 })
  })

  it.each([
    [0x0001_0000_0000_0002_0000_0000_0000_0003n, '1:0:0:2::3'],
    [0x0001_0000_0000_0002_0003_0000_0000_0004n, '1::2:3:0:0:4'],
    [0x0001_0002_0003_0004_0005_0006_0007_0000n, '1:2:3:4:5:6:7:0'],
    [0x0001_0002_0003_0004_0005_0006_0000_0000n, '1:2:3:4:5:6::'],
  ])('%s is written %s (RFC 5952)', (value, text) => {
    expect(formatIpv6(value)).toBe(text)
  })
})

describe('how much is the internet', () => {
  const threshold = (ipv4Addresses: number | null, ipv6Networks: number | null): InternetThreshold => ({
    ipv4Addresses,
    ipv6Networks,
  })

  it.each<[readonly string[], InternetThreshold, boolean]>([
    [['198.51.100.0/24'], threshold(255, null), true],
    [['198.51.100.0/24'], threshold(256, null), false],
    [['198.51.100.0/24', '203.0.113.0/24'], threshold(511, null), true],
    [['10.0.0.0/8'], threshold(0, null), false],
    [['10.0.0.0/8', '198.51.100.0/24'], threshold(256, null), false],
    [['2001:db8::/32'], threshold(null, 0), true],
    [['2001:db8::/32'], threshold(null, 1), false],
    [['2001:db8::/31'], threshold(null, 1), true],
    [['2001:db8::/33'], threshold(null, 1), false],
    [['fc00::/7'], threshold(null, 0), false],
  ])('%j with %j: %s', (texts, limit, expected) => {
    expect(coversInternet(setOf(...texts), limit)).toBe(expected)
  })

  it.each(['203.0.113.7/32', '2001:db8::7/128'])('asked for every address, all but %s is not all', (missing) => {
    const everything = setOf('0.0.0.0/0')
    const rest = missing.includes(':')
      ? subtractAddresses(setOf('::/0'), setOf(missing))
      : subtractAddresses(everything, setOf(missing))
    expect(coversInternet(rest, threshold(null, null))).toBe(false)
    expect(coversInternet(missing.includes(':') ? setOf('::/0') : everything, threshold(null, null))).toBe(true)
  })
})

describe('regions at their ports', () => {
  it('end where the narrower rule ends, and begin where the later one begins', () => {
    const rules = [
      { protocol: 6, ports: [[20, 25]] as const, sources: setOf('52.0.0.0/8') },
      { protocol: 6, ports: [[25, 30]] as const, sources: setOf('54.0.0.0/8') },
    ]
    const wide = (limit: number) =>
      regionsWhere(rules, 6, (sources) => coversInternet(sources, { ipv4Addresses: limit, ipv6Networks: null }))
    expect(wide(2 ** 24).map(({ ports }) => ports)).toEqual([[[25, 25]]])
    expect(wide(2 ** 24 - 1).map(({ ports }) => ports)).toEqual([[[20, 24]], [[25, 25]], [[26, 30]]])
  })
})

describe('words', () => {
  it.each([
    ['198.51.100.1/32', '198.51.100.2/32', '198.51.100.1-198.51.100.2'],
    ['198.51.100.2/32', '198.51.100.3/32', '198.51.100.2/31'],
    ['2001:db8::1/128', '2001:db8::2/128', '2001:db8::1-2001:db8::2'],
    ['2001:db8::2/128', '2001:db8::3/128', '2001:db8::2/127'],
  ])('%s and %s together are %s', (a, b, expected) => {
    expect(formatAddresses(setOf(a, b))).toBe(expected)
  })

  it('a list of exactly the limit is shown whole', () => {
    expect(formatAddresses(setOf('192.0.2.0/24', '198.51.100.0/24'), 2)).toBe('192.0.2.0/24, 198.51.100.0/24')
    expect(formatAddresses(setOf('192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'), 2)).toBe(
      '192.0.2.0/24, 198.51.100.0/24 and 1 more',
    )
  })

  it('all ports are all, but for port zero', () => {
    expect([formatPorts([[1, 65535]]), formatPorts([[2, 65535]]), formatPorts([[0, 65534]])]).toEqual([
      'all',
      '2-65535',
      '0-65534',
    ])
  })
})
