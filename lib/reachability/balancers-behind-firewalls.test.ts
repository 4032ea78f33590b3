/** A firewall between the nodes of a load balancer and its target: whom the target answers, and who knows the node there. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { compare, networkFor } from '../testing/compare-engine.ts'
import { BALANCED_NETWORK, type BalancerSketch, balancerArn, withBalancers } from '../testing/sketch-balancers.ts'
import { firewallElements, POLICY_ARN } from '../testing/sketch-firewall.ts'
import { type NetworkSketch, sketchDocument } from '../testing/sketch-network.ts'
import { parseQuery } from './parse-query.ts'
import { trace } from './trace.ts'

const FIREWALL_ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/wall'
const LOCAL = ['10.0.0.0/16 local', '2001:db8:1::/56 local']
const OPEN = ['in all 0.0.0.0/0', 'in all ::/0', 'out all 0.0.0.0/0', 'out all ::/0']
/** By default the node and the target send to each other through the firewall. */
const THROUGH = ['10.0.10.0/24 vpce-1', '2001:db8:1:a::/64 vpce-1']
const BACK = ['10.0.0.0/24 vpce-1', '2001:db8:1:1::/64 vpce-1']

interface Sketch {
  readonly kind: 'app' | 'net'
  readonly keeps?: boolean
  readonly family: 4 | 6
  /** What the group of the target lets in; everything unless told. */
  readonly admits?: readonly string[]
  readonly there?: readonly string[]
  readonly back?: readonly string[]
}

/** Node in subnet-1, the only one with a way to the internet; target in subnet-a; the firewall in subnet-w. */
function networkOf({ there = THROUGH, back = BACK, admits = OPEN }: Sketch): NetworkSketch {
  const more = (cidr: string, ipv6: string) => ({ cidr, ipv6, zone: 'eu-west-1a' })
  const subnets = {
    'subnet-1': more('10.0.0.0/24', '2001:db8:1:1::/64'),
    'subnet-a': more('10.0.10.0/24', '2001:db8:1:a::/64'),
    'subnet-w': more('10.0.20.0/24', '2001:db8:1:b::/64'),
  }
  const endpoint = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'GatewayLoadBalancer' }
  const firewall: JsonObject = {
    FirewallArn: FIREWALL_ARN,
    FirewallName: 'wall',
    FirewallPolicyArn: POLICY_ARN,
    VpcId: 'vpc-1',
    SyncStates: [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-w', EndpointId: 'vpce-1' }],
  }
  const blocks = [{ Ipv6CidrBlock: '2001:db8:1::/56', Ipv6CidrBlockState: { State: 'associated' } }]
  const target = BALANCED_NETWORK.interfaces['eni-a']
  return {
    subnets,
    tables: {
      'rtb-main': { routes: LOCAL, main: true },
      'rtb-1': { routes: [...LOCAL, '0.0.0.0/0 igw-1', '::/0 igw-1', ...there], subnets: ['subnet-1'] },
      'rtb-a': { routes: [...LOCAL, ...back], subnets: ['subnet-a'] },
    },
    acls: { 'acl-1': { entries: OPEN_ENTRIES, isDefault: true, subnets: Object.keys(subnets) } },
    groups: { 'sg-lb': OPEN, 'sg-web': [...admits, 'out all 0.0.0.0/0', 'out all ::/0'] },
    instances: { 'i-a': 'web-a' },
    interfaces: { 'eni-a': { ...target, ipv6: ['2001:db8:1:a::10'] } },
    elements: {
      Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', Ipv6CidrBlockAssociationSet: blocks }],
      VpcEndpoints: [{ ...endpoint, State: 'available', SubnetIds: ['subnet-w'] }],
      Firewalls: [firewall],
      ...firewallElements({}),
    },
  }
}

