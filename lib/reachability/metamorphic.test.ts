/** Changes whose effect is known beforehand, on random estates: engine and simulator must both show it. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { compare, networkFor } from '../testing/compare-engine.ts'
import * as change from '../testing/metamorphic.ts'
import { randomEstate } from '../testing/random-estate.ts'
import { dice, probeOf } from '../testing/random-probe.ts'
import type { SimulatedQuery } from '../testing/simulate-query.ts'

const cases = fc
  .sample(fc.tuple(randomEstate, fc.array(dice, { minLength: 6, maxLength: 6 }), fc.nat({ max: 99 })), {
    numRuns: 60,
    seed: 7,
  })
  .map(([document, rolls, roll]) => ({ document, roll, queries: rolls.map((each) => probeOf(document, each)) }))

const RANK: Readonly<Record<string, number>> = { blocked: 0, unknown: 1, reachable: 2 }

/** The verdicts of engine and simulator. */
function both(document: DescribeDocument, queries: readonly SimulatedQuery[]): readonly (readonly [string, string])[] {
  const network = networkFor(document)
  return queries.map((query) => {
    const { engine, oracle } = compare(network, document, query)
    return [engine, oracle.verdict]
  })
}

function ranks(document: DescribeDocument, queries: readonly SimulatedQuery[]): readonly number[] {
  return both(document, queries).flatMap((pair) => pair.map((verdict) => RANK[verdict] ?? -1))
}

const before = cases.map(({ document, queries }) => both(document, queries))

describe('what never opens a way', () => {
  it.each([
    ['a deny in a network ACL', change.denyInAcl],
    ['a route that becomes a blackhole', change.blackholeRoute],
    ['Block Public Access', change.blockPublicAccess],
  ])('%s', (_, apply) => {
    for (const { document, roll, queries } of cases) {
      const old = ranks(document, queries)
      expect(ranks(apply(document, roll), queries).every((rank, index) => rank <= (old[index] ?? -1))).toBe(true)
    }
  })
})

it('a rule that allows never closes a way', () => {
  for (const { document, roll, queries } of cases) {
    const old = ranks(document, queries)
    const now = ranks(change.allowInGroup(document, roll), queries)
    expect(now.every((rank, index) => rank >= (old[index] ?? -1))).toBe(true)
  }
})

describe('what changes nothing', () => {
  it.each([
    ['lists in another order', change.permuteArrays],
    ['entries of network ACLs in another order', change.permuteEntries],
    ['blocks in halves', change.splitBlocks],
    ['blocks as prefix lists', change.blocksToLists],
    ['all protocols one by one', change.enumerateProtocols],
  ])('%s', (_, apply) => {
    for (const [index, { document, roll, queries }] of cases.entries())
      expect(both(apply(document, roll), queries)).toEqual(before[index])
  })

  it('other names', () => {
    for (const [index, { document, queries }] of cases.entries())
      expect(both(change.renameDocument(document), change.renameIds(queries))).toEqual(before[index])
  })
})

it('a world without translation has the same verdicts over IPv6 as over IPv4', () => {
  let reachable = 0
  for (const { document } of cases) {
    const four = change.onlyIpv4Inside(document)
    const hosts = (four.elements.get('NetworkInterfaces') ?? [])
      .map((each) => String(each['NetworkInterfaceId']))
      .filter((id) => /^eni-\d$/.test(id))
    const queries = hosts.flatMap((from) =>
      hosts.map((to): SimulatedQuery => ({ from, to, protocol: 'tcp', port: 22, family: 4 })),
    )
    const verdicts = both(four, queries)
    const six = queries.map((query): SimulatedQuery => ({ ...query, family: 6 }))
    expect(both(change.translateToIpv6(four), six)).toEqual(verdicts)
    reachable += verdicts.filter(([engine]) => engine === 'reachable').length
  }
  expect(reachable).toBeGreaterThan(50)
})
