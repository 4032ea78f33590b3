/** What is lost and gained against set arithmetic over sampled packets. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { holds } from '../net/interval-set.ts'
import { parseAddress } from '../net/prefix.ts'
import { randomWorld } from '../testing/random-world.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { exposure } from './exposure.ts'
import { exposureDifference } from './exposure-difference.ts'
import type { ExposureRow } from './exposure-row.ts'
import { type Network, networkOf } from './network.ts'

const CLIENTS = ['198.51.100.1', '198.51.100.200', '203.0.113.7', '192.0.2.9', '2001:db8:a:1::1', '2600::1'].flatMap(
  (text) => parseAddress(text) ?? [],
)
/** Ports, and types of ICMP with their codes. */
const NUMBERS = [0, 8 * 256, 21, 22, 23, 443, 1023, 1024, 65_535]
const PROTOCOLS = [1, 6, 17, 47, 50, 58]

const networkFrom = (document: DescribeDocument): Network => networkOf(readDescribe([document]))

function holdsProtocol({ protocol, otherThan }: ExposureRow, wanted: number): boolean {
  return protocol === 'any' ? !otherThan.includes(wanted) : protocol === wanted
}

/** Every sampled packet the rows hold, each as often as it is in one. */
function packetsOf(rows: readonly ExposureRow[]): readonly string[] {
  return rows.flatMap((row) =>
    PROTOCOLS.filter((protocol) => holdsProtocol(row, protocol)).flatMap((protocol) =>
      NUMBERS.filter((number) => holds(row.icmp ?? row.ports, number)).flatMap((number) =>
        CLIENTS.filter(({ family, value }) =>
          family === 4 ? holds(row.sources.v4, value) : holds(row.sources.v6, value),
        ).flatMap(({ value }) =>
          row.members.map((id) => [id, row.family, protocol, number, value, row.certainty, row.via].join(' ')),
        ),
      ),
    ),
  )
}

