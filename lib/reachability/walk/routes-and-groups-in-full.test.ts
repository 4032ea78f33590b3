/** Route tables and security groups in towns that differ in one thing: each step that meets them. `vitest run -u` writes the files anew. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { all, beside, type Change, chaptersOf, fields, type Meeting, meetings } from '../../testing/town-variants.ts'
import type { SenderIdentity } from './state.ts'

const as = (interfaceId: string, ...over: SenderIdentity['over']): SenderIdentity => ({ interfaceId, over })
const none = (...packets: readonly string[]) => packets.map((packet) => [packet, null] as const)

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
  // Source: VPC guide, "Route priority", "Security group rules".
  it.each([
    ['routes', ROUTES, LEAVINGS],
    ['groups', GROUPS, ARRIVALS],
  ] as const)('in the changed town is what golden/%s.txt says', async (name, changes, met) => {
    await expect(chaptersOf(changes, met, ['request', 'reply'])).toMatchFileSnapshot(`../golden/${name}.txt`)
  })
})
