/** Questions whose end is a gateway: the packet is from or for somebody who is really behind it. */

import { describe, expect, it } from 'vitest'
import { formatPrefix } from '../net/prefix.ts'
import { ask, tell } from '../testing/format-trace.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  transitGateway,
  transitTable,
  vpcAttachment,
  vpnConnection,
} from '../testing/sketch-transit.ts'
import { networkOf } from './network.ts'
import { behindAttachment, behindVpnGateway } from './prefixes-behind.ts'

const vpcWith = (routes: readonly string[], rules: readonly string[] = ['in all 0.0.0.0/0', 'out all 0.0.0.0/0']) => ({
  cidr: '10.1.0.0/16',
  subnets: { 'subnet-a': '10.1.0.0/24' },
  routes: { 'subnet-a': routes },
  hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
  groups: { 'sg-vpc-a': rules },
})

const vpn = (routes: readonly string[], more: { static?: readonly string[]; rules?: readonly string[] } = {}) =>
  sketchTransit({
    vpcs: { 'vpc-a': vpcWith(routes, more.rules) },
    prefixLists: { 'pl-1': ['192.168.7.0/24'] },
    elements: {
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
      ],
      VpnConnections: [
        vpnConnection('vpn-1', {
          VpnGatewayId: 'vgw-1',
          Routes: (more.static ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, State: 'available' })),
        }),
      ],
    },
  })
const sourceOf = (inventory: ReturnType<typeof sketchTransit>, question: string) =>
  ask(inventory, question).forward[0]?.inbound.source.value

// Source: Site-to-Site VPN guide, "Static and dynamic routing".
describe('a VPN gateway as the source', () => {
  it.each(['vgw-1', 'vpn-1', 'cgw-1'])('asks from the block a route table sends to it: %s', (id) => {
    const inventory = vpn(['172.16.0.0/12 vgw-1'])
    expect(tell(ask(inventory, `${id} to eni-a tcp/443`))).toBe('reachable')
    expect(sourceOf(inventory, `${id} to eni-a tcp/443`)).toBe(0xac_10_00_0a)
  })

  it('asks from the static routes of its connections, and from the entries of a prefix list', () => {
    expect(sourceOf(vpn([], { static: ['192.168.0.0/24'] }), 'vgw-1 to eni-a tcp/443')).toBe(0xc0_a8_00_0a)
    expect(sourceOf(vpn(['pl-1 vgw-1']), 'vgw-1 to eni-a tcp/443')).toBe(0xc0_a8_07_0a)
  })

  it('does not ask from the static routes of another gateway’s connections', () => {
    const inventory = vpn([], { static: ['192.168.0.0/24'] })
    expect(behindVpnGateway(networkOf(inventory), 'vgw-1').map(formatPrefix)).toEqual(['192.168.0.0/24'])
    expect(behindVpnGateway(networkOf(inventory), 'vgw-2')).toEqual([])
  })

  it('knows the static routes of the connection behind an attachment of a transit gateway', () => {
    const inventory = sketchTransit({
      vpcs: { 'vpc-a': vpcWith([]) },
      elements: {
        TransitGateways: [transitGateway('tgw-1')],
        TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1')],
        VpnConnections: [
          vpnConnection('vpn-1', {
            TransitGatewayId: 'tgw-1',
            Routes: [{ DestinationCidrBlock: '192.168.0.0/24', State: 'available' }],
          }),
        ],
      },
    })
    expect(behindAttachment(networkOf(inventory), 'tgw-attach-vpn').map(formatPrefix)).toEqual(['192.168.0.0/24'])
  })

  it('is reachable when one of the blocks behind it is let in', () => {
    const rules = ['in tcp 443 192.168.0.0/16', 'out all 0.0.0.0/0']
    const inventory = vpn(['172.16.0.0/12 vgw-1', '192.168.0.0/16 vgw-1'], { rules })
    expect(tell(ask(inventory, 'vgw-1 to eni-a tcp/443'))).toBe('reachable')
  })

  it('is the customer gateway of its own connections only', () => {
    const answer = ask(vpn(['172.16.0.0/12 vgw-1']), 'cgw-2 to eni-a tcp/443')
    expect(answer.verdict).toBe('unknown')
  })

  it('asks from an address of the internet where all is sent to it', () => {
    expect(tell(ask(vpn(['0.0.0.0/0 vgw-1']), 'vgw-1 to eni-a tcp/443'))).toBe('reachable')
  })

  it.each(['vgw-1', 'vpn-1', 'cgw-1'])('asks from nowhere while no route tells who is behind it: %s', (id) => {
    const untold = vpn([])
    const { verdict, unknowns } = ask(untold, `${id} to eni-a tcp/443`)
    expect([verdict, unknowns[0]?.component]).toEqual(['unknown', id])
    expect(unknowns[0]?.detail).toContain('src_ip')
    const pinned = ask(untold, `${id} to eni-a tcp/443`, { src_ip: '172.16.0.10' })
    expect(tell(pinned)).toContain('NO_ROUTE_TO_DESTINATION')
  })
})

