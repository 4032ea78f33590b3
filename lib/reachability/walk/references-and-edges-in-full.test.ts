/**
 * Rules that name groups, and tables of internet gateways, in towns that differ in one thing: each step that meets them.
 * `vitest run -u` writes the files anew.
 */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { transitGateway, vpcAttachment } from '../../testing/sketch-transit.ts'
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

const named = (...ids: readonly string[]) => ids.map((GroupId) => ({ GroupId, UserId: '111122223333' }))
const rule = (...ids: readonly string[]) => [
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: named(...ids) },
]
const OUTWARD = fields('SecurityGroups', 'sg-web', { IpPermissionsEgress: rule('sg-app', 'sg-vpc-c', 'sg-vpc-d') })
const side = (VpcId: string, CidrBlock: string, more: JsonObject = {}) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
  ...more,
})
const accepter = (more: JsonObject) =>
  fields('VpcPeeringConnections', 'pcx-c', { AccepterVpcInfo: { ...side('vpc-c', '10.3.0.0/16'), ...more } })
const second = (Code: string, Region: string) =>
  beside('VpcPeeringConnections', {
    VpcPeeringConnectionId: 'pcx-second',
    Status: { Code },
    RequesterVpcInfo: side('vpc-c', '10.3.0.0/16', { Region }),
    AccepterVpcInfo: side('vpc-a', '10.1.0.0/16'),
  })
const referencing = (id: string, SecurityGroupReferencingSupport: string | null) =>
  fields('TransitGatewayVpcAttachments', id, {
    Options: SecurityGroupReferencingSupport === null ? {} : { SecurityGroupReferencingSupport },
  })
const block = (CidrBlock: string) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })
const unnamedGroup = (id: string) =>
  fields('NetworkInterfaces', id, { Groups: [{ GroupId: 'sg-shop' }, { GroupName: 'nameless' }] })

