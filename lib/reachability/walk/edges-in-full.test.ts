/** Internet gateways in towns that differ in one thing: each step that meets them. `vitest run -u` writes the file anew. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
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

const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
const to = (destination: string, target: JsonObject, State = 'active'): JsonObject => ({
  [destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock']: destination,
  State,
  Origin: 'CreateRoute',
  ...target,
})
const BOX = { NetworkInterfaceId: 'eni-box' }
const as = (interfaceId: string, ...over: SenderIdentity['over']): SenderIdentity => ({ interfaceId, over })
const IGW = { GatewayId: 'igw-1' }
const ENDPOINT = { GatewayId: 'vpce-fw' }
const leaves = (...Routes: readonly JsonObject[]) =>
  fields('RouteTables', 'rtb-subnet-in', { Routes: [LOCAL, ...Routes] })
const edge = (...Routes: readonly JsonObject[]) => fields('RouteTables', 'rtb-igw-1', { Routes: [LOCAL, ...Routes] })
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
  'the gateways were not collected': untold(0, 'InternetGateways'),
  'no gateway was collected, and no route leads to one': all(
    untold(0, 'InternetGateways'),
    fields('RouteTables', 'rtb-subnet-web', { Routes: [LOCAL] }),
  ),
  'an Elastic IP address is associated with nothing': beside('Addresses', {
    PublicIp: '198.51.100.99',
    AllocationId: 'eipalloc-99',
    Domain: 'vpc',
  }),
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
    { kind: 'internet' },
    ...none(
      '203.0.113.9 > 198.51.100.10 tcp 443',
      '203.0.113.9 > 198.51.100.99 tcp 443',
      '203.0.113.9 > 10.1.2.10 tcp 443',
    ),
    ...none('2001:4860::9 > 2001:db8:1::10 tcp 443'),
  ),
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
  // Source: VPC guide, "Internet gateways", "Gateway route tables", "Egress-only internet gateways".
  it('through an internet gateway is what golden/edges.txt says', async () => {
    await expect(chaptersOf(EDGES, CROSSINGS, ['request', 'reply'])).toMatchFileSnapshot('../golden/edges.txt')
  })
})
