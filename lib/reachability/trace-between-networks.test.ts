import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  type TransitTableSketch,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
  vpnConnection,
} from '../testing/sketch-transit.ts'
import { networkOf } from './network.ts'
import { parseQuery } from './parse-query.ts'
import { trace } from './trace.ts'
import type { Trace } from './trace-result.ts'

function ask(sketch: TransitSketch | readonly TransitSketch[], question: Record<string, unknown>): Trace {
  const inventory = sketchTransit(...[sketch].flat())
  const { query, faults } = parseQuery({ protocol: 'tcp', port: 443, ...question })
  if (!query) throw new Error(faults.map(({ message }) => message).join(' '))
  return trace(networkOf(inventory), query)
}

function codesOf({ blockers }: Trace): readonly string[] {
  return blockers.map(({ code }) => code)
}

function vpc(id: 'a' | 'b', routes: readonly string[], more: Partial<VpcSketch> = {}): VpcSketch {
  const net = id === 'a' ? '10.1' : '10.2'
  return {
    cidr: `${net}.0.0/16`,
    subnets: { [`subnet-${id}`]: `${net}.0.0/24`, [`subnet-${id}-tgw`]: `${net}.9.0/28` },
    routes: { [`subnet-${id}`]: routes },
    hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
    ...more,
  }
}

const A_TO_B = { from: 'eni-a', to: 'eni-b' }

// Source: VPC Peering guide, "Update your route tables": a route on both sides.
describe('a connection over a peering connection', () => {
  const side = (VpcId: string, CidrBlock: string) => ({
    VpcId,
    OwnerId: '111122223333',
    Region: 'eu-west-1',
    CidrBlockSet: [{ CidrBlock }],
  })
  const PEERING = {
    VpcPeeringConnectionId: 'pcx-1',
    Status: { Code: 'active' },
    RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
    AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
  }
  const peered = (a: VpcSketch, b: VpcSketch): TransitSketch => ({
    vpcs: { 'vpc-a': a, 'vpc-b': b },
    elements: { VpcPeeringConnections: [PEERING] },
  })
  const A = vpc('a', ['10.2.0.0/16 pcx-1'])
  const B = vpc('b', ['10.1.0.0/16 pcx-1'])

  it('works with a route on both sides, and by the groups of the sender', () => {
    const named = vpc('b', ['10.1.0.0/16 pcx-1'], { groups: { 'sg-vpc-b': ['in tcp 443 sg-vpc-a'] } })

    expect(ask(peered(A, B), A_TO_B).verdict).toBe('reachable')
    expect(ask(peered(A, named), A_TO_B).verdict).toBe('reachable')
  })

  it('is delivered and not answered without a route on the other side', () => {
    const answer = ask(peered(A, vpc('b', [])), A_TO_B)

    expect(answer.verdict).toBe('blocked')
    expect(answer.delivered).toBe('reachable')
    expect(codesOf(answer)).toEqual(expect.arrayContaining(['RETURN_PATH_BLOCKED', 'NO_ROUTE_TO_DESTINATION']))
  })

  it('does not lead through the peer to its virtual private gateway', () => {
    const far = { ...peered(vpc('a', ['172.16.0.0/12 pcx-1']), vpc('b', ['172.16.0.0/12 vgw-1'])) }
    expect(codesOf(ask(far, { from: 'eni-a', to: '172.16.0.1' }))).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR')
  })

  it('can be asked for by its id', () => {
    expect(ask(peered(A, B), { from: 'eni-a', to: 'pcx-1' }).delivered).toBe('reachable')
    expect(ask(peered(A, B), { from: 'pcx-1', to: 'eni-b' }).verdict).toBe('reachable')
  })
})

const ATTACHMENTS = (options: JsonObject = {}) => [
  vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-a-tgw'], options }),
  vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets: ['subnet-b-tgw'], options }),
]
const TABLE: TransitTableSketch = {
  gateway: 'tgw-1',
  associations: ['tgw-attach-a', 'tgw-attach-b'],
  routes: ['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated'],
}