describe('the difference between two networks', () => {
  it('holds every packet the one has and the other has not, once, with its certainty', () => {
    fc.assert(
      fc.property(randomWorld, randomWorld, (one, other) => {
        const [before, after] = [networkFrom(one), networkFrom(other)]
        const [old, now] = [packetsOf(exposure(before)), packetsOf(exposure(after))]
        const { lost, gained } = exposureDifference(before, after)
        const without = (all: readonly string[], some: readonly string[]) => {
          const gone = new Set(some)
          return all.filter((each) => !gone.has(each)).toSorted()
        }
        expect(packetsOf(lost).toSorted()).toEqual(without(old, now))
        expect(packetsOf(gained).toSorted()).toEqual(without(now, old))
      }),
      { numRuns: 300 },
    )
  })

  const ALL = 'in all 0.0.0.0/0'
  const ALL6 = 'in all ::/0'
  it.each([
    [[ALL], ['in 58 203.0.113.0/24']],
    [[ALL6], ['in 1 2001:db8:a::/48', 'in icmpv6 128 ::/0']],
    [['in tcp 22 ::/0'], ['in tcp 22 2001:db8:a::/48', ALL]],
    [[ALL], []],
    [[ALL], ['in 47 203.0.113.0/24']],
    [[ALL], ['in 47 203.0.113.0/24', 'in 50 0.0.0.0/0']],
    [[ALL], ['in 50 0.0.0.0/0', 'in all 203.0.113.0/24']],
    [['in all 203.0.113.0/24'], ['in 50 0.0.0.0/0', 'in 47 192.0.2.0/24']],
    [
      [ALL, 'in 50 0.0.0.0/0'],
      ['in all 192.0.2.0/24', 'in 47 0.0.0.0/0'],
    ],
    [[ALL], ['in icmp 8 0.0.0.0/0', 'in tcp 22 203.0.113.0/24']],
    [['in icmp -1 0.0.0.0/0'], ['in icmp 8 203.0.113.0/24']],
    [['in tcp 22 0.0.0.0/0'], ['in tcp 22-443 203.0.113.0/24', 'in udp 22 0.0.0.0/0']],
  ])('holds the packets of each protocol that only one of them names: %j, %j', (one, other) => {
    const interfaces = { 'eni-1': { ipv6: ['2001:db8:1::7'] } }
    const network = (rules: readonly string[]) => networkOf(sketchNetwork({ groups: { 'sg-1': rules }, interfaces }))
    const [before, after] = [network(one), network(other)]
    const [old, now] = [packetsOf(exposure(before)), packetsOf(exposure(after))]
    const { lost, gained } = exposureDifference(before, after)
    expect(packetsOf(lost).toSorted()).toEqual(old.filter((each) => !now.includes(each)).toSorted())
    expect(packetsOf(gained).toSorted()).toEqual(now.filter((each) => !old.includes(each)).toSorted())
    for (const row of [...lost, ...gained]) {
      expect(row.icmp !== null).toBe(row.protocol === 1 || row.protocol === 58)
      expect(row.otherThan).toEqual(row.otherThan.toSorted((a, b) => a - b))
      expect(Object.keys(row)).not.toContain('memberPorts')
    }
  })

  /** Two alike, that then get other rules: the same, or each a group of its own. */
  function lostBy(before: readonly string[], [one = [], other]: readonly (readonly string[])[]) {
    const hosts = (...groups: readonly [string, string]) => ({
      'eni-1': { privateIp: '10.0.0.11', groups: [groups[0]] },
      'eni-2': { privateIp: '10.0.0.12', groups: [groups[1]] },
    })
    const network = (groups: Record<string, readonly string[]>, ...own: readonly [string, string]) =>
      networkOf(sketchNetwork({ groups, interfaces: hosts(...own) }))
    const old = network({ 'sg-1': before }, 'sg-1', 'sg-1')
    const now = network({ 'sg-1': one, 'sg-2': other ?? [] }, 'sg-1', other ? 'sg-2' : 'sg-1')
    return exposureDifference(old, now).lost.map(
      ({ members, protocol, ports }) => `${members.join(' and ')} ${protocol}/${ports.join()}`,
    )
  }

  it.each<readonly [string, readonly string[], readonly (readonly string[])[], readonly string[]]>([
    ['all of it', ['in tcp 22 0.0.0.0/0'], [[], []], ['eni-1 and eni-2 6/22,22']],
    ['the same part of it', ['in tcp 22-23 0.0.0.0/0'], [['in tcp 22 0.0.0.0/0']], ['eni-1 and eni-2 6/23,23']],
    [
      'all of it, and are reached now by other protocols, each by its own',
      ['in tcp 22 0.0.0.0/0'],
      [['in udp 53 0.0.0.0/0'], ['in udp 123 0.0.0.0/0']],
      ['eni-1 and eni-2 6/22,22'],
    ],
    [
      'all that nobody names, and are reached by ports of those that somebody does',
      ['in all 0.0.0.0/0', 'in tcp 0-65535 0.0.0.0/0'],
      [['in tcp 0-65535 0.0.0.0/0', 'in udp 53 0.0.0.0/0']],
      ['eni-1 and eni-2 1/0,65535', 'eni-1 and eni-2 17/0,52,54,65535', 'eni-1 and eni-2 any/0,65535'],
    ],
    [
      'all that nobody names, each with something else left',
      ['in all 0.0.0.0/0'],
      [['in tcp 22 0.0.0.0/0'], ['in tcp 80 0.0.0.0/0']],
      [
        'eni-1 and eni-2 1/0,65535',
        'eni-1 6/0,21,23,65535',
        'eni-2 6/0,79,81,65535',
        'eni-1 and eni-2 17/0,65535',
        'eni-1 and eni-2 any/0,65535',
      ],
    ],
  ])('is told in one row for two that lose %s', (_, ...[before, after, expected]) => {
    expect(lostBy(before, after)).toEqual(expected)
  })

  it('of a network and itself is nothing', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        expect(exposureDifference(networkFrom(document), networkFrom(document))).toEqual({ lost: [], gained: [] })
      }),
      { numRuns: 50 },
    )
  })

  it('tells rows with messages of ICMP as such, and their reasons as those of the row they are of', () => {
    fc.assert(
      fc.property(randomWorld, randomWorld, (one, other) => {
        const before = networkFrom(one)
        const { lost } = exposureDifference(before, networkFrom(other))
        for (const row of lost) {
          const isIcmp = row.protocol === 1 || row.protocol === 58
          expect(row.icmp !== null).toBe(isIcmp)
          expect(row.unknowns.length > 0).toBe(row.certainty === 'unknown')
          expect(row.otherThan).toEqual(row.otherThan.toSorted((a, b) => a - b))
          expect(new Set(row.otherThan).size).toBe(row.otherThan.length)
        }
      }),
      { numRuns: 100 },
    )
  })
})