// Source: NAT gateways guide, "NAT gateway basics", and VPC peering guide, "Edge to edge routing": nobody beyond a VPN uses
// the internet gateway or the NAT gateway of a VPC (Reachability Analyzer, VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS).
describe('the internet as seen from behind a VPN gateway', () => {
  const open = sketchTransit({
    vpcs: { 'vpc-a': vpcWith(['0.0.0.0/0 igw-1', '172.16.0.0/12 vgw-1']) },
    elements: {
      InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-a', State: 'available' }] }],
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
      ],
      VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' })],
    },
  })

  it.each(['vgw-1 to internet', 'vpn-1 to internet', '172.16.0.9 to igw-1'])('is not through a VPC: %s', (question) => {
    expect(tell(ask(open, `${question} tcp/443`))).toContain('blocked: VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at vgw-1')
  })

  it('is not by a way that is named either', () => {
    expect(ask(open, '172.16.0.9 to internet tcp/443', { via: 'igw-1' }).verdict).toBe('blocked')
  })

  it('may be by a line of its own', () => {
    expect(ask(open, '172.16.0.9 to internet tcp/443').verdict).toBe('unknown')
  })
})

// Source: Site-to-Site VPN guide, "How it works": a connection ends at a virtual private gateway or a transit gateway.
describe('a VPN connection as the destination', () => {
  const ROUTED = vpn(['172.16.0.0/12 vgw-1', '192.168.0.0/16 vgw-1'])

  it.each(['vgw-1', 'vpn-1', 'cgw-1'])('is reached where its gateway is: %s', (to) => {
    const answer = ask(ROUTED, `eni-a to ${to} tcp/443`)
    expect(tell(answer)).toBe('reachable')
    expect(answer.forward.map(({ component }) => component)).toContain('vgw-1')
  })

  it('is unknown where no route tells an address behind it', () => {
    const { verdict, unknowns } = ask(vpn([]), 'eni-a to vpn-1 tcp/443')
    expect([verdict, unknowns[0]?.code]).toEqual(['unknown', 'UNKNOWN_DESTINATION'])
  })

  it('is not reached by another line of its gateway while it is down itself', () => {
    const VpnConnections = [
      vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }),
      vpnConnection('vpn-2', { VpnGatewayId: 'vgw-1', CustomerGatewayId: 'cgw-2' }, ['DOWN', 'DOWN']),
    ]
    const VpnGateways = [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
    ]
    const two = sketchTransit({
      vpcs: { 'vpc-a': vpcWith(['172.16.0.0/12 vgw-1']) },
      elements: { VpnGateways, VpnConnections },
    })
    expect(tell(ask(two, 'eni-a to vpn-1 tcp/443'))).toBe('reachable')
    expect(ask(two, 'eni-a to vpn-2 tcp/443').verdict).toBe('blocked')
    expect(ask(two, 'eni-a to cgw-2 tcp/443').verdict).toBe('blocked')
  })
})

// Source: Transit Gateway guide, "Route tables".
describe('an attachment of a VPN', () => {
  const transit: TransitSketch = {
    vpcs: { 'vpc-a': vpcWith(['10.0.0.0/8 tgw-1', '172.16.0.0/12 tgw-1']) },
    elements: {
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayVpcAttachments: [
        vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-a'] }),
      ],
      TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1')],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', {
          gateway: 'tgw-1',
          associations: ['tgw-attach-a', 'tgw-attach-vpn'],
          routes: ['10.1.0.0/16 tgw-attach-a propagated', '172.16.0.0/12 tgw-attach-vpn'],
        }),
      ],
      VpnConnections: [vpnConnection('vpn-1', { TransitGatewayId: 'tgw-1' })],
    },
  }

  it('is reached as a VPN connection where the transit gateway sends to it', () => {
    expect(tell(ask(sketchTransit(transit), 'eni-a to vpn-1 tcp/443'))).toBe('reachable')
  })

  it.each(['tgw-attach-vpn', 'vpn-1', 'tgw-1'])('asks from the block the transit gateway sends to it: %s', (id) => {
    expect(tell(ask(sketchTransit(transit), `${id} to eni-a tcp/443`))).toBe('reachable')
  })

  it('is the only way in of its connection', () => {
    expect(ask(sketchTransit(transit), 'vpn-1 to eni-a tcp/443').forward[0]?.component).toBe('tgw-attach-vpn')
  })

  it('is asked for by an address behind it, not by the first the gateway takes', () => {
    const answer = ask(sketchTransit(transit), 'eni-a to tgw-attach-vpn tcp/443')
    expect(tell(answer)).toBe('reachable')
    expect(answer.forward[0]?.inbound.destination.value).toBe(0xac_10_00_0a)
  })
})
