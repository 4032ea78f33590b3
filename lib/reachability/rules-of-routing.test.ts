/** Routing of replies, rule by rule. Names give the rule and the page of AWS it comes from. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { formatAddresses } from '../net/traffic.ts'
import { MAIN_TABLE, type NetworkSketch, sketchDocument, sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'

const OWNER = '111122223333'
const OPEN = {
  groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'] },
  interfaces: { 'eni-1': { ipv6: ['2001:db8:1::10'] } },
}

function path(sketch: NetworkSketch, family: 4 | 6 = 4) {
  const query = { interfaceId: 'eni-1', family, protocol: 6, ports: [[22, 22]] } as const
  return internetPath(sketchNetwork({ ...OPEN, ...sketch }), query)
}

const routes = (...lines: readonly string[]): NetworkSketch => ({
  tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: lines, subnets: ['subnet-1'] } },
})
/** The table of the subnet as AWS prints it, for fields the sketch has no words for. */
const printed = (...Routes: readonly JsonObject[]): NetworkSketch => ({
  elements: {
    RouteTables: [
      { RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: OWNER, Associations: [{ SubnetId: 'subnet-1' }], Routes },
    ],
  },
})

describe('T1 the explicit association replaces the main table (VPC guide, "Subnet route tables")', () => {
  it('is not asked of a main table when tables were cut off: the explicit one may be missing', () => {
    const document = sketchDocument({
      ...OPEN,
      tables: { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true } },
    })
    const query = { interfaceId: 'eni-1', family: 4, protocol: 6, ports: [[22, 22]] } as const
    const verdictOf = (cut: readonly DescribeKey[]) => {
      const partial = new Map(cut.map((key) => [key, { reason: 'next-token' as const, detail: '' }]))
      return internetPath(readDescribe([{ ...document, partial }]), query).verdict
    }
    expect([verdictOf([]), verdictOf(['RouteTables'])]).toEqual(['reachable', 'unknown'])
  })

  it('the main table of another VPC serves nobody here', () => {
    const RouteTables = [
      {
        RouteTableId: 'rtb-9',
        VpcId: 'vpc-9',
        OwnerId: OWNER,
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' }],
      },
    ]
    expect(path({ elements: { RouteTables } }).verdict).toBe('unknown')
  })
})

describe('T2, T3 the longest prefix, then static, list, propagated (VPC guide, "Route priority")', () => {
  it.each<[string, readonly string[], string]>([
    ['static before list', ['pl-1 nat-1', '198.51.100.0/24 igw-1'], 'reachable'],
    ['static before list, the other way round', ['198.51.100.0/24 nat-1', 'pl-1 igw-1'], 'blocked'],
    ['list before propagated', ['198.51.100.0/24 vgw-1 propagated', 'pl-1 igw-1'], 'reachable'],
    ['static before propagated', ['198.51.100.0/24 vgw-1 propagated', '198.51.100.0/24 igw-1'], 'reachable'],
    ['longer before static', ['198.51.0.0/16 nat-1', '198.51.100.0/24 igw-1'], 'reachable'],
    [
      'a shorter one takes what is left',
      ['198.51.100.0/25 nat-1', '198.51.100.128/25 nat-1', '0.0.0.0/0 igw-1'],
      'blocked',
    ],
  ])('%s', (_, lines, verdict) => {
    const sketch = {
      ...routes(...lines),
      prefixLists: { 'pl-1': ['198.51.100.0/24'] },
      groups: { 'sg-1': ['in tcp 22 198.51.100.0/24'] },
    }
    expect(path(sketch).verdict).toBe(verdict)
  })

  it('what Route Server advertises gives way to a static route, as what a VPN gateway propagates', () => {
    const route = (Origin: string, to: JsonObject) => ({
      DestinationCidrBlock: '0.0.0.0/0',
      State: 'active',
      Origin,
      ...to,
    })
    const advertised = route('Advertisement', { NetworkInterfaceId: 'eni-9' })
    const made = route('CreateRoute', { GatewayId: 'igw-1' })
    expect(path(printed(advertised, made)).verdict).toBe('reachable')
    expect(path(printed(made, advertised)).verdict).toBe('reachable')
  })

  it.each([4 as const, 6 as const])('IPv%i is asked for its own routes only', (family) => {
    const own = family === 4 ? '0.0.0.0/0' : '::/0'
    const other = family === 4 ? '::/0' : '0.0.0.0/0'
    expect(path(routes(`${own} igw-1`, `${other} nat-1`), family).verdict).toBe('reachable')
    expect(path(routes(`${other} igw-1`, `${own} nat-1`), family).verdict).toBe('blocked')
  })

  it('one answer for each family, though both are asked of the same table', () => {
    const inventory = sketchNetwork({ ...OPEN, ...routes('0.0.0.0/0 igw-1', '::/0 eigw-1') })
    const ask = (family: 4 | 6) =>
      internetPath(inventory, { interfaceId: 'eni-1', family, protocol: 6, ports: [[22, 22]] }).verdict
    expect([ask(4), ask(6), ask(4)]).toEqual(['reachable', 'blocked', 'reachable'])
  })
})

describe('T4 a propagated route inside the VPC never beats local (VPC guide, "Route priority")', () => {
  const local = {
    DestinationCidrBlock: '203.0.113.0/24',
    GatewayId: 'local',
    State: 'active',
    Origin: 'CreateRouteTable',
  }
  const inside = (Origin: string) => ({
    DestinationCidrBlock: '203.0.113.128/25',
    GatewayId: 'igw-1',
    State: 'active',
    Origin,
  })

  it.each([
    ['EnableVgwRoutePropagation', 'blocked'],
    ['CreateRoute', 'reachable'],
  ])('%s: %s', (origin, verdict) => {
    const sketch = { ...printed(local, inside(origin)), groups: { 'sg-1': ['in tcp 22 203.0.113.128/25'] } }
    expect(path(sketch).verdict).toBe(verdict)
  })
})

