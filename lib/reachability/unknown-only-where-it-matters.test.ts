/** Missing data makes an answer unknown where it could change it, and nowhere else; it never reads as blocked. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatAddresses } from '../net/traffic.ts'
import { MAIN_TABLE, type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'

const OPEN = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'] } }
const GATEWAY_LOAD_BALANCER_ENDPOINT = {
  VpcEndpoints: [{ VpcEndpointId: 'vpce-9', VpcId: 'vpc-1', VpcEndpointType: 'GatewayLoadBalancer' }],
}

function path(sketch: NetworkSketch, family: 4 | 6 = 4) {
  return internetPath(sketchNetwork({ ...OPEN, ...sketch }), {
    interfaceId: 'eni-1',
    family,
    protocol: 6,
    ports: [[22, 22]],
  })
}

const withRoutes = (routes: readonly string[], more: NetworkSketch = {}): NetworkSketch => ({
  tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes, subnets: ['subnet-1'] } },
  prefixLists: { 'pl-1': null, 'pl-2': null, 'pl-3': ['198.51.100.0/24'] },
  ...more,
})

describe('a prefix list whose entries were not collected, as the destination of a route', () => {
  it.each<[string, readonly string[], string]>([
    ['away from a private subnet: no reply leaves either way', ['10.0.0.0/16 local', 'pl-1 tgw-1'], 'blocked'],
    ['away from a NAT subnet', ['0.0.0.0/0 nat-1', 'pl-1 tgw-1', 'pl-2 pcx-1'], 'blocked'],
    ['a dead route beside a dead default', ['0.0.0.0/0 igw-1 blackhole', 'pl-1 tgw-1 blackhole'], 'blocked'],
    ['to the gateway, beside a default route to it', ['0.0.0.0/0 igw-1', 'pl-1 igw-1'], 'reachable'],
    ['to the gateway of a private subnet', ['10.0.0.0/16 local', 'pl-1 igw-1'], 'unknown'],
    ['away from a public subnet', ['0.0.0.0/0 igw-1', 'pl-1 tgw-1'], 'unknown'],
    ['a blackhole in a public subnet', ['0.0.0.0/0 igw-1', 'pl-1 igw-1 blackhole'], 'unknown'],
    ['to an interface nobody follows, in a private subnet', ['10.0.0.0/16 local', 'pl-1 eni-9'], 'unknown'],
    ['two lists, one of them to the gateway', ['0.0.0.0/0 nat-1', 'pl-1 tgw-1', 'pl-2 igw-1'], 'unknown'],
    ['to another gateway than the own', ['10.0.0.0/16 local', 'pl-1 igw-9'], 'blocked'],
  ])('%s', (_, routes, verdict) => {
    expect(path(withRoutes(routes)).verdict).toBe(verdict)
  })

  it('leaves those clients certain whose reply ends the same way whichever route takes it', () => {
    const known = path(withRoutes(['198.51.100.0/24 igw-1', 'pl-1 tgw-1']))
    expect([known.verdict, formatAddresses(known.sources)]).toEqual(['unknown', '198.51.100.0/24'])
    expect(known.unknowns).toEqual(['The entries of pl-1, a destination in rtb-1, were not collected.'])
  })

  it('is no reason where the answer does not rest on it', () => {
    const blocked = path(withRoutes(['0.0.0.0/0 nat-1', 'pl-1 tgw-1']))
    expect(blocked.unknowns).toEqual([])
    expect(blocked.blockers.map(({ code, leg }) => `${code} ${leg}`)).toEqual(['NO_ROUTE_TO_DESTINATION reply'])
  })

  it('that could not be read whole counts as one without entries', () => {
    const elements = {
      ManagedPrefixLists: [{ PrefixListId: 'pl-1', Entries: [{ Cidr: '192.0.2.0/24' }, { Cidr: 7 }] }],
    }
    const routes = withRoutes(['0.0.0.0/0 igw-1', 'pl-1 tgw-1'])
    expect(path({ ...routes, elements }).verdict).toBe('unknown')
  })
})

describe('a route that could not be read', () => {
  const table = (...routes: readonly JsonObject[]): NetworkSketch => ({
    elements: {
      RouteTables: [
        {
          RouteTableId: 'rtb-1',
          VpcId: 'vpc-1',
          OwnerId: '111122223333',
          Associations: [{ SubnetId: 'subnet-1' }],
          Routes: [...routes, { DestinationCidrBlock: 'somewhere', GatewayId: 'igw-1', State: 'active' }],
        },
      ],
    },
  })

  it.each([
    [
      'beside a default route to the gateway',
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
    ],
    ['beside a default route to NAT', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' }],
  ])('may take any client anywhere: %s', (_, route) => {
    const answer = path(table(route))
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns).toContain('rtb-1 has routes that could not be read.')
  })
})

describe('an appliance in front of the subnet (VPC guide, "Gateway route tables")', () => {
  const steered = (...routes: readonly string[]): NetworkSketch => ({
    tables: {
      'rtb-edge': { routes: ['10.0.0.0/16 local', '10.0.0.0/24 vpce-9'], gateway: 'igw-1' },
      'rtb-1': { routes, subnets: ['subnet-1'] },
    },
    elements: GATEWAY_LOAD_BALANCER_ENDPOINT,
  })

  it('never reads as blocked for clients whose reply goes back through it, though others reply past it', () => {
    const answer = path(steered('0.0.0.0/0 vpce-9', '198.51.100.0/24 igw-1'))
    expect(answer.verdict).toBe('unknown')
    expect(formatAddresses(answer.sources, 99)).not.toContain('198.51.100')
    expect(answer.unknowns.join(' ')).toContain('What comes in passes 10.0.0.0/24 → vpce-9')
  })

  it('is blocked when every reply leaves past it, and says so', () => {
    const answer = path(steered('0.0.0.0/0 igw-1'))
    expect(answer.blockers.map(({ code, component }) => `${code}@${component}`)).toEqual([
      'INGRESS_RTB_TRAFFIC_REDIRECTION@rtb-edge',
    ])
    expect(answer.blockers[0]?.rule?.excerpt).toBe('10.0.0.0/24 → vpce-9')
  })

  it('is not blamed where no reply leaves at all', () => {
    const answer = path(steered('0.0.0.0/0 nat-1'))
    expect(answer.blockers.map(({ code, component }) => `${code}@${component}`)).toEqual([
      'NO_ROUTE_TO_DESTINATION@rtb-1',
    ])
  })

  it('is blocked by a dead route in front, whatever the replies do', () => {
    const tables = {
      'rtb-edge': { routes: ['10.0.0.0/16 local', '10.0.0.0/24 vpce-9 blackhole'], gateway: 'igw-1' },
      'rtb-1': { routes: ['0.0.0.0/0 vpce-9'], subnets: ['subnet-1'] },
    }
    const answer = path({ tables, elements: GATEWAY_LOAD_BALANCER_ENDPOINT })
    expect(answer.blockers.map(({ code }) => code)).toEqual(['BAD_STATE_ROUTE'])
  })

  it.each<[string, readonly string[], string]>([
    ['the longest match decides, here local', ['10.0.0.0/16 vpce-9', '10.0.0.0/24 local'], 'reachable'],
    ['a route to another subnet does not concern it', ['10.0.0.0/16 local', '10.0.9.0/24 vpce-9'], 'reachable'],
    ['local alone', ['10.0.0.0/16 local'], 'reachable'],
  ])('%s', (_, edge, verdict) => {
    const tables = {
      'rtb-edge': { routes: edge, gateway: 'igw-1' },
      'rtb-1': { routes: ['0.0.0.0/0 igw-1'], subnets: ['subnet-1'] },
    }
    expect(path({ tables, elements: GATEWAY_LOAD_BALANCER_ENDPOINT }).verdict).toBe(verdict)
  })
})
