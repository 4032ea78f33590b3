/** Which class each interface is in, where it stands, and what is said of it by others. */

import { describe, expect, it } from 'vitest'
import type { Family } from '../../net/prefix.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../../testing/sketch-network.ts'
import { networkOf } from '../network.ts'
import {
  addressPassage,
  type CompiledClass,
  type CompiledNetwork,
  classOfInterface,
  compileNetwork,
  groupsPassage,
  statePassage,
} from './compiled-network.ts'
import { numberAt } from './number-at.ts'

const GROUPS = { 'sg-1': ['in tcp 443 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] }

const compiled = (sketch: NetworkSketch): CompiledNetwork =>
  compileNetwork(networkOf(sketchNetwork({ groups: GROUPS, ...sketch })))

function classOf(of: CompiledNetwork, id: string): CompiledClass {
  const one = of.network.inventory.networkInterfaces.get(id)
  const found = one && classOfInterface(of, one)
  if (!found) throw new Error(`${id} is in no class`)
  return found
}

/** The members of each class, by the order that is kept of them. */
function membersOf({ classes, order, starts, columns }: CompiledNetwork): readonly string[] {
  return classes.map(({ id }) =>
    [...order.slice(numberAt(starts, id), numberAt(starts, id + 1))].map((at) => columns.ids[at]).join(' '),
  )
}

const host = (subnet: string, privateIp: string, ...groups: readonly string[]) => ({
  subnet,
  privateIp,
  publicIp: '198.51.100.10',
  instance: null,
  groups,
})

const TWO_SUBNETS = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }

describe('the classes of a network', () => {
  it('are by place, groups and state, whatever the order interfaces come in', () => {
    const of = compiled({
      subnets: TWO_SUBNETS,
      interfaces: {
        'eni-1': host('subnet-1', '10.0.0.1', 'sg-1'),
        'eni-2': host('subnet-2', '10.0.1.2', 'sg-1'),
        'eni-3': host('subnet-1', '10.0.0.3', 'sg-1', 'sg-2'),
        'eni-4': host('subnet-1', '10.0.0.4', 'sg-1'),
        'eni-5': { ...host('subnet-1', '10.0.0.5', 'sg-1'), publicIp: null },
        'eni-6': host('subnet-1', '10.0.0.6', 'sg-2', 'sg-1'),
        'eni-7': host('subnet-2', '10.0.1.7', 'sg-1'),
      },
    })
    expect(membersOf(of)).toEqual(['eni-1 eni-4', 'eni-2 eni-7', 'eni-3 eni-6', 'eni-5'])
    expect(of.classes.map(({ place }) => place.subnetId)).toEqual(['subnet-1', 'subnet-2', 'subnet-1', 'subnet-1'])
    expect([...of.classOf]).toEqual([0, 1, 2, 0, 3, 2, 1])
  })

  it('hold no interface of another network', () => {
    const stranger = sketchNetwork({ interfaces: { 'eni-9': {} } }).networkInterfaces.get('eni-9')
    expect(stranger && classOfInterface(compiled({}), stranger)).toBeUndefined()
  })

  it('are one for two subnets of one table and one ACL', () => {
    const of = compiled({
      subnets: TWO_SUBNETS,
      tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { ...PUBLIC_TABLE, subnets: ['subnet-1', 'subnet-2'] } },
      acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2'] } },
      interfaces: {
        'eni-1': host('subnet-1', '10.0.0.1', 'sg-1'),
        'eni-2': host('subnet-2', '10.0.1.2', 'sg-1'),
      },
    })
    expect(membersOf(of)).toEqual(['eni-1 eni-2'])
  })
})