interface Transit {
  readonly a?: VpcSketch
  readonly b?: VpcSketch
  readonly table?: Partial<TransitTableSketch>
  readonly gateway?: JsonObject
  readonly options?: JsonObject
  readonly elements?: TransitSketch['elements']
}

function transit({ a, b, table, gateway = {}, options, elements }: Transit = {}): TransitSketch {
  return {
    vpcs: { 'vpc-a': a ?? vpc('a', ['10.0.0.0/8 tgw-1']), 'vpc-b': b ?? vpc('b', ['10.0.0.0/8 tgw-1']) },
    elements: {
      TransitGateways: [transitGateway('tgw-1', gateway)],
      TransitGatewayVpcAttachments: ATTACHMENTS(options),
      TransitGatewayRouteTables: [transitTable('tgw-rtb-1', { ...TABLE, ...table })],
      ...elements,
    },
  }
}

// Source: Transit Gateway guide, "How transit gateways work".
describe('a connection over a transit gateway', () => {
  it('works with routes both ways', () => {
    const answer = ask(transit(), A_TO_B)

    expect(answer.verdict).toBe('reachable')
    expect(answer.return.map(({ component }) => component)).toContain('tgw-rtb-1')
  })

  it('is not answered when the table has no way back', () => {
    const answer = ask(transit({ table: { routes: ['10.2.0.0/16 tgw-attach-b'] } }), A_TO_B)

    expect(answer.verdict).toBe('blocked')
    expect(answer.blockers.find(({ code }) => code === 'RETURN_PATH_BLOCKED')?.causes).toContain(
      'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    )
  })

  // Source: Transit Gateway guide, "Amazon VPC attachments"; Reachability Analyzer guide, TGW_ROUTE_AZ_RESTRICTION.
  it('does not begin in a zone without an attachment subnet, and the rest is still looked at', () => {
    const apart = vpc('a', ['10.0.0.0/8 tgw-1'], {
      subnets: { 'subnet-a': '10.1.0.0/24 eu-west-1b', 'subnet-a-tgw': '10.1.9.0/28 eu-west-1a' },
    })

    expect(codesOf(ask(transit({ a: apart }), A_TO_B))).toEqual(['TGW_ROUTE_AZ_RESTRICTION'])
  })

  it('crosses the ACL of an attachment subnet inward on the way in, and outward on the way out', () => {
    const guarded = (entries: readonly string[]) =>
      transit({ a: vpc('a', ['10.0.0.0/8 tgw-1'], { acls: { 'acl-t': { subnets: ['subnet-a-tgw'], entries } } }) })

    expect(codesOf(ask(guarded(['100 out allow all 0.0.0.0/0']), A_TO_B))).toContain('SUBNET_ACL_RESTRICTION')
    // The reply comes out of the same subnet.
    expect(codesOf(ask(guarded(['100 in allow all 0.0.0.0/0']), A_TO_B))).toContain('RETURN_PATH_BLOCKED')
  })

  // Source: Transit Gateway guide, "Security group referencing"; Reachability Analyzer guide, SG_REFERENCING_SUPPORT.
  it.each<[string, Transit, Trace['verdict']]>([
    [
      'the gateway and both attachments support it',
      { gateway: { SecurityGroupReferencingSupport: 'enable' } },
      'reachable',
    ],
    ['the gateway does not', { gateway: { SecurityGroupReferencingSupport: 'disable' } }, 'blocked'],
    [
      'an attachment does not',
      {
        gateway: { SecurityGroupReferencingSupport: 'enable' },
        options: { SecurityGroupReferencingSupport: 'disable' },
      },
      'blocked',
    ],
    ['the gateway does not say', {}, 'unknown'],
  ])('by the groups of the sender: %s', (_, sketch, verdict) => {
    const b = vpc('b', ['10.0.0.0/8 tgw-1'], { groups: { 'sg-vpc-b': ['in tcp 443 sg-vpc-a'] } })
    const answer = ask(transit({ ...sketch, b }), A_TO_B)

    expect(answer.verdict).toBe(verdict)
    if (verdict === 'blocked') expect(codesOf(answer)).toContain('SG_REFERENCING_SUPPORT')
  })

  it('can be asked for by the id of the gateway or of an attachment', () => {
    expect(ask(transit(), { from: 'eni-a', to: 'tgw-1' }).delivered).toBe('reachable')
    expect(ask(transit(), { from: 'eni-a', to: 'tgw-attach-b' }).delivered).toBe('reachable')
    expect(ask(transit(), { from: 'tgw-attach-a', to: 'eni-b' }).verdict).toBe('reachable')
    expect(ask(transit(), { from: 'tgw-1', to: 'eni-b' }).verdict).toBe('reachable')
  })
})

// Source: Transit Gateway guide, "Centralized outbound routing" (the table of the attachment subnet governs).
describe('centralised egress', () => {
  const EGRESS: VpcSketch = {
    cidr: '10.2.0.0/16',
    subnets: { 'subnet-b-tgw': '10.2.9.0/28', 'subnet-nat': '10.2.1.0/24' },
    routes: { 'subnet-b-tgw': ['0.0.0.0/0 nat-1'], 'subnet-nat': ['0.0.0.0/0 igw-1', '10.0.0.0/8 tgw-1'] },
    hosts: { 'eni-nat': { subnet: 'subnet-nat', privateIp: '10.2.1.5', type: 'nat_gateway', groups: [] } },
  }
  const NAT = {
    NatGatewayId: 'nat-1',
    VpcId: 'vpc-b',
    SubnetId: 'subnet-nat',
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      { PublicIp: '198.51.100.20', PrivateIp: '10.2.1.5', NetworkInterfaceId: 'eni-nat', AllocationId: 'eipalloc-1' },
    ],
  }
  const elements = {
    NatGateways: [NAT],
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-b', State: 'available' }] }],
  }
  const egress = (b: VpcSketch) =>
    transit({
      a: vpc('a', ['0.0.0.0/0 tgw-1']),
      b,
      table: { routes: ['0.0.0.0/0 tgw-attach-b', '10.1.0.0/16 tgw-attach-a propagated'] },
      elements,
    })

  it('leads from a spoke through the NAT gateway of the egress VPC to the internet, and back', () => {
    const answer = ask(egress(EGRESS), { from: 'eni-a', to: 'internet' })

    expect(codesOf(answer)).toEqual([])
    expect(answer.verdict).toBe('reachable')
    expect(answer.forward.map(({ component }) => component)).toEqual(
      expect.arrayContaining(['tgw-1', 'nat-1', 'igw-1']),
    )
  })

  it('does not work from a public attachment subnet: the internet gateway knows no address of a spoke', () => {
    const routes = { ...EGRESS.routes, 'subnet-b-tgw': ['0.0.0.0/0 igw-1'] }
    const answer = ask(egress({ ...EGRESS, routes }), { from: 'eni-a', to: 'internet' })

    expect(codesOf(answer)).toContain('IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS')
  })

  it('does not come back without a route from the NAT gateway’s subnet to the spoke', () => {
    const routes = { ...EGRESS.routes, 'subnet-nat': ['0.0.0.0/0 igw-1'] }
    expect(ask(egress({ ...EGRESS, routes }), { from: 'eni-a', to: 'internet' }).verdict).toBe('blocked')
  })
})

