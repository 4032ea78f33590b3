/** Questions to a random estate: its own resources, addresses and ports at the ends of its rules and beside them. */

import fc from 'fast-check'
import type { DescribeDocument } from '../describe/document.ts'
import { beside, isOnInternet } from './plain-addresses.ts'
import { POOL4, PORTS } from './random-filters.ts'
import type { SimulatedQuery } from './simulate-query.ts'
import { list, privateBlocksOf, type Raw, rows, word } from './simulate-records.ts'

export interface Dice {
  readonly way: number
  readonly from: number
  readonly to: number
  readonly port: number
  readonly protocol: number
  readonly six: boolean
  readonly address: number
  readonly pinned: boolean
}

/** Numbers a question is made of once the estate is there; they shrink on their own. */
export const dice: fc.Arbitrary<Dice> = fc.record({
  way: fc.nat({ max: 25 }),
  from: fc.nat({ max: 63 }),
  to: fc.nat({ max: 63 }),
  port: fc.nat({ max: 63 }),
  protocol: fc.nat({ max: 11 }),
  six: fc.nat({ max: 3 }).map((roll) => roll === 3),
  address: fc.nat({ max: 63 }),
  pinned: fc.nat({ max: 9 }).map((roll) => roll === 9),
})

const NEAR = [...new Set(PORTS.flatMap((port) => [port - 1, port, port + 1]))].filter(
  (port) => port >= 1 && port <= 65_535,
)
const ASKED = [22, 22, 22, 1024, ...NEAR]
const CLIENTS = POOL4.flatMap(beside).filter(isOnInternet)
const OTHERS = ['192.168.0.1', '192.168.255.255', '192.169.0.0', '198.51.100.128', '198.51.100.127', '203.0.113.7']

function pick<T>(options: readonly T[], roll: number): T {
  const option = options[roll % options.length]
  if (option === undefined) throw new Error('nothing to pick from')
  return option
}

export function probeOf(document: DescribeDocument, roll: Dice): SimulatedQuery {
  const nics = rows([document], 'NetworkInterfaces')
  const hosts = hostsFor(nics, roll)
  const balancers = rows([document], 'LoadBalancers').map((each) => word(each, 'LoadBalancerArn'))
  const listening = rows([document], 'Listeners').map((each) => Number(each['Port']))
  const addresses = nics
    .filter((each) => each['InterfaceType'] !== 'nat_gateway')
    .flatMap((each) => [
      // Of a delegated block its first address stands for all.
      ...privateBlocksOf(each, roll.six ? 6 : 4).map((block) => block.split('/')[0] ?? ''),
      ...(roll.six ? [] : list(each, 'PrivateIpAddresses').map((one) => word(Object(one['Association']), 'PublicIp'))),
    ])
  const known = addresses.filter((address) => address !== '')
  const [from, to] = [pick(hosts, roll.from), pick(hosts, roll.to)]
  const asked = traffic(roll)
  const host = { from, to, ...asked }
  const asked4 = traffic({ ...roll, six: false })
  const listens = roll.port % 4 > 0 && listening.length > 0
  const served = listens
    ? { from, to, family: 4 as const, protocol: 'tcp', port: pick(listening, roll.port) }
    : { ...host, ...asked4 }
  const special = nics.map((each) => word(each, 'NetworkInterfaceId')).filter((id) => id.length > 'eni-1'.length)
  const behind = nics.filter((each) => each['VpcId'] === 'vpc-2').map((each) => word(each, 'NetworkInterfaceId'))
  const ways: readonly SimulatedQuery[] = [
    host,
    host,
    host,
    host,
    { ...host, from: 'internet' },
    { ...host, from: 'internet' },
    { ...host, from: 'internet' },
    { ...host, from: 'internet', ...(roll.six ? {} : { src_ip: pick(CLIENTS, roll.address) }) },
    { ...host, to: 'internet' },
    { ...host, to: 'internet' },
    { ...host, to: 'internet' },
    { ...host, to: 'internet', ...(roll.six ? {} : { dst_ip: pick(CLIENTS, roll.address) }) },
    { ...host, to: known.length > 0 ? pick(known, roll.address) : 'internet' },
    { ...host, to: known.length > 0 ? pick(known, roll.address) : 'internet' },
    { ...host, to: roll.six ? 'internet' : pick(OTHERS, roll.address) },
    { ...host, to: roll.six ? 'internet' : pick(OTHERS, roll.address) },
    { ...served, from: 'internet', to: pick(balancers, roll.to) },
    { ...served, from: 'internet', to: pick(balancers, roll.to) },
    { ...served, to: pick(balancers, roll.to) },
    { ...served, from: 'internet', via: pick(balancers, roll.from) },
    { ...host, ...asked4, from: 'vgw-1', src_ip: '192.168.7.7', to: pick(behind.length > 0 ? behind : hosts, roll.to) },
    { ...host, from: pick(hosts, roll.from).replace('eni-', 'i-'), to: to.replace('eni-', 'i-') },
    { ...host, from: 'internet', ...(known.length > 0 ? { to: pick(known, roll.address) } : {}) },
    { ...served, from: 'internet', to: pick(special, roll.to) },
    { ...host, ...(known.length > 0 ? { src_ip: pick(known, roll.address) } : {}) },
    { ...host, to: 'internet', ...(known.length > 0 ? { src_ip: pick(known, roll.address) } : {}) },
  ]
  return pick(ways, roll.way)
}

/** Over IPv6, and from the internet, mostly hosts that have the address it takes. */
function hostsFor(nics: readonly Raw[], roll: Dice): readonly string[] {
  const hosts = nics.filter((each) => /^eni-\d$/.test(word(each, 'NetworkInterfaceId')))
  const fit = hosts.filter((each) =>
    roll.six
      ? list(each, 'Ipv6Addresses').length > 0
      : list(each, 'PrivateIpAddresses').some((one) => one['Association'] !== undefined),
  )
  return (fit.length > 0 && (roll.six || roll.from % 4 > 0) ? fit : hosts).map((each) =>
    word(each, 'NetworkInterfaceId'),
  )
}

type Traffic = Pick<SimulatedQuery, 'protocol' | 'port' | 'family' | 'src_port' | 'icmp_type' | 'icmp_code'>

/** Mostly echo; else messages that others answer, or nobody does. Source: RFC 792, RFC 4443. */
function message({ six, address }: Dice): Pick<SimulatedQuery, 'icmp_type' | 'icmp_code'> {
  if (address % 2 === 0) return {}
  return {
    icmp_type: pick(six ? [128, 1, 129, 135] : [8, 0, 3, 13], address >> 1),
    icmp_code: address % 3 === 0 ? 1 : 0,
  }
}

function traffic(roll: Dice): Traffic {
  const protocol = pick(
    ['tcp', 'tcp', 'tcp', 'tcp', 'tcp', 'tcp', 'tcp', 'udp', 'udp', 'icmp', '47', 'tcp'],
    roll.protocol,
  )
  const family = roll.six ? 6 : 4
  if (protocol === 'icmp') return { protocol: roll.six ? 'icmpv6' : 'icmp', family, ...message(roll) }
  if (protocol === '47') return { protocol, family }
  const pinned = roll.pinned ? { src_port: pick([1024, 32_767, 32_768, 65_535], roll.address) } : {}
  return { protocol, port: pick(ASKED, roll.port), family, ...pinned }
}
