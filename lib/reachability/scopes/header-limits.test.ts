/** What a packet header statement says, and what of a product is within it. */

import { describe, expect, it } from 'vitest'
import { formatAddress, type Prefix, parseAddress, parsePrefixOrAddress } from '../../net/prefix.ts'
import { type AddressSet, ALL_PORTS, addressSet, formatPorts, NO_ADDRESSES } from '../../net/traffic.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import { type HeaderLimits, type LimitOptions, limitsOf, narrowedTo, type Rewritten } from './header-limits.ts'
import type { PathProduct } from './path-product.ts'
import type { AddressStatement, PacketHeaderStatement } from './scope.ts'

const INVENTORY = sketchNetwork({
  interfaces: {
    'eni-1': { privateIp: '10.0.0.11', publicIp: '198.51.100.11' },
    'eni-2': { privateIp: '10.0.0.12', publicIp: null },
  },
  prefixLists: { 'pl-told': ['192.0.2.0/25'], 'pl-untold': null },
})

const prefixesOf = (texts: readonly string[]): readonly Prefix[] =>
  texts.flatMap((text) => parsePrefixOrAddress(text) ?? [])
const setOf = (...texts: readonly string[]) => addressSet(prefixesOf(texts))

const clients = (...names: readonly string[]): AddressStatement => ({
  prefixes: prefixesOf(names.filter((name) => !name.startsWith('pl-'))),
  prefixLists: names.filter((name) => name.startsWith('pl-')),
  pointer: '',
})

const NOTHING_SAID: PacketHeaderStatement = {
  protocols: null,
  sources: null,
  destinations: null,
  sourcePorts: null,
  destinationPorts: null,
  except: null,
}

const EVERYWHERE = setOf('0.0.0.0/0', '::/0')

describe('the limits of a header', () => {
  const limits = (header: Partial<PacketHeaderStatement>, unreadLists: LimitOptions['unreadLists'] = 'everything') =>
    limitsOf({ ...NOTHING_SAID, ...header }, { inventory: INVENTORY, unreadLists })
  const except = (header: Partial<PacketHeaderStatement>) => ({ except: { ...NOTHING_SAID, ...header } })

  it('are none where nothing is said', () => {
    const none = { sources: null, destinations: null, sourcePorts: null, destinationPorts: null }
    expect(limits({})).toEqual(none)
    expect(limits(except({}))).toEqual(none)
  })

  it('are each of their own field', () => {
    const sourcePorts = [[1, 2]] as const
    const destinationPorts = [[3, 4]] as const
    const header = {
      sources: clients('10.0.0.0/8'),
      destinations: clients('192.0.2.0/24'),
      sourcePorts,
      destinationPorts,
    }
    expect(limits(header)).toEqual({
      sources: setOf('10.0.0.0/8'),
      destinations: setOf('192.0.2.0/24'),
      sourcePorts,
      destinationPorts,
    })
    expect(limits(except(header))).toEqual({
      sources: setOf(
        '0.0.0.0/5',
        '8.0.0.0/7',
        '11.0.0.0/8',
        '12.0.0.0/6',
        '16.0.0.0/4',
        '32.0.0.0/3',
        '64.0.0.0/2',
        '128.0.0.0/1',
        '::/0',
      ),
      destinations: limits({ ...except({ destinations: clients('192.0.2.0/24') }) }).destinations,
      sourcePorts: [
        [0, 0],
        [3, 65_535],
      ],
      destinationPorts: [
        [0, 2],
        [5, 65_535],
      ],
    })
  })

  it('take an exception out of what is said', () => {
    expect(limits({ sources: clients('192.0.2.0/24'), ...except({ sources: clients('pl-told') }) }).sources).toEqual(
      setOf('192.0.2.128/25'),
    )
    expect(limits({ sourcePorts: [[10, 20]], ...except({ sourcePorts: [[12, 14]] }) }).sourcePorts).toEqual([
      [10, 11],
      [15, 20],
    ])
  })

  // Unknown is an answer: what is found may be, what is left out must be known to be meant.
  it.each<readonly [LimitOptions['unreadLists'], AddressStatement, AddressStatement | null, AddressSet]>([
    ['everything', clients('pl-untold'), null, EVERYWHERE],
    ['everything', clients('pl-untold', '10.0.0.0/8'), null, EVERYWHERE],
    ['nothing', clients('pl-untold', '10.0.0.0/8'), null, setOf('10.0.0.0/8')],
    ['nothing', clients('pl-404'), null, NO_ADDRESSES],
    ['everything', clients('pl-told', 'pl-404'), null, EVERYWHERE],
    ['everything', clients('pl-told', '10.0.0.0/8'), null, setOf('192.0.2.0/25', '10.0.0.0/8')],
    ['everything', clients('10.0.0.0/8'), clients('pl-untold'), setOf('10.0.0.0/8')],
    ['nothing', clients('10.0.0.0/8'), clients('pl-untold'), NO_ADDRESSES],
  ])('of lists nobody collected hold %s', (unreadLists, ...[sources, left, expected]) => {
    expect(limits({ sources, ...(left ? except({ sources: left }) : {}) }, unreadLists).sources).toEqual(expected)
  })
})