// Source: Site-to-Site VPN guide, "Virtual private gateway"; VPC guide, "Route propagation".
describe('a connection with what lies beyond a virtual private gateway', () => {
  const world = (routes: readonly string[]): TransitSketch => ({
    vpcs: { 'vpc-a': vpc('a', routes) },
    elements: {
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
      ],
      CustomerGateways: [{ CustomerGatewayId: 'cgw-1', State: 'available' }],
      VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' })],
    },
  })
  const PROPAGATED = ['172.16.0.0/12 vgw-1 propagated']

  it.each(['172.16.0.1', 'vgw-1'])('works from an interface to %s', (to) => {
    expect(ask(world(PROPAGATED), { from: 'eni-a', to }).verdict).toBe('reachable')
  })

  it.each(['172.16.0.1', 'vgw-1', 'vpn-1', 'cgw-1'])('works from %s to an interface', (from) => {
    expect(ask(world(PROPAGATED), { from, to: 'eni-a', src_ip: '172.16.0.1' }).verdict).toBe('reachable')
  })

  it.each(['vpn-1', 'cgw-1'])('works to an address behind %s', (to) => {
    expect(ask(world(PROPAGATED), { from: 'eni-a', to, dst_ip: '172.16.0.1' }).verdict).toBe('reachable')
  })

  it('is not answered without a route to the other side', () => {
    const answer = ask(world([]), { from: '172.16.0.1', to: 'eni-a' })

    expect(answer.verdict).toBe('blocked')
    expect(codesOf(answer)).toContain('RETURN_PATH_BLOCKED')
  })
})

