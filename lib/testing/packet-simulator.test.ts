/** The oracle on its own, inside a VPC and at the internet edge: each rule by hand, with the AWS page it comes from. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { completeDocumentOf } from './describe-document.ts'
import { simulate } from './packet-simulator.ts'
import {
  acl,
  group,
  internetGateway,
  natGateway,
  natInterface,
  networkInterface,
  OPEN_ENTRIES,
  OWNER,
  prefixList,
  subnet,
  table,
  vpc,
} from './plain-elements.ts'
import type { SimulatedQuery } from './simulate-query.ts'

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

const NAT = ['vpc-1', 'subnet-b', '10.0.2.5', '198.51.100.5']
const LOCAL = ['10.0.0.0/16 local', '2001:db8:a::/56 local']

/** AWS's own example: A public, B public with a NAT gateway, C private over IPv4, D private over IPv6. */
const BASE: Elements = {
  Vpcs: [vpc('vpc-1', '10.0.0.0/16', '2001:db8:a::/56')],
  Subnets: [
    subnet('subnet-a', 'vpc-1', ['a', '10.0.1.0/24', '2001:db8:a:1::/64']),
    subnet('subnet-b', 'vpc-1', ['a', '10.0.2.0/24']),
    subnet('subnet-c', 'vpc-1', ['a', '10.0.3.0/24']),
    subnet('subnet-d', 'vpc-1', ['a', '10.0.4.0/24', '2001:db8:a:4::/64']),
  ],
  RouteTables: [
    table('rtb-public', 'vpc-1', ['subnet-a subnet-b', ...LOCAL, '0.0.0.0/0 igw-1', '::/0 igw-1']),
    table('rtb-c', 'vpc-1', ['subnet-c', ...LOCAL, '0.0.0.0/0 nat-1']),
    table('rtb-d', 'vpc-1', ['subnet-d', ...LOCAL, '::/0 eigw-1']),
    table('rtb-main', 'vpc-1', ['main', ...LOCAL]),
  ],
  NetworkAcls: [acl('acl-1', 'vpc-1', ['default', ...OPEN_ENTRIES])],
  InternetGateways: [internetGateway('igw-1', 'vpc-1')],
  EgressOnlyInternetGateways: [
    { EgressOnlyInternetGatewayId: 'eigw-1', Attachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
  ],
  NatGateways: [natGateway('nat-1', NAT)],
  SecurityGroups: [
    group('sg-open', 'vpc-1', ['in all 0.0.0.0/0', 'in all ::/0', 'out all 0.0.0.0/0', 'out all ::/0']),
    group('sg-ref', 'vpc-1', ['in tcp 22 sg-open', 'out tcp 22 sg-open']),
  ],
  NetworkInterfaces: [
    networkInterface('eni-a', at('a', 10, { publicIp: '198.51.100.10', ipv6: ['2001:db8:a:1::10'], instance: 'i-a' })),
    networkInterface('eni-a2', at('a', 11)),
    networkInterface('eni-b', at('b', 10, { publicIp: '198.51.100.20' })),
    networkInterface('eni-c', at('c', 10)),
    networkInterface('eni-d', at('d', 10, { ipv6: ['2001:db8:a:4::10'] })),
    natInterface('nat-1', NAT),
  ],
  Instances: [{ InstanceId: 'i-a', OwnerId: OWNER, State: { Name: 'running' } }],
}

function at(name: 'a' | 'b' | 'c' | 'd', host: number, more: object = {}) {
  const number = 'abcd'.indexOf(name) + 1
  return { vpc: 'vpc-1', subnet: `subnet-${name}`, ip: `10.0.${number}.${host}`, groups: ['sg-open'], ...more }
}

function world(more: Elements = {}, missing: readonly DescribeKey[] = []): DescribeDocument {
  const document = completeDocumentOf({ elements: { ...BASE, ...more } })
  const elements = new Map(document.elements)
  for (const key of missing) elements.delete(key)
  return { ...document, elements }
}

/** The elements of a key with the one of this id replaced. */
function replaced(key: DescribeKey, idField: string, element: JsonObject): Elements {
  return { [key]: (BASE[key] ?? []).map((each) => (each[idField] === element[idField] ? element : each)) }
}

const withAcl = (...entries: readonly string[]): Elements => ({
  NetworkAcls: [acl('acl-2', 'vpc-1', ['subnet-a', ...entries]), ...(BASE.NetworkAcls ?? [])],
})
const withGroup = (...rules: readonly string[]): Elements =>
  replaced('SecurityGroups', 'GroupId', group('sg-open', 'vpc-1', rules))

function verdict(document: DescribeDocument, query: Partial<SimulatedQuery>): string {
  return simulate([document], { from: 'internet', to: 'eni-a', protocol: 'tcp', port: 22, ...query }).verdict
}

const A_IN = {}
const A_OUT = { from: 'eni-a', to: 'internet' }
const A_TO_C = { from: 'eni-a', to: 'eni-c' }
const A_TO_A2 = { from: 'eni-a', to: 'eni-a2' }

describe('security groups (VPC guide, "Security group rules")', () => {
  it.each([
    ['a port beside the range', ['in tcp 23-1023 0.0.0.0/0'], A_IN, 'blocked'],
    ['its last port', ['in tcp 1-22 0.0.0.0/0'], A_IN, 'reachable'],
    ['another protocol', ['in udp 22 0.0.0.0/0'], A_IN, 'blocked'],
    ['a protocol by number', ['in 6 22 0.0.0.0/0'], A_IN, 'reachable'],
    ['another family', ['in all ::/0'], A_IN, 'blocked'],
    ['a source beside the block', ['in all 203.0.113.8/32'], A_IN, 'blocked'],
    ['the block of the source', ['in all 203.0.113.6/31'], A_IN, 'reachable'],
    ['outbound rules for replies: none needed', ['in all 0.0.0.0/0'], A_IN, 'reachable'],
    ['outbound rules for requests: needed', ['in all 0.0.0.0/0'], A_OUT, 'blocked'],
    ['inbound rules for replies: none needed', ['out tcp 22 0.0.0.0/0'], A_OUT, 'reachable'],
    ['any ICMP', ['in icmp -1/-1 0.0.0.0/0'], { protocol: 'icmp' }, 'reachable'],
    ['echo requests', ['in icmp 8/0 0.0.0.0/0'], { protocol: 'icmp' }, 'reachable'],
    ['echo replies only', ['in icmp 0/0 0.0.0.0/0'], { protocol: 'icmp' }, 'blocked'],
    ['another code', ['in icmp 3/4 0.0.0.0/0'], { protocol: 'icmp', icmp_type: 3, icmp_code: 1 }, 'blocked'],
    ['ICMP for IPv6 by its own name', ['in icmp 128/0 ::/0'], { protocol: 'icmpv6' }, 'blocked'],
    ['ICMPv6', ['in icmpv6 128/0 ::/0'], { protocol: 'icmpv6' }, 'reachable'],
    ['another protocol altogether', ['in 47 0.0.0.0/0'], { protocol: '47' }, 'reachable'],
    ['the group of the sender', ['in tcp 22 sg-open', 'out all 0.0.0.0/0'], A_TO_C, 'reachable'],
    ['the group of the target', ['in all 0.0.0.0/0', 'out tcp 22 sg-open'], A_TO_C, 'reachable'],
    ['another group', ['in tcp 22 sg-ref', 'out all 0.0.0.0/0'], A_TO_C, 'blocked'],
    ['a group, asked from the internet', ['in tcp 22 sg-open'], A_IN, 'blocked'],
    ['also inside one subnet', ['out all 0.0.0.0/0'], A_TO_A2, 'blocked'],
  ])('%s', (...[, rules, query, expected]) => {
    expect(verdict(world(withGroup(...rules)), query)).toBe(expected)
  })

  it('answers unknown for a group that is not there, and reachable when another one admits', () => {
    const nic = (groups: readonly string[]) =>
      replaced('NetworkInterfaces', 'NetworkInterfaceId', {
        ...networkInterface('eni-a', at('a', 10, { publicIp: '198.51.100.10', groups })),
      })
    expect(verdict(world(nic(['sg-404'])), A_IN)).toBe('unknown')
    expect(verdict(world(nic(['sg-404', 'sg-open'])), A_IN)).toBe('reachable')
  })

  it('answers unknown for a prefix list nobody read, and asks its entries when somebody did', () => {
    const list = (entries: readonly string[] | null) =>
      world({ ...withGroup('in all pl-1'), ManagedPrefixLists: [prefixList('pl-1', entries)] })
    expect(verdict(list(null), A_IN)).toBe('unknown')
    expect(verdict(list(['203.0.113.0/24']), A_IN)).toBe('reachable')
    expect(verdict(list([]), A_IN)).toBe('blocked')
  })
})

describe('network ACLs (VPC guide, "Network ACL rules")', () => {
  const OUT = '100 out allow all 0.0.0.0/0'
  const IN = '100 in allow all 0.0.0.0/0'
  it.each([
    ['the lowest number first, wherever it is printed', [OUT, IN, '90 in deny tcp 22 0.0.0.0/0'], 'blocked'],
    ['a later deny is never reached', [OUT, IN, '110 in deny tcp 22 0.0.0.0/0'], 'reachable'],
    ['nothing matches', [OUT, '100 in allow tcp 23 0.0.0.0/0'], 'blocked'],
    ['no way out for the reply', [IN], 'blocked'],
    ['one ephemeral port is enough', [IN, '100 out allow tcp 65535 0.0.0.0/0'], 'reachable'],
    ['a port below them is not', [IN, '100 out allow tcp 1023 0.0.0.0/0'], 'blocked'],
  ])('%s', (_, entries, expected) => {
    expect(verdict(world(withAcl(...entries)), A_IN)).toBe(expected)
    expect(verdict(world(withAcl(...entries)), A_TO_A2)).toBe('reachable')
  })

  it('src_port pins the port the reply goes to', () => {
    const document = world(withAcl(IN, '100 out allow tcp 32768-60999 0.0.0.0/0'))
    expect(verdict(document, { src_port: 32_768 })).toBe('reachable')
    expect(verdict(document, { src_port: 32_767 })).toBe('blocked')
  })

  it('lets the request through even when the reply is stopped: delivered, not reachable', () => {
    const { verdict: said, delivered } = simulate([world(withAcl(IN))], {
      from: 'internet',
      to: 'eni-a',
      protocol: 'udp',
      port: 53,
    })
    expect([said, delivered]).toEqual(['blocked', true])
  })

  it('tells types of ICMP apart: the reply is an echo reply', () => {
    expect(verdict(world(withAcl(IN, '100 out allow icmp 0/-1 0.0.0.0/0')), { protocol: 'icmp' })).toBe('reachable')
    expect(verdict(world(withAcl(IN, '100 out allow icmp 8/-1 0.0.0.0/0')), { protocol: 'icmp' })).toBe('blocked')
  })

  it('answers unknown where no ACL is known', () => {
    expect(verdict(world({}, ['NetworkAcls']), A_IN)).toBe('unknown')
  })
})

describe('routes (VPC guide, "Route priority")', () => {
  const routes = (...texts: readonly string[]) =>
    replaced('RouteTables', 'RouteTableId', table('rtb-public', 'vpc-1', ['subnet-a', ...LOCAL, ...texts]))
  it.each([
    ['longest prefix wins', ['0.0.0.0/0 igw-1', '203.0.113.0/24 vgw-404'], A_IN, 'blocked'],
    ['longest prefix wins, on the way out too', ['0.0.0.0/0 igw-1', '203.0.113.0/24 vgw-404'], A_OUT, 'unknown'],
    ['a blackhole that is longer drops', ['0.0.0.0/0 igw-1', '203.0.113.0/24 nat-1 blackhole'], A_IN, 'blocked'],
    ['a filtered route is none', ['0.0.0.0/0 igw-1', '203.0.113.0/24 nat-1 filtered'], A_IN, 'reachable'],
    ['static before propagated', ['0.0.0.0/0 vgw-404 propagated', '0.0.0.0/0 igw-1'], A_IN, 'reachable'],
    ['propagated never beats local', ['10.0.3.0/24 vgw-404 propagated'], A_TO_C, 'reachable'],
    ['static may: an interface that forwards nothing', ['10.0.3.0/24 eni-b'], A_TO_C, 'blocked'],
    ['no route at all', [], A_IN, 'blocked'],
    ['a list nobody read may win', ['0.0.0.0/0 igw-1', 'pl-1 vgw-404'], A_IN, 'unknown'],
    ['and does not matter when it leads to the same place', ['0.0.0.0/0 igw-1', 'pl-1 igw-1'], A_IN, 'reachable'],
  ])('%s', (...[, texts, query, expected]) => {
    const document = world({ ...routes(...texts), ManagedPrefixLists: [prefixList('pl-1', null)] })
    expect(verdict(document, query)).toBe(expected)
  })

  it('takes the main table for a subnet without its own, and knows neither when tables are missing', () => {
    const own = (BASE.RouteTables ?? []).filter((each) => each['RouteTableId'] !== 'rtb-public')
    expect(verdict(world({ RouteTables: own }), A_IN)).toBe('blocked')
    expect(verdict(world({ RouteTables: own }), A_TO_C)).toBe('reachable')
    expect(verdict(world({}, ['RouteTables']), A_IN)).toBe('unknown')
  })
})

describe('the internet edge (VPC guide, "Internet gateways", "NAT gateways", "Egress-only internet gateways")', () => {
  it.each([
    ['in to a public address', A_IN, 'reachable'],
    ['in over IPv6', { family: 6 as const }, 'reachable'],
    ['in to an interface without one', { to: 'eni-c' }, 'blocked'],
    ['in from a private source', { src_ip: '10.9.9.9' }, 'blocked'],
    ['in from shared space', { src_ip: '100.64.0.1' }, 'blocked'],
    ['out from a public address', A_OUT, 'reachable'],
    ['out without one', { from: 'eni-a2', to: 'internet' }, 'blocked'],
    ['out by NAT', { from: 'eni-c', to: 'internet' }, 'reachable'],
    ['GRE by NAT', { from: 'eni-c', to: 'internet', protocol: '47' }, 'blocked'],
    ['in by NAT', { to: '198.51.100.5' }, 'blocked'],
    ['out by the egress-only gateway', { from: 'eni-d', to: 'internet', family: 6 as const }, 'reachable'],
    ['in where replies go to the egress-only gateway', { to: 'eni-d', family: 6 as const }, 'blocked'],
    ['to a NAT gateway itself', { from: 'eni-c', to: '10.0.2.5' }, 'blocked'],
    ['an instance by its id', { to: 'i-a' }, 'reachable'],
    ['as somebody else', { ...A_OUT, src_ip: '10.0.1.99' }, 'blocked'],
    ['to an address nobody has', { from: 'eni-a', to: '10.0.3.99' }, 'blocked'],
  ])('%s', (_, query, expected) => {
    expect(verdict(world(), query)).toBe(expected)
  })

  it('a NAT gateway serves no client of its own subnet', () => {
    const own = table('rtb-b', 'vpc-1', ['subnet-b', ...LOCAL, '0.0.0.0/0 nat-1'])
    const others = (BASE.RouteTables ?? []).map((each) =>
      each['RouteTableId'] === 'rtb-public'
        ? table('rtb-public', 'vpc-1', ['subnet-a', ...LOCAL, '0.0.0.0/0 igw-1'])
        : each,
    )
    expect(verdict(world({ RouteTables: [own, ...others] }), { from: 'eni-b', to: 'internet' })).toBe('blocked')
  })

  it('a NAT gateway needs its own subnet to let it out and its own ACL to let replies in', () => {
    const acls = (...entries: readonly string[]): Elements => ({
      NetworkAcls: [acl('acl-b', 'vpc-1', ['subnet-b', ...entries]), ...(BASE.NetworkAcls ?? [])],
    })
    const out = { from: 'eni-c', to: 'internet' }
    expect(verdict(world(acls('1 in allow all 10.0.0.0/16', '1 out allow all 0.0.0.0/0')), out)).toBe('blocked')
    const replies = '2 in allow tcp 40000-40001 0.0.0.0/0'
    expect(verdict(world(acls('1 in allow all 10.0.0.0/16', replies, '1 out allow all 0.0.0.0/0')), out)).toBe(
      'reachable',
    )
  })

  it('an interface that denies internet traffic, is unattached, or whose instance is off is not reached', () => {
    const off = world({ Instances: [{ InstanceId: 'i-a', OwnerId: OWNER, State: { Name: 'stopped' } }] })
    expect(verdict(off, A_IN)).toBe('blocked')
    for (const more of [{ DenyAllIgwTraffic: true }, { Status: 'available' }]) {
      const element = networkInterface('eni-a', at('a', 10, { publicIp: '198.51.100.10', more }))
      expect(verdict(world(replaced('NetworkInterfaces', 'NetworkInterfaceId', element)), A_IN)).toBe('blocked')
    }
  })

  it('an edge route to an appliance: blocked when the subnet answers past it, else nobody knows', () => {
    const edge = table('rtb-edge', 'vpc-1', ['igw-1', '10.0.0.0/16 local', '10.0.1.0/24 eni-b'])
    const through = replaced(
      'RouteTables',
      'RouteTableId',
      table('rtb-public', 'vpc-1', ['subnet-a', ...LOCAL, '0.0.0.0/0 eni-b']),
    )
    const forwards = networkInterface(
      'eni-b',
      at('b', 10, { publicIp: '198.51.100.20', more: { SourceDestCheck: false } }),
    )
    const nics = replaced('NetworkInterfaces', 'NetworkInterfaceId', forwards)
    expect(verdict(world({ RouteTables: [edge, ...(BASE.RouteTables ?? [])] }), A_IN)).toBe('blocked')
    expect(verdict(world({ RouteTables: [edge, ...(through.RouteTables ?? [])], ...nics }), A_IN)).toBe('unknown')
  })

  it('an edge route to an appliance: blocked also where two routes may answer past it by one gateway', () => {
    const edge = table('rtb-edge', 'vpc-1', ['igw-1', '10.0.0.0/16 local', '10.0.1.0/24 eni-b'])
    const answering = (target: string) =>
      replaced(
        'RouteTables',
        'RouteTableId',
        table('rtb-public', 'vpc-1', ['subnet-a subnet-b', ...LOCAL, '0.0.0.0/0 igw-1', `pl-1 ${target}`]),
      )
    const told = (target: string) => {
      const RouteTables = [edge, ...(answering(target).RouteTables ?? [])]
      return verdict(world({ RouteTables, ManagedPrefixLists: [prefixList('pl-1', null)] }), A_IN)
    }
    expect(told('igw-1')).toBe('blocked')
    expect(told('eni-c')).not.toBe('reachable')
  })

  it('a NAT gateway takes nothing from outside, whatever an edge route puts before it', () => {
    const edge = table('rtb-edge', 'vpc-1', ['igw-1', '10.0.0.0/16 local', '10.0.2.0/24 vpce-9'])
    const steered = world({ RouteTables: [edge, ...(BASE.RouteTables ?? [])] }, ['VpcEndpoints'])
    expect(verdict(steered, { to: 'eni-of-nat-1' })).toBe('blocked')
  })
})

describe('hairpins: public addresses of the network itself', () => {
  const toA = { to: '198.51.100.10' }
  it.each([
    [
      'H1 by NAT and back in by the gateway; H2 the reply is translated back',
      { ...toA, from: 'eni-c' },
      [],
      'reachable',
    ],
    ['H1 from one public interface to another', { ...toA, from: 'eni-b' }, [], 'reachable'],
    [
      'H1 the target must admit the public source',
      { ...toA, from: 'eni-b' },
      ['in all 10.0.0.0/8', 'out all 0.0.0.0/0'],
      'blocked',
    ],
    [
      'which is the address of the NAT gateway',
      { ...toA, from: 'eni-c' },
      ['in all 198.51.100.5/32', 'out all 0.0.0.0/0'],
      'reachable',
    ],
    ['H3 references never match', { ...toA, from: 'eni-b' }, ['in all sg-open', 'out all 0.0.0.0/0'], 'blocked'],
    ['H5 an address nobody has is the internet', { to: '198.51.100.77', from: 'eni-c' }, [], 'reachable'],
  ])('%s', (...[, query, rules, expected]) => {
    expect(verdict(world(rules.length > 0 ? withGroup(...rules) : {}), query)).toBe(expected)
  })
})

describe('Block Public Access (VPC guide, "Block public access to VPCs and subnets"), its own example', () => {
  const QUERIES: readonly Partial<SimulatedQuery>[] = [
    { to: 'eni-a' },
    { from: 'eni-a', to: 'internet' },
    { to: 'eni-b' },
    { from: 'eni-b', to: 'internet' },
    { from: 'eni-c', to: 'internet' },
    { from: 'eni-d', to: 'internet', family: 6 },
  ]
  const block = (mode: string, exclusion?: readonly [string, string]): Elements => ({
    VpcBlockPublicAccessOptions: [{ AwsAccountId: OWNER, AwsRegion: 'eu-west-1', InternetGatewayBlockMode: mode }],
    VpcBlockPublicAccessExclusions: exclusion
      ? [
          {
            ExclusionId: 'vpcbpa-exclude-1',
            ResourceArn: `arn:aws:ec2:eu-west-1:${OWNER}:${exclusion[0]}`,
            InternetGatewayExclusionMode: exclusion[1],
            State: 'create-complete',
          },
        ]
      : [],
  })
  it.each([
    ['off', undefined, 'yes yes yes yes yes yes'],
    ['block-bidirectional', undefined, 'no no no no no no'],
    ['block-ingress', undefined, 'no no no no yes yes'],
    ['block-ingress', ['subnet/subnet-a', 'allow-bidirectional'], 'yes yes no no yes yes'],
    ['block-bidirectional', ['subnet/subnet-a', 'allow-egress'], 'no no no no no no'],
    ['block-bidirectional', ['vpc/vpc-1', 'allow-bidirectional'], 'yes yes yes yes yes yes'],
    ['block-bidirectional', ['vpc/vpc-1', 'allow-egress'], 'no no no no yes yes'],
  ] as const)('%s, %j: A in, A out, B in, B out, C out, D out', (mode, exclusion, expected) => {
    const document = world(block(mode, exclusion))
    const told = QUERIES.map((query) => (verdict(document, query) === 'reachable' ? 'yes' : 'no')).join(' ')
    expect(told).toBe(expected)
  })

  it('answers unknown when it blocks and the exclusions were not read', () => {
    expect(verdict(world(block('block-ingress'), ['VpcBlockPublicAccessExclusions']), A_IN)).toBe('unknown')
  })
})
