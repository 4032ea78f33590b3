import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import type { InterfaceSketch } from '../../testing/sketch-network.ts'
import { sketchTransit, type TransitSketch, type VpcSketch } from '../../testing/sketch-transit.ts'
import { type LegSketch, walkFrom } from '../../testing/walk-from.ts'

const SERVICE = 'com.amazonaws.eu-west-1.s3'
const LIST = {
  PrefixListId: 'pl-1',
  PrefixListName: SERVICE,
  AddressFamily: 'IPv4',
  Entries: [{ Cidr: '52.218.0.0/17' }],
}
const GATEWAY: JsonObject = {
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-a',
  VpcEndpointType: 'Gateway',
  ServiceName: SERVICE,
  State: 'available',
  RouteTableIds: ['rtb-subnet-a'],
}

const VPC: VpcSketch = {
  cidr: '10.1.0.0/16',
  subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-ep': '10.1.9.0/28' },
  routes: { 'subnet-a': ['pl-1 vpce-1'] },
  hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
}

interface World extends Partial<TransitSketch> {
  readonly vpc?: Partial<VpcSketch>
  readonly endpoint?: JsonObject
}

function world({ vpc, endpoint, elements, ...more }: World = {}) {
  return sketchTransit({
    vpcs: { 'vpc-a': { ...VPC, ...vpc } },
    elements: { VpcEndpoints: [{ ...GATEWAY, ...endpoint }], ManagedPrefixLists: [LIST], ...elements },
    ...more,
  })
}

const TO_SERVICE: LegSketch = {
  place: { kind: 'leaving-interface', interfaceId: 'eni-a' },
  packet: '10.1.0.10 > 52.218.0.5 tcp 443',
}
const AT_ENDPOINT: LegSketch = {
  ...TO_SERVICE,
  place: { kind: 'vpc-endpoint', id: 'vpce-1', fromSubnetId: 'subnet-a' },
}

// Source: PrivateLink guide, "Gateway endpoints".
describe('a gateway endpoint', () => {
  it('takes what its prefix list names to its service', () => {
    const { verdict, arrival, hops } = walkFrom(world(), TO_SERVICE)

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'service', id: 'vpce-1' })
    expect(hops.map(({ component }) => component)).toEqual(expect.arrayContaining(['rtb-subnet-a', 'vpce-1', SERVICE]))
  })

  // Source: Reachability Analyzer guide, VPCE_GATEWAY_PROTOCOL_RESTRICTION.
  it('carries TCP and echo requests only', () => {
    expect(walkFrom(world(), { ...AT_ENDPOINT, packet: '10.1.0.10 > 52.218.0.5 icmp' }).verdict).toBe('reachable')
    expect(walkFrom(world(), { ...AT_ENDPOINT, packet: '10.1.0.10 > 52.218.0.5 udp 443' }).codes).toEqual([
      'VPCE_GATEWAY_PROTOCOL_RESTRICTION',
    ])
  })

  it.each(['10.2.0.10', '192.168.0.10'])('serves nobody outside its VPC, as %s', (source) => {
    const { verdict, codes } = walkFrom(world(), { ...AT_ENDPOINT, packet: `${source} > 52.218.0.5 tcp 443` })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC'])
  })

  it('takes what any block of its service holds', () => {
    const list = { ...LIST, Entries: [{ Cidr: '3.5.64.0/21' }, ...LIST.Entries] }
    const outcome = walkFrom(world({ elements: { ManagedPrefixLists: [list] } }), AT_ENDPOINT)
    expect(outcome.verdict).toBe('reachable')
  })

  it('takes nothing that its service does not have', () => {
    expect(walkFrom(world(), { ...AT_ENDPOINT, packet: '10.1.0.10 > 8.8.8.8 tcp 443' }).codes).toEqual(['CANNOT_ROUTE'])
  })

  it.each([
    ['deleting', 'blocked'],
    ['Available', 'reachable'],
  ])('in state %s: %s', (State, verdict) => {
    expect(walkFrom(world({ endpoint: { State } }), AT_ENDPOINT).verdict).toBe(verdict)
  })

  it('is unknown, never blocked, when its state was not told, or it was not collected', () => {
    const { State: _, ...untold } = GATEWAY
    const lost = walkFrom(world({ elements: { VpcEndpoints: [] } }), AT_ENDPOINT)

    expect(
      walkFrom(world({ elements: { VpcEndpoints: [untold], ManagedPrefixLists: [LIST] } }), AT_ENDPOINT).verdict,
    ).toBe('unknown')
    expect(lost.verdict).toBe('unknown')
    expect(lost.keys).toEqual(['VpcEndpoints'])
  })

  it('is unknown, never blocked, when its VPC was not collected', () => {
    const { verdict, keys } = walkFrom(world({ missing: ['Vpcs'] }), AT_ENDPOINT)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['Vpcs'])
  })

  // Source: Reachability Analyzer guide, VPCE_INTRA_VPC_TRAFFIC, VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION.
  it('never asks, and least of all from addresses its service does not have', () => {
    const place = { kind: 'vpc-endpoint', id: 'vpce-1', fromSubnetId: null, initiates: true } as const
    const own = walkFrom(world(), { place, packet: '52.218.0.5 > 10.1.0.10 tcp 443' })
    const foreign = walkFrom(world(), { place, packet: '198.51.100.7 > 10.1.0.10 tcp 443' })

    expect(own.codes).toEqual(['VPCE_INTRA_VPC_TRAFFIC'])
    expect(foreign.codes).toEqual(['VPCE_INTRA_VPC_TRAFFIC', 'VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION'])
    expect(own.arrival).toEqual({ kind: 'interface', id: 'eni-a' })
  })
})

