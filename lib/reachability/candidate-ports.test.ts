/** Ports worth asking about: never fewer than get through or are in doubt, and few enough that most pairs cost nothing. */

import { describe, expect, it } from 'vitest'
import { TCP, UDP } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { type NetworkSketch, OPEN_ACL, sketchNetwork } from '../testing/sketch-network.ts'
import { admittedPorts, candidatePorts, namedProtocols, sentPorts } from './candidate-ports.ts'
import { type Network, networkOf } from './network.ts'

const GRE = 47

interface Groups {
  /** Rules of the group of eni-1, and of eni-2. */
  readonly out: readonly string[]
  readonly into: readonly string[]
}

function networkWith({ out, into }: Groups, more: NetworkSketch = {}): Network {
  return networkOf(
    sketchNetwork({
      groups: { 'sg-1': out, 'sg-2': into, 'sg-3': [] },
      interfaces: {
        'eni-1': { privateIp: '10.0.0.11', publicIp: null, groups: ['sg-1'] },
        'eni-2': { privateIp: '10.0.0.12', publicIp: null, groups: ['sg-2'], instance: null },
      },
      prefixLists: { 'pl-hosts': ['10.0.0.11/32', '10.0.0.12/32'], 'pl-others': ['10.9.0.0/16'], 'pl-untold': null },
      ...more,
    }),
  )
}

function pairOf({ inventory }: Network) {
  const endOf = (id: string) => {
    const networkInterface = inventory.networkInterfaces.get(id)
    const address = networkInterface?.addresses[0]?.privateIp
    if (!networkInterface || !address) throw new Error(`${id} was not read`)
    return { networkInterface, address }
  }
  return { from: endOf('eni-1'), to: endOf('eni-2') }
}

function candidates(network: Network, protocol = TCP): string {
  return formatPorts(candidatePorts(network, pairOf(network), protocol))
}

