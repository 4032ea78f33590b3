import { describe, expect, it } from 'vitest'
import {
  type InterfaceSketch,
  MAIN_TABLE,
  type NetworkSketch,
  OPEN_ACL,
  PUBLIC_TABLE,
  sketchNetwork,
} from '../testing/sketch-network.ts'
import { compiledOf } from './exposure.ts'
import { interfaceClasses } from './interface-classes.ts'
import { internetVerdict, reachOfClass } from './internet-reach.ts'
import { networkOf } from './network.ts'

type Interfaces = Readonly<Record<string, InterfaceSketch>>

function classes(interfaces: Interfaces, more: NetworkSketch = {}) {
  const inventory = sketchNetwork({ interfaces, ...more })
  return interfaceClasses(networkOf(inventory), [...inventory.networkInterfaces.values()]).map(({ members }) =>
    members.map(({ id }) => id),
  )
}

/** Two subnets of one table and one ACL; what comes in for the first is sent to an appliance. */
function steered(interfaces: Interfaces) {
  const both = ['subnet-1', 'subnet-2']
  return classes(interfaces, {
    subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } },
    acls: { 'acl-1': { ...OPEN_ACL, subnets: both } },
    tables: {
      'rtb-main': MAIN_TABLE,
      'rtb-1': { ...PUBLIC_TABLE, subnets: both },
      'rtb-edge': { routes: ['10.0.0.0/16 local', '10.0.0.0/24 eni-9'], gateway: 'igw-1' },
    },
  })
}

const plain = { instance: null, publicIp: null }

describe('interfaceClasses', () => {
  it('puts together what no filter can tell apart, whatever its address', () => {
    expect(
      classes({ 'eni-1': { ...plain, privateIp: '10.0.0.1' }, 'eni-2': { ...plain, privateIp: '10.0.0.2' } }),
    ).toEqual([['eni-1', 'eni-2']])
  })

  it.each<[string, InterfaceSketch]>([
    ['a public address', { ...plain, publicIp: '198.51.100.7' }],
    ['an IPv6 address', { ...plain, ipv6: ['2001:db8:1::7'] }],
    ['other groups', { ...plain, groups: ['sg-2'] }],
    ['another type', { ...plain, type: 'nat_gateway' }],
    ['being attached to nothing', { ...plain, status: 'available' }],
    ['DenyAllIgwTraffic', { ...plain, denyAllIgwTraffic: true }],
  ])('keeps apart by %s', (_, other) => {
    expect(classes({ 'eni-1': plain, 'eni-2': other })).toEqual([['eni-1'], ['eni-2']])
  })

  it('gives the class that answers for its members, and unknown, never blocked, where an interface is in no document', () => {
    const inventory = sketchNetwork({ interfaces: { 'eni-1': { publicIp: '198.51.100.7' }, 'eni-2': plain } })
    const network = networkOf(inventory)
    const own = [...inventory.networkInterfaces.values()]
    const foreign = own.map((each) => ({ ...each, id: 'eni-404' as const, source: { ...each.source, index: 99 } }))
    const query = { family: 4, protocol: 6, ports: [[22, 22]] } as const
    const answers = interfaceClasses(network, [...own, ...foreign]).map(({ compiled, representative }) => ({
      direct: internetVerdict(inventory, { ...query, interfaceId: representative.id }),
      ofClass: reachOfClass(compiledOf(network), compiled, query).verdict,
      isKnown: compiled !== null,
    }))
    expect(answers.map(({ isKnown }) => isKnown)).toEqual([true, true, false])
    expect(answers.map(({ ofClass }) => ofClass)).toEqual(answers.map(({ direct }) => direct))
    expect(answers.at(2)?.ofClass).toBe('unknown')
  })

  it('does not care for the order of groups', () => {
    expect(
      classes({ 'eni-1': { ...plain, groups: ['sg-1', 'sg-2'] }, 'eni-2': { ...plain, groups: ['sg-2', 'sg-1'] } }),
    ).toEqual([['eni-1', 'eni-2']])
  })

  it('puts together those that the table of a gateway sends the same way, and keeps apart those it does not', () => {
    const other = { ...plain, subnet: 'subnet-2', privateIp: '10.0.1.10' }
    expect(steered({ 'eni-1': plain, 'eni-2': { ...plain, privateIp: '10.0.0.11' } })).toEqual([['eni-1', 'eni-2']])
    expect(steered({ 'eni-1': plain, 'eni-2': other })).toEqual([['eni-1'], ['eni-2']])
  })
})
