import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { sketchTransit, type TransitSketch, type VpcSketch, vpnConnection } from '../../testing/sketch-transit.ts'
import { type LegSketch, walkFrom } from '../../testing/walk-from.ts'

const VPC: VpcSketch = {
  cidr: '10.1.0.0/16',
  subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-fw': '10.1.9.0/28' },
  routes: { 'subnet-a': ['172.16.0.0/12 vgw-1'] },
  hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-fw': 'subnet-fw 10.1.9.5' },
}

const GATEWAY = { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] }
const VPN = vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' })

interface World extends Partial<TransitSketch> {
  readonly gateway?: JsonObject | null
  readonly vpc?: Partial<VpcSketch>
}

function world({ gateway = GATEWAY, vpc, elements, ...more }: World = {}) {
  return sketchTransit({
    vpcs: { 'vpc-a': { ...VPC, ...vpc } },
    elements: { VpnGateways: gateway ? [gateway] : [], VpnConnections: [VPN], ...elements },
    ...more,
  })
}

const OUT: LegSketch = {
  place: { kind: 'vpn-gateway', id: 'vgw-1', direction: 'out' },
  packet: '10.1.0.10 > 172.16.0.1 tcp 443',
}
const IN: LegSketch = {
  place: { kind: 'vpn-gateway', id: 'vgw-1', direction: 'in' },
  packet: '172.16.0.1 > 10.1.0.10 tcp 443',
}

// Source: Site-to-Site VPN guide, "Virtual private gateway".
describe('out by a virtual private gateway', () => {
  it('a packet of an interface of the VPC gets to the other side of a VPN that is up', () => {
    const { verdict, arrival, hops } = walkFrom(world(), OUT)

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'on-premises', id: 'vgw-1', attachmentId: null })
    expect(hops.map(({ component }) => component)).toEqual(['vgw-1', 'vpn-1', 'on-premises'])
  })

  it.each<[string, JsonObject, string]>([
    ['it is pending', { ...GATEWAY, State: 'pending' }, 'BAD_STATE'],
    ['it is attached to no VPC', { ...GATEWAY, VpcAttachments: [] }, 'UNASSOCIATED_COMPONENT'],
    [
      'it is being detached',
      { ...GATEWAY, VpcAttachments: [{ VpcId: 'vpc-a', State: 'detaching' }] },
      'BAD_STATE_ATTACHMENT',
    ],
  ])('nothing passes while %s', (_, gateway, code) => {
    const { verdict, codes } = walkFrom(world({ gateway }), OUT)

    expect(verdict).toBe('blocked')
    expect(codes).toEqual([code])
  })

  // Source: Reachability Analyzer guide, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS.
  it('nothing passes through the VPC to it', () => {
    const { verdict, codes } = walkFrom(world(), { ...OUT, packet: '10.2.0.10 > 172.16.0.1 tcp 443' })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS'])
  })

  // Source: VPC guide, "VPC CIDR blocks": a VPC may have several.
  it('every block of the VPC counts', () => {
    const Vpcs = [
      {
        VpcId: 'vpc-a',
        OwnerId: '111122223333',
        CidrBlock: '10.1.0.0/16',
        CidrBlockAssociationSet: ['10.1.0.0/16', '10.7.0.0/16'].map((CidrBlock) => ({
          CidrBlock,
          CidrBlockState: { State: 'associated' },
        })),
      },
    ]
    const hosts = { 'eni-a': 'subnet-a 10.1.0.10', 'eni-b': 'subnet-a 10.7.0.10' }
    const from = (source: string) =>
      walkFrom(world({ vpc: { hosts }, elements: { Vpcs } }), { ...OUT, packet: `${source} > 172.16.0.1 tcp 443` })
        .verdict

    expect([from('10.1.0.10'), from('10.7.0.10'), from('10.8.0.10')]).toEqual(['reachable', 'reachable', 'blocked'])
    // Nobody here has that one. Source: Reachability Analyzer guide, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS.
    expect(from('10.7.0.11')).toBe('blocked')
    const spoofed = { ...IN, packet: '10.7.0.1 > 10.1.0.10 tcp 443' }
    expect(walkFrom(world({ elements: { Vpcs } }), spoofed).codes).toContain('GATEWAY_REJECTS_SPOOFED_TRAFFIC')
  })

  it('attached once and left over once it works', () => {
    const VpcAttachments = [
      { VpcId: 'vpc-old', State: 'detaching' },
      { VpcId: 'vpc-a', State: 'attached' },
    ]
    expect(walkFrom(world({ gateway: { ...GATEWAY, VpcAttachments } }), OUT).verdict).toBe('reachable')
  })

  it('it is unknown, never blocked, when it was not collected', () => {
    const { verdict, keys } = walkFrom(world({ gateway: null }), OUT)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['VpnGateways'])
  })

  it('stops at the gateway when that was asked for', () => {
    expect(walkFrom(world(), { ...OUT, destinationId: 'vgw-1' }).arrival).toEqual({ kind: 'gateway', id: 'vgw-1' })
  })
})