// Source: VPC guide, "Gateway route tables".
describe('the table of a gateway', () => {
  const steered = (
    routes: readonly string[],
    interfaces: NonNullable<NetworkSketch['interfaces']>,
    more: NetworkSketch = {},
  ) =>
    compiled({
      subnets: { 'subnet-1': { cidr: '10.0.0.0/24', ipv6: '2001:db8:1::/64' }, 'subnet-2': { cidr: '10.0.1.0/24' } },
      tables: {
        'rtb-main': MAIN_TABLE,
        'rtb-1': PUBLIC_TABLE,
        'rtb-igw': { routes: ['10.0.0.0/16 local', ...routes], gateway: 'igw-1' },
      },
      interfaces,
      ...more,
    })
  const edgeOf = (of: CompiledNetwork, id: string, family: Family) => {
    const target = classOf(of, id).place.edge[family]?.route.target
    return target?.kind === 'network-interface' ? target.id : (target?.kind ?? null)
  }

  it('steers what comes in for each interface but the appliance, also beside it', () => {
    const of = steered(['10.0.0.0/24 eni-box', '10.0.1.0/24 eni-box'], {
      'eni-1': host('subnet-1', '10.0.0.1', 'sg-1'),
      'eni-box': host('subnet-1', '10.0.0.9', 'sg-1'),
      'eni-2': host('subnet-1', '10.0.0.2', 'sg-1'),
      'eni-3': host('subnet-2', '10.0.1.3', 'sg-1'),
    })
    expect(['eni-1', 'eni-box', 'eni-2', 'eni-3'].map((id) => edgeOf(of, id, 4))).toEqual([
      'eni-box',
      null,
      'eni-box',
      'eni-box',
    ])
  })

  it('steers IPv6 by its own routes', () => {
    const of = steered(['2001:db8:1::/64 eni-box'], {
      'eni-1': { ...host('subnet-1', '10.0.0.1', 'sg-1'), ipv6: ['2001:db8:1::1'] },
      'eni-2': host('subnet-1', '10.0.0.2', 'sg-1'),
    })
    expect(([4, 6] as const).map((family) => edgeOf(of, 'eni-1', family))).toEqual([null, 'eni-box'])
    expect(([4, 6] as const).map((family) => edgeOf(of, 'eni-2', family))).toEqual([null, null])
  })

  const secondary = (publicIp: string | null) => ({
    ...host('subnet-1', '10.0.0.1', 'sg-1'),
    ipv6: ['2001:db8:1::1'],
    more: {
      PrivateIpAddresses: [
        {
          Primary: true,
          PrivateIpAddress: '10.0.0.1',
          ...(publicIp ? { Association: { PublicIp: publicIp, IpOwnerId: 'amazon' } } : {}),
        },
        { Primary: false, PrivateIpAddress: '10.0.1.1' },
      ],
    },
  })
  const elastic = {
    Addresses: [
      {
        AllocationId: 'eipalloc-1',
        PublicIp: '198.51.100.20',
        NetworkInterfaceId: 'eni-1',
        PrivateIpAddress: '10.0.1.1',
        Domain: 'vpc',
      },
    ],
  }

  it.each<readonly [string, string | null, NonNullable<NetworkSketch['elements']>, string | null]>([
    ['behind an Elastic IP that its own description does not name', null, elastic, 'eni-box'],
    ['that its own description names, before any Elastic IP', '198.51.100.10', elastic, null],
    ['that is its first where nothing is public', null, {}, null],
  ])('looks for the private address %s', (_, ...[publicIp, elements, expected]) => {
    const of = steered(['10.0.1.0/24 eni-box'], { 'eni-1': secondary(publicIp) }, { elements })
    expect(edgeOf(of, 'eni-1', 4)).toBe(expected)
  })

  it('looks for the IPv6 address itself, Elastic IP or not', () => {
    const of = steered(['2001:db8:1::/64 eni-box'], { 'eni-1': secondary(null) }, { elements: elastic })
    expect(edgeOf(of, 'eni-1', 6)).toBe('eni-box')
  })
})

type Answer = 'everything' | 'anything' | 'nothing' | 'some'

function answerOf(of: CompiledNetwork, family: Family, ask: 'state' | 'address' | 'groups'): Answer {
  const table = of.network.passages[family]
  const one = classOf(of, 'eni-1')
  const passage =
    ask === 'groups'
      ? groupsPassage(of, one, family)
      : { state: statePassage, address: addressPassage }[ask](table, one)
  if (passage === table.everything) return 'everything'
  if (passage === table.anything) return 'anything'
  return passage === table.nothing ? 'nothing' : 'some'
}

describe('what an interface lets in by itself', () => {
  const alone = (sketch: object, more: NetworkSketch = {}) =>
    compiled({ interfaces: { 'eni-1': { instance: null, ...sketch } }, ...more })

  it.each<readonly [string, object, NetworkSketch, Answer]>([
    ['in use', {}, {}, 'everything'],
    ['attached to nothing', { status: 'available' }, {}, 'nothing'],
    ['refusing', { denyAllIgwTraffic: true }, {}, 'nothing'],
    ['of a NAT gateway', { type: 'nat_gateway' }, {}, 'nothing'],
    ['of a running instance', { instance: 'i-1' }, {}, 'everything'],
    ['of a stopped instance', { instance: 'i-1' }, { instances: { 'i-1': 'web/stopped' } }, 'nothing'],
    ['beside a stopped instance', { instance: 'i-2' }, { instances: { 'i-1': 'web/stopped' } }, 'everything'],
    ['of an instance nobody collected', { instance: 'i-404' }, {}, 'everything'],
  ])('%s: by its state', (_, ...[sketch, more, expected]) => {
    expect(answerOf(alone(sketch, more), 4, 'state')).toBe(expected)
  })

  it.each<readonly [string, object, readonly Answer[]]>([
    ['a public IPv4 address', {}, ['everything', 'nothing']],
    ['none', { publicIp: null }, ['nothing', 'nothing']],
    ['a global IPv6 address', { publicIp: null, ipv6: ['2001:db8:1::1'] }, ['nothing', 'everything']],
    ['a unique local IPv6 address', { publicIp: null, ipv6: ['fd00::1'] }, ['nothing', 'nothing']],
    ['one that cannot be read', { publicIp: null, ipv6: ['no address'] }, ['anything', 'anything']],
  ])('%s: by its address', (_, sketch, expected) => {
    expect(([4, 6] as const).map((family) => answerOf(alone(sketch), family, 'address'))).toEqual(expected)
  })

  it.each<readonly [string, object, Answer]>([
    ['a group', { groups: ['sg-1'] }, 'some'],
    ['no group', { groups: [] }, 'anything'],
    ['no group, of a kind none filters', { groups: [], type: 'network_load_balancer' }, 'everything'],
    ['a group of no rule', { groups: ['sg-3'] }, 'nothing'],
    [
      'a group that could not be read, beside one of no rule',
      { groups: ['sg-3'], more: { Groups: [{ GroupId: 'sg-3' }, {}] } },
      'anything',
    ],
    ['a group nobody collected', { groups: ['sg-404'] }, 'anything'],
  ])('%s: by its groups', (_, sketch, expected) => {
    expect(answerOf(alone(sketch, { groups: { ...GROUPS, 'sg-3': [] } }), 4, 'groups')).toBe(expected)
  })
})