it('what a VPN on a transit gateway brings in is answered by the same attachment', () => {
  const sketch = transit({
    a: vpc('a', ['172.16.0.0/12 tgw-1']),
    table: {
      associations: ['tgw-attach-a', 'tgw-attach-vpn'],
      routes: ['172.16.0.0/12 tgw-attach-vpn', '10.1.0.0/16 tgw-attach-a propagated'],
    },
    elements: {
      TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1')],
      VpnConnections: [vpnConnection('vpn-1', { TransitGatewayId: 'tgw-1' })],
    },
  })

  expect(ask(sketch, { from: 'eni-a', to: '172.16.0.1' }).verdict).toBe('reachable')
  expect(ask(sketch, { from: '172.16.0.1', to: 'eni-a' }).verdict).toBe('reachable')
})

// Source: PrivateLink guide, "Gateway endpoints"; VPC guide, "Network ACL rules" (replies cross the ACL).
describe('a connection to a service behind a gateway endpoint', () => {
  const world = (more: Partial<VpcSketch> = {}): TransitSketch => ({
    vpcs: { 'vpc-a': vpc('a', ['pl-1 vpce-1'], more) },
    elements: {
      ManagedPrefixLists: [
        { PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', Entries: [{ Cidr: '52.218.0.0/17' }] },
      ],
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          VpcId: 'vpc-a',
          VpcEndpointType: 'Gateway',
          ServiceName: 'com.amazonaws.eu-west-1.s3',
          State: 'available',
        },
      ],
    },
  })

  it.each(['52.218.0.5', 'vpce-1'])('works to %s', (to) => {
    expect(ask(world(), { from: 'eni-a', to }).verdict).toBe('reachable')
  })

  it('is not answered through an ACL that admits no replies', () => {
    const acls = { 'acl-a': { subnets: ['subnet-a'], entries: ['100 out allow all 0.0.0.0/0'] } }
    expect(codesOf(ask(world({ acls }), { from: 'eni-a', to: 'vpce-1' }))).toContain('RETURN_PATH_BLOCKED')
  })

  it('is never asked for by the endpoint', () => {
    expect(codesOf(ask(world(), { from: 'vpce-1', to: 'eni-a' }))).toContain('VPCE_INTRA_VPC_TRAFFIC')
  })
})