const ENDS: readonly Endpoint[] = [...INVENTORY.networkInterfaces.values()].flatMap((networkInterface) =>
  networkInterface.addresses.slice(0, 1).map(({ privateIp }) => ({ networkInterface, address: privateIp })),
)
const BETWEEN: PathProduct = {
  senders: ENDS,
  receivers: ENDS,
  sourceAddresses: NO_ADDRESSES,
  destinationAddresses: NO_ADDRESSES,
  sourcePorts: ALL_PORTS,
  destinationPorts: ALL_PORTS,
}
const NO_LIMITS: HeaderLimits = { sources: null, destinations: null, sourcePorts: null, destinationPorts: null }
const AS_SENT: Rewritten = { source: null, destination: null }

describe('a product within limits', () => {
  const idsOf = (ends: readonly Endpoint[]) => ends.map(({ networkInterface }) => networkInterface.id.slice(4)).join()
  const told = (limits: Partial<HeaderLimits>, rewritten: Partial<Rewritten> = {}, product = BETWEEN) => {
    const left = narrowedTo(product, { ...NO_LIMITS, ...limits }, { ...AS_SENT, ...rewritten })
    if (!left) return 'nothing'
    return `${idsOf(left.senders)}:${formatPorts(left.sourcePorts)} > ${idsOf(left.receivers)}:${formatPorts(left.destinationPorts)}`
  }
  const ALL = formatPorts(ALL_PORTS)

  it.each([
    [{}, `1,2:${ALL} > 1,2:${ALL}`],
    [{ sources: setOf('10.0.0.11/32') }, `1:${ALL} > 1,2:${ALL}`],
    [{ destinations: setOf('10.0.0.11/32') }, `1,2:${ALL} > 1:${ALL}`],
    [{ sources: setOf('10.0.0.99/32') }, 'nothing'],
    [{ destinations: setOf('10.0.0.99/32') }, 'nothing'],
    [{ sourcePorts: [[1, 2]] as const }, `1,2:1-2 > 1,2:${ALL}`],
    [{ destinationPorts: [[1, 2]] as const }, `1,2:${ALL} > 1,2:1-2`],
    [{ sourcePorts: [] }, 'nothing'],
    [{ destinationPorts: [] }, 'nothing'],
    // A public name is no address of a packet that was not rewritten.
    [{ destinations: setOf('198.51.100.11/32') }, 'nothing'],
  ])('%j', (limits, expected) => {
    expect(told(limits)).toBe(expected)
  })

  const rewritten = parseAddress('198.51.100.99')
  it.each([
    ['its public name', '198.51.100.11/32', '1'],
    ['its own address', '10.0.0.12/32', '2'],
    ['a block of both', '198.51.100.0/24', '1'],
    ['the address it was given, which none of them has', '198.51.100.99/32', '1,2'],
    ['another', '203.0.113.0/24', null],
  ])('finds an end whose packets were rewritten by %s', (_, limit, ids) => {
    expect(told({ destinations: setOf(limit) }, { destination: rewritten })).toBe(
      ids === null ? 'nothing' : `1,2:${ALL} > ${ids}:${ALL}`,
    )
    expect(told({ sources: setOf(limit) }, { source: rewritten })).toBe(
      ids === null ? 'nothing' : `${ids}:${ALL} > 1,2:${ALL}`,
    )
  })

  it('is a part of the outside', () => {
    const fromOutside = { ...BETWEEN, senders: [], sourceAddresses: setOf('203.0.113.0/24') }
    const left = narrowedTo(fromOutside, { ...NO_LIMITS, sources: setOf('203.0.113.0/25', '8.0.0.0/8') }, AS_SENT)
    expect(left?.sourceAddresses).toEqual(setOf('203.0.113.0/25'))
    expect(told({ sources: setOf('8.0.0.0/8') }, {}, fromOutside)).toBe('nothing')
  })

  it('knows IPv6 from IPv4', () => {
    const [one] = ENDS
    const address = parseAddress('2001:db8::1')
    if (!one || !address) throw new Error('The end of this test is none.')
    const six = { ...BETWEEN, receivers: [{ ...one, address }] }
    expect(formatAddress(address)).toBe('2001:db8::1')
    expect(told({ destinations: setOf('2001:db8::/64') }, {}, six)).toBe(`1,2:${ALL} > 1:${ALL}`)
    expect(told({ destinations: setOf('0.0.0.0/0') }, {}, six)).toBe('nothing')
  })
})
