/** Columns say of an interface what the object says, and interfaces can be added one by one as they are read. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkInterface } from '../../inventory/network.ts'
import { readDescribe } from '../../inventory/read-describe.ts'
import { randomWorld } from '../../testing/random-world.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { directExposure } from '../exposure.ts'
import { networkOf } from '../network.ts'
import { classOfInterface, compileNetwork } from './compiled-network.ts'
import { GroupSets, InterfaceColumns, NAT, PUBLIC_4, PUBLIC_6, REFUSING, UNATTACHED } from './interface-columns.ts'

function interfaceOf(sketch: Parameters<typeof sketchNetwork>[0]): NetworkInterface {
  const [first] = sketchNetwork(sketch).networkInterfaces.values()
  if (!first) throw new Error('no interface')
  return first
}

describe('the columns of interfaces', () => {
  it.each([
    ['a public address', { publicIp: '198.51.100.9' }, PUBLIC_4],
    ['an IPv6 address of the internet', { publicIp: null, ipv6: ['2001:db8:1::7'] }, PUBLIC_6],
    ['an IPv6 address that is not', { publicIp: null, ipv6: ['fd00::7'] }, 0],
    ['being attached to nothing', { publicIp: null, status: 'available' }, UNATTACHED],
    ['refusing the internet gateway', { publicIp: null, denyAllIgwTraffic: true }, REFUSING],
    ['being a NAT gateway', { publicIp: null, type: 'nat_gateway' }, NAT],
  ])('have a bit for %s', (_, sketch, bit) => {
    const columns = new InterfaceColumns()
    columns.add(interfaceOf({ interfaces: { 'eni-1': { instance: null, ...sketch } } }))
    const bits = PUBLIC_4 | PUBLIC_6 | UNATTACHED | REFUSING | NAT
    expect((columns.flags[0] ?? 0) & bits).toBe(bit)
  })

  it('keep the address a gateway table steers by, in both families', () => {
    const columns = new InterfaceColumns()
    columns.add(interfaceOf({ interfaces: { 'eni-1': { privateIp: '10.0.0.77', ipv6: ['2001:db8:1:2:3:4:5:6'] } } }))
    expect(columns.steeredAddress(0, 4)).toEqual({ family: 4, value: 0x0a00004d })
    expect(columns.steeredAddress(0, 6)).toEqual({ family: 6, value: 0x20010db8000100020003000400050006n })
  })

  it('grow, and find each interface by where it was read from', () => {
    const columns = new InterfaceColumns()
    const one = interfaceOf({})
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...one,
      id: `eni-${index}` as const,
      source: { ...one.source, index },
    }))
    for (const each of many) columns.add(each)
    expect(columns.count).toBe(3000)
    expect(many.filter((each, index) => columns.numberOf(each) !== index)).toEqual([])
    expect(columns.numberOf({ ...one, id: 'eni-none' })).toBeUndefined()
    expect(columns.numberOf({ ...one, id: 'eni-2999' })).toBe(2999)
  })

  it('filled one by one give the exposure of the inventory, whatever the order', () => {
    fc.assert(
      fc.property(randomWorld, fc.boolean(), (document, turned) => {
        const network = networkOf(readDescribe([document]))
        const columns = new InterfaceColumns()
        const all = [...network.inventory.networkInterfaces.values()]
        for (const each of turned ? all.toReversed() : all) columns.add(each)
        const told = (rows: ReturnType<typeof directExposure>) =>
          rows.map((row) => JSON.stringify([row.members, row.family, row.protocol, row.ports, row.certainty])).sort()
        expect(told(directExposure(compileNetwork(network, columns)))).toEqual(
          told(directExposure(compileNetwork(network))),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('know the class of every interface of the inventory, and of no other', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const network = networkOf(readDescribe([document]))
        const compiled = compileNetwork(network)
        const all = [...network.inventory.networkInterfaces.values()]
        for (const [index, each] of all.entries()) {
          expect(classOfInterface(compiled, each)?.id).toBe(compiled.classOf[index])
        }
        for (const each of all.slice(0, 1)) {
          expect(classOfInterface(compiled, { ...each, id: 'eni-other' })).toBeUndefined()
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('sets of groups', () => {
  it('are one number in any order, and never one for two', () => {
    const ids = fc.uniqueArray(fc.constantFrom('sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5'), { maxLength: 4 })
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 12 }), (lists) => {
        const sets = new GroupSets()
        const numbers = lists.map((list) => sets.number(list))
        for (const [index, list] of lists.entries()) {
          expect(sets.number(list.toReversed())).toBe(numbers[index])
          expect(sets.ids[numbers[index] ?? -1]).toEqual(list.toSorted())
        }
        const different = new Set(lists.map((list) => list.toSorted().join()))
        expect(new Set(numbers).size).toBe(different.size)
      }),
    )
  })
})
