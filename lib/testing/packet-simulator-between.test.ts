/** The oracle on its own, between networks and through load balancers: each rule by hand, with its AWS page. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { completeDocumentOf } from './describe-document.ts'
import { simulate, TooManyWays } from './packet-simulator.ts'
import {
  acl,
  group,
  internetGateway,
  natGateway,
  networkInterface,
  OPEN_ENTRIES,
  peering,
  prefixList,
  subnet,
  table,
  vpc,
} from './plain-elements.ts'
import {
  type BalancerPlan,
  balancerArn,
  loadBalancer,
  type TransitPlan,
  transitGateway,
  transitPeering,
  vpnConnection,
  vpnGateway,
} from './plain-transit.ts'
import type { SimulatedQuery } from './simulate-query.ts'

type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

const ALL = ['in all 0.0.0.0/0', 'out all 0.0.0.0/0']

/** Two VPCs, one host each; vpc-1 has a second host in zone b. What joins them is the test's own. */
function base(toTwo: readonly string[], toOne: readonly string[]): Elements {
  return {
    Vpcs: [vpc('vpc-1', '10.1.0.0/16'), vpc('vpc-2', '10.2.0.0/16')],
    Subnets: [
      subnet('subnet-1', 'vpc-1', ['a', '10.1.1.0/24']),
      subnet('subnet-1b', 'vpc-1', ['b', '10.1.2.0/24']),
      subnet('subnet-2', 'vpc-2', ['a', '10.2.1.0/24']),
      subnet('subnet-2t', 'vpc-2', ['a', '10.2.9.0/24']),
    ],
    RouteTables: [
      table('rtb-1', 'vpc-1', ['main', '10.1.0.0/16 local', ...toTwo]),
      table('rtb-2', 'vpc-2', ['main', '10.2.0.0/16 local', ...toOne]),
    ],
    NetworkAcls: [
      acl('acl-1', 'vpc-1', ['default', ...OPEN_ENTRIES]),
      acl('acl-2', 'vpc-2', ['default', ...OPEN_ENTRIES]),
    ],
    SecurityGroups: [group('sg-1', 'vpc-1', ALL), group('sg-2', 'vpc-2', ALL)],
    NetworkInterfaces: [
      networkInterface('eni-1', {
        vpc: 'vpc-1',
        subnet: 'subnet-1',
        ip: '10.1.1.10',
        groups: ['sg-1'],
        instance: 'i-1',
      }),
      networkInterface('eni-1b', {
        vpc: 'vpc-1',
        subnet: 'subnet-1b',
        ip: '10.1.2.10',
        groups: ['sg-1'],
        instance: 'i-1b',
      }),
      networkInterface('eni-2', {
        vpc: 'vpc-2',
        subnet: 'subnet-2',
        ip: '10.2.1.10',
        groups: ['sg-2'],
        instance: 'i-2',
      }),
    ],
  }
}

function ask(elements: Elements, query: Partial<SimulatedQuery> = {}, missing: readonly DescribeKey[] = []): string {
  const document = completeDocumentOf({ elements })
  const kept = new Map([...document.elements].filter(([key]) => !missing.includes(key)))
  const documents: readonly DescribeDocument[] = [{ ...document, elements: kept }]
  return simulate(documents, { from: 'eni-1', to: 'eni-2', protocol: 'tcp', port: 443, ...query }).verdict
}

function withGroup(elements: Elements, id: string, rules: readonly string[]): Elements {
  const vpcId = id === 'sg-1' ? 'vpc-1' : 'vpc-2'
  return {
    ...elements,
    SecurityGroups: (elements.SecurityGroups ?? []).map((each) =>
      each['GroupId'] === id ? group(id, vpcId, rules) : each,
    ),
  }
}