const REFERENCES: Readonly<Record<string, Change>> = {
  'as it is': OUTWARD,
  'the peering connection is pending': all(
    OUTWARD,
    fields('VpcPeeringConnections', 'pcx-c', { Status: { Code: 'pending-acceptance' } }),
  ),
  'the peer is in another Region': all(OUTWARD, accepter({ Region: 'us-east-1' })),
  'the Region of the peer was not told': all(OUTWARD, accepter({ Region: '' })),
  'the Region of neither side was told': all(
    OUTWARD,
    accepter({ Region: '' }),
    fields('VpcPeeringConnections', 'pcx-c', { RequesterVpcInfo: side('vpc-a', '10.1.0.0/16', { Region: '' }) }),
  ),
  'the Region of the near side was not told': all(
    OUTWARD,
    fields('VpcPeeringConnections', 'pcx-c', { RequesterVpcInfo: side('vpc-a', '10.1.0.0/16', { Region: '' }) }),
  ),
  'the peer is nobody that was told': all(OUTWARD, accepter({ VpcId: '' })),
  'the peer has blocks only its VPC tells': all(OUTWARD, accepter({ CidrBlockSet: [] })),
  'the peer has two blocks': all(
    OUTWARD,
    accepter({ CidrBlockSet: [{ CidrBlock: '10.3.0.0/16' }, { CidrBlock: '10.66.0.0/16' }] }),
    fields('Vpcs', 'vpc-c', { CidrBlockAssociationSet: [block('10.3.0.0/16'), block('10.66.0.0/16')] }),
  ),
  'the VPC itself has two blocks': all(
    OUTWARD,
    fields('Vpcs', 'vpc-a', { CidrBlockAssociationSet: [block('10.1.0.0/16'), block('10.66.0.0/16')] }),
  ),
  'the interfaces of the peer were not collected': all(OUTWARD, untold(1, 'NetworkInterfaces')),
  'the interfaces of the VPC itself were not collected, but two': all(
    OUTWARD,
    fields('NetworkInterfaces', 'eni-app', null),
    untold(1, 'Vpcs'),
  ),
  'the interfaces of the peer and its VPC were not collected': all(
    OUTWARD,
    untold(1, 'NetworkInterfaces'),
    untold(1, 'Vpcs'),
  ),
  'the peering connections were not collected': all(
    OUTWARD,
    untold(0, 'VpcPeeringConnections'),
    untold(1, 'VpcPeeringConnections'),
    untold(2, 'VpcPeeringConnections'),
  ),
  'a second peering connection works': all(OUTWARD, second('active', 'eu-west-1')),
  'a second peering connection works from another Region': all(
    OUTWARD,
    second('active', 'us-east-1'),
    accepter({ Region: 'us-east-1' }),
  ),
  'a second peering connection was deleted': all(
    OUTWARD,
    second('deleted', 'eu-west-1'),
    accepter({ Region: 'us-east-1' }),
  ),
  'the groups of who sends were not all told': all(
    OUTWARD,
    unnamedGroup('eni-web'),
    unnamedGroup('eni-b'),
    unnamedGroup('eni-c'),
  ),
  'the groups of who receives were not all told': all(OUTWARD, unnamedGroup('eni-app')),
  'the near attachment supports no references': referencing('tgw-attach-a', 'disable'),
  'the far attachment supports no references': referencing('tgw-attach-b', 'disable'),
  'what the near attachment supports was not told': referencing('tgw-attach-a', null),
  'what the far attachment supports was not told': referencing('tgw-attach-b', null),
  'the gateway supports no references': fields('TransitGateways', 'tgw-1', {
    Options: { SecurityGroupReferencingSupport: 'disable' },
  }),
  'a second gateway joins both, and supports none': all(
    beside('TransitGateways', transitGateway('tgw-0', { SecurityGroupReferencingSupport: 'disable' })),
    beside(
      'TransitGatewayVpcAttachments',
      vpcAttachment({ id: 'tgw-attach-0a', gateway: 'tgw-0', vpc: 'vpc-a', subnets: ['subnet-tgw'] }),
      vpcAttachment({ id: 'tgw-attach-0b', gateway: 'tgw-0', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
    ),
  ),
  'neither VPC is attached to any that was told': all(
    fields('TransitGatewayVpcAttachments', 'tgw-attach-a', null),
    fields('TransitGatewayAttachments', 'tgw-attach-a', null),
  ),
}

const at = (interfaceId: string): Place => ({ kind: 'at-interface', interfaceId })
const leaving = (interfaceId: string): Place => ({ kind: 'leaving-interface', interfaceId })
const as = (interfaceId: string, ...over: SenderIdentity['over']): SenderIdentity => ({ interfaceId, over })

const MEETINGS: readonly Meeting[] = [
  ...meetings(
    at('eni-app'),
    ['10.1.1.10 > 10.1.2.10 tcp 443', as('eni-web')],
    ['10.1.1.10 > 10.1.2.10 tcp 443', null],
    ['10.1.1.99 > 10.1.2.10 tcp 443', as('eni-web')],
    ['10.1.1.99 > 10.1.2.10 tcp 443', { interfaceId: 'eni-web', over: [], keepsClient: true }],
    ['198.51.100.10 > 10.1.2.10 tcp 443', null],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c', 'vpc-peering')],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c')],
    ['10.3.0.10 > 10.1.2.10 tcp 443', null],
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-404', 'vpc-peering')],
    ['10.66.0.10 > 10.1.2.10 tcp 443', null],
    ['10.2.0.10 > 10.1.2.10 tcp 443', as('eni-b', 'transit-gateway')],
    ['10.2.0.10 > 10.1.2.10 tcp 443', as('eni-b', 'transit-gateway', 'transit-gateway')],
  ),
  ...meetings(
    at('eni-c'),
    ['10.1.2.10 > 10.3.0.10 tcp 443', as('eni-app', 'vpc-peering')],
    ['10.1.2.10 > 10.3.0.10 tcp 443', null],
  ),
  ...[
    '10.1.2.10',
    '10.1.2.99',
    '10.3.0.10',
    '10.3.0.99',
    '10.66.0.10',
    '10.4.0.10',
    '198.51.100.77',
    '192.168.0.9',
  ].flatMap((to) => meetings(leaving('eni-web'), [`10.1.1.10 > ${to} tcp 443`, as('eni-web')])),
  ...meetings(leaving('eni-web'), ['2001:db8:1::10 > 2001:db8:9::9 tcp 443', as('eni-web')]),
  ...meetings(
    leaving('eni-c'),
    ['10.3.0.10 > 10.1.2.10 tcp 443', as('eni-c')],
    ['10.3.0.10 > 10.1.2.99 tcp 443', as('eni-c')],
  ),
]

