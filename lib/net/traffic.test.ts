import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers, holds, type NumberSet } from './interval-set.ts'
import { type Prefix, parsePrefix, prefixOf } from './prefix.ts'
import { TCP, UDP } from './protocol.ts'
import {
  ALL_PORTS,
  addressSet,
  coversInternet,
  formatAddresses,
  formatPorts,
  INTERNET,
  type InternetThreshold,
  internetFamilies,
  regionsWhere,
  subtractAddresses,
  type Traffic,
  unionAddresses,
} from './traffic.ts'

const WHOLE: InternetThreshold = { ipv4Addresses: null, ipv6Networks: null }
const LARGE: InternetThreshold = { ipv4Addresses: 16_777_216, ipv6Networks: 65_536 }

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is no prefix`)
  return prefix
}

function setOf(...texts: string[]) {
  return addressSet(texts.map(read))
}

describe('coversInternet', () => {
  it.each([
    [['0.0.0.0/0'], [4]],
    [['0.0.0.0/1', '128.0.0.0/1'], [4]],
    [['::/0'], [6]],
    [['2000::/3'], [6]],
    [['2000::/4', '3000::/4'], [6]],
    [
      ['0.0.0.0/0', '::/0'],
      [4, 6],
    ],
    [['0.0.0.0/1'], []],
    [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], []],
    [['255.255.255.255/32'], []],
    [['fc00::/7', 'fe80::/10'], []],
    [[], []],
  ])('%j holds all of the internet in families %j', (texts, families) => {
    expect(internetFamilies(setOf(...texts), WHOLE)).toEqual(families)
  })

  it('does not ask for private and reserved blocks: nobody on the internet has such an address', () => {
    const withoutPrivate = subtractAddresses(setOf('0.0.0.0/0'), setOf('10.0.0.0/8', '192.168.0.0/16', '224.0.0.0/4'))
    expect(coversInternet(withoutPrivate, WHOLE)).toBe(true)
  })

  it.each([
    ['0.0.0.0/1', true],
    ['32.0.0.0/3', true],
    ['52.0.0.0/8', false],
    ['10.0.0.0/7', false],
    ['104.16.0.0/12', false],
    ['203.0.113.7/32', false],
    ['2000::/4', true],
    ['2600::/12', true],
    ['2600:1f00::/24', false],
    ['2001:db8::/32', false],
  ])('with a threshold, %s counts as the internet: %s', (text, expected) => {
    expect(coversInternet(setOf(text), LARGE)).toBe(expected)
  })

  it('counts addresses over all prefixes together, private ones never', () => {
    expect(coversInternet(setOf('52.0.0.0/8', '54.0.0.0/8'), LARGE)).toBe(true)
    expect(coversInternet(setOf('52.0.0.0/8', '10.0.0.0/8'), LARGE)).toBe(false)
  })

  it('is not changed by cutting a prefix into halves', () => {
    const cut = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 12 }))
    fc.assert(
      fc.property(cut, ([value, length]) => {
        const whole = prefixOf({ family: 4, value }, length)
        const left = whole?.family === 4 ? prefixOf({ family: 4, value: whole.base }, length + 1) : null
        const right =
          whole?.family === 4 ? prefixOf({ family: 4, value: whole.base + 2 ** (31 - length) }, length + 1) : null
        if (!whole || !left || !right) throw new Error('a prefix shorter than 32 has halves')
        expect(addressSet([left, right])).toEqual(addressSet([whole]))
        expect(coversInternet(addressSet([right, left]), LARGE)).toBe(coversInternet(addressSet([whole]), LARGE))
      }),
    )
  })
})

describe('regionsWhere', () => {
  const open = (sources: ReturnType<typeof setOf>) => coversInternet(sources, WHOLE)
  const rule = (protocol: Traffic['protocol'], ports: NumberSet, ...sources: string[]): Traffic => ({
    protocol,
    ports,
    sources: setOf(...sources),
  })

  it('finds a port whose sources only two rules together unite to the internet', () => {
    const rules = [rule(TCP, [[22, 22]], '0.0.0.0/1'), rule(TCP, [[20, 30]], '128.0.0.0/1')]
    const regions = regionsWhere(rules, TCP, open)
    expect(regions.map(({ ports }) => ports)).toEqual([[[22, 22]]])
    expect(regions[0]?.contributors).toEqual(rules)
  })

  it('counts rules for all protocols, and keeps TCP and UDP apart', () => {
    const rules = [rule('any', ALL_PORTS, '0.0.0.0/1'), rule(UDP, [[53, 53]], '128.0.0.0/1')]
    expect(regionsWhere(rules, UDP, open).map(({ ports }) => ports)).toEqual([[[53, 53]]])
    expect(regionsWhere(rules, TCP, open)).toEqual([])
  })

  it('agrees with asking port by port', () => {
    const half = fc.constantFrom('0.0.0.0/1', '128.0.0.0/1', '0.0.0.0/0', '10.0.0.0/8')
    const ports = fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
      .map(([a, b]): NumberSet => [[Math.min(a, b), Math.max(a, b)]])
    const rules = fc.array(
      fc
        .tuple(fc.constantFrom(TCP, UDP, 'any' as const), ports, half)
        .map(([protocol, at, source]) => rule(protocol, at, source)),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(rules, (all) => {
        const found = regionsWhere(all, TCP, open)
        for (let port = 0; port <= 31; port++) {
          const admitting = all.filter((each) => each.protocol !== UDP && holds(each.ports, port))
          const expected = open(admitting.reduce((sum, each) => unionAddresses(sum, each.sources), setOf()))
          expect(found.some((region) => holds(region.ports, port))).toBe(expected)
        }
      }),
    )
  })
})

describe('words', () => {
  it('names ports by range, and all of them as all', () => {
    expect(
      formatPorts([
        [22, 22],
        [80, 443],
      ]),
    ).toBe('22, 80-443')
    expect(formatPorts([[0, 65535]])).toBe('all')
    expect(formatPorts([[1, 65535]])).toBe('all')
  })

  it('names addresses by prefix where they are one, and counts what is too long', () => {
    expect(formatAddresses(setOf('10.0.0.0/8', '2001:db8::/32'))).toBe('10.0.0.0/8, 2001:db8::/32')
    expect(formatAddresses(setOf('10.0.0.0/8', '11.0.0.0/9'))).toBe('10.0.0.0-11.127.255.255')
    expect(formatAddresses(INTERNET, 2)).toMatch(/ and \d+ more$/)
  })

  it('never calls a documentation range private, so that examples behave as the real thing', () => {
    for (const text of ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'])
      expect(covers(INTERNET.v4, setOf(text).v4)).toBe(true)
    expect(covers(INTERNET.v6, setOf('2001:db8::/32').v6)).toBe(true)
  })
})
