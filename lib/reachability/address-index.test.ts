/** Source of each rule: EC2 guide, "Elastic network interfaces", "Prefix delegation"; VPC guide, "Elastic IP addresses". */

import { describe, expect, it } from 'vitest'
import type { NetworkInterface } from '../inventory/network.ts'
import { type Address, formatAddress, parseAddress, parsePrefix } from '../net/prefix.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { firstAddress, interfaceAt, isIdleElasticIp, publicBinding, vpcsHolding } from './address-index.ts'
import { networkOf } from './network.ts'

function at(text: string): Address {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

const blocks = (...cidrs: readonly string[]) =>
  cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } }))
const vpc = (VpcId: string, ...cidrs: readonly string[]) => ({
  VpcId,
  OwnerId: '111122223333',
  CidrBlock: cidrs[0] ?? '',
  CidrBlockAssociationSet: blocks(...cidrs),
})

/** The private address and the interface behind a public one, with these elements in the sketch. */
function bound(publicIp: string, sketch: NetworkSketch): string | null {
  const binding = publicBinding(networkOf(sketchNetwork(sketch)), at(publicIp))
  return binding && `${formatAddress(binding.privateIp)} ${binding.networkInterface?.id} ${binding.natGatewayId}`
}

const secondary = {
  publicIp: null,
  more: { PrivateIpAddresses: ['10.0.0.10', '10.0.0.11'].map((PrivateIpAddress) => ({ PrivateIpAddress })) },
}
const elastic = (more: Readonly<Record<string, string>>) => ({
  Addresses: [{ PublicIp: '198.51.100.9', AllocationId: 'eipalloc-1', ...more }],
})

describe('publicBinding', () => {
  it.each<[string, NetworkSketch, string | null]>([
    [
      'of an Elastic IP is the private address it tells, where its interface has it',
      {
        interfaces: { 'eni-1': secondary },
        elements: elastic({ NetworkInterfaceId: 'eni-1', PrivateIpAddress: '10.0.0.11' }),
      },
      '10.0.0.11 eni-1 null',
    ],
    [
      'of an Elastic IP is the first private address, where its interface no longer has the one it tells',
      {
        interfaces: { 'eni-1': secondary },
        elements: elastic({ NetworkInterfaceId: 'eni-1', PrivateIpAddress: '10.0.0.99' }),
      },
      '10.0.0.10 eni-1 null',
    ],
    [
      'believes the interface before the Elastic IP, which may have been told at another time',
      {
        interfaces: { 'eni-1': { publicIp: '198.51.100.9' }, 'eni-2': { publicIp: null, privateIp: '10.0.0.20' } },
        elements: elastic({ NetworkInterfaceId: 'eni-2', PrivateIpAddress: '10.0.0.20' }),
      },
      '10.0.0.10 eni-1 null',
    ],
    ['of an Elastic IP that leads nowhere is nothing', { interfaces: {}, elements: elastic({}) }, null],
    [
      'of an Elastic IP whose interface has no IPv4 address is nothing',
      {
        interfaces: { 'eni-1': { publicIp: null, more: { PrivateIpAddress: '', PrivateIpAddresses: [] } } },
        elements: elastic({ NetworkInterfaceId: 'eni-1' }),
      },
      null,
    ],
  ])('%s', (_rule, sketch, expected) => {
    expect(bound('198.51.100.9', sketch)).toBe(expected)
  })

  it('of a NAT gateway names its interface', () => {
    const nat = {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      NatGatewayAddresses: [{ PublicIp: '198.51.100.9', PrivateIp: '10.0.0.5', NetworkInterfaceId: 'eni-nat' }],
    }
    const interfaces = { 'eni-nat': { publicIp: null, privateIp: '10.0.0.5', type: 'nat_gateway' } }
    expect(bound('198.51.100.9', { interfaces, elements: { NatGateways: [nat] } })).toBe('10.0.0.5 eni-nat nat-1')
    expect(bound('198.51.100.9', { interfaces: {}, elements: { NatGateways: [nat] } })).toBe('10.0.0.5 undefined nat-1')
  })
})