const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
const to = (destination: string, target: JsonObject, State = 'active'): JsonObject => ({
  [destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock']: destination,
  State,
  Origin: 'CreateRoute',
  ...target,
})
const IGW = { GatewayId: 'igw-1' }
const ENDPOINT = { GatewayId: 'vpce-fw' }
const leaves = (...Routes: readonly JsonObject[]) =>
  fields('RouteTables', 'rtb-subnet-in', { Routes: [LOCAL, ...Routes] })
const edge = (...Routes: readonly JsonObject[]) => fields('RouteTables', 'rtb-igw-1', { Routes: [LOCAL, ...Routes] })
const BOX = { NetworkInterfaceId: 'eni-box' }
const own = (PrivateIpAddress: string, PublicIp?: string) => ({
  Primary: PublicIp === undefined,
  PrivateIpAddress,
  ...(PublicIp === undefined ? {} : { Association: { PublicIp, IpOwnerId: 'amazon' } }),
})
const boxed = (...PrivateIpAddresses: readonly JsonObject[]) =>
  all(
    edge(to('10.1.3.0/24', BOX)),
    fields('NetworkInterfaces', 'eni-box', { PrivateIpAddresses: [...PrivateIpAddresses] }),
  )

const EDGES: Readonly<Record<string, Change>> = {
  'as it is': (documents) => documents,
  'replies leave by the gateway itself': leaves(to('0.0.0.0/0', IGW)),
  'replies would leave by the gateway, by a blackhole': leaves(to('0.0.0.0/0', IGW, 'blackhole')),
  'replies leave by no route': leaves(),
  'replies leave by a list nobody told, by the gateway': leaves(to('pl-untold', IGW)),
  'replies leave by a list nobody told, or by the gateway': leaves(to('0.0.0.0/0', IGW), to('pl-untold', IGW)),
  'replies leave by the gateway, or by a list to the endpoint': leaves(to('0.0.0.0/0', IGW), to('pl-untold', ENDPOINT)),
  'replies leave by the endpoint, or by a list to the gateway': leaves(to('0.0.0.0/0', ENDPOINT), to('pl-untold', IGW)),
  'replies leave by one of two lists, both to the gateway': leaves(
    to('0.0.0.0/0', ENDPOINT, 'blackhole'),
    to('pl-untold', IGW),
    to('pl-other', IGW),
  ),
  'the table of the subnet is in no document': all(fields('RouteTables', 'rtb-subnet-in', null), untold(0, 'Subnets')),
  'the route is a blackhole': edge(to('10.1.3.0/24', ENDPOINT, 'blackhole')),
  'the route leads to an appliance': edge(to('10.1.3.0/24', BOX)),
  'the route leads to an appliance with a public address beside its own': boxed(
    own('10.1.1.20'),
    own('10.1.1.21', '198.51.100.21'),
  ),
  'the route leads to an appliance with addresses nobody told': boxed(own('10.1.1.20'), { Primary: false }),
  'the route leads to an appliance with an Elastic IP': all(
    edge(to('10.1.3.0/24', BOX)),
    beside('Addresses', {
      PublicIp: '198.51.100.22',
      AllocationId: 'eipalloc-22',
      AssociationId: 'eipassoc-22',
      Domain: 'vpc',
      NetworkInterfaceId: 'eni-box',
      PrivateIpAddress: '10.1.1.20',
    }),
  ),
  'the route leads to an appliance in no document': edge(to('10.1.3.0/24', { NetworkInterfaceId: 'eni-404' })),
  'the route leads to what is not followed': edge(to('10.1.3.0/24', { LocalGatewayId: 'lgw-1' })),
  'the route leads to what nobody knows': edge(to('10.1.3.0/24', { SomethingNewId: 'new-1' })),
  'the route leads past the VPC': edge(to('10.1.3.0/24', { TransitGatewayId: 'tgw-1' })),
  'the route is for IPv6': edge({
    DestinationIpv6CidrBlock: '2001:db8:1::/64',
    State: 'active',
    Origin: 'CreateRoute',
    ...BOX,
  }),
  'the tables were not collected': untold(0, 'RouteTables'),
  'nothing may come in': all(
    beside('VpcBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress', State: 'update-complete' }),
  ),
  'nothing may pass': beside('VpcBlockPublicAccessOptions', {
    InternetGatewayBlockMode: 'block-bidirectional',
    State: 'update-complete',
  }),
  'the interface of the NAT gateway is in no document': fields('NetworkInterfaces', 'eni-of-nat-1', null),
  'an interface refuses the gateway': all(
    fields('NetworkInterfaces', 'eni-web', { DenyAllIgwTraffic: true }),
    fields('NetworkInterfaces', 'eni-in', { DenyAllIgwTraffic: true }),
  ),
  'an interface has addresses nobody told': fields('NetworkInterfaces', 'eni-app', {
    PrivateIpAddresses: [own('10.1.2.10'), { Primary: false }],
  }),
  'the gateway is detaching': fields('InternetGateways', 'igw-1', {
    Attachments: [{ VpcId: 'vpc-a', State: 'detaching' }],
  }),
  'the gateway tells no attachments': fields('InternetGateways', 'igw-1', { Attachments: [{ VpcId: 'vpc-a' }] }),
  'the gateway is attached elsewhere': fields('InternetGateways', 'igw-1', {
    Attachments: [{ VpcId: 'vpc-b', State: 'available' }],
  }),
  'another gateway is attached': fields('InternetGateways', 'igw-1', { InternetGatewayId: 'igw-2' }),
  'the gateway is in no document': fields('InternetGateways', 'igw-1', null),
  'the egress-only gateway is detaching': fields('EgressOnlyInternetGateways', 'eigw-1', {
    Attachments: [{ VpcId: 'vpc-a', State: 'detaching' }],
  }),
  'the egress-only gateway is attached elsewhere': fields('EgressOnlyInternetGateways', 'eigw-1', {
    Attachments: [{ VpcId: 'vpc-b', State: 'attached' }],
  }),
  'the egress-only gateway tells no attachments': fields('EgressOnlyInternetGateways', 'eigw-1', { Attachments: [] }),
  'the egress-only gateway is in no document': fields('EgressOnlyInternetGateways', 'eigw-1', null),
  'the interfaces were not collected': untold(0, 'NetworkInterfaces'),
}

