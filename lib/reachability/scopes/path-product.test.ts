/** What is left of a product once another is cut out, against the packets of both. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds, type NumberSet } from '../../net/interval-set.ts'
import { type Address, parseAddress, parsePrefixOrAddress } from '../../net/prefix.ts'
import { type AddressSet, addressSet, NO_ADDRESSES } from '../../net/traffic.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import { type PathProduct, withoutCut } from './path-product.ts'

const addressOf = (text: string): Address => {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

const ENDS: readonly Endpoint[] = [
  ...sketchNetwork({
    interfaces: {
      'eni-1': { privateIp: '10.0.0.11' },
      'eni-2': { privateIp: '10.0.0.12' },
      'eni-3': { privateIp: '10.0.0.13' },
    },
  }).networkInterfaces.values(),
].flatMap((networkInterface) =>
  networkInterface.addresses.slice(0, 1).map(({ privateIp }) => ({ networkInterface, address: privateIp })),
)
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(addressOf)
const PORTS = [80, 81, 82]

const someEnds = fc.subarray([...ENDS], { minLength: 1 })
const someAddresses = fc
  .subarray(['10.0.0.1', '10.0.0.2', '10.0.0.3'], { minLength: 1 })
  .map((texts) => addressSet(texts.flatMap((text) => parsePrefixOrAddress(text) ?? [])))
const somePorts = fc
  .subarray(PORTS, { minLength: 1 })
  .map((ports): NumberSet => ports.map((port) => [port, port] as const))

const inside = { ends: someEnds, addresses: fc.constant(NO_ADDRESSES) }
const outside = { ends: fc.constant<Endpoint[]>([]), addresses: someAddresses }

/** Two products between ends of the same kinds. */
const products = fc
  .constantFrom({ from: inside, to: inside }, { from: outside, to: inside }, { from: inside, to: outside })
  .chain(({ from, to }) => {
    const one: fc.Arbitrary<PathProduct> = fc.record({
      senders: from.ends,
      sourceAddresses: from.addresses,
      receivers: to.ends,
      destinationAddresses: to.addresses,
      sourcePorts: somePorts,
      destinationPorts: somePorts,
    })
    return fc.tuple(one, one)
  })

/** Each end of a packet: an interface, or an address outside. */
function namesOf(ends: readonly Endpoint[], addresses: AddressSet): readonly string[] {
  return [
    ...ends.map(({ networkInterface }) => networkInterface.id),
    ...ADDRESSES.filter(({ value }) => holds(addresses.v4, value)).map(({ value }) => String(value)),
  ]
}

function packetsOf(product: PathProduct): readonly string[] {
  const portsOf = (ports: NumberSet) => PORTS.filter((port) => holds(ports, port))
  return namesOf(product.senders, product.sourceAddresses).flatMap((from) =>
    namesOf(product.receivers, product.destinationAddresses).flatMap((to) =>
      portsOf(product.sourcePorts).flatMap((source) =>
        portsOf(product.destinationPorts).map((destination) => `${from}:${source} > ${to}:${destination}`),
      ),
    ),
  )
}

describe('a product without another', () => {
  it('holds each packet of the one that the other has not, and none twice', () => {
    fc.assert(
      fc.property(products, ([product, cut]) => {
        const gone = new Set(packetsOf(cut))
        const left = withoutCut(product, cut)
        expect(left.flatMap(packetsOf).toSorted()).toEqual(
          packetsOf(product)
            .filter((packet) => !gone.has(packet))
            .toSorted(),
        )
        for (const part of left) expect(packetsOf(part).length).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('is the product itself where they share nothing', () => {
    fc.assert(
      fc.property(products, ([product, cut]) => {
        const gone = new Set(packetsOf(cut))
        if (packetsOf(product).some((packet) => gone.has(packet))) return
        expect(withoutCut(product, cut)).toEqual([product])
      }),
      { numRuns: 300 },
    )
  })
})