const OPEN_ENTRIES = [
  ...['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
  ...['101 in allow all ::/0', '101 out allow all ::/0'],
]
const NODE = { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: '198.51.100.5', ipv6: ['2001:db8:1:1::5'] }

function documentOf(sketch: Sketch) {
  const { kind, keeps = false, family } = sketch
  const balancer: BalancerSketch = {
    kind,
    nodes: { 'eni-node-1': NODE },
    listeners: [kind === 'app' ? 'HTTP:8080 tg-web' : 'TCP:8080 tg-web'],
  }
  const group = {
    type: 'ip',
    protocol: kind === 'app' ? 'HTTP' : 'TCP',
    targets: [family === 6 ? '2001:db8:1:a::10' : '10.0.10.10'],
    family: family === 6 ? 'ipv6' : 'ipv4',
    attributes: kind === 'net' ? { 'preserve_client_ip.enabled': String(keeps) } : {},
  } as const
  const network = networkOf(sketch)
  return sketchDocument(withBalancers({ network, balancers: { shop: balancer }, targetGroups: { 'tg-web': group } }))
}

const FROM_INTERNET = { from: 'internet', protocol: 'tcp', port: 8080 }

function both(sketch: Sketch) {
  const document = documentOf(sketch)
  const query = { ...FROM_INTERNET, to: balancerArn('shop', sketch.kind), family: sketch.family }
  const { engine, engineDelivered, oracle } = compare(networkFor(document), document, query)
  return [engine, engineDelivered, oracle.verdict, oracle.delivered]
}

const ALIKE: readonly (readonly [string, Pick<Sketch, 'kind' | 'keeps' | 'family'>])[] = [
  ['ALB, IPv4', { kind: 'app', family: 4 }],
  ['ALB, IPv6', { kind: 'app', family: 6 }],
  ['NLB that replaces the client, IPv4', { kind: 'net', family: 4 }],
  ['NLB that replaces the client, IPv6', { kind: 'net', family: 6 }],
]
const KEPT: readonly (readonly [string, Pick<Sketch, 'kind' | 'keeps' | 'family'>])[] = [
  ['IPv4', { kind: 'net', keeps: true, family: 4 }],
  ['IPv6', { kind: 'net', keeps: true, family: 6 }],
]

// Application Load Balancers guide, "Target groups", and Network Load Balancers guide, "Client IP preservation": where the
// address of the client is not kept, the target sees the private address of the node and answers that.
describe.each(ALIKE)('a firewall both ways between node and target: %s', (_, sketch) => {
  it('the target answers the node, which has a way to the client though the target has none', () => {
    expect(both(sketch)).toEqual(['reachable', 'reachable', 'reachable', true])
  })

  it('the target answers the node directly where no firewall is in the way', () => {
    expect(both({ ...sketch, there: [], back: [] })).toEqual(['reachable', 'reachable', 'reachable', true])
  })

  // Network Firewall guide, "Considerations for asymmetric routing".
  it('a firewall that sees one direction between node and target leaves it unknown', () => {
    expect(both({ ...sketch, back: [] })).toEqual(['unknown', 'reachable', 'unknown', true])
    expect(both({ ...sketch, there: [] })).toEqual(['unknown', 'reachable', 'unknown', true])
  })

  // VPC guide, "Security group rules": through a middlebox a rule must name the address or the subnet; one that references
  // the group of the other "does not allow traffic to flow". Found with seed 503: the simulator took it to match.
  it('a rule that names the group of the load balancer admits it directly, and not through the firewall', () => {
    const admits = ['in tcp 8080 sg-lb']
    expect(both({ ...sketch, admits, there: [], back: [] })).toEqual(['reachable', 'reachable', 'reachable', true])
    expect(both({ ...sketch, admits })).toEqual(['blocked', 'blocked', 'blocked', false])
  })
})

// Network Load Balancers guide, "Client IP preservation": traffic must flow directly to the target, and a Gateway Load
// Balancer endpoint between the two is not supported. A firewall endpoint is one.
describe.each(KEPT)('a Network Load Balancer that keeps its client: %s', (_, sketch) => {
  it('directly, the target answers the client, and the node takes the answer though no route leads there', () => {
    const document = documentOf({ ...sketch, there: [], back: [] })
    expect(both({ ...sketch, there: [], back: [] })).toEqual(['reachable', 'reachable', 'reachable', true])
    const query = { ...FROM_INTERNET, to: balancerArn('shop', 'net'), family: sketch.family }
    const parsed = parseQuery(query).query
    const answer = parsed && trace(networkFor(document), parsed)
    const [sent] = answer?.return ?? []
    const asked = answer?.forward.at(0)?.inbound
    expect(sent?.component).toBe('eni-a')
    expect(sent?.inbound.destination).toEqual(asked?.source)
  })

  it('through a firewall nobody knows what becomes of it', () => {
    expect(both(sketch)).toEqual(['unknown', 'unknown', 'unknown', false])
  })

  it('what the target does not admit is blocked all the same', () => {
    expect(both({ ...sketch, admits: ['in tcp 443 0.0.0.0/0'] })).toEqual(['blocked', 'blocked', 'blocked', false])
  })
})