describe('isIdleElasticIp', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['is told of one associated with nothing', {}, true],
    ['is not told of one with an interface', { NetworkInterfaceId: 'eni-404' }, false],
    ['is not told of one with an instance', { InstanceId: 'i-404' }, false],
    ['is not told of one that is associated', { AssociationId: 'eipassoc-1' }, false],
  ])('%s', (_rule, more, expected) => {
    const network = networkOf(sketchNetwork({ elements: elastic(more) }))
    expect(isIdleElasticIp(network, at('198.51.100.9'))).toBe(expected)
  })

  it('is not told of an address that an interface has', () => {
    const network = networkOf(
      sketchNetwork({ interfaces: { 'eni-1': { publicIp: '198.51.100.9' } }, elements: elastic({}) }),
    )
    expect(isIdleElasticIp(network, at('198.51.100.9'))).toBe(false)
  })
})

describe('interfaceAt', () => {
  it('takes the first of two interfaces that tell one address, as when they were told at different times', () => {
    const twins = { ipv6: ['2001:db8:1::10'], publicIp: null }
    const network = networkOf(sketchNetwork({ interfaces: { 'eni-1': twins, 'eni-2': twins } }))
    expect(interfaceAt(network, 'vpc-1', at('10.0.0.10'))?.id).toBe('eni-1')
    expect(interfaceAt(network, 'vpc-1', at('2001:db8:1::10'))?.id).toBe('eni-1')
  })
})

describe('vpcsHolding', () => {
  it('looks at every block of a VPC', () => {
    const network = networkOf(
      sketchNetwork({
        elements: { Vpcs: [vpc('vpc-1', '10.0.0.0/16', '10.66.0.0/16'), vpc('vpc-2', '10.66.0.0/16')] },
      }),
    )
    const holding = (address: string) => vpcsHolding(network, at(address)).map(({ id }) => id)
    expect(holding('10.66.0.9')).toEqual(['vpc-1', 'vpc-2'])
    expect(holding('10.0.0.9')).toEqual(['vpc-1'])
    expect(holding('10.9.0.9')).toEqual([])
  })
})

describe('firstAddress', () => {
  const found = sketchNetwork({ interfaces: { 'eni-1': { publicIp: null } } }).networkInterfaces.get('eni-1')
  if (!found) throw new Error('there is no such interface')
  const [own] = found.addresses
  if (!own) throw new Error('the interface has no address')
  const private_ = (text: string, primary = false) => ({ ...own, privateIp: at(text), primary })
  const prefix = (text: string) => {
    const parsed = parsePrefix(text)
    if (!parsed) throw new Error(`${text} is no prefix`)
    return parsed
  }
  const with_ = (more: Partial<NetworkInterface>): NetworkInterface => ({ ...found, addresses: [], ...more })
  const told = (each: NetworkInterface, family: 4 | 6) => {
    const address = firstAddress(each, family)
    return address && formatAddress(address)
  }

  it('of IPv4 is the primary private address, else the first', () => {
    expect(told(with_({ addresses: [private_('10.0.0.8'), private_('10.0.0.9', true)] }), 4)).toBe('10.0.0.9')
    expect(told(with_({ addresses: [private_('10.0.0.8'), private_('10.0.0.9')] }), 4)).toBe('10.0.0.8')
    expect(told(with_({ addresses: [private_('2001:db8:1::8', true), private_('10.0.0.9')] }), 4)).toBe('10.0.0.9')
    expect(told(with_({ addresses: [private_('2001:db8:1::8', true)] }), 4)).toBeNull()
    expect(told(with_({}), 4)).toBeNull()
  })

  it('of IPv6 is the first address of its own, else the first of a prefix that is delegated to it', () => {
    const prefixes = ['10.0.1.0/28', '2001:db8:1:1::/80', '2001:db8:1:2::/80'].map(prefix)
    const addresses = [private_('10.0.0.8', true), private_('2001:db8:1::8'), private_('2001:db8:1::9')]
    const ipv6Addresses = [at('2001:db8:1::a'), at('2001:db8:1::b')]
    expect(told(with_({ addresses, ipv6Addresses, prefixes }), 6)).toBe('2001:db8:1::a')
    expect(told(with_({ addresses, prefixes }), 6)).toBe('2001:db8:1::8')
    expect(told(with_({ addresses: [private_('10.0.0.8', true)], prefixes }), 6)).toBe('2001:db8:1:1::')
    expect(told(with_({ addresses: [private_('10.0.0.8', true)] }), 6)).toBeNull()
  })
})