describe('VPC peering (VPC peering guide, "VPC peering connections" and "Limitations")', () => {
  const joined = base(['10.2.0.0/16 pcx-1'], ['10.1.0.0/16 pcx-1'])
  const sides = [
    ['vpc-1', '10.1.0.0/16'],
    ['vpc-2', '10.2.0.0/16'],
  ] as const
  const peer = (code = 'active'): Elements => ({ VpcPeeringConnections: [peering('pcx-1', sides, code)] })

  it('carries both ways when it is active and routed on both sides', () => {
    expect(ask({ ...joined, ...peer() })).toBe('reachable')
    expect(ask({ ...joined, ...peer('pending-acceptance') })).toBe('blocked')
    expect(ask({ ...base(['10.2.0.0/16 pcx-1'], []), ...peer() })).toBe('blocked')
    expect(ask({ ...joined })).toBe('unknown')
  })

  it('admits by reference in both directions when active in one region, and not across regions', () => {
    const inbound = withGroup({ ...joined, ...peer() }, 'sg-2', ['in all sg-1'])
    expect(ask(inbound)).toBe('reachable')
    expect(ask(withGroup({ ...joined, ...peer() }, 'sg-1', ['out all sg-2']))).toBe('reachable')
    const [one] = peer().VpcPeeringConnections ?? []
    const far = { ...one, AccepterVpcInfo: { VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16', Region: 'us-east-1' } }
    expect(ask({ ...inbound, VpcPeeringConnections: [far] })).toBe('blocked')
  })

  it('lets no reference match over a connection that is not active, wherever the way leads', () => {
    const refers = (code: string) => withGroup({ ...joined, ...peer(code) }, 'sg-1', ['out all sg-2'])
    expect(ask(refers('active'), {}, ['RouteTables'])).toBe('unknown')
    expect(ask(refers('pending-acceptance'), {}, ['RouteTables'])).toBe('blocked')
  })

  it('leads to the far VPC only: nothing beyond it', () => {
    const far = { ...base(['0.0.0.0/0 pcx-1'], ['0.0.0.0/0 igw-1']), ...peer() }
    expect(ask({ ...far, InternetGateways: [internetGateway('igw-1', 'vpc-2')] }, { to: 'internet' })).toBe('blocked')
  })

  it('answers unknown when the far VPC is not in the documents', () => {
    const { Vpcs = [], ...rest } = { ...joined, ...peer() }
    expect(ask({ ...rest, Vpcs: Vpcs.slice(0, 1) }, { to: '10.2.1.10' })).toBe('unknown')
  })
})

describe('transit gateways (Transit Gateway guide, "How transit gateways work")', () => {
  const joined = base(['10.2.0.0/16 tgw-1'], ['10.1.0.0/16 tgw-1'])
  const ROUTES = ['10.1.0.0/16 tgw-attach-1 propagated', '10.2.0.0/16 tgw-attach-2 propagated']
  const plan: TransitPlan = {
    id: 'tgw-1',
    vpcs: {
      'tgw-attach-1': { vpc: 'vpc-1', subnets: ['subnet-1'] },
      'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-2t'] },
    },
    tables: { 'tgw-rtb-1': { attachments: ['tgw-attach-1', 'tgw-attach-2'], routes: ROUTES } },
  }
  const gateway = (more: Partial<TransitPlan> = {}) => transitGateway({ ...plan, ...more })
  const routed = (routes: readonly string[] | null) =>
    gateway({ tables: { 'tgw-rtb-1': { attachments: ['tgw-attach-1', 'tgw-attach-2'], routes } } })

  it.each([
    ['both attached, associated and routed', ROUTES, 'reachable'],
    ['no route in its table', ROUTES.slice(0, 1), 'blocked'],
    ['no route back', ROUTES.slice(1), 'blocked'],
    ['a blackhole that is longer', [...ROUTES, '10.2.1.0/24 - blackhole'], 'blocked'],
    ['a static route before a propagated one', [...ROUTES, '10.2.0.0/16 tgw-attach-1'], 'blocked'],
    ['routes that were not read', null, 'unknown'],
  ])('%s', (_, routes, expected) => {
    expect(ask({ ...joined, ...routed(routes) })).toBe(expected)
  })

  it('is entered only in zones where the attachment has a subnet', () => {
    expect(ask({ ...joined, ...gateway() }, { from: 'eni-1b' })).toBe('blocked')
  })

  it('drops what comes from an attachment without a table, and knows nothing without its tables', () => {
    const tables = { 'tgw-rtb-1': { attachments: ['tgw-attach-2'], routes: ROUTES } }
    expect(ask({ ...joined, ...gateway({ tables }) })).toBe('blocked')
    expect(ask({ ...joined, ...gateway() }, {}, ['TransitGatewayRouteTables'])).toBe('unknown')
  })

  it('asks the ACL of the attachment subnet in on the way to it and out on the way from it, when it is another', () => {
    const acls = (...entries: readonly string[]): Elements => ({
      NetworkAcls: [acl('acl-t', 'vpc-2', ['subnet-2t', ...entries]), ...(joined.NetworkAcls ?? [])],
    })
    expect(ask({ ...joined, ...gateway(), ...acls('1 in allow all 10.2.0.0/16', '1 out allow all 10.2.0.0/16') })).toBe(
      'reachable',
    )
    expect(ask({ ...joined, ...gateway(), ...acls('1 in allow all 10.2.0.0/16') })).toBe('blocked')
    expect(ask({ ...joined, ...gateway(), ...acls('1 out allow all 10.2.0.0/16') })).toBe('blocked')
  })

  it('does not ask the ACL toward an instance in the attachment subnet itself', () => {
    const same: TransitPlan['vpcs'] = { ...plan.vpcs, 'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-2'] } }
    const acls = [acl('acl-t', 'vpc-2', ['subnet-2', '1 out allow all 10.1.0.0/16']), ...(joined.NetworkAcls ?? [])]
    expect(ask({ ...joined, ...gateway({ vpcs: same }), NetworkAcls: acls })).toBe('reachable')
  })

  it.each([
    ['on the gateway and both attachments', true, true, 'reachable'],
    ['not on the gateway', false, true, 'blocked'],
    ['not on one attachment', true, false, 'blocked'],
  ])('admits inbound references when supported: %s', (...[, referencing, attachment, expected]) => {
    const vpcs = { ...plan.vpcs, 'tgw-attach-1': { vpc: 'vpc-1', subnets: ['subnet-1'], referencing: attachment } }
    const elements = { ...joined, ...gateway({ referencing, vpcs }) }
    expect(ask(withGroup(elements, 'sg-2', ['in all sg-1']))).toBe(expected)
    expect(ask(withGroup(elements, 'sg-1', ['out all sg-2']))).toBe('blocked')
  })

  it('centralised egress: through a NAT gateway of another VPC and back', () => {
    const NAT = ['vpc-2', 'subnet-2', '10.2.1.5', '198.51.100.5']
    const central: Elements = {
      ...base(['0.0.0.0/0 tgw-1'], []),
      RouteTables: [
        table('rtb-1', 'vpc-1', ['main', '10.1.0.0/16 local', '0.0.0.0/0 tgw-1']),
        table('rtb-2', 'vpc-2', ['subnet-2', '10.2.0.0/16 local', '10.1.0.0/16 tgw-1', '0.0.0.0/0 igw-1']),
        table('rtb-2t', 'vpc-2', ['subnet-2t', '10.2.0.0/16 local', '0.0.0.0/0 nat-1']),
      ],
      NatGateways: [natGateway('nat-1', NAT)],
      InternetGateways: [internetGateway('igw-1', 'vpc-2')],
      ...routed([...ROUTES, '0.0.0.0/0 tgw-attach-2']),
    }
    expect(ask(central, { to: 'internet' })).toBe('reachable')
    const inPublic: TransitPlan['vpcs'] = { ...plan.vpcs, 'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-2'] } }
    const tables = {
      'tgw-rtb-1': { attachments: ['tgw-attach-1', 'tgw-attach-2'], routes: [...ROUTES, '0.0.0.0/0 tgw-attach-2'] },
    }
    expect(ask({ ...central, ...gateway({ vpcs: inPublic, tables }) }, { to: 'internet' })).toBe('blocked')
  })

  it('peers with another gateway by static routes on both', () => {
    const one = transitGateway({
      id: 'tgw-1',
      vpcs: { 'tgw-attach-1': { vpc: 'vpc-1', subnets: ['subnet-1'] } },
      peers: ['tgw-attach-9'],
      tables: {
        'tgw-rtb-1': {
          attachments: ['tgw-attach-1', 'tgw-attach-9'],
          routes: ['10.1.0.0/16 tgw-attach-1', '10.2.0.0/16 tgw-attach-9'],
        },
      },
    })
    const two = (routes: readonly string[]) =>
      transitGateway({
        id: 'tgw-2',
        vpcs: { 'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-2t'] } },
        peers: ['tgw-attach-9'],
        tables: { 'tgw-rtb-2': { attachments: ['tgw-attach-2', 'tgw-attach-9'], routes } },
      })
    const elements = (routes: readonly string[]) => ({
      ...base(['10.2.0.0/16 tgw-1'], ['10.1.0.0/16 tgw-2']),
      ...joinedKeys(one, two(routes)),
      TransitGatewayPeeringAttachments: [transitPeering('tgw-attach-9', ['tgw-1', 'tgw-2'])],
    })
    expect(ask(elements(['10.2.0.0/16 tgw-attach-2', '10.1.0.0/16 tgw-attach-9']))).toBe('reachable')
    expect(ask(elements(['10.2.0.0/16 tgw-attach-2']))).toBe('blocked')
  })

  it('reaches the network on premises through a VPN connection that is up', () => {
    const tables = {
      'tgw-rtb-1': {
        attachments: ['tgw-attach-1', 'tgw-attach-2', 'tgw-attach-3'],
        routes: [...ROUTES, '192.168.0.0/16 tgw-attach-3'],
      },
    }
    const vpn = (tunnels: readonly string[]) => ({
      ...base(['0.0.0.0/0 tgw-1'], []),
      ...gateway({ vpns: { 'tgw-attach-3': 'vpn-1' }, tables }),
      VpnConnections: [vpnConnection('vpn-1', 'tgw-1', tunnels)],
    })
    expect(ask(vpn(['UP', 'DOWN']), { to: '192.168.7.7' })).toBe('reachable')
    expect(ask(vpn(['DOWN', 'DOWN']), { to: '192.168.7.7' })).toBe('blocked')
    expect(ask(vpn(['UP', 'UP']), { from: 'vpn-1', src_ip: '192.168.7.7', to: 'eni-1' })).toBe('reachable')
  })
})