// Source: VPC guide, "Security group rules".
describe('the ports a pair is worth asking about', () => {
  it.each<readonly [string, Groups, string]>([
    [
      'what one lets out and the other in',
      { out: ['out tcp 20-25 0.0.0.0/0'], into: ['in tcp 22-30 10.0.0.0/24'] },
      '22-25',
    ],
    ['none that are not let out', { out: ['out udp 22 0.0.0.0/0'], into: ['in all 0.0.0.0/0'] }, ''],
    ['none that are not let in', { out: ['out all 0.0.0.0/0'], into: ['in udp 22 0.0.0.0/0'] }, ''],
    ['none without a rule for what comes in', { out: ['out all 0.0.0.0/0'], into: ['out tcp 22 0.0.0.0/0'] }, ''],
    ['none without a rule for what goes out', { out: ['in tcp 22 0.0.0.0/0'], into: ['in all 0.0.0.0/0'] }, ''],
    [
      'those of all rules together',
      { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 10.0.0.11/32', 'in tcp 80 10.0.0.0/8'] },
      '22, 80',
    ],
    ['none for other senders', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 10.0.0.12/32'] }, ''],
    ['none for other receivers', { out: ['out tcp 22 10.0.0.11/32'], into: ['in all 0.0.0.0/0'] }, ''],
    ['those for the group of the sender', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 sg-1'] }, '22'],
    ['none for another group', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 sg-3'] }, ''],
    ['those to the group of the receiver', { out: ['out tcp 22 sg-2'], into: ['in all 0.0.0.0/0'] }, '22'],
    ['none to the group of the sender itself', { out: ['out tcp 22 sg-1'], into: ['in all 0.0.0.0/0'] }, ''],
    ['those for a list that holds the sender', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 pl-hosts'] }, '22'],
    ['none for a list that does not', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 pl-others'] }, ''],
    ['those for a list nobody knows', { out: ['out all 0.0.0.0/0'], into: ['in tcp 22 pl-untold'] }, '22'],
    ['those to a list nobody knows', { out: ['out tcp 22 pl-untold'], into: ['in all 0.0.0.0/0'] }, '22'],
  ])('are %s', (_, ...[groups, expected]) => {
    expect(candidates(networkWith(groups))).toBe(expected === '' ? formatPorts([]) : expected)
  })

  it('are all of a protocol without ports, where it is let through', () => {
    expect(candidates(networkWith({ out: ['out 47 0.0.0.0/0'], into: ['in all 0.0.0.0/0'] }), GRE)).toBe(
      formatPorts([[0, 65_535]]),
    )
    expect(candidates(networkWith({ out: ['out tcp 22 0.0.0.0/0'], into: ['in all 0.0.0.0/0'] }), GRE)).toBe(
      formatPorts([]),
    )
  })

  const OPEN: Groups = { out: ['out tcp 22 0.0.0.0/0'], into: ['in tcp 22 0.0.0.0/0'] }
  const carrying = (one: readonly string[], other: readonly string[], extra = {}): NetworkSketch => ({
    interfaces: {
      'eni-1': { privateIp: '10.0.0.11', publicIp: null, groups: one },
      'eni-2': { privateIp: '10.0.0.12', publicIp: null, groups: other, instance: null, ...extra },
    },
  })

  it.each<readonly [string, Groups, NetworkSketch, string]>([
    ['the receiver carries none', OPEN, carrying(['sg-1'], []), '22'],
    ['the group of the receiver was not collected', OPEN, carrying(['sg-1'], ['sg-404']), '22'],
    ['the group of the sender was not collected', OPEN, carrying(['sg-404'], ['sg-2']), '22'],
    [
      'one of the groups of the receiver could not be read',
      { ...OPEN, into: [] },
      carrying(['sg-1'], ['sg-2'], { more: { Groups: [{ GroupId: 'sg-2' }, {}] } }),
      '22',
    ],
    [
      'a rule for the sender is one for its group, and which it carries is not known',
      { ...OPEN, into: ['in tcp 22 sg-3'] },
      carrying([], ['sg-2']),
      '22',
    ],
  ])('are no fewer where %s', (_, ...[groups, more, expected]) => {
    expect(candidates(networkWith(groups, more))).toBe(expected)
  })

  const APART: NetworkSketch = {
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '172.16.0.0/24', vpc: 'vpc-2' } },
    interfaces: {
      'eni-1': { privateIp: '10.0.0.11', publicIp: null, groups: ['sg-1'] },
      'eni-2': {
        privateIp: '172.16.0.12',
        publicIp: null,
        groups: ['sg-2'],
        subnet: 'subnet-2',
        more: { VpcId: 'vpc-2' },
      },
    },
  }

  it('are none between VPCs that nothing joins, and what is sent where the routes were not collected', () => {
    expect(candidates(networkWith(OPEN, APART))).toBe(formatPorts([]))
    const wide = { ...OPEN, into: [] }
    expect(candidates(networkWith(wide, { ...APART, missing: ['RouteTables'] }))).toBe('22')
  })
})

describe('the ports of one end alone', () => {
  const GROUPS: Groups = {
    out: ['out tcp 22 10.9.0.0/16', 'out udp 53 sg-3', 'in tcp 80 sg-3'],
    into: ['in tcp 443 pl-others', 'in tcp 22 sg-3', 'out tcp 25 0.0.0.0/0'],
  }
  const network = networkWith(GROUPS)
  const { from, to } = pairOf(network)

  it('are what its rules let in, from anybody', () => {
    expect(formatPorts(admittedPorts(network, to.networkInterface, TCP))).toBe('22, 443')
    expect(formatPorts(admittedPorts(network, from.networkInterface, TCP))).toBe('80')
    expect(admittedPorts(network, to.networkInterface, UDP)).toEqual([])
    expect(admittedPorts(network, to.networkInterface, TCP)).toBe(admittedPorts(network, to.networkInterface, TCP))
  })

  it('are what its rules let out, to anybody', () => {
    expect(formatPorts(sentPorts(network, from.networkInterface, TCP))).toBe('22')
    expect(formatPorts(sentPorts(network, from.networkInterface, UDP))).toBe('53')
    expect(formatPorts(sentPorts(network, to.networkInterface, TCP))).toBe('25')
  })

  it('are all where a rule of that way could not be read, and no more where one of the other could not', () => {
    const unread = (field: string) => ({
      SecurityGroups: [
        { GroupId: 'sg-1', VpcId: 'vpc-1', GroupName: 'a', IpPermissions: [], IpPermissionsEgress: [], [field]: [{}] },
      ],
    })
    const told = (field: string) => {
      const partly = networkWith(GROUPS, { elements: unread(field) })
      const { networkInterface } = pairOf(partly).from
      return [admittedPorts(partly, networkInterface, TCP), sentPorts(partly, networkInterface, TCP)].map(formatPorts)
    }
    expect(told('IpPermissions')).toEqual([formatPorts([[0, 65_535]]), formatPorts([])])
    expect(told('IpPermissionsEgress')).toEqual([formatPorts([]), formatPorts([[0, 65_535]])])
  })
})

describe('the protocols a pair is asked about', () => {
  it.each<readonly [string, Groups, readonly string[], readonly number[]]>([
    [
      'that a group of either names',
      { out: ['out udp 53 0.0.0.0/0'], into: ['in 47 0.0.0.0/0', 'in tcp 22 0.0.0.0/0'] },
      [],
      [6, 17, 47],
    ],
    ['that the ACL names', { out: ['out all 0.0.0.0/0'], into: [] }, ['100 in deny 50 0.0.0.0/0'], [50]],
    ['none that a rule for all does not name', { out: ['out all 0.0.0.0/0'], into: ['in all 0.0.0.0/0'] }, [], []],
    [
      'once each, ascending',
      { out: ['out udp 53 0.0.0.0/0', 'out tcp 1 0.0.0.0/0'], into: ['in tcp 2 0.0.0.0/0'] },
      [],
      [6, 17],
    ],
  ])('are those %s', (_, ...[groups, entries, expected]) => {
    const acls = { 'acl-1': { ...OPEN_ACL, entries: [...OPEN_ACL.entries, ...entries] } }
    const network = networkWith(groups, { acls })
    const { from, to } = pairOf(network)
    expect(namedProtocols(network, { from, to })).toEqual(expected)
    expect(namedProtocols(network, { from: to, to: from })).toEqual(expected)
  })
})
