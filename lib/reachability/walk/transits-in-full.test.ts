/** Transit and VPN gateways in towns that differ in one thing: each step that meets them. `vitest run -u` writes the file anew. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { otherAttachment, transitTable, vpnConnection } from '../../testing/sketch-transit.ts'
import {
  all,
  beside,
  type Change,
  chaptersOf,
  fields,
  type Meeting,
  meetings,
  untold,
} from '../../testing/town-variants.ts'
import type { Place, SenderIdentity } from './state.ts'

const as = (interfaceId: string, ...over: SenderIdentity['over']): SenderIdentity => ({ interfaceId, over })
const none = (...packets: readonly string[]) => packets.map((packet) => [packet, null] as const)

const ATTACHED = ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn', 'tgw-attach-dx', 'tgw-attach-p']
const table = (sketch: Partial<Parameters<typeof transitTable>[1]>): Change =>
  fields('TransitGatewayRouteTables', 'tgw-rtb-1', {
    ...transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ATTACHED, ...sketch }),
    ...(sketch.routes === null || sketch.staticRoutes ? { Routes: undefined } : {}),
    ...(sketch.associations === null ? { Associations: undefined } : {}),
  })
const routed = (...routes: readonly string[]) => table({ routes: ['10.1.0.0/16 tgw-attach-a propagated', ...routes] })
const attachment = (id: string, more: JsonObject) =>
  all(fields('TransitGatewayVpcAttachments', id, more), fields('TransitGatewayAttachments', id, more))
const propagations = (...ids: readonly string[]) => ids

const TRANSITS: Readonly<Record<string, Change>> = {
  'as it is': (documents) => documents,
  'two propagated routes, of a VPC and a VPN': routed(
    '10.2.0.0/16 tgw-attach-vpn propagated',
    '10.2.0.0/16 tgw-attach-b propagated',
  ),
  'two propagated routes, of a VPN and Direct Connect': routed(
    '10.2.0.0/16 tgw-attach-vpn propagated',
    '10.2.0.0/16 tgw-attach-dx propagated',
  ),
  'two propagated routes of one attachment': routed(
    '10.2.0.0/16 tgw-attach-b propagated',
    '10.2.0.0/16 tgw-attach-b propagated',
  ),
  'a propagated and a static route': routed('10.2.0.0/16 tgw-attach-b propagated', '10.2.0.0/16 tgw-attach-vpn'),
  'a static route to one address, and a list nobody told': routed(
    '10.2.0.10/32 tgw-attach-b',
    'pl-untold tgw-attach-vpn',
  ),
  'a propagated route to one address, and a list nobody told': routed(
    '10.2.0.10/32 tgw-attach-b propagated',
    'pl-untold tgw-attach-vpn',
  ),
  'a static route, and a list nobody told': routed('10.2.0.0/16 tgw-attach-b', 'pl-untold tgw-attach-vpn'),
  'a static route, and a list nobody told that leads there too': routed(
    '10.2.0.0/16 tgw-attach-b',
    'pl-untold tgw-attach-b',
  ),
  'a static route, and a list nobody told that leads nowhere': routed(
    '10.2.0.0/16 tgw-attach-b',
    'pl-untold - blackhole',
  ),
  'only a list nobody told': routed('pl-untold tgw-attach-b'),
  'a list that was told': all(
    routed('pl-told tgw-attach-vpn', '10.0.0.0/8 tgw-attach-b'),
    beside('ManagedPrefixLists', {
      PrefixListId: 'pl-told',
      PrefixListName: 'told',
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '10.2.0.0/24' }],
    }),
  ),
  'a blackhole, and a shorter route': routed('10.2.0.0/24 - blackhole', '10.2.0.0/16 tgw-attach-b'),
  'a blackhole, and another of one block': routed('10.2.0.0/16 - blackhole', '10.2.0.0/16 tgw-attach-vpn propagated'),
  'a route that is deleting': routed('10.2.0.0/16 tgw-attach-b deleting'),
  'a route to two attachments': routed('10.2.0.0/16 tgw-attach-b,tgw-attach-vpn'),
  'a route to two attachments of which one is nobody’s': routed('10.2.0.0/16 tgw-attach-b,tgw-attach-404'),
  'no route, though the VPC is attached': routed(),
  'a longer route for another block': routed('10.2.128.0/17 tgw-attach-b'),
  'static routes alone were told': table({ staticRoutes: ['10.2.0.0/16 tgw-attach-b'] }),
  'static routes alone were told, and propagations': table({
    staticRoutes: ['10.1.0.0/16 tgw-attach-a'],
    propagations: propagations('tgw-attach-b', 'tgw-attach-vpn'),
  }),
  'static routes alone were told, and the VPC is of another account': all(
    table({ staticRoutes: ['10.1.0.0/16 tgw-attach-a'], propagations: propagations('tgw-attach-b') }),
    fields('Vpcs', 'vpc-b', null),
  ),
  'propagations alone were told, of an attachment that is deleting': all(
    table({ staticRoutes: [], propagations: propagations('tgw-attach-b') }),
    attachment('tgw-attach-b', { State: 'deleting' }),
  ),
  'propagations alone were told, of an attachment that is modifying': all(
    table({ staticRoutes: [], propagations: propagations('tgw-attach-b') }),
    attachment('tgw-attach-b', { State: 'modifying' }),
  ),
  'propagations alone were told, of an attachment that is available': table({
    staticRoutes: [],
    propagations: propagations('tgw-attach-b'),
  }),
  'no routes were told': table({ routes: null }),
  'the tables were not collected': untold(0, 'TransitGatewayRouteTables'),
  'a route with what could not be read': fields('TransitGatewayRouteTables', 'tgw-rtb-1', {
    Routes: [{ DestinationCidrBlock: 'nonsense', State: 'active', Type: 'static', TransitGatewayAttachments: [] }],
  }),
  'a route that names the resource': fields('TransitGatewayRouteTables', 'tgw-rtb-1', {
    Routes: ['vpc-b', 'vpc-404'].map((ResourceId, index) => ({
      DestinationCidrBlock: index === 0 ? '10.2.0.0/16' : '10.4.0.0/16',
      State: 'active',
      Type: 'static',
      TransitGatewayAttachments: [{ ResourceId, ResourceType: 'vpc' }],
    })),
  }),
  'no association': all(
    table({ associations: [] }),
    ...ATTACHED.map((id) => fields('TransitGatewayAttachments', id, { Association: {} })),
  ),
  'an association nobody told': all(
    table({ associations: null }),
    ...ATTACHED.map((id) => fields('TransitGatewayAttachments', id, { Association: {} })),
  ),
  'an association with another table': all(
    table({ associations: [] }),
    ...ATTACHED.map((id) =>
      fields('TransitGatewayAttachments', id, {
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-9', State: 'associated' },
      }),
    ),
  ),
  ...Object.fromEntries(
    ['pending', 'modifying', 'deleting', 'deleted', 'resting', ''].flatMap((State): readonly [string, Change][] => [
      [`the gateway is ${State || 'in no state'}`, fields('TransitGateways', 'tgw-1', { State })],
      [`the attachment is ${State || 'in no state'}`, attachment('tgw-attach-b', { State })],
      [
        `the attachment of the VPN is ${State || 'in no state'}`,
        fields('TransitGatewayAttachments', 'tgw-attach-vpn', { State }),
      ],
    ]),
  ),
  'the gateway is in no document': fields('TransitGateways', 'tgw-1', null),
  'the attachment has subnets in two zones': all(
    fields('Subnets', 'subnet-b-tgw', { AvailabilityZone: 'eu-west-1b' }),
    fields('TransitGatewayVpcAttachments', 'tgw-attach-b', { SubnetIds: ['subnet-b-tgw', 'subnet-b'] }),
  ),
  'the attachment has subnets in two zones, neither the packet’s': all(
    fields('Subnets', 'subnet-b-tgw', { AvailabilityZone: 'eu-west-1b' }),
    fields('Subnets', 'subnet-b', { AvailabilityZone: 'eu-west-1c' }),
    fields('TransitGatewayVpcAttachments', 'tgw-attach-b', { SubnetIds: ['subnet-b-tgw', 'subnet-b'] }),
  ),
  'the attachment has a subnet in another zone': fields('Subnets', 'subnet-b-tgw', { AvailabilityZone: 'eu-west-1b' }),
  'the zone of its subnet was not told': fields('Subnets', 'subnet-b-tgw', { AvailabilityZone: '' }),
  'the attachment has appliance mode': all(
    fields('TransitGatewayVpcAttachments', 'tgw-attach-b', {
      Options: { ApplianceModeSupport: 'enable' },
      SubnetIds: ['subnet-b-tgw', 'subnet-b'],
    }),
    fields('Subnets', 'subnet-b-tgw', { AvailabilityZone: 'eu-west-1b' }),
  ),
  'the attachment has appliance mode, and one subnet nobody told': fields(
    'TransitGatewayVpcAttachments',
    'tgw-attach-b',
    {
      Options: { ApplianceModeSupport: 'enable' },
      SubnetIds: ['subnet-b-tgw', 'subnet-404'],
    },
  ),
  'the attachment tells no subnets': fields('TransitGatewayVpcAttachments', 'tgw-attach-b', { SubnetIds: undefined }),
  'the attachment has a subnet nobody told': fields('TransitGatewayVpcAttachments', 'tgw-attach-b', {
    SubnetIds: ['subnet-404'],
  }),
  'the table of the attachment subnet leads on': fields('RouteTables', 'rtb-subnet-b-tgw', {
    Routes: [
      { DestinationCidrBlock: '10.2.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      { DestinationCidrBlock: '10.4.0.0/16', NetworkInterfaceId: 'eni-b', State: 'active', Origin: 'CreateRoute' },
      {
        DestinationCidrBlock: '10.99.0.0/16',
        NetworkInterfaceId: 'eni-404',
        State: 'blackhole',
        Origin: 'CreateRoute',
      },
    ],
  }),
  'the VPC was not collected': fields('Vpcs', 'vpc-b', null),
  ...Object.fromEntries(
    [['UP', 'UP'], ['DOWN', 'DOWN'], ['DOWN', 'UP'], []].map((all_): [string, Change] => [
      `the tunnels are ${all_.join(' and ') || 'nobody’s'}`,
      all(
        fields('VpnConnections', 'vpn-2', { VgwTelemetry: vpnConnection('vpn-2', {}, all_)['VgwTelemetry'] }),
        fields('VpnConnections', 'vpn-1', { VgwTelemetry: vpnConnection('vpn-1', {}, all_)['VgwTelemetry'] }),
      ),
    ]),
  ),
  'the VPN is deleting': all(...['vpn-1', 'vpn-2'].map((id) => fields('VpnConnections', id, { State: 'deleting' }))),
  'the VPN is in no document': all(...['vpn-1', 'vpn-2'].map((id) => fields('VpnConnections', id, null))),
  'the attachment is a Connect one': beside(
    'TransitGatewayAttachments',
    otherAttachment('tgw-attach-c', 'tgw-1', 'connect tgw-attach-b'),
  ),
  ...Object.fromEntries(
    ['attaching', 'detaching', 'detached', ''].map((State): [string, Change] => [
      `the VPN gateway is ${State || 'attached, nobody told how'}`,
      fields('VpnGateways', 'vgw-1', { VpcAttachments: [{ VpcId: 'vpc-a', State }] }),
    ]),
  ),
  'the VPN gateway is pending': fields('VpnGateways', 'vgw-1', { State: 'pending' }),
  'the VPN gateway is in no state': fields('VpnGateways', 'vgw-1', { State: '' }),
  'the VPN gateway was attached elsewhere before': fields('VpnGateways', 'vgw-1', {
    VpcAttachments: [
      { VpcId: 'vpc-b', State: 'detached' },
      { VpcId: 'vpc-a', State: 'attached' },
    ],
  }),
  'the VPN gateway is attached to nothing': fields('VpnGateways', 'vgw-1', { VpcAttachments: [] }),
  'the VPN gateway is in no document': fields('VpnGateways', 'vgw-1', null),
  'the VPC of the VPN gateway was not collected': fields('Vpcs', 'vpc-a', null),
  'the table of the VPN gateway steers': beside('RouteTables', {
    RouteTableId: 'rtb-vgw-1',
    VpcId: 'vpc-a',
    Routes: [
      { DestinationCidrBlock: '10.1.2.0/24', NetworkInterfaceId: 'eni-box', State: 'active', Origin: 'CreateRoute' },
    ],
    Associations: [{ RouteTableId: 'rtb-vgw-1', GatewayId: 'vgw-1', AssociationState: { State: 'associated' } }],
  }),
  'the route tables were not collected': untold(0, 'RouteTables'),
}

const transit = (attachmentId: string): Place => ({ kind: 'transit-gateway', id: 'tgw-1', attachmentId })
const out = (id: string): Place => ({ kind: 'transit-gateway-attachment', id, transitGatewayId: 'tgw-1' })
const vgw = (direction: 'in' | 'out'): Place => ({ kind: 'vpn-gateway', id: 'vgw-1', direction })

const CROSSED: readonly Meeting[] = [
  ...meetings(
    transit('tgw-attach-a'),
    ...none('10.1.2.10 > 10.2.0.10 tcp 443', '10.1.2.10 > 10.4.0.10 tcp 443', '10.1.2.10 > 10.99.0.1 tcp 443'),
  ),
  ...meetings(transit('tgw-attach-vpn'), ...none('172.20.0.9 > 10.2.0.10 tcp 443')),
  ...meetings(
    out('tgw-attach-b'),
    ...none('10.1.2.10 > 10.2.0.10 tcp 443', '10.1.2.10 > 10.2.9.9 tcp 443', '10.1.2.10 > 10.4.0.10 tcp 443'),
  ),
  ...meetings(out('tgw-attach-b'), ...none('10.1.2.10 > 10.99.0.1 tcp 443')),
  ...meetings(out('tgw-attach-vpn'), ...none('10.1.2.10 > 172.20.0.9 tcp 443')),
  ...meetings(
    vgw('in'),
    ...none('172.16.0.9 > 10.1.2.10 tcp 443', '10.1.9.9 > 10.1.2.10 tcp 443', '172.16.0.9 > 10.66.0.1 tcp 443'),
  ),
  ...meetings(vgw('out'), ['10.1.2.10 > 172.16.0.9 tcp 443', as('eni-app')], ['10.66.0.1 > 172.16.0.9 tcp 443', null]),
]

describe('one step', () => {
  // Source: Transit Gateway guide, "How transit gateways work"; Site-to-Site VPN guide.
  it.each([['transits', TRANSITS, CROSSED]] as const)(
    'in the changed town is what golden/%s.txt says',
    async (name, changes, met) => {
      await expect(chaptersOf(changes, met, ['request', 'reply'])).toMatchFileSnapshot(`../golden/${name}.txt`)
    },
  )
})
