/**
 * Transit gateways, route tables, VPN gateways and security groups in towns that differ in one thing: each step that
 * meets them. `vitest run -u` writes the files anew.
 */

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

const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
const LOCAL6 = {
  DestinationIpv6CidrBlock: '2001:db8:1::/56',
  GatewayId: 'local',
  State: 'active',
  Origin: 'CreateRouteTable',
}
const to = (destination: string, target: JsonObject, more: JsonObject = {}): JsonObject => ({
  [destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock']: destination,
  State: 'active',
  Origin: 'CreateRoute',
  ...target,
  ...more,
})
const PROPAGATED = { Origin: 'EnableVgwRoutePropagation' }
const [IGW, NAT, TGW, VGW] = [
  { GatewayId: 'igw-1' },
  { NatGatewayId: 'nat-1' },
  { TransitGatewayId: 'tgw-1' },
  { GatewayId: 'vgw-1' },
]
const leaves = (...Routes: readonly JsonObject[]) =>
  all(
    fields('RouteTables', 'rtb-subnet-app', { Routes: [LOCAL, LOCAL6, ...Routes] }),
    beside(
      'ManagedPrefixLists',
      {
        PrefixListId: 'pl-told',
        PrefixListName: 'told',
        AddressFamily: 'IPv4',
        Entries: ['203.0.113.0/24', '203.0.112.0/20'].map((Cidr) => ({ Cidr })),
      },
      { PrefixListId: 'pl-six', PrefixListName: 'six', AddressFamily: 'IPv6' },
      { PrefixListId: 'pl-four', PrefixListName: 'four', AddressFamily: 'IPv4' },
    ),
  )
const [ANY, ONE, LONG] = ['0.0.0.0/0', '203.0.113.9/32', '203.0.113.0/24']

const ROUTES: Readonly<Record<string, Change>> = {
  'as it is': (documents) => documents,
  'a static and a propagated route of one block': leaves(to(LONG, VGW, PROPAGATED), to(LONG, NAT)),
  'two propagated routes of one block': leaves(to(LONG, VGW, PROPAGATED), to(LONG, TGW, PROPAGATED)),
  'a list and a propagated route of one block': leaves(to(LONG, VGW, PROPAGATED), to('pl-told', NAT)),
  'a list and a static route of one block': leaves(to('pl-told', TGW), to(LONG, NAT)),
  'a list that is longer': leaves(to(ANY, NAT), to('pl-told', TGW)),
  'a list of unknown entries beside one address, static': leaves(to(ONE, NAT), to('pl-four', TGW)),
  'a list of unknown entries beside one address, propagated': leaves(to(ONE, VGW, PROPAGATED), to('pl-four', TGW)),
  'a list of unknown entries beside a default route': leaves(to(ANY, NAT), to('pl-four', TGW)),
  'a list of unknown entries that leads the same way': leaves(to(ANY, NAT), to('pl-four', NAT)),
  'a list of unknown entries that is a blackhole': leaves(to(ANY, NAT), to('pl-four', NAT, { State: 'blackhole' })),
  'a list of unknown entries alone': leaves(to('pl-four', NAT)),
  'a list of the other family': leaves(to(ANY, NAT), to('pl-six', TGW)),
  'a list nobody collected': leaves(to(ANY, NAT), to('pl-404', TGW)),
  'a filtered route': leaves(to(ANY, NAT), to(LONG, TGW, { State: 'filtered' })),
  'a blackhole that is longer': leaves(to(ANY, NAT), to(LONG, TGW, { State: 'blackhole' })),
  'a route that could not be read': leaves(to(ANY, NAT), {
    State: 'active',
    Origin: 'CreateRoute',
    DestinationCidrBlock: 'nonsense',
    ...TGW,
  }),
  'a route that could not be read, alone': leaves({
    State: 'active',
    Origin: 'CreateRoute',
    DestinationCidrBlock: 'nonsense',
    ...TGW,
  }),
  'no route': leaves(),
  'IPv6 by one address, and a list': leaves(
    to('2001:4860::9/128', IGW),
    to('pl-six', { EgressOnlyInternetGatewayId: 'eigw-1' }),
  ),
  'IPv6 by a block, and a list': leaves(
    to('2001:4860::/32', IGW),
    to('pl-six', { EgressOnlyInternetGatewayId: 'eigw-1' }),
  ),
  'by an instance': leaves(to(ANY, { InstanceId: 'i-app' })),
  'by an interface in no document': leaves(to(ANY, { NetworkInterfaceId: 'eni-404' })),
  'by a carrier gateway': leaves(to(ANY, { CarrierGatewayId: 'cagw-1' })),
  'by what nobody knows': leaves(to(ANY, { SomethingNewId: 'new-1' })),
  'by a core network': leaves(to(ANY, { CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-1' })),
  'the table is in no document': fields('RouteTables', 'rtb-subnet-app', null),
  'the ACL is in no document': fields('NetworkAcls', 'acl-vpc-a', null),
}

const LEAVINGS: readonly Meeting[] = meetings(
  { kind: 'leaving-subnet', subnetId: 'subnet-app' },
  ['10.1.2.10 > 203.0.113.9 tcp 443', as('eni-app')],
  ['10.1.2.10 > 10.1.1.10 tcp 443', as('eni-app')],
  ['10.1.2.10 > 192.168.0.9 tcp 443', null],
  ['2001:db8:1::20 > 2001:4860::9 tcp 443', as('eni-app')],
)

const rule = (IpProtocol: string, more: JsonObject): JsonObject => ({ IpProtocol, ...more })
const ports = (FromPort: number, ToPort: number) => ({ FromPort, ToPort })
const cidrs = (...all_: readonly string[]) => ({ IpRanges: all_.map((CidrIp) => ({ CidrIp })) })
const list = (PrefixListId: string) => ({ PrefixListIds: [{ PrefixListId }] })
const admits = (...IpPermissions: readonly JsonObject[]) =>
  all(leaves(), fields('SecurityGroups', 'sg-app', { IpPermissions: [...IpPermissions] }))

const GROUPS: Readonly<Record<string, Change>> = {
  'as it is': (documents) => documents,
  'no rule': admits(),
  'one of two blocks': admits(rule('tcp', { ...ports(443, 443), ...cidrs('192.0.2.0/24', '10.1.1.0/24') })),
  'some of the ports': admits(
    rule('tcp', { ...ports(440, 450), ...cidrs('10.1.1.0/24') }),
    rule('tcp', { ...ports(445, 460), ...cidrs('10.1.1.0/24') }),
  ),
  'another protocol': admits(rule('udp', { ...ports(443, 443), ...cidrs('0.0.0.0/0') })),
  'an echo alone': admits(rule('icmp', { ...ports(8, -1), ...cidrs('0.0.0.0/0') })),
  'a reply to an echo alone': admits(rule('icmp', { ...ports(0, -1), ...cidrs('0.0.0.0/0') })),
  'all ICMP': admits(rule('icmp', { ...ports(-1, -1), ...cidrs('0.0.0.0/0') })),
  'a list that was told': admits(rule('tcp', { ...ports(443, 443), ...list('pl-s3') })),
  'a list of unknown entries': admits(rule('tcp', { ...ports(440, 450), ...list('pl-four') })),
  'a list of the other family': admits(rule('tcp', { ...ports(443, 443), ...list('pl-six') })),
  'a list nobody collected, and a block': admits(
    rule('tcp', { ...ports(443, 443), ...list('pl-404') }),
    rule('tcp', { ...ports(443, 443), ...cidrs('10.1.1.0/24') }),
  ),
  'a group that is gone beside the peering connection': admits(
    rule('tcp', { ...ports(443, 443), UserIdGroupPairs: [{ GroupId: 'sg-web', PeeringStatus: 'deleted' }] }),
  ),
  'the group is in no document': fields('SecurityGroups', 'sg-app', null),
  'one of two groups is in no document': fields('NetworkInterfaces', 'eni-app', {
    Groups: [{ GroupId: 'sg-shop' }, { GroupId: 'sg-404' }],
  }),
  'two groups, of which one has rules': fields('NetworkInterfaces', 'eni-app', {
    Groups: [{ GroupId: 'sg-vpc-a' }, { GroupId: 'sg-shop' }],
  }),
  'two groups without a rule inward': all(
    fields('SecurityGroups', 'sg-shop', { IpPermissions: [] }),
    fields('SecurityGroups', 'sg-web', { IpPermissions: [] }),
    fields('NetworkInterfaces', 'eni-app', { Groups: [{ GroupId: 'sg-shop' }, { GroupId: 'sg-web' }] }),
  ),
  'a group without a name beside one in no document': fields('NetworkInterfaces', 'eni-app', {
    Groups: [{ GroupName: 'nameless' }, { GroupId: 'sg-404' }],
  }),
  'a group without a name beside a whole one': fields('NetworkInterfaces', 'eni-app', {
    Groups: [{ GroupName: 'nameless' }, { GroupId: 'sg-shop' }],
  }),
  'rules that could not be read': admits(rule('tcp', { ...ports(443, 443), IpRanges: [{ CidrIp: 'nonsense' }] })),
  'an interface without groups': fields('NetworkInterfaces', 'eni-app', { Groups: [] }),
  'a node of a Network Load Balancer without groups': fields('NetworkInterfaces', 'eni-app', {
    Groups: [],
    Description: 'ELB net/other/50dc6c495c0c9188',
  }),
  'the interface is not in use': fields('NetworkInterfaces', 'eni-app', { Status: 'available' }),
  'the instance is stopped': fields('Instances', 'i-app', { State: { Name: 'stopped' } }),
  'the instance tells no state': fields('Instances', 'i-app', { State: {} }),
  'the instance is in no document': fields('Instances', 'i-app', null),
}

const ARRIVALS: readonly Meeting[] = [
  ...meetings(
    { kind: 'at-interface', interfaceId: 'eni-app' },
    ...none(
      '10.1.1.10 > 10.1.2.10 tcp 443',
      '10.1.1.10 > 10.1.2.10 icmp',
      '52.218.0.9 > 10.1.2.10 tcp 443',
      '2001:4860::9 > 2001:db8:1::20 tcp 443',
    ),
    ...none('10.1.1.10 > 10.1.2.99 tcp 443'),
  ),
  ...meetings(
    { kind: 'leaving-interface', interfaceId: 'eni-app' },
    ...none('10.1.2.10 > 203.0.113.9 tcp 443', '10.1.2.99 > 10.1.1.10 tcp 443'),
  ),
]

describe('one step', () => {
  it.each([
    // Source: Transit Gateway guide, "How transit gateways work"; Site-to-Site VPN guide.
    ['transits', TRANSITS, CROSSED],
    // Source: VPC guide, "Route priority".
    ['routes', ROUTES, LEAVINGS],
    // Source: VPC guide, "Security group rules".
    ['groups', GROUPS, ARRIVALS],
  ] as const)('in the changed town is what golden/%s.txt says', async (name, changes, met) => {
    await expect(chaptersOf(changes, met, ['request', 'reply'])).toMatchFileSnapshot(`../golden/${name}.txt`)
  })
})
