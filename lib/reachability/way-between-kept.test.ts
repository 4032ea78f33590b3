/** The way between two ends is looked for once for all that are alike: it must be the one each pair has by itself. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { formatAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { PAIRS } from '../testing/networks-of-pairs.ts'
import { NETWORKS } from '../testing/networks-to-tell.ts'
import { randomEstate } from '../testing/random-estate.ts'
import { endpointClasses } from './endpoint-classes.ts'
import { type Network, networkOf } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { trace } from './trace.ts'
import { type Pair, type Way, wayBetween, wayOfProbe } from './way-between.ts'

/** What nobody keeps: a probe for each pair. */
function asked(network: Network, pair: Pair): Way {
  return wayOfProbe(trace(network, pairQuery(pair, { protocol: TCP, port: 443 })), pair)
}

const words = (way: Way) => (way.kind === 'told' ? `told as ${formatAddress(way.source)}` : way.kind)

function pairsOf(network: Network): readonly Pair[] {
  return ([4, 6] as const).flatMap((family) => {
    const ends = endpointClasses(network, family).flatMap(({ members }) => members)
    return ends.flatMap((from) =>
      ends.filter((to) => to.networkInterface !== from.networkInterface).map((to) => ({ from, to })),
    )
  })
}

/** Each pair, in both orders: what is kept of one must not be told of another. */
function holds(inventory: Inventory): void {
  const pairs = pairsOf(networkOf(inventory))
  for (const order of [pairs, pairs.toReversed()]) {
    const network = networkOf({ ...inventory })
    for (const pair of order) {
      const name = `${pair.from.networkInterface.id} to ${pair.to.networkInterface.id}`
      expect(`${name}: ${words(wayBetween(network, pair))}`).toBe(`${name}: ${words(asked(network, pair))}`)
    }
  }
}

describe('the way between two ends, kept for all that are alike', () => {
  it.each(Object.entries({ ...PAIRS, ...NETWORKS }))('is the one a probe of the pair shows: %s', (_, world) => {
    holds(world())
  })

  it('is the one a probe of the pair shows in random estates', () => {
    fc.assert(
      fc.property(randomEstate, (document) => holds(readDescribe([document]))),
      { numRuns: 40 },
    )
  })
})