const APPLIANCE: JsonObject = {
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-a',
  VpcEndpointType: 'GatewayLoadBalancer',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  State: 'available',
  SubnetIds: ['subnet-ep'],
}

// Source: VPC guide, "Middlebox routing"; PrivateLink guide, "Gateway Load Balancer endpoints".
describe('a Gateway Load Balancer endpoint', () => {
  const inspected: World = {
    endpoint: APPLIANCE,
    vpc: {
      subnets: { ...VPC.subnets, 'subnet-b': '10.1.2.0/24' },
      routes: { 'subnet-a': ['10.1.2.0/24 vpce-1'] },
      hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-b': 'subnet-b 10.1.2.10', 'eni-ep': 'subnet-ep 10.1.9.9' },
    },
  }
  const TO_B: LegSketch = { ...TO_SERVICE, packet: '10.1.0.10 > 10.1.2.10 tcp 443', sender: 'eni-a' }

  it('leaves the connection unknown: nobody checks what is behind it', () => {
    const { verdict, caveats, arrival, state } = walkFrom(world(inspected), TO_B)

    expect(verdict).toBe('unknown')
    expect(caveats).toEqual(['PATH_THROUGH_GWLB_NOT_CHECKED'])
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
    // Nor does anyone behind it know the groups of the sender.
    expect(state.identity).toBeNull()
  })

  it('does not help what is surely blocked further on', () => {
    const shut = { ...inspected, vpc: { ...inspected.vpc, groups: { 'sg-vpc-a': ['out all 0.0.0.0/0'] } } }
    expect(walkFrom(world(shut), TO_B).verdict).toBe('blocked')
  })

  it('is entered through the ACL of its subnet and left by it', () => {
    const entries = (...list: readonly string[]) => ({
      ...inspected,
      vpc: { ...inspected.vpc, acls: { 'acl-ep': { subnets: ['subnet-ep'], entries: list } } },
    })

    expect(walkFrom(world(entries('100 out allow all 0.0.0.0/0')), TO_B).codes).toEqual(['SUBNET_ACL_RESTRICTION'])
    expect(walkFrom(world(entries('100 in allow all 0.0.0.0/0')), TO_B).codes).toEqual(['SUBNET_ACL_RESTRICTION'])
    expect(walkFrom(world(entries()), TO_B).codes).toHaveLength(2)
  })

  it('is left by the route table of its subnet', () => {
    const lost = {
      ...inspected,
      vpc: { ...inspected.vpc, routes: { 'subnet-ep': ['10.1.2.0/24 eni-gone blackhole'] } },
    }
    const place = { kind: 'vpc-endpoint', id: 'vpce-1', fromSubnetId: 'subnet-a' } as const

    expect(walkFrom(world(lost), { ...TO_B, place }).codes).toContain('BAD_STATE_ROUTE')
  })

  it('hands what is for an interface in its own subnet straight to it', () => {
    const place = { kind: 'vpc-endpoint', id: 'vpce-1', fromSubnetId: null } as const
    const { arrival, hops } = walkFrom(world(inspected), { place, packet: '10.1.0.10 > 10.1.9.9 tcp 443' })

    expect(arrival).toEqual({ kind: 'interface', id: 'eni-ep' })
    expect(hops.map(({ kind }) => kind)).not.toContain('route-table')
  })

  it('blocks while it waits for acceptance', () => {
    const endpoint = { ...APPLIANCE, State: 'pendingAcceptance' }
    expect(walkFrom(world({ ...inspected, endpoint }), TO_B).codes).toEqual(['BAD_STATE'])
  })

  it('blocks in a zone where its service is not offered', () => {
    const offered = (...AvailabilityZones: readonly string[]) => ({
      ...inspected,
      elements: {
        VpcEndpoints: [APPLIANCE],
        VpcEndpointServices: [
          {
            ServiceId: 'vpce-svc-1',
            ServiceName: APPLIANCE['ServiceName'] ?? '',
            ServiceState: 'Available',
            AvailabilityZones,
          },
        ],
      },
    })

    expect(walkFrom(world(offered('eu-west-1b')), TO_B).codes).toEqual(['VPCE_SERVICE_NOT_INSTALLED_IN_AZ'])
    expect(walkFrom(world(offered('eu-west-1a')), TO_B).codes).toEqual([])
  })

  it('is unknown, never blocked, when its subnet was not collected', () => {
    const { verdict, keys } = walkFrom(
      world({ ...inspected, endpoint: { ...APPLIANCE, SubnetIds: ['subnet-x'] } }),
      TO_B,
    )

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['Subnets'])
  })

  it('stops there when it was asked for', () => {
    expect(walkFrom(world(inspected), { ...TO_B, destinationId: 'vpce-1' }).arrival).toEqual({
      kind: 'gateway',
      id: 'vpce-1',
    })
  })
})