describe('T6 states of a route (EC2 API, Route)', () => {
  it.each([
    ['active', 'reachable'],
    ['blackhole', 'blocked'],
    ['filtered', 'blocked'],
    ['nonsense', 'unknown'],
  ])('%s: %s', (State, verdict) => {
    expect(path(printed({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State })).verdict).toBe(verdict)
  })

  it('a blackhole takes its clients, a filtered route takes none', () => {
    const wide = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' }
    const narrow = (State: string) => ({ DestinationCidrBlock: '198.51.100.0/24', NatGatewayId: 'nat-1', State })
    const only = { groups: { 'sg-1': ['in tcp 22 198.51.100.0/23'] } }
    expect(formatAddresses(path({ ...printed(wide, narrow('blackhole')), ...only }).sources)).toBe('198.51.101.0/24')
    expect(formatAddresses(path({ ...printed(wide, narrow('filtered')), ...only }).sources)).toBe('198.51.100.0/23')
  })
})

describe('where a reply may go (EC2 API, Route)', () => {
  const target = (to: JsonObject, family: 4 | 6 = 4) => {
    const destination = family === 4 ? { DestinationCidrBlock: '0.0.0.0/0' } : { DestinationIpv6CidrBlock: '::/0' }
    return path(printed({ ...destination, State: 'active', Origin: 'CreateRoute', ...to }), family)
  }

  it.each<[string, JsonObject, string]>([
    ['internet gateway', { GatewayId: 'igw-1' }, 'reachable'],
    ['NAT gateway', { NatGatewayId: 'nat-1' }, 'blocked'],
    ['transit gateway', { TransitGatewayId: 'tgw-1' }, 'blocked'],
    ['peering', { VpcPeeringConnectionId: 'pcx-1' }, 'blocked'],
    ['VPN gateway', { GatewayId: 'vgw-1' }, 'blocked'],
    ['Outposts local gateway', { LocalGatewayId: 'lgw-1' }, 'blocked'],
    ['Cloud WAN', { CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-network-1' }, 'blocked'],
    ['nothing', {}, 'blocked'],
    ['interface of an appliance', { NetworkInterfaceId: 'eni-9' }, 'unknown'],
    ['instance named without its interface', { InstanceId: 'i-9' }, 'unknown'],
    ['carrier gateway', { CarrierGatewayId: 'cagw-1' }, 'unknown'],
    ['Route Server next hop', { IpAddress: '10.0.0.9' }, 'unknown'],
    ['something newer than this version', { GatewayId: 'xyz-1' }, 'unknown'],
    ['Gateway Load Balancer endpoint', { GatewayId: 'vpce-1' }, 'unknown'],
  ])('%s', (_, to, verdict) => {
    expect(target(to).verdict).toBe(verdict)
  })

  it('I4 the egress-only gateway takes replies of nobody who called first', () => {
    expect(target({ EgressOnlyInternetGatewayId: 'eigw-1' }, 6).blockers.map(({ code }) => code)).toEqual([
      'EIGW_NO_INBOUND',
    ])
  })

  it('says which route the reply left by, as AWS writes it', () => {
    const [blocker] = target({}).blockers
    expect(blocker?.detail).toBe('replies leave by 0.0.0.0/0 → nothing')
    expect(path(printed()).blockers[0]?.detail).toBe('no route takes the reply to the internet')
    expect(path(routes('0.0.0.0/0 nat-1 blackhole')).blockers[0]?.rule?.excerpt).toBe('0.0.0.0/0 → nat-1 (blackhole)')
  })

  it('a hop that is not followed is no blocker, and says so on the hop', () => {
    const answer = target({ NetworkInterfaceId: 'eni-9' })
    expect(answer.hops.find(({ kind }) => kind === 'route-table')).toMatchObject({
      decision: 'unknown',
      detail: 'Replies leave by 0.0.0.0/0 → eni-9, which is not followed further.',
    })
  })
})

describe('E1 a prefix list leads to a gateway endpoint or to an appliance (PrivateLink guide)', () => {
  const endpoint = (VpcEndpointType: string): NetworkSketch => ({
    elements: {
      VpcEndpoints: [{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', OwnerId: OWNER, VpcEndpointType, State: 'available' }],
    },
  })

  it.each([
    ['Gateway', 'reachable'],
    ['GatewayLoadBalancer', 'unknown'],
    ['Interface', 'unknown'],
  ])('an endpoint of kind %s beside a default route, its list not collected: %s', (type, verdict) => {
    const sketch = { ...routes('0.0.0.0/0 igw-1', 'pl-1 vpce-1'), ...endpoint(type), prefixLists: { 'pl-1': null } }
    expect(path(sketch).verdict).toBe(verdict)
  })

  it.each([
    ['Gateway', 'blocked'],
    ['GatewayLoadBalancer', 'unknown'],
  ])('clients on the list of an endpoint of kind %s: %s', (type, verdict) => {
    const sketch = {
      ...routes('0.0.0.0/0 igw-1', 'pl-1 vpce-1'),
      ...endpoint(type),
      prefixLists: { 'pl-1': ['198.51.100.0/24'] },
      groups: { 'sg-1': ['in tcp 22 198.51.100.0/24'] },
    }
    expect(path(sketch).verdict).toBe(verdict)
  })
})
