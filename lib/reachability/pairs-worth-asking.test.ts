/** Source: VPC guide, "Security group rules": rules only allow, so a sender no rule may mean surely gets nowhere. */

import { describe, expect, it } from 'vitest'
import type { Family } from '../net/prefix.ts'
import { type InterfaceSketch, type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { endpointClasses } from './endpoint-classes.ts'
import { networkOf } from './network.ts'
import { pairsWorthAsking } from './pairs-worth-asking.ts'

const host = (privateIp: string, groups: readonly string[], more: InterfaceSketch = {}): InterfaceSketch => ({
  privateIp,
  groups,
  publicIp: null,
  instance: null,
  ...more,
})

/** Two senders and a receiver in one subnet. */
const HOSTS = {
  'eni-1': host('10.0.0.10', ['sg-1'], { ipv6: ['2001:db8:1::10'] }),
  'eni-2': host('10.0.0.20', ['sg-2'], { ipv6: ['2001:db8:1::20'] }),
  'eni-3': host('10.0.0.30', ['sg-3'], { ipv6: ['2001:db8:1::30'] }),
}

function pairs(sketch: NetworkSketch, family: Family = 4) {
  const network = networkOf(sketchNetwork({ prefixLists: { 'pl-1': null }, ...sketch }))
  const classes = endpointClasses(network, family)
  return [...pairsWorthAsking(network, { senders: classes, receivers: classes })]
}

/** Whom the receiver is asked about, by the rules of its group. */
function askedOf(rules: readonly string[], sketch: NetworkSketch = {}, family: Family = 4): readonly string[] {
  const groups = { 'sg-1': [], 'sg-2': [], 'sg-3': rules }
  return pairs({ interfaces: HOSTS, groups, ...sketch }, family)
    .filter(({ to }) => to.members.some(({ networkInterface }) => networkInterface.id === 'eni-3'))
    .map(({ pair }) => pair.from.networkInterface.id)
}

describe('a receiver is asked about', () => {
  it.each<[string, readonly string[]]>([
    ['in tcp 22 10.0.0.10/32', ['eni-1']],
    ['in tcp 22 10.0.0.0/28', ['eni-1']],
    ['in tcp 22 10.0.0.16/28', ['eni-2']],
    ['in tcp 22 10.0.0.0/27', ['eni-1', 'eni-2']],
    ['in tcp 22 10.0.0.21/32', []],
    ['in tcp 22 sg-2', ['eni-2']],
    ['in tcp 22 sg-3', []],
    ['out tcp 22 0.0.0.0/0', []],
    ['in tcp 22 2001:db8:1::/64', []],
    ['in tcp 22 pl-1', ['eni-1', 'eni-2']],
    ['in tcp 22 pl-2', ['eni-1', 'eni-2']],
  ])('whom a rule may mean: %s', (rule, expected) => {
    expect(askedOf([rule], { prefixLists: { 'pl-1': null, 'pl-2': ['10.0.0.10/32', '10.0.0.20/32'] } })).toEqual(
      expected,
    )
  })

  it.each<[string, readonly string[]]>([
    ['in tcp 22 2001:db8:1::10/128', ['eni-1']],
    ['in tcp 22 2001:db8:1::10/123', ['eni-1']],
    ['in tcp 22 10.0.0.0/16', []],
  ])('in its own family: %s', (rule, expected) => {
    expect(askedOf([rule], {}, 6)).toEqual(expected)
  })

  it.each<[string, InterfaceSketch]>([
    ['has none that is known', host('10.0.0.20', [])],
    [
      'has one that could not be read',
      host('10.0.0.20', [], { more: { Groups: [{ GroupId: 'sg-2' }, { GroupName: 'nameless' }] } }),
    ],
  ])('a sender that may carry any group, for it %s', (_, sender) => {
    expect(askedOf(['in tcp 22 sg-1'], { interfaces: { ...HOSTS, 'eni-2': sender } })).toEqual(['eni-1', 'eni-2'])
  })

  it.each<[string, NetworkSketch]>([
    [
      'could not be read',
      {
        interfaces: {
          ...HOSTS,
          'eni-3': host('10.0.0.30', [], { more: { Groups: [{ GroupId: 'sg-3' }, { GroupName: 'nameless' }] } }),
        },
      },
    ],
    ['are not known', { groups: { 'sg-1': [], 'sg-2': [] } }],
  ])('everybody where its groups %s', (_, sketch) => {
    expect(askedOf([], sketch)).toEqual(['eni-1', 'eni-2'])
  })
})

describe('a pair to ask', () => {
  const alike = { groups: { 'sg-1': ['in tcp 22 sg-1'] } }

  it('is of two interfaces where the two classes are one', () => {
    const interfaces = {
      'eni-1': host('10.0.0.10', ['sg-1']),
      'eni-2': host('10.0.0.11', ['sg-1']),
      'eni-3': host('10.0.0.12', ['sg-1']),
    }
    expect(
      pairs({ ...alike, interfaces }).map(({ pair }) => [pair.from, pair.to].map((end) => end.networkInterface.id)),
    ).toEqual([['eni-1', 'eni-2']])
  })

  it('is none of an interface with itself', () => {
    expect(pairs({ ...alike, interfaces: { 'eni-1': host('10.0.0.10', ['sg-1']) } })).toEqual([])
  })
})
