/** Source: VPC guide, "Network ACLs", "Route tables" (the local route), "Security group rules". */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import type { Family } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../net/traffic.ts'
import { buildVpc, type HostOptions } from '../testing/build-vpc.ts'
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
      .host('eni-1', 'subnet-a', ['tcp/443 from 10.0.0.0/16', 'tcp/22 from 10.0.0.32/28'], { privateIp: '10.0.0.10' })
      .host('eni-2', 'subnet-a', [], { privateIp: '10.0.0.11', groups: ['sg-1'] })
      .host('eni-3', 'subnet-b', [], { privateIp: '10.0.1.10' })

  /** Two more hosts of one group, that nothing but their subnets tells apart. */
  const beside = () =>
    vpc()
      .host('eni-6', 'subnet-a', [], { privateIp: '10.0.0.60', groups: ['sg-1'] })
      .host('eni-7', 'subnet-b', [], { privateIp: '10.0.1.60', groups: ['sg-1'] })

  function likeness(
    world: ReturnType<typeof vpc>,
    ...[from, to, family = 4]: [string, string, Family?]
  ): string | null {
    const network = networkOf(world.inventory)
    const ends = endsOf(network).filter(({ address }) => address.family === family)
    const [sender, receiver] = [from, to].map((id) => ends.find((end) => end.networkInterface.id === id))
    if (!sender || !receiver) throw new Error('no such end')
    return likenessOf(network, { from: sender, to: receiver })
  }

  it('by their standing within one subnet or in two, for only between two an ACL counts', () => {
    expect(likeness(vpc(), 'eni-1', 'eni-2')).toBe(likeness(vpc(), 'eni-2', 'eni-1'))
    expect(likeness(beside(), 'eni-1', 'eni-6')).not.toBe(likeness(beside(), 'eni-1', 'eni-7'))
  })

  it('by the network ACL of either', () => {
    const guarded = beside().acl('acl-2', ['subnet-b'], ['100 out allow all 0.0.0.0/0'])
    expect(likeness(beside(), 'eni-6', 'eni-7')).toBe(likeness(beside(), 'eni-7', 'eni-6'))
    expect(likeness(guarded, 'eni-6', 'eni-7')).not.toBe(likeness(guarded, 'eni-7', 'eni-6'))
  })

  it.each<readonly [string, HostOptions]>([
    ['whether it is attached', { status: 'available' }],
    ['whether it forwards what is not its own', { more: { SourceDestCheck: false } }],
    ['its groups', { groups: ['sg-3'] }],
    ['whether its address is one a rule names', { privateIp: '10.0.0.40' }],
    ['being a node of a load balancer', { more: { Description: 'ELB app/shop/50dc6c495c0c9188' } }],
    ['being an interface of a service', { more: { InterfaceType: 'lambda' } }],
  ])('by what is known of an end: %s', (_, options) => {
    const more = vpc()
      .host('eni-4', 'subnet-a', [], { privateIp: '10.0.0.14', groups: ['sg-1'] })
      .host('eni-5', 'subnet-a', [], { privateIp: '10.0.0.15', groups: ['sg-1'], ...options })
    expect(likeness(more, 'eni-2', 'eni-3')).toBe(likeness(more, 'eni-4', 'eni-3'))
    expect(likeness(more, 'eni-5', 'eni-3')).not.toBe(likeness(more, 'eni-4', 'eni-3'))
    expect(likeness(more, 'eni-3', 'eni-5')).not.toBe(likeness(more, 'eni-3', 'eni-4'))
  })

  it('by the family they speak', () => {
    const groups = ['sg-3']
    const world = vpc()
      .host('eni-3', 'subnet-b', ['tcp/443 from sg-3'], { privateIp: '10.0.1.10' })
      .host('eni-4', 'subnet-b', [], { privateIp: '10.0.1.14', ipv6: ['2001:db8:1::14'], groups })
      .host('eni-5', 'subnet-b', [], { privateIp: '10.0.1.15', ipv6: ['2001:db8:1::15'], groups })
    expect(likeness(world, 'eni-4', 'eni-5', 6)).not.toBeNull()
    expect(likeness(world, 'eni-4', 'eni-5', 6)).not.toBe(likeness(world, 'eni-4', 'eni-5', 4))
  })

  it('by the state of their instances', () => {
    const instance = (id: string, Name: string) => ({ InstanceId: id, VpcId: 'vpc-1', State: { Name } })
    const world = vpc().elements('Instances', instance('i-1', 'stopped'), instance('i-2', 'running'))
    expect(likeness(world, 'eni-1', 'eni-3')).not.toBe(likeness(world, 'eni-2', 'eni-3'))
  })

  it('from others of their own kind too, where they are more than an interface of a host', () => {
    const node = { more: { Description: 'ELB app/shop/50dc6c495c0c9188' }, groups: ['sg-1'] }
    const nodes = vpc()
      .host('eni-4', 'subnet-a', [], { privateIp: '10.0.0.14', ...node })
      .host('eni-5', 'subnet-a', [], { privateIp: '10.0.0.15', ...node })
    expect(likeness(nodes, 'eni-4', 'eni-3')).not.toBe(likeness(nodes, 'eni-5', 'eni-3'))
  })

  it.each<readonly [string, (world: ReturnType<typeof vpc>) => ReturnType<typeof vpc>]>([
    ['ACLs were not collected', (world) => world.notCollected('NetworkAcls')],
    ['one of the two is led elsewhere', (world) => world.subnet('subnet-b', '10.0.1.0/24', { '10.0.0.0/24': 'eni-2' })],
    [
      'a group of one could not be read',
      (world) =>
        world.host('eni-1', 'subnet-a', [], {
          privateIp: '10.0.0.10',
          more: { Groups: [{ GroupId: 'sg-1' }, { GroupName: 'nameless' }] },
        }),
    ],
    [
      'the address of one is in no block of its subnet',
      (world) => world.host('eni-1', 'subnet-a', [], { privateIp: '10.0.9.10', groups: ['sg-1'] }),
    ],
  ])('not at all where %s', (_, changed) => {
    expect(likeness(changed(vpc()), 'eni-1', 'eni-3')).toBeNull()
    expect(likeness(changed(vpc()), 'eni-3', 'eni-1')).toBeNull()
  })
})
