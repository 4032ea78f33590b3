/** What may be otherwise in the town: gateways, connections and attachments, each in a state AWS prints too. */

import type { DescribeKey, JsonObject } from '../describe/document.ts'
import type { ElementChange } from './change-documents.ts'
import { transitTable } from './sketch-transit.ts'

const state = (key: DescribeKey, id: string, State: string): ElementChange => ({ key, id, fields: { State } })
const gone = (key: DescribeKey, id: string): ElementChange => ({ key, id, fields: null })
const peering = (id: string, Code: string): ElementChange => ({
  key: 'VpcPeeringConnections',
  id,
  fields: { Status: { Code } },
})
const ATTACHED = ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn', 'tgw-attach-dx', 'tgw-attach-p']
const transitRoutes = (...routes: readonly string[]): ElementChange => ({
  key: 'TransitGatewayRouteTables',
  id: 'tgw-rtb-1',
  fields: transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ATTACHED, routes }),
})
const tunnels = (id: string, ...all: readonly string[]): ElementChange => ({
  key: 'VpnConnections',
  id,
  fields: { VgwTelemetry: all.map((Status, index) => ({ OutsideIpAddress: `198.51.100.${index + 1}`, Status })) },
})
const line = (virtualInterfaceState: string, more: JsonObject = {}): ElementChange => ({
  key: 'VirtualInterfaces',
  id: 'dxvif-1',
  fields: { virtualInterfaceState, ...more },
})
const options = (id: string, more: JsonObject): ElementChange => ({
  key: 'TransitGatewayVpcAttachments',
  id,
  fields: { Options: { ApplianceModeSupport: 'disable', SecurityGroupReferencingSupport: 'enable', ...more } },
})
/** Source: EC2, ELB and Direct Connect API references: the states each may be in. */
export const CHANGES_BETWEEN: Readonly<Record<string, ElementChange>> = {
  'the internet gateway is detaching': {
    key: 'InternetGateways',
    id: 'igw-1',
    fields: { Attachments: [{ VpcId: 'vpc-a', State: 'detaching' }] },
  },
  'the internet gateway belongs to another VPC': {
    key: 'InternetGateways',
    id: 'igw-1',
    fields: { Attachments: [{ VpcId: 'vpc-b', State: 'available' }] },
  },
  'the internet gateway is in no document': gone('InternetGateways', 'igw-1'),
  'the egress-only gateway is detached': {
    key: 'EgressOnlyInternetGateways',
    id: 'eigw-1',
    fields: { Attachments: [{ VpcId: 'vpc-a', State: 'detached' }] },
  },
  'the egress-only gateway is in no document': gone('EgressOnlyInternetGateways', 'eigw-1'),
  'the NAT gateway is pending': state('NatGateways', 'nat-1', 'pending'),
  'the NAT gateway failed': state('NatGateways', 'nat-1', 'failed'),
  'the NAT gateway was deleted': state('NatGateways', 'nat-1', 'deleted'),
  'the NAT gateway in a state nobody knows': state('NatGateways', 'nat-1', 'resting'),
  'the NAT gateway is in no document': gone('NatGateways', 'nat-1'),
  'the NAT gateway is private': { key: 'NatGateways', id: 'nat-1', fields: { ConnectivityType: 'private' } },
  'the NAT gateway has no address that was told': {
    key: 'NatGateways',
    id: 'nat-1',
    fields: { NatGatewayAddresses: [] },
  },
  'the NAT gateway has two addresses': {
    key: 'NatGateways',
    id: 'nat-1',
    fields: {
      NatGatewayAddresses: [
        { PrivateIp: '10.1.1.5', PublicIp: '198.51.100.5', NetworkInterfaceId: 'eni-of-nat-1', IsPrimary: true },
        { PrivateIp: '10.1.1.6', PublicIp: '198.51.100.6', NetworkInterfaceId: 'eni-of-nat-1', IsPrimary: false },
      ],
    },
  },
  'the interface of the NAT gateway is in no document': gone('NetworkInterfaces', 'eni-of-nat-1'),
  'the NAT gateway is in the subnet that asks': { key: 'NatGateways', id: 'nat-1', fields: { SubnetId: 'subnet-app' } },
  'the VPN gateway is deleting': state('VpnGateways', 'vgw-1', 'deleting'),
  'the VPN gateway was deleted': state('VpnGateways', 'vgw-1', 'deleted'),
  'the VPN gateway is attached to nothing': { key: 'VpnGateways', id: 'vgw-1', fields: { VpcAttachments: [] } },
  'the VPN gateway is detaching': {
    key: 'VpnGateways',
    id: 'vgw-1',
    fields: { VpcAttachments: [{ VpcId: 'vpc-a', State: 'detaching' }] },
  },
  'the VPN gateway is in no document': gone('VpnGateways', 'vgw-1'),
  'the VPN of the VPN gateway is down': tunnels('vpn-1', 'DOWN', 'DOWN'),
  'the tunnels of the VPN gateway were not told': tunnels('vpn-1'),
  'the VPN of the VPN gateway is deleting': state('VpnConnections', 'vpn-1', 'deleting'),
  'the VPN of the VPN gateway is pending': state('VpnConnections', 'vpn-1', 'pending'),
  'the VPN of the VPN gateway is in no document': gone('VpnConnections', 'vpn-1'),
  'a line of Direct Connect leads to the VPN gateway': line('available', {
    virtualGatewayId: 'vgw-1',
    directConnectGatewayId: '',
  }),
  'the VPN of the transit gateway is down': tunnels('vpn-2', 'DOWN', 'DOWN'),
  'the tunnels of the transit gateway were not told': tunnels('vpn-2'),
  'the VPN of the transit gateway is deleted': state('VpnConnections', 'vpn-2', 'deleted'),
  'the VPN of the transit gateway is in no document': gone('VpnConnections', 'vpn-2'),
  'the line of Direct Connect is down': line('down'),
  'the line of Direct Connect is being tested': line('testing'),
  'the line of Direct Connect is in no document': gone('VirtualInterfaces', 'dxvif-1'),
  'the Direct Connect gateway is deleting': {
    key: 'DirectConnectGateways',
    id: 'dxgw-1',
    fields: { directConnectGatewayState: 'deleting' },
  },
  'the Direct Connect gateway is in no document': gone('DirectConnectGateways', 'dxgw-1'),
  'the peering connection waits to be accepted': peering('pcx-c', 'pending-acceptance'),
  'the peering connection was rejected': peering('pcx-c', 'rejected'),
  'the peering connection in a state nobody knows': peering('pcx-c', 'resting'),
  'the peering connection is in no document': gone('VpcPeeringConnections', 'pcx-c'),
  'the peering connection tells of no requester': {
    key: 'VpcPeeringConnections',
    id: 'pcx-c',
    fields: { RequesterVpcInfo: {} },
  },
  'the peering connection tells of no accepter': {
    key: 'VpcPeeringConnections',
    id: 'pcx-c',
    fields: { AccepterVpcInfo: {} },
  },
  'the peering connection of another Region was deleted': peering('pcx-d', 'deleted'),
  'the peering connection tells no Region of the accepter': {
    key: 'VpcPeeringConnections',
    id: 'pcx-c',
    fields: {
      AccepterVpcInfo: { VpcId: 'vpc-c', OwnerId: '444455556666', CidrBlockSet: [{ CidrBlock: '10.3.0.0/16' }] },
    },
  },
  'the transit gateway is modifying': state('TransitGateways', 'tgw-1', 'modifying'),
  'the transit gateway is deleting': state('TransitGateways', 'tgw-1', 'deleting'),
  'the transit gateway is in no document': gone('TransitGateways', 'tgw-1'),
  'the transit gateway tells no options': { key: 'TransitGateways', id: 'tgw-1', fields: { Options: {} } },
  'the transit gateway supports no references': {
    key: 'TransitGateways',
    id: 'tgw-1',
    fields: { Options: { SecurityGroupReferencingSupport: 'disable' } },
  },
  'the attachment of the asking VPC supports no references': options('tgw-attach-a', {
    SecurityGroupReferencingSupport: 'disable',
  }),
  'the attachment of the asked VPC supports no references': options('tgw-attach-b', {
    SecurityGroupReferencingSupport: 'disable',
  }),
  'the attachment of the asked VPC tells no options': {
    key: 'TransitGatewayVpcAttachments',
    id: 'tgw-attach-b',
    fields: { Options: {} },
  },
  'the attachment of the asking VPC tells no options': {
    key: 'TransitGatewayVpcAttachments',
    id: 'tgw-attach-a',
    fields: { Options: {} },
  },
  'the attachment of the asked VPC has appliance mode': options('tgw-attach-b', { ApplianceModeSupport: 'enable' }),
  'the attachment of the asking VPC is modifying': state('TransitGatewayVpcAttachments', 'tgw-attach-a', 'modifying'),
  'the attachment of the asking VPC is pending': state('TransitGatewayVpcAttachments', 'tgw-attach-a', 'pending'),
  'the attachment of the asking VPC was deleted': state('TransitGatewayVpcAttachments', 'tgw-attach-a', 'deleted'),
  'the attachment of the asking VPC is in no document': gone('TransitGatewayVpcAttachments', 'tgw-attach-a'),
  'the attachment of the asked VPC is modifying': state('TransitGatewayVpcAttachments', 'tgw-attach-b', 'modifying'),
  'the attachment of the asked VPC is pending': state('TransitGatewayVpcAttachments', 'tgw-attach-b', 'pending'),
  'the attachment of the asked VPC was deleted': state('TransitGatewayVpcAttachments', 'tgw-attach-b', 'deleted'),
  'the attachment of the asked VPC in a state nobody knows': state(
    'TransitGatewayVpcAttachments',
    'tgw-attach-b',
    'resting',
  ),
  'the attachment of the asked VPC is in no document': gone('TransitGatewayVpcAttachments', 'tgw-attach-b'),
  'the attachment of the asked VPC has a second subnet': {
    key: 'TransitGatewayVpcAttachments',
    id: 'tgw-attach-b',
    fields: { SubnetIds: ['subnet-b', 'subnet-b-tgw'] },
  },
  'the attachment of the VPN is deleting': state('TransitGatewayAttachments', 'tgw-attach-vpn', 'deleting'),
  'the attachment of the VPN is in no document': gone('TransitGatewayAttachments', 'tgw-attach-vpn'),
  'the attachment of the VPN is of a kind nobody knows': {
    key: 'TransitGatewayAttachments',
    id: 'tgw-attach-vpn',
    fields: { ResourceType: 'tunnel' },
  },
  'the attachment of the VPN tells no resource': {
    key: 'TransitGatewayAttachments',
    id: 'tgw-attach-vpn',
    fields: { ResourceId: '' },
  },
  'the peered gateways wait to be accepted': state(
    'TransitGatewayPeeringAttachments',
    'tgw-attach-p',
    'pendingAcceptance',
  ),
  'the peered gateways are in no document': gone('TransitGatewayPeeringAttachments', 'tgw-attach-p'),
  'the other of the peered gateways is in no document': gone('TransitGateways', 'tgw-2'),
  'the table of the other gateway is in no document': gone('TransitGatewayRouteTables', 'tgw-rtb-2'),
  'the table of the transit gateway is in no document': gone('TransitGatewayRouteTables', 'tgw-rtb-1'),
  'the table of the transit gateway has no route': transitRoutes(),
  'the table of the transit gateway has a default route to the VPN': transitRoutes('0.0.0.0/0 tgw-attach-vpn'),
  'the table of the transit gateway has two ways of one block': transitRoutes(
    '10.1.0.0/16 tgw-attach-a propagated',
    '10.2.0.0/16 tgw-attach-b,tgw-attach-vpn propagated',
  ),
  'the table of the transit gateway prefers the static route': transitRoutes(
    '10.1.0.0/16 tgw-attach-a',
    '10.2.0.0/16 tgw-attach-b propagated',
    '10.2.0.0/16 tgw-attach-vpn',
    '172.20.0.0/16 tgw-attach-vpn',
  ),
  'the table of the transit gateway prefers Direct Connect': transitRoutes(
    '10.1.0.0/16 tgw-attach-a propagated',
    '172.20.0.0/16 tgw-attach-vpn propagated',
    '172.20.0.0/16 tgw-attach-dx propagated',
  ),
  'the table of the transit gateway has a longer blackhole': transitRoutes(
    '10.1.0.0/16 tgw-attach-a propagated',
    '10.2.0.0/16 tgw-attach-b propagated',
    '10.2.0.0/24 - blackhole',
  ),
  'the table of the transit gateway routes by a list nobody told': transitRoutes(
    '10.1.0.0/16 tgw-attach-a propagated',
    '10.2.0.0/16 tgw-attach-b propagated',
    'pl-untold tgw-attach-vpn',
  ),
  'the table of the transit gateway leads to an attachment nobody told of': transitRoutes(
    '10.1.0.0/16 tgw-attach-a propagated',
    '10.2.0.0/16 tgw-attach-404 propagated',
  ),
}
