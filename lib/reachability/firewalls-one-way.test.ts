/**
 * Firewalls that see one direction of a flow. Source: Network Firewall guide, "Considerations for asymmetric routing": it
 * is not supported, both directions must be routed to the same endpoint; and a stateless rule that passes one direction
 * makes it so too. What AWS does with such a flow it does not say, so nothing is certain but what blocks anyway.
 */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { compare, networkFor } from '../testing/compare-engine.ts'
import { type FirewallSketch, firewallElements, POLICY_ARN } from '../testing/sketch-firewall.ts'
import { type NetworkSketch, OPEN_ACL, sketchDocument } from '../testing/sketch-network.ts'
import { parseQuery } from './parse-query.ts'
import { trace } from './trace.ts'

const LOCAL = '10.0.0.0/16 local'
const SITES = { 'subnet-c': 1, 'subnet-s': 2, 'subnet-w': 3, 'subnet-n': 4 }

interface Sketch extends FirewallSketch {
  /** Routes of the client's subnet, of the server's, of the firewall's and of the NAT gateway's. */
  readonly client?: readonly string[]
  readonly server?: readonly string[]
  readonly wall?: readonly string[]
  readonly nat?: readonly string[]
}

const NAT: JsonObject = {
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-n',
  State: 'available',
  ConnectivityType: 'public',
  NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.4.5', PublicIp: '198.51.100.5' }],
}

/** `eni-c` in 10.0.1.0/24 asks `eni-s` in 10.0.2.0/24; `vpce-1` of the firewall in 10.0.3.0/24, `nat-1` in 10.0.4.0/24. */
function networkOf({ client = [], server = [], wall = [], nat = [], ...firewall }: Sketch): NetworkSketch {
  const routes = { 'subnet-c': client, 'subnet-s': server, 'subnet-w': wall, 'subnet-n': nat }
  const host = { publicIp: null, instance: null }
  const endpoint = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'GatewayLoadBalancer' }
  return {
    subnets: Object.fromEntries(Object.entries(SITES).map(([id, number]) => [id, { cidr: `10.0.${number}.0/24` }])),
    tables: Object.fromEntries(
      Object.entries(routes).map(([id, own]) => [`rtb-${id}`, { routes: [LOCAL, ...own], subnets: [id] }]),
    ),
    acls: { 'acl-1': { ...OPEN_ACL, subnets: Object.keys(SITES) } },
    groups: { 'sg-1': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] },
    instances: {},
    interfaces: {
      'eni-c': { ...host, subnet: 'subnet-c', privateIp: '10.0.1.10' },
      'eni-s': { ...host, subnet: 'subnet-s', privateIp: '10.0.2.10' },
      'eni-nat': { ...host, subnet: 'subnet-n', privateIp: '10.0.4.5', type: 'nat_gateway', groups: [] },
    },
    elements: {
      NatGateways: [NAT],
      VpcEndpoints: [{ ...endpoint, State: 'available', SubnetIds: ['subnet-w'] }],
      Firewalls: [
        {
          FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/wall',
          FirewallName: 'wall',
          FirewallPolicyArn: POLICY_ARN,
          VpcId: 'vpc-1',
          SyncStates: [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-w', EndpointId: 'vpce-1' }],
        },
      ],
      ...firewallElements(firewall),
    },
  }
}

const SSH = { from: 'eni-c', to: 'eni-s', protocol: 'tcp', port: 22, family: 4 as const }
const THERE = { client: ['10.0.2.0/24 vpce-1'] }
const BACK = { server: ['10.0.1.0/24 vpce-1'] }
/** Out by the NAT gateway, in front of which or behind which stands the firewall. */
const OUT = { client: ['0.0.0.0/0 nat-1'], wall: ['0.0.0.0/0 igw-1'], nat: ['0.0.0.0/0 igw-1'] }
const WEB = { from: 'eni-c', to: 'internet', protocol: 'tcp', port: 443, family: 4 as const }

function both(sketch: Sketch, query: typeof SSH | typeof WEB = SSH) {
  const document = sketchDocument(networkOf(sketch))
  const { engine, engineDelivered, oracle } = compare(networkFor(document), document, query)
  return [engine, engineDelivered === 'reachable', oracle.verdict, oracle.delivered]
}

const ALL_WELL = ['reachable', true, 'reachable', true]
const DELIVERED_ONLY = ['unknown', true, 'unknown', true]

describe('a firewall in the way of', () => {
  it.each<[string, Sketch, readonly unknown[]]>([
    ['both directions knows the flow', { ...THERE, ...BACK }, ALL_WELL],
    ['the request alone waits for a reply that comes past it', THERE, DELIVERED_ONLY],
    ['the reply alone never saw its request', BACK, DELIVERED_ONLY],
    ['neither is not asked', {}, ALL_WELL],
  ])('%s', (_, sketch, expected) => {
    expect(both(sketch)).toEqual(expected)
  })

  it('the request alone is named, with what it does not see', () => {
    const network = networkFor(sketchDocument(networkOf(THERE)))
    const { query } = parseQuery(SSH)
    const answer = query && trace(network, query)

    expect(answer?.unknowns).toMatchObject([
      {
        component: 'vpce-1',
        key: null,
        detail: 'The firewall behind vpce-1 saw the request, and the reply does not come back through it.',
      },
    ])
    expect(answer?.return.at(-1)).toMatchObject({ component: 'vpce-1', kind: 'vpc-endpoint', decision: 'unknown' })
  })

  it.each<[string, Sketch]>([
    ['the request', THERE],
    ['the reply', BACK],
  ])('%s alone does no harm where no rule hands anything to the stateful engine', (_, sketch) => {
    expect(both({ ...sketch, statelessDefault: 'aws:pass' })).toEqual(ALL_WELL)
  })

  it('both directions sees one of them where a stateless rule passes the other', () => {
    const sketch = { ...THERE, ...BACK }
    expect(both({ ...sketch, stateless: [['10 pass tcp 10.0.2.0/24 ANY ANY']] })).toEqual(DELIVERED_ONLY)
    expect(both({ ...sketch, stateless: [['10 pass tcp 10.0.1.0/24 ANY ANY']] })).toEqual(DELIVERED_ONLY)
    expect(both({ ...sketch, stateless: [['10 pass tcp ANY ANY ANY']] })).toEqual(ALL_WELL)
  })

  it('the request alone changes nothing in a reply that is blocked', () => {
    expect(both({ ...THERE, server: ['10.0.1.0/24 igw-1 blackhole'] })).toEqual(['blocked', true, 'blocked', true])
  })
})

describe('a firewall beside a NAT gateway', () => {
  it.each<[string, Sketch, readonly unknown[]]>([
    [
      'before it, both ways',
      {
        ...OUT,
        client: ['0.0.0.0/0 vpce-1'],
        wall: ['0.0.0.0/0 nat-1'],
        nat: ['0.0.0.0/0 igw-1', '10.0.1.0/24 vpce-1'],
      },
      ALL_WELL,
    ],
    [
      'before it on the way out alone: the NAT gateway answers its client directly',
      { ...OUT, client: ['0.0.0.0/0 vpce-1'], wall: ['0.0.0.0/0 nat-1'] },
      DELIVERED_ONLY,
    ],
    [
      'behind it on the way out, before it on the way back: the same endpoint, and another flow',
      { ...OUT, nat: ['0.0.0.0/0 vpce-1', '10.0.1.0/24 vpce-1'] },
      DELIVERED_ONLY,
    ],
  ])('%s', (_, sketch, expected) => {
    expect(both(sketch, WEB)).toEqual(expected)
  })
})
