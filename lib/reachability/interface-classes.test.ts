import { describe, expect, it } from 'vitest'
import { type InterfaceSketch, MAIN_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { interfaceClasses } from './interface-classes.ts'
import { networkOf } from './network.ts'

function classes(interfaces: Readonly<Record<string, InterfaceSketch>>, edge = false) {
  const table = { routes: ['10.0.0.0/16 local'], gateway: 'igw-1' }
  const inventory = sketchNetwork({
    interfaces,
    ...(edge ? { tables: { 'rtb-main': MAIN_TABLE, 'rtb-edge': table } } : {}),
  })
  return interfaceClasses(networkOf(inventory), [...inventory.networkInterfaces.values()]).map(({ members }) =>
    members.map(({ id }) => id),
  )
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

  it('does not care for the order of groups', () => {
    expect(
      classes({ 'eni-1': { ...plain, groups: ['sg-1', 'sg-2'] }, 'eni-2': { ...plain, groups: ['sg-2', 'sg-1'] } }),
    ).toEqual([['eni-1', 'eni-2']])
  })

  it('keeps every interface apart where a gateway table looks at the private address', () => {
    expect(classes({ 'eni-1': plain, 'eni-2': plain }, true)).toEqual([['eni-1'], ['eni-2']])
  })
})