describe('a packet that goes round', () => {
  const both = (routes: readonly string[]): Elements =>
    transitGateway({
      id: 'tgw-1',
      vpcs: {
        'tgw-attach-1': { vpc: 'vpc-1', subnets: ['subnet-1'] },
        'tgw-attach-2': { vpc: 'vpc-2', subnets: ['subnet-2'] },
      },
      tables: { 'tgw-rtb-1': { attachments: ['tgw-attach-1', 'tgw-attach-2'], routes } },
    })
  const round: Elements = {
    ...base(['192.168.0.0/16 tgw-1'], ['192.168.0.0/16 tgw-1']),
    ...both(['192.168.0.0/16 tgw-attach-1 propagated', '192.168.0.0/16 tgw-attach-2 propagated']),
  }

  it('is blocked, also where it may go two ways at each turn', () => {
    expect(ask(round, { to: '192.168.7.7' })).toBe('blocked')
  })

  it('is given up, and said so, when there are more ways than are tried', () => {
    const documents = [completeDocumentOf({ elements: round })]
    const query = { from: 'eni-1', to: '192.168.7.7', protocol: 'tcp', port: 443 } as const
    expect(() => simulate(documents, query, 2)).toThrow(TooManyWays)
  })
})

function joinedKeys(one: Elements, other: Elements): Elements {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])] as DescribeKey[]
  return Object.fromEntries(keys.map((key) => [key, [...(one[key] ?? []), ...(other[key] ?? [])]]))
}

