/** The addresses by which the internet can name an interface, with the private ones they lead to. */

import { describe, expect, it } from 'vitest'
import type { Family } from '../net/prefix.ts'
import { formatAddress } from '../net/prefix.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { networkOf } from './network.ts'
import { globalAddresses, hasPublicAddress, publicAddresses } from './public-addresses.ts'

type More = NonNullable<NonNullable<NetworkSketch['interfaces']>[string]['more']>

interface Said {
  readonly more?: More
  readonly publicIp?: string | null
  readonly ipv6?: readonly string[]
  /** Elastic IPs of the interface: public and private address. */
  readonly elastic?: readonly (readonly [string, string | null])[]
}

function told({ more = {}, publicIp = null, ipv6 = [], elastic = [] }: Said, family: Family): readonly string[] {
  const Addresses = elastic.map(([PublicIp, PrivateIpAddress], index) => ({
    AllocationId: `eipalloc-${index}`,
    PublicIp,
    NetworkInterfaceId: 'eni-1',
    Domain: 'vpc',
    ...(PrivateIpAddress ? { PrivateIpAddress } : {}),
  }))
  const network = networkOf(
    sketchNetwork({ interfaces: { 'eni-1': { publicIp, ipv6, more } }, elements: { Addresses } }),
  )
  const networkInterface = network.inventory.networkInterfaces.get('eni-1')
  if (!networkInterface) throw new Error('eni-1 was not read')
  const found = publicAddresses(network, networkInterface, family)
  expect(hasPublicAddress(network, networkInterface, family)).toBe(found.length > 0)
  if (family === 6) expect(globalAddresses(networkInterface)).toEqual(found)
  return found.map((each) => `${formatAddress(each.publicIp)} is ${formatAddress(each.privateIp)}`)
}

const two: More = {
  PrivateIpAddresses: [
    { Primary: true, PrivateIpAddress: '10.0.0.10', Association: { PublicIp: '198.51.100.1' } },
    { Primary: false, PrivateIpAddress: '10.0.0.11', Association: { PublicIp: '198.51.100.2' } },
    { Primary: false, PrivateIpAddress: '10.0.0.12' },
  ],
}

// Source: VPC guide, "Internet gateways"; EC2 guide, "Elastic IP addresses".
describe('the public IPv4 addresses of an interface', () => {
  it.each<readonly [string, Said, readonly string[]]>([
    ['none', {}, []],
    ['that of its one address', { publicIp: '198.51.100.1' }, ['198.51.100.1 is 10.0.0.10']],
    [
      'one for each private address that has one',
      { more: two },
      ['198.51.100.1 is 10.0.0.10', '198.51.100.2 is 10.0.0.11'],
    ],
    [
      'an Elastic IP its own description does not name',
      { elastic: [['198.51.100.3', '10.0.0.12']] },
      ['198.51.100.3 is 10.0.0.12'],
    ],
    [
      'an Elastic IP that does not say where it leads: to the first',
      { elastic: [['198.51.100.3', null]] },
      ['198.51.100.3 is 10.0.0.10'],
    ],
    [
      'an Elastic IP its own description names too, once',
      { publicIp: '198.51.100.1', elastic: [['198.51.100.1', '10.0.0.10']] },
      ['198.51.100.1 is 10.0.0.10'],
    ],
    [
      'both where they are two',
      { publicIp: '198.51.100.1', elastic: [['198.51.100.3', '10.0.0.12']] },
      ['198.51.100.1 is 10.0.0.10', '198.51.100.3 is 10.0.0.12'],
    ],
    ['none by an IPv6 address', { ipv6: ['2001:db8:1::7'] }, []],
  ])('are %s', (_, ...[said, expected]) => {
    expect(told(said, 4)).toEqual(expected)
  })
})

// Source: VPC guide, "IP addressing" (unique local addresses); EC2 guide, "Prefix delegation".
describe('the public IPv6 addresses of an interface', () => {
  it.each<readonly [string, Said, readonly string[]]>([
    ['none', { publicIp: '198.51.100.1' }, []],
    ['its own', { ipv6: ['2001:db8:1::7'] }, ['2001:db8:1::7 is 2001:db8:1::7']],
    ['those of the internet alone', { ipv6: ['fd00::7', '2001:db8:1::8'] }, ['2001:db8:1::8 is 2001:db8:1::8']],
    [
      'the first of a delegated block, and none of an IPv4 block',
      {
        more: { Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:0:a::/80' }], Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.16/28' }] },
      },
      ['2001:db8:1:0:a:: is 2001:db8:1:0:a::'],
    ],
  ])('are %s', (_, ...[said, expected]) => {
    expect(told(said, 6)).toEqual(expected)
  })
})