// Source: VPC guide, "Share your VPC subnets with other accounts".
describe('shared subnets', () => {
  it('join the interface of a participant with the VPC of its owner by their ids', () => {
    const own = vpc('a', [], { hosts: { 'eni-a': 'subnet-a 10.1.0.10' } })
    const sketch: TransitSketch = { vpcs: { 'vpc-a': own } }
    const stranger = {
      NetworkInterfaceId: 'eni-p',
      VpcId: 'vpc-a',
      SubnetId: 'subnet-a-tgw',
      OwnerId: '444455556666',
      Status: 'in-use',
      PrivateIpAddress: '10.1.9.5',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.9.5' }],
      Groups: [{ GroupId: 'sg-p' }],
    }
    const group = {
      GroupId: 'sg-p',
      GroupName: 'p',
      OwnerId: '444455556666',
      VpcId: 'vpc-a',
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      IpPermissionsEgress: [],
    }
    const participant: TransitSketch = {
      account: '444455556666',
      vpcs: {},
      elements: { NetworkInterfaces: [stranger], SecurityGroups: [group] },
    }

    expect(ask([sketch, participant], { from: 'eni-a', to: 'eni-p' }).verdict).toBe('reachable')
    // Without the owner nothing tells the tables and ACLs of the subnets.
    expect(ask(participant, { from: '10.1.0.10', to: 'eni-p' }).verdict).toBe('unknown')
  })
})

// Source: VPC guide, "Enforce VPC encryption in transit".
it('says where a VPC on the way drops what is not encrypted', () => {
  const control = (Mode: string) => ({
    VpcEncryptionControls: [{ VpcEncryptionControlId: 'vpcec-1', VpcId: 'vpc-b', Mode, State: 'available' }],
  })
  const caveats = (Mode: string) => ask(transit({ elements: control(Mode) }), A_TO_B).caveats.map(({ code }) => code)

  expect(caveats('enforce')).toContain('ENCRYPTION_ENFORCED')
  expect(caveats('monitor')).not.toContain('ENCRYPTION_ENFORCED')
})

// Source: VPC Peering guide, "Reference peer security groups".
it('a rule that lets out to a group is unknown, never a refusal, when the peering connections were not collected', () => {
  const a = vpc('a', ['10.2.0.0/16 pcx-1'], { groups: { 'sg-vpc-a': ['out tcp 443 sg-vpc-b'] } })
  const sketch: TransitSketch = { vpcs: { 'vpc-a': a, 'vpc-b': vpc('b', []) }, missing: ['VpcPeeringConnections'] }
  const { verdict, unknowns } = ask(sketch, A_TO_B)

  expect(verdict).toBe('unknown')
  expect(unknowns.map(({ code }) => code)).toContain('UNKNOWN_PEERED_SGS')
  expect(ask({ ...sketch, missing: [] }, A_TO_B).verdict).toBe('blocked')
})

// Source: Transit Gateway guide, "How transit gateways work": two tables that send a packet back and forth.
it('a packet that goes round in a circle is blocked at once', () => {
  const routes = ['172.16.0.0/12 tgw-1']
  const sketch = transit({
    a: vpc('a', routes),
    b: vpc('b', routes, { routes: { 'subnet-b': routes, 'subnet-b-tgw': routes } }),
    table: { routes: ['172.16.0.0/12 tgw-attach-b'] },
  })
  const answer = ask(sketch, { from: 'eni-a', to: '172.16.0.1' })

  expect(codesOf(answer)).toEqual(['NO_PATH'])
  expect(answer.forward.length).toBeLessThan(25)
})

// Source: Reachability Analyzer guide, RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY.
it('says where a reply takes another way than over the transit gateway', () => {
  const side = (VpcId: string, CidrBlock: string) => ({ VpcId, Region: 'eu-west-1', CidrBlockSet: [{ CidrBlock }] })
  const peering = {
    VpcPeeringConnectionId: 'pcx-1',
    Status: { Code: 'active' },
    RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
    AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
  }
  const sketch = transit({ b: vpc('b', ['10.1.0.0/16 pcx-1']), elements: { VpcPeeringConnections: [peering] } })
  const answer = ask(sketch, A_TO_B)

  expect(answer.verdict).toBe('reachable')
  expect(answer.caveats).toMatchObject([
    { code: 'RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY', component: 'rtb-subnet-b' },
  ])
  expect(ask(transit(), A_TO_B).caveats).toEqual([])
})