describe('virtual private gateways and gateway endpoints (Site-to-Site VPN and PrivateLink guides)', () => {
  const vpn: Elements = {
    ...base(['192.168.0.0/16 vgw-1 propagated'], []),
    VpnGateways: [vpnGateway('vgw-1', 'vpc-1')],
    VpnConnections: [vpnConnection('vpn-1', 'vgw-1')],
  }
  it.each([
    ['out', vpn, { to: '192.168.7.7' }, 'reachable'],
    ['in', vpn, { from: 'vgw-1', src_ip: '192.168.7.7', to: 'eni-1' }, 'reachable'],
    [
      'in from an address of the VPC, which is spoofed',
      vpn,
      { from: 'vgw-1', src_ip: '10.1.1.99', to: 'eni-1' },
      'blocked',
    ],
    [
      'out to an address of the VPC, which is nowhere beyond',
      { ...vpn, ...base(['10.1.2.0/24 vgw-1'], []) },
      { from: 'eni-1', to: 'vgw-1', dst_ip: '10.1.2.99' },
      'blocked',
    ],
    ['in from where no route leads back', vpn, { from: 'vgw-1', src_ip: '172.16.7.7', to: 'eni-1' }, 'blocked'],
    [
      'out by one that is detached',
      { ...vpn, VpnGateways: [vpnGateway('vgw-1', 'vpc-1', 'detached')] },
      { to: '192.168.7.7' },
      'blocked',
    ],
    [
      'out when every tunnel is down',
      { ...vpn, VpnConnections: [vpnConnection('vpn-1', 'vgw-1', ['DOWN'])] },
      { to: '192.168.7.7' },
      'blocked',
    ],
    ['out by one nobody printed', { ...vpn, VpnGateways: [] }, { to: '192.168.7.7' }, 'unknown'],
  ] as const)('%s', (...[, elements, query, expected]) => {
    expect(ask(elements, query)).toBe(expected)
  })

  const endpoint: Elements = {
    ...base(['pl-1 vpce-1'], []),
    ManagedPrefixLists: [prefixList('pl-1', ['198.51.100.0/24'])],
    VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Gateway', State: 'available' }],
  }
  it.each([
    ['TCP', 'tcp', 'reachable'],
    ['echo', 'icmp', 'reachable'],
    ['UDP', 'udp', 'blocked'],
  ])('a gateway endpoint takes %s: %s', (...[, protocol, expected]) => {
    expect(ask(endpoint, { to: '198.51.100.9', protocol })).toBe(expected)
  })

  it('answers unknown behind an endpoint that inspects', () => {
    const inspecting = {
      VpcEndpointId: 'vpce-1',
      VpcId: 'vpc-1',
      VpcEndpointType: 'GatewayLoadBalancer',
      State: 'available',
    }
    expect(ask({ ...endpoint, VpcEndpoints: [inspecting] }, { to: '198.51.100.9' })).toBe('unknown')
  })
})