const gateway = (direction: 'in' | 'out'): Place => ({
  kind: 'internet-gateway',
  id: 'igw-1',
  vpcId: 'vpc-a',
  direction,
})
const EGRESS: Place = { kind: 'egress-only-internet-gateway', id: 'eigw-1', vpcId: 'vpc-a' }
const none = (...packets: readonly string[]) => packets.map((packet) => [packet, null] as const)

const CROSSINGS: readonly Meeting[] = [
  ...meetings(
    gateway('in'),
    ...none(
      '203.0.113.9 > 198.51.100.30 tcp 443',
      '203.0.113.9 > 198.51.100.10 tcp 443',
      '203.0.113.9 > 198.51.100.5 tcp 443',
    ),
    ...none(
      '203.0.113.9 > 198.51.100.99 tcp 443',
      '203.0.113.9 > 10.1.2.10 tcp 443',
      '10.9.9.9 > 198.51.100.10 tcp 443',
    ),
    ...none('2001:4860::9 > 2001:db8:1::10 tcp 443', '2001:4860::9 > 2001:db8:1::99 tcp 443'),
  ),
  ...meetings(
    gateway('out'),
    ['10.1.1.10 > 203.0.113.9 tcp 443', as('eni-web')],
    ['10.1.3.10 > 203.0.113.9 tcp 443', as('eni-in')],
    ['10.1.3.10 > 203.0.113.9 tcp 443', null],
    ['10.1.2.10 > 203.0.113.9 tcp 443', as('eni-app')],
    ['10.1.1.10 > 192.168.5.5 tcp 443', as('eni-web')],
    ['2001:db8:1::10 > 2001:4860::9 tcp 443', as('eni-web')],
  ),
  ...meetings(
    EGRESS,
    ['2001:db8:1::20 > 2001:4860::9 tcp 443', as('eni-app')],
    ['2001:db8:1::99 > 2001:4860::9 tcp 443', as('eni-app')],
    ['fd00::1 > 2001:4860::9 tcp 443', null],
    ['2001:db8:1::20 > fd00::9 tcp 443', as('eni-app')],
    ['10.1.2.10 > 203.0.113.9 tcp 443', as('eni-app')],
  ),
]

describe('one step', () => {
  // Source: VPC Peering guide, "Reference peer security groups"; Transit Gateway guide, "Security group referencing".
  it('to or from groups that rules name is what golden/references.txt says', async () => {
    await expect(chaptersOf(REFERENCES, MEETINGS, ['request'])).toMatchFileSnapshot('../golden/references.txt')
  })

  // Source: VPC guide, "Internet gateways", "Gateway route tables", "Egress-only internet gateways".
  it('through an internet gateway is what golden/edges.txt says', async () => {
    await expect(chaptersOf(EDGES, CROSSINGS, ['request', 'reply'])).toMatchFileSnapshot('../golden/edges.txt')
  })
})
