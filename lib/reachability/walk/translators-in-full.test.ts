/** NAT gateways in towns that differ in one thing: each step that meets them. `vitest run -u` writes the file anew. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import { all, beside, type Change, chaptersOf, fields, meetings, untold } from '../../testing/town-variants.ts'
import type { SenderIdentity } from './state.ts'

const as = (interfaceId: string): SenderIdentity => ({ interfaceId, over: [] })
const none = (...packets: readonly string[]) => packets.map((packet) => [packet, null] as const)

const nat = (more: JsonObject) => fields('NatGateways', 'nat-1', more)
const address = (PrivateIp: string | undefined, PublicIp?: string, more: JsonObject = {}): JsonObject => ({
  ...(PrivateIp === undefined ? {} : { PrivateIp }),
  ...(PublicIp === undefined ? {} : { PublicIp }),
  ...more,
})
const addresses = (...NatGatewayAddresses: readonly JsonObject[]) =>
  nat({ NatGatewayAddresses: [...NatGatewayAddresses] })
const REGIONAL = { AvailabilityMode: 'regional', SubnetId: undefined }
const zoned = (AvailabilityZone: string, PublicIp: string) => ({ PublicIp, AvailabilityZone })
const OTHER_NAT = {
  NetworkInterfaceId: 'eni-other',
  VpcId: 'vpc-a',
  SubnetId: 'subnet-web',
  InterfaceType: 'nat_gateway',
  Status: 'in-use',
  PrivateIpAddress: '10.1.1.7',
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.1.7' }],
}

const NATS: Readonly<Record<string, Change>> = {
  'as it is': (documents) => documents,
  ...Object.fromEntries(
    ['pending', 'failed', 'deleting', 'deleted', 'resting', ''].map((State): [string, Change] => [
      `in state ${State || 'untold'}`,
      nat({ State }),
    ]),
  ),
  'it is private': nat({
    ConnectivityType: 'private',
    NatGatewayAddresses: [address('10.1.1.5', undefined, { NetworkInterfaceId: 'eni-of-nat-1' })],
  }),
  'of its connectivity nothing was told': nat({ ConnectivityType: undefined }),
  'it stands in the subnet that asks': nat({ SubnetId: 'subnet-app' }),
  'its subnet is in no document': all(nat({ SubnetId: 'subnet-404' })),
  'its VPC is another': nat({ VpcId: 'vpc-b' }),
  'the VPC is in no document': fields('Vpcs', 'vpc-a', null),
  'it has two addresses': addresses(
    address('10.1.1.5', '198.51.100.5', { NetworkInterfaceId: 'eni-of-nat-1' }),
    address('10.1.1.6', '198.51.100.6', { NetworkInterfaceId: 'eni-of-nat-1' }),
  ),
  'it has an address without a private one': addresses(address(undefined, '198.51.100.5')),
  'it has addresses that are none': addresses(address('nonsense', '198.51.100.5'), address('10.1.1.6', '198.51.100.6')),
  'its addresses were not told, and its interface is known': addresses(),
  'its addresses were not told, and its interface by description': all(
    addresses(),
    fields('NetworkInterfaces', 'eni-of-nat-1', { Description: 'Interface for NAT Gateway nat-1' }),
  ),
  'its addresses were not told, and two interfaces say they are its': all(
    addresses(),
    fields('NetworkInterfaces', 'eni-of-nat-1', { Description: 'Interface for NAT Gateway nat-1' }),
    beside('NetworkInterfaces', { ...OTHER_NAT, Description: 'Interface for NAT Gateway nat-1' }),
  ),
  'its addresses were not told, and an interface of another kind says it is its': all(
    addresses(),
    beside('NetworkInterfaces', {
      ...OTHER_NAT,
      InterfaceType: 'interface',
      Description: 'Interface for NAT Gateway nat-1',
    }),
  ),
  'its addresses were not told, nor those of its interface': all(
    addresses(),
    fields('NetworkInterfaces', 'eni-of-nat-1', { Description: 'nat-1', PrivateIpAddress: '', PrivateIpAddresses: [] }),
  ),
  'its interface is in no document': fields('NetworkInterfaces', 'eni-of-nat-1', null),
  'it is regional, with an address of the zone': nat({
    ...REGIONAL,
    NatGatewayAddresses: [zoned('eu-west-1b', '198.51.100.6'), zoned('eu-west-1a', '198.51.100.5')],
  }),
  'it is regional, without an address of the zone': nat({
    ...REGIONAL,
    NatGatewayAddresses: [zoned('eu-west-1b', '198.51.100.6')],
  }),
  'it is regional, and the zone of its address was not told': nat({
    ...REGIONAL,
    NatGatewayAddresses: [{ PublicIp: '198.51.100.6' }],
  }),
  'it is regional, with a table of its own': nat({
    ...REGIONAL,
    RouteTableId: 'rtb-subnet-web',
    NatGatewayAddresses: [zoned('eu-west-1a', '198.51.100.5')],
  }),
  'it is regional, with a table in no document': nat({
    ...REGIONAL,
    RouteTableId: 'rtb-404',
    NatGatewayAddresses: [zoned('eu-west-1a', '198.51.100.5')],
  }),
  'its subnet has no way out': fields('RouteTables', 'rtb-subnet-web', { Routes: [] }),
  'the table of its subnet is in no document': fields('RouteTables', 'rtb-subnet-web', null),
  'the tables were not collected': untold(0, 'RouteTables'),
  'the ACL lets nothing pass': fields('NetworkAcls', 'acl-vpc-a', { Entries: [] }),
  'the ACL is in no document': all(fields('NetworkAcls', 'acl-vpc-a', null), untold(0, 'NetworkAcls')),
  'it is in no document': fields('NatGateways', 'nat-1', null),
}

const MET = [
  ...meetings(
    { kind: 'nat-gateway', id: 'nat-1', fromSubnetId: 'subnet-app' },
    ['10.1.2.10 > 203.0.113.9 tcp 443', as('eni-app')],
    ['10.1.2.10 > 10.1.1.10 tcp 443', as('eni-app')],
    ...none('10.2.0.10 > 203.0.113.9 tcp 443', '10.1.2.10 > 203.0.113.9 47', '2001:db8:1::20 > 2001:4860::9 tcp 443'),
  ),
  ...meetings({ kind: 'nat-gateway', id: 'nat-1', fromSubnetId: null }, ...none('172.16.0.9 > 203.0.113.9 tcp 443')),
  ...meetings(
    { kind: 'nat-gateway', id: 'nat-1', fromSubnetId: 'subnet-app', address: 1 },
    ...none('10.1.2.10 > 203.0.113.9 tcp 443'),
  ),
  ...meetings(
    { kind: 'at-interface', interfaceId: 'eni-of-nat-1' },
    ...none('203.0.113.9 > 10.1.1.5 tcp 443', '10.1.2.10 > 10.1.1.5 tcp 443'),
  ),
  ...meetings(
    { kind: 'in-vpc', vpcId: 'vpc-a', fromSubnetId: null },
    ...none('203.0.113.9 > 10.1.1.5 tcp 443', '203.0.113.9 > 10.1.1.6 tcp 443'),
  ),
]

describe('one step', () => {
  // Source: VPC guide, "NAT gateways", "Regional NAT gateways".
  it('through a NAT gateway is what golden/translators.txt says', async () => {
    await expect(chaptersOf(NATS, MET, ['request', 'reply'])).toMatchFileSnapshot('../golden/translators.txt')
  })
})