describe('load balancers (Elastic Load Balancing guides)', () => {
  const NAME = 'app/web/1'
  const plan: BalancerPlan = {
    name: NAME,
    vpc: 'vpc-1',
    zones: { 'eu-west-1a': 'subnet-1', 'eu-west-1b': 'subnet-1b' },
    listener: '443 HTTPS',
    target: { type: 'instance', port: 8080, ids: ['i-1b'] },
  }
  const node = (name: string, groups: readonly string[]): JsonObject =>
    networkInterface('eni-lb', {
      vpc: 'vpc-1',
      subnet: 'subnet-1',
      ip: '10.1.1.99',
      publicIp: '198.51.100.99',
      groups,
      more: {
        Description: `ELB ${name}`,
        InterfaceType: name.startsWith('net/') ? 'network_load_balancer' : 'interface',
      },
    })
  function world(
    more: Partial<BalancerPlan> & { groups?: readonly string[]; rules?: Readonly<Record<string, readonly string[]>> },
  ): Elements {
    const whole = { ...plan, ...more }
    const start = base([], [])
    return {
      ...start,
      RouteTables: [table('rtb-1', 'vpc-1', ['main', '10.1.0.0/16 local', '0.0.0.0/0 igw-1'])],
      InternetGateways: [internetGateway('igw-1', 'vpc-1')],
      NetworkInterfaces: [...(start.NetworkInterfaces ?? []), node(whole.name, more.groups ?? ['sg-lb'])],
      SecurityGroups: [
        ...(start.SecurityGroups ?? []).filter((each) => more.rules?.[String(each['GroupId'])] === undefined),
        group('sg-lb', 'vpc-1', ALL),
        ...Object.entries(more.rules ?? {}).map(([id, rules]) => group(id, 'vpc-1', rules)),
      ].toReversed(),
      ...loadBalancer(whole),
    }
  }
  const asked = (name = NAME) => ({ from: 'internet', to: balancerArn(name) })

  it.each([
    ['a listener and a healthy target', {}, {}, 'reachable'],
    ['another port', {}, { port: 80 }, 'blocked'],
    ['another protocol', {}, { protocol: 'udp' }, 'blocked'],
    ['no target that is used', { target: { ...plan.target, ids: ['i-1b draining'] } }, {}, 'blocked'],
    ['only unhealthy targets: it fails open', { target: { ...plan.target, ids: ['i-1b unhealthy'] } }, {}, 'reachable'],
    ['health nobody knows', { target: { ...plan.target, ids: ['i-1b initial'] } }, {}, 'reachable'],
    ['its own group shut', { rules: { 'sg-lb': ['out all 0.0.0.0/0'] } }, {}, 'blocked'],
    [
      'its own group may not speak to the target',
      { rules: { 'sg-lb': ['in all 0.0.0.0/0', 'out tcp 443 0.0.0.0/0'] } },
      {},
      'blocked',
    ],
    ['the target admits the group of the balancer', { rules: { 'sg-1': ['in tcp 8080 sg-lb'] } }, {}, 'reachable'],
    ['the target admits the client only', { rules: { 'sg-1': ['in tcp 8080 203.0.113.0/24'] } }, {}, 'blocked'],
    ['by the address of its interface', {}, { to: 'eni-lb' }, 'reachable'],
    ['by its public address, H4', {}, { to: '198.51.100.99' }, 'reachable'],
    ['a target asked through it', {}, { to: 'eni-1b', via: balancerArn(NAME) }, 'reachable'],
    ['somebody else asked through it', {}, { to: 'eni-1', via: balancerArn(NAME) }, 'blocked'],
  ] as const)('application: %s', (...[, more, query, expected]) => {
    expect(ask(world(more), { ...asked(), ...query })).toBe(expected)
  })

  it.each([
    ['does not cross zones unless told', { attributes: {} }, 'blocked'],
    ['crosses when told', {}, 'reachable'],
    ['keeps the client: the target admits it', { rules: { 'sg-1': ['in tcp 8080 203.0.113.0/24'] } }, 'reachable'],
    [
      'keeps the client: admitting the node is not enough',
      { rules: { 'sg-1': ['in tcp 8080 10.1.1.99/32'] } },
      'blocked',
    ],
    ['L2 yet its group may be referred to', { rules: { 'sg-1': ['in tcp 8080 sg-lb'] } }, 'reachable'],
    [
      'unless told to, it does not for addresses',
      { target: { type: 'ip', port: 8080, ids: ['10.1.2.10'] }, rules: { 'sg-1': ['in tcp 8080 10.1.1.99/32'] } },
      'reachable',
    ],
    ['without groups of its own everything passes', { groups: [] }, 'reachable'],
  ] as const)('network: %s', (...[, more, expected]) => {
    const name = 'net/web/1'
    const crossing = { attributes: { 'load_balancing.cross_zone.enabled': 'true' } }
    expect(ask(world({ ...crossing, ...more, name, listener: '443 TCP' }), asked(name))).toBe(expected)
  })

  it('answers unknown when the targets were not read', () => {
    expect(ask(world({}), asked(), ['TargetGroups'])).toBe('unknown')
  })
})
