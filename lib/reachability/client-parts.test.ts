/** Source: Network Load Balancers guide, "Client IP preservation"; VPC guide, "Security group rules", "Network ACL rules". */

import { describe, expect, it } from 'vitest'
import { formatAddress, parsePrefix } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { addressSet, formatAddresses } from '../net/traffic.ts'
import { OPEN_ACL, sketchNetwork } from '../testing/sketch-network.ts'
import { clientParts, exampleOf } from './client-parts.ts'
import { AddressSets, NOBODY } from './compiled/address-sets.ts'
import { networkOf } from './network.ts'

describe('an example of the clients', () => {
  it.each([
    [4, '203.0.113.0/24', '203.0.113.0'],
    [6, '2001:db8:ffff::/48', '2001:db8:ffff::'],
  ] as const)('is the first address of the first block, of its family: IPv%s', (family, block, first) => {
    const sets = new AddressSets(family)
    const prefix = parsePrefix(block)
    const example = prefix && exampleOf(sets, sets.of(addressSet([prefix])))
    expect(example && formatAddress(example)).toBe(first)
    expect(example?.family).toBe(family)
  })

  it('is nobody where there is nobody', () => {
    expect(exampleOf(new AddressSets(4), NOBODY)).toBeNull()
  })
})

/** A target on TCP 8080 in a subnet that is not the node's, and clients of `203.0.113.0/24`. */
function parts(rules: readonly string[], entries: readonly string[] = [], nodeSubnetId = 'subnet-1') {
  const network = networkOf(
    sketchNetwork({
      subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } },
      acls: { 'acl-1': OPEN_ACL, 'acl-2': { entries: [...entries, ...OPEN_ACL.entries], subnets: ['subnet-2'] } },
      groups: { 'sg-1': rules, 'sg-2': [] },
      prefixLists: { 'pl-1': ['203.0.113.0/25', '2001:db8::/32'], 'pl-2': null },
      interfaces: { 'eni-t': { subnet: 'subnet-2', privateIp: '10.0.1.10', groups: ['sg-1'] } },
    }),
  )
  const targets = [...network.inventory.networkInterfaces.values()]
  const { sets } = network.passages[4].admitted
  const clients = sets.of(addressSet([parsePrefix('203.0.113.0/24') ?? []].flat()))
  const question = { family: 4, protocol: TCP, targets, port: 8080, nodeSubnetId, clients } as const
  return clientParts(network, question).map((part) => {
    expect(part.example).toEqual(exampleOf(sets, part.clients))
    return formatAddresses(sets.get(part.clients))
  })
}

const HALF = '203.0.113.0/25'
const HALVES = [HALF, '203.0.113.128/25']
const ALL = ['203.0.113.0/24']

describe('the clients a target may tell apart', () => {
  it.each([
    ['in tcp 8080', HALVES],
    ['in tcp 8000-8080', HALVES],
    ['in tcp 8080-9000', HALVES],
    ['in all', HALVES],
    ['in tcp 80-90', ALL],
    ['in tcp 9000-9090', ALL],
    ['in udp 8080', ALL],
    ['out tcp 8080', ALL],
  ])('are told apart by a rule that speaks of the port: %s', (rule, expected) => {
    expect(parts([`${rule} ${HALF}`])).toEqual(expected)
  })

  it('are told apart by the entries of a list, of their own family', () => {
    expect(parts(['in tcp 8080 pl-1'])).toEqual(HALVES)
  })

  it.each(['sg-2', 'pl-2', '0.0.0.0/0', '2001:db8::/32', '198.51.100.0/24', '203.0.113.0/24'])(
    'are not told apart by who is none or all of them: %s',
    (peer) => {
      expect(parts([`in tcp 8080 ${peer}`])).toEqual(ALL)
    },
  )

  it('are the fewer the more rules agree', () => {
    expect(parts([`in tcp 8080 ${HALF}`, `in all ${HALF}`, 'in tcp 8080 203.0.113.128/26'])).toEqual([
      HALF,
      '203.0.113.128/26',
      '203.0.113.192/26',
    ])
  })

  it.each([
    ['90 in deny tcp 8080', HALVES],
    ['90 out deny tcp 1024-65535', HALVES],
    ['90 in deny all', HALVES],
    ['90 in deny udp 8080', ALL],
  ])('are told apart by an entry of the ACL before the target: %s', (entry, expected) => {
    expect(parts([], [`${entry} ${HALF}`])).toEqual(expected)
  })

  it('are not told apart by an entry of another family', () => {
    expect(parts([], ['90 in deny tcp 8080 2001:db8::/32'])).toEqual(ALL)
  })

  it('are not told apart by an ACL within the subnet of the node', () => {
    expect(parts([], [`90 in deny tcp 8080 ${HALF}`], 'subnet-2')).toEqual(ALL)
  })

  it('are nobody where nobody comes', () => {
    const network = networkOf(sketchNetwork())
    const question = {
      family: 4,
      protocol: TCP,
      targets: [],
      port: 80,
      nodeSubnetId: 'subnet-1',
      clients: NOBODY,
    } as const
    expect(clientParts(network, question)).toEqual([])
  })
})
