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
  it.each([
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
    const network = (rules: readonly string[]) => networkOf(sketchNetwork({ groups: { 'sg-1': rules } }))
    const [before, after] = [network(one), network(other)]
    const [old, now] = [packetsOf(exposure(before)), packetsOf(exposure(after))]
    const { lost, gained } = exposureDifference(before, after)
    expect(packetsOf(lost).toSorted()).toEqual(old.filter((each) => !now.includes(each)).toSorted())
    expect(packetsOf(gained).toSorted()).toEqual(now.filter((each) => !old.includes(each)).toSorted())
    for (const row of [...lost, ...gained]) expect(row.icmp !== null).toBe(row.protocol === 1 || row.protocol === 58)
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