// Source: PrivateLink guide, "Interface endpoints"; Reachability Analyzer guide, VPCE_INTRA_VPC_TRAFFIC.
describe('an interface endpoint', () => {
  const endpoint = {
    ...APPLIANCE,
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.sqs',
    NetworkInterfaceIds: ['eni-ep'],
  }
  const host: InterfaceSketch = { subnet: 'subnet-ep', privateIp: '10.1.9.9', type: 'vpc_endpoint', requester: 'aws' }
  const interfaces: World = { endpoint, vpc: { hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-ep': host } } }
  const TO_EP: LegSketch = { ...TO_SERVICE, packet: '10.1.0.10 > 10.1.9.9 tcp 443' }

  it('is reached at its interface, through its groups', () => {
    const shut = { ...interfaces, vpc: { ...interfaces.vpc, groups: { 'sg-vpc-a': ['out all 0.0.0.0/0'] } } }

    expect(walkFrom(world(interfaces), TO_EP)).toMatchObject({
      verdict: 'reachable',
      arrival: { kind: 'interface', id: 'eni-ep' },
    })
    expect(walkFrom(world(shut), TO_EP).codes).toEqual(['SG_HAS_NO_RULES'])
  })

  it('does not answer while it waits for acceptance', () => {
    const waiting = { ...interfaces, endpoint: { ...endpoint, State: 'pendingAcceptance' } }
    expect(walkFrom(world(waiting), TO_EP).codes).toEqual(['BAD_STATE'])
  })

  it('asks nothing, and answers', () => {
    const back: LegSketch = {
      place: { kind: 'leaving-interface', interfaceId: 'eni-ep' },
      packet: '10.1.9.9 > 10.1.0.10 tcp 443',
    }

    expect(walkFrom(world(interfaces), back).codes).toEqual(['VPCE_INTRA_VPC_TRAFFIC'])
    expect(walkFrom(world(interfaces), { ...back, leg: 'reply' }).verdict).toBe('reachable')
  })

  it('is no target of a route: unknown', () => {
    const place = { kind: 'vpc-endpoint', id: 'vpce-1', fromSubnetId: 'subnet-a' } as const
    const { verdict, hops } = walkFrom(world(interfaces), { ...TO_EP, place })

    expect(verdict).toBe('unknown')
    expect(hops[0]?.unknowns[0]?.code).toBe('UNSUPPORTED_COMPONENT')
  })
})
