/** Source: VPC guide, "Security group rules", "Internet gateways". */

import { describe, expect, it } from 'vitest'
import { parsePrefix } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { addressSet, formatAddresses, formatPorts } from '../net/traffic.ts'
import { buildVpc, type VpcUnderTest } from '../testing/build-vpc.ts'
import { endpointClasses } from './endpoint-classes.ts'
import { networkOf } from './network.ts'
import { outsideTraffic } from './outside-traffic.ts'

/** What `eni-a` and some addresses outside send each other over TCP. */
function told(world: VpcUnderTest, direction: 'in' | 'out', block: string): readonly string[] {
  const network = networkOf(world.inventory)
  const family = block.includes(':') ? 6 : 4
  const ends = endpointClasses(network, family).flatMap(({ members }) => members)
  const end = ends.find(({ networkInterface }) => networkInterface.id === 'eni-a')
  const outside = addressSet([parsePrefix(block) ?? []].flat())
  if (!end) throw new Error('The network has no such end.')
  const fixed = { protocol: TCP, family, sourcePort: null, icmp: null, via: null } as const
  return outsideTraffic(network, {
    end,
    direction,
    protocol: TCP,
    outside,
    ask: (other, port) =>
      direction === 'in'
        ? { ...fixed, port, from: 'internet', to: 'eni-a', sourceIp: other, destinationIp: null }
        : { ...fixed, port, from: 'eni-a', to: 'internet', sourceIp: end.address, destinationIp: other },
  }).map(({ addresses, ports, trace }) => `${formatPorts(ports)} ${formatAddresses(addresses)} ${trace.verdict}`)
}

const vpc = (...rules: readonly string[]) =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-a', '10.0.0.0/24', { '0.0.0.0/0': 'igw-1', '::/0': 'igw-1' })
    .prefixList('pl-1', null)
    .host('eni-a', 'subnet-a', rules, { privateIp: '10.0.0.10', publicIp: '198.51.100.10', ipv6: ['2001:db8:1::10'] })

describe('what one end and the internet send each other', () => {
  it('is asked of an address nobody inside owns, though the first of a block may be theirs', () => {
    const world = vpc('tcp/443 to 0.0.0.0/0').host('eni-b', 'subnet-a', [], {
      privateIp: '10.0.0.20',
      publicIp: '192.0.2.0',
    })
    expect(told(world, 'out', '192.0.2.0/24')).toEqual(['443 192.0.2.0/24 reachable'])
  })

  it('is sure only for whom a rule that is known names', () => {
    expect(told(vpc('tcp/22-80 from 192.0.2.0/25', 'tcp/81-443 from pl-1'), 'in', '192.0.2.0/24')).toEqual([
      '81-443 192.0.2.0/24 unknown',
      '22-80 192.0.2.0/25 reachable',
    ])
  })

  it('is told of IPv6 by the rules of IPv6', () => {
    const world = vpc('tcp/443 from 2001:db8:ffff::/48', 'tcp/22 from 0.0.0.0/0')
    expect(told(world, 'in', '2001:db8:ffff::/47')).toEqual(['443 2001:db8:ffff::/48 reachable'])
  })

  it('is divided by the rules of the end where the way to it is steered', () => {
    const world = vpc('tcp/22 from 192.0.2.0/25', 'tcp/443 from 192.0.2.128/25')
      .host('eni-fw', 'subnet-a', ['all from 0.0.0.0/0'], { privateIp: '10.0.0.5', more: { SourceDestCheck: false } })
      .edge({ '10.0.0.0/24': 'eni-fw' })
    const lines = told(world, 'in', '192.0.2.0/24')
    expect(lines.filter((line) => line.endsWith('reachable'))).toEqual([])
  })
})
