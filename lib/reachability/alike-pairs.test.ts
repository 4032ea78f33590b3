/** Source: VPC guide, "Network ACLs", "Route tables" (the local route), "Security group rules". */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { TCP } from '../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../net/traffic.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { PAIRS } from '../testing/networks-of-pairs.ts'
import { NETWORKS } from '../testing/networks-to-tell.ts'
import { randomEstate } from '../testing/random-estate.ts'
import { likenessOf } from './alike-pairs.ts'
import { type Endpoint, endpointClasses } from './endpoint-classes.ts'
import { type Network, networkOf } from './network.ts'
import { trafficOf } from './pair-traffic.ts'
import type { Pair } from './way-between.ts'

function endsOf(network: Network): readonly Endpoint[] {
  return ([4, 6] as const).flatMap((family) => endpointClasses(network, family).flatMap(({ members }) => members))
}

function pairsOf(network: Network): readonly Pair[] {
  const ends = endsOf(network)
  return ends.flatMap((from) =>
    ends
      .filter((to) => to.networkInterface !== from.networkInterface && to.address.family === from.address.family)
      .map((to) => ({ from, to })),
  )
}

const openOf = (network: Network, pair: Pair): readonly string[] =>
  trafficOf(network, pair, { protocol: TCP, ports: ALL_PORTS })
    .filter(({ verdict }) => verdict !== 'blocked')
    .map(({ ports, verdict }) => `${formatPorts(ports)} ${verdict}`)
    .toSorted()

/** How many pairs share their likeness with another; every one of them opens what the others do. */
function holdsAlike(network: Network): number {
  const alike = Map.groupBy(pairsOf(network), (pair) => likenessOf(network, pair))
  let shared = 0
  for (const [likeness, [first, ...others]] of alike) {
    if (likeness === null || !first) continue
    const open = openOf(network, first)
    for (const other of others) expect(openOf(network, other), likeness).toEqual(open)
    shared += others.length
  }
  return shared
}

describe('pairs that are alike', () => {
  it('open the same ports in random estates', () => {
    let shared = 0
    const alike = fc.property(randomEstate, (document) => {
      shared += holdsAlike(networkOf(readDescribe([document])))
    })
    fc.assert(alike, { numRuns: 40 })
    expect(shared).toBeGreaterThan(0)
  })

  it.each(Object.entries({ ...NETWORKS, ...PAIRS }))('open the same ports in %s', (_, world) => {
    holdsAlike(networkOf(world()))
  })
})

describe('pairs are told apart', () => {
  const vpc = () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-a', '10.0.0.0/24')
      .subnet('subnet-b', '10.0.1.0/24')
      .host('eni-1', 'subnet-a', ['tcp/443 from 10.0.0.0/16'], { privateIp: '10.0.0.10' })
      .host('eni-2', 'subnet-a', [], { privateIp: '10.0.0.11', groups: ['sg-1'] })
      .host('eni-3', 'subnet-b', [], { privateIp: '10.0.1.10', groups: ['sg-1'] })

  function likeness(world: ReturnType<typeof vpc>, from: string, to: string): string | null {
    const network = networkOf(world.inventory)
    const [sender, receiver] = [from, to].map((id) => endsOf(network).find((end) => end.networkInterface.id === id))
    if (!sender || !receiver) throw new Error('no such end')
    return likenessOf(network, { from: sender, to: receiver })
  }

  it('by their standing within one subnet or in two, for only between two an ACL counts', () => {
    expect(likeness(vpc(), 'eni-1', 'eni-2')).toBe(likeness(vpc(), 'eni-2', 'eni-1'))
    expect(likeness(vpc(), 'eni-1', 'eni-2')).not.toBe(likeness(vpc(), 'eni-1', 'eni-3'))
  })

  it('by the network ACL of either', () => {
    const guarded = vpc().acl('acl-2', ['subnet-b'], ['100 out allow all 0.0.0.0/0'])
    expect(likeness(guarded, 'eni-1', 'eni-3')).not.toBe(likeness(guarded, 'eni-3', 'eni-1'))
  })

  it('not at all where ACLs were not collected', () => {
    expect(likeness(vpc().notCollected('NetworkAcls'), 'eni-1', 'eni-3')).toBeNull()
  })
})