// Source: Site-to-Site VPN guide, "Tunnel options" and "Static and dynamic routing"; Direct Connect guide.
describe('the lines of a virtual private gateway', () => {
  const by = (elements: World['elements'], missing: TransitSketch['missing'] = []) =>
    walkFrom(world({ elements: elements ?? {}, missing }), OUT)
  const static_ = (DestinationCidrBlock: string) =>
    vpnConnection('vpn-1', {
      VpnGatewayId: 'vgw-1',
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock, State: 'available' }],
    })

  it.each<[string, JsonObject]>([
    ['all tunnels are down', vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, ['DOWN', 'DOWN'])],
    ['the connection is pending', vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1', State: 'pending' })],
  ])('block while %s', (_, connection) => {
    const { verdict, codes } = by({ VpnConnections: [connection] })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['BAD_STATE_VPN'])
  })

  it('need only one that works', () => {
    const down = vpnConnection('vpn-0', { VpnGatewayId: 'vgw-1' }, ['DOWN'])
    expect(by({ VpnConnections: [down, VPN] }).verdict).toBe('reachable')
  })

  it('are unknown, never down, when nobody told of the tunnels', () => {
    const { verdict, keys } = by({ VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, [])] })

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['VpnConnections'])
  })

  it('with static routing carry what a static route holds, and nothing else', () => {
    expect(by({ VpnConnections: [static_('172.16.0.0/12')] }).verdict).toBe('reachable')
    expect(by({ VpnConnections: [static_('192.168.0.0/16')] }).codes).toEqual(['NO_ROUTE_TO_DESTINATION'])
  })

  it('block where there is none at all', () => {
    expect(by({ VpnConnections: [] }).codes).toEqual(['NO_ROUTE_TO_DESTINATION'])
  })

  it.each(['VpnConnections', 'VirtualInterfaces', 'DirectConnectGateways'] as const)(
    'are unknown, never none, when %s was not collected',
    (key) => {
      const { verdict, keys } = by({ VpnConnections: [] }, [key])

      expect(verdict).toBe('unknown')
      expect(keys).toEqual([key])
    },
  )

  const virtualInterface = (virtualInterfaceState: string, more: JsonObject) => ({
    virtualInterfaceId: 'dxvif-1',
    virtualInterfaceState,
    ...more,
  })

  it.each([
    ['available', 'reachable'],
    ['down', 'blocked'],
  ])('may be a private virtual interface that is %s: %s', (state, verdict) => {
    const VirtualInterfaces = [virtualInterface(state, { virtualGatewayId: 'vgw-1' })]
    expect(by({ VpnConnections: [], VirtualInterfaces }).verdict).toBe(verdict)
  })

  it('may be a Direct Connect gateway it is associated with', () => {
    const gateway = (id: string, more: JsonObject) => ({
      directConnectGatewayId: id,
      directConnectGatewayState: 'available',
      ...more,
    })
    const directConnectGatewayAssociations = [{ associationState: 'associated', associatedGateway: { id: 'vgw-1' } }]
    const VirtualInterfaces = [virtualInterface('available', { directConnectGatewayId: 'dxgw-1' })]
    const through = (more: JsonObject) =>
      by({ VpnConnections: [], VirtualInterfaces, DirectConnectGateways: [gateway('dxgw-1', more)] }).verdict

    expect(through({ directConnectGatewayAssociations })).toBe('reachable')
    expect(through({ directConnectGatewayAssociations: [] })).toBe('blocked')
    // Nobody asked what is behind it.
    expect(through({})).toBe('unknown')
  })
})

// Source: Reachability Analyzer guide, VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS; VPC guide, "Gateway route tables".
describe('in by a virtual private gateway', () => {
  it('a packet gets to the interface that owns its destination', () => {
    const { verdict, arrival } = walkFrom(world(), IN)

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-a' })
  })

  it('nothing gets through the VPC to somewhere else', () => {
    const { verdict, codes } = walkFrom(world(), { ...IN, packet: '172.16.0.1 > 10.2.0.10 tcp 443' })

    expect(verdict).toBe('blocked')
    expect(codes).toContain('VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS')
  })

  it('an address of the VPC itself cannot come from the other side', () => {
    expect(walkFrom(world(), { ...IN, packet: '10.1.0.99 > 10.1.0.10 tcp 443' }).codes).toContain(
      'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    )
  })

  it('the table of the gateway steers it to a middlebox, of which nothing is known', () => {
    const { verdict, hops } = walkFrom(world({ vpc: { edges: { 'vgw-1': ['10.1.0.0/24 eni-fw'] } } }), IN)

    expect(hops.map(({ component }) => component)).toContain('rtb-vgw-1')
    expect(hops.map(({ component }) => component)).toContain('eni-fw')
    expect(verdict).not.toBe('reachable')
  })

  it('the local route of the table of the gateway leads straight to it', () => {
    expect(walkFrom(world({ vpc: { edges: { 'vgw-1': [] } } }), IN).verdict).toBe('reachable')
  })

  it('a blackhole in the table of the gateway blocks', () => {
    const edges = { 'vgw-1': ['10.1.0.0/24 eni-fw blackhole'] }
    expect(walkFrom(world({ vpc: { edges } }), IN).codes).toContain('BAD_STATE_ROUTE')
  })

  it('it is unknown, never reachable, when the table of the gateway may be among what was not collected', () => {
    const { verdict, keys } = walkFrom(world({ missing: ['RouteTables'] }), IN)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['RouteTables'])
  })

  it('a VPN that is down lets nothing in', () => {
    const VpnConnections = [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, ['DOWN', 'DOWN'])]
    expect(walkFrom(world({ elements: { VpnConnections } }), IN).codes).toEqual(['BAD_STATE_VPN'])
  })
})
