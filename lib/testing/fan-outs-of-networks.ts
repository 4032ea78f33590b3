/** The calls of EC2 and Direct Connect that hang off another. Answers are our own, in the SDK's shapes. */

import type { FanOut } from './fan-outs.ts'

const TWO_VPCS = { 'ec2 DescribeVpcs': { Vpcs: [{ VpcId: 'vpc-0a1' }, { VpcId: 'vpc-0a2' }] } }
const TABLES = {
  'ec2 DescribeTransitGatewayRouteTables': {
    TransitGatewayRouteTables: [
      { TransitGatewayRouteTableId: 'tgw-rtb-0a1', State: 'available' },
      { TransitGatewayRouteTableId: 'tgw-rtb-0a2', State: 'available' },
    ],
  },
}
const TABLE_INPUTS = ['tgw-rtb-0a1', 'tgw-rtb-0a2'].map((TransitGatewayRouteTableId) => ({
  TransitGatewayRouteTableId,
  MaxResults: 1000,
}))
const VPN_ENDPOINT = {
  'ec2 DescribeClientVpnEndpoints': {
    ClientVpnEndpoints: [{ ClientVpnEndpointId: 'cvpn-0a1' }, { ClientVpnEndpointId: 'cvpn-0a2' }],
  },
}
const VPN_INPUTS = ['cvpn-0a1', 'cvpn-0a2'].map((ClientVpnEndpointId) => ({ ClientVpnEndpointId, MaxResults: 1000 }))
export const NETWORK_FAN_OUTS: readonly FanOut[] = [
  {
    parents: TWO_VPCS,
    call: 'ec2 DescribeVpcAttribute',
    answer: ({ VpcId, Attribute }) => ({
      VpcId,
      [Attribute === 'enableDnsSupport' ? 'EnableDnsSupport' : 'EnableDnsHostnames']: { Value: true },
    }),
    inputs: ['vpc-0a1', 'vpc-0a2'].flatMap((VpcId) =>
      ['enableDnsSupport', 'enableDnsHostnames'].map((Attribute) => ({ VpcId, Attribute })),
    ),
    key: 'Vpcs',
    holds: ['vpc-0a1', 'vpc-0a2'].map((VpcId) => ({
      VpcId,
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: true },
    })),
  },
  {
    parents: TWO_VPCS,
    call: 'ec2 DescribeStaleSecurityGroups',
    answer: ({ VpcId }) => ({ StaleSecurityGroupSet: [{ GroupId: `sg-of-${VpcId}`, VpcId }] }),
    inputs: ['vpc-0a1', 'vpc-0a2'].map((VpcId) => ({ VpcId, MaxResults: 255 })),
    key: 'StaleSecurityGroupSet',
    holds: [{ GroupId: 'sg-of-vpc-0a1' }, { GroupId: 'sg-of-vpc-0a2' }],
  },
  {
    parents: TABLES,
    call: 'ec2 SearchTransitGatewayRoutes',
    answer: {
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'active' }],
      AdditionalRoutesAvailable: false,
    },
    inputs: TABLE_INPUTS.map((input) => ({ ...input, Filters: [{ Name: 'type', Values: ['static', 'propagated'] }] })),
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({
      State: 'available',
      AdditionalRoutesAvailable: false,
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'active', Type: 'static' }],
    })),
  },
  {
    parents: TABLES,
    call: 'ec2 GetTransitGatewayRouteTableAssociations',
    answer: { Associations: [{ TransitGatewayAttachmentId: 'tgw-attach-0a1', State: 'associated' }] },
    inputs: TABLE_INPUTS,
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({
      Associations: [{ State: 'associated', TransitGatewayAttachmentId: 'tgw-attach-0a1' }],
    })),
  },
  {
    parents: TABLES,
    call: 'ec2 GetTransitGatewayRouteTablePropagations',
    answer: {
      TransitGatewayRouteTablePropagations: [{ TransitGatewayAttachmentId: 'tgw-attach-0a1', State: 'enabled' }],
    },
    inputs: TABLE_INPUTS,
    key: 'TransitGatewayRouteTables',
    holds: [0, 1].map(() => ({ Propagations: [{ State: 'enabled', TransitGatewayAttachmentId: 'tgw-attach-0a1' }] })),
  },
  {
    parents: {
      'ec2 DescribeManagedPrefixLists': { PrefixLists: [{ PrefixListId: 'pl-0a1' }, { PrefixListId: 'pl-0a2' }] },
    },
    call: 'ec2 GetManagedPrefixListEntries',
    answer: ({ NextToken }) =>
      NextToken === undefined
        ? { Entries: [{ Cidr: '192.0.2.0/25' }], NextToken: 'b' }
        : { Entries: [{ Cidr: '192.0.2.128/25' }] },
    inputs: ['pl-0a1', 'pl-0a2'].flatMap((PrefixListId) => [
      { PrefixListId, MaxResults: 100 },
      { PrefixListId, MaxResults: 100, NextToken: 'b' },
    ]),
    key: 'ManagedPrefixLists',
    holds: [0, 1].map(() => ({ Entries: [{ Cidr: '192.0.2.0/25' }, { Cidr: '192.0.2.128/25' }] })),
  },
  {
    parents: {
      'ec2 DescribeVpcEndpointServiceConfigurations': {
        ServiceConfigurations: [{ ServiceId: 'vpce-svc-0a1' }, { ServiceId: 'vpce-svc-0a2' }],
      },
    },
    call: 'ec2 DescribeVpcEndpointServicePermissions',
    answer: { AllowedPrincipals: [{ Principal: '*', PrincipalType: 'All' }] },
    inputs: ['vpce-svc-0a1', 'vpce-svc-0a2'].map((ServiceId) => ({ ServiceId, MaxResults: 1000 })),
    key: 'VpcEndpointServices',
    holds: [0, 1].map(() => ({ AllowedPrincipals: [{ Principal: '*', PrincipalType: 'All' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnAuthorizationRules',
    answer: ({ ClientVpnEndpointId }) => ({
      AuthorizationRules: [{ ClientVpnEndpointId, DestinationCidr: '10.0.0.0/8', AccessAll: true }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ AuthorizationRules: [{ AccessAll: true, DestinationCidr: '10.0.0.0/8' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnTargetNetworks',
    answer: ({ ClientVpnEndpointId }) => ({
      ClientVpnTargetNetworks: [{ ClientVpnEndpointId, AssociationId: 'a', VpcId: 'vpc-0a1' }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ ClientVpnTargetNetworks: [{ AssociationId: 'a', VpcId: 'vpc-0a1' }] })),
  },
  {
    parents: VPN_ENDPOINT,
    call: 'ec2 DescribeClientVpnRoutes',
    answer: ({ ClientVpnEndpointId }) => ({
      Routes: [{ ClientVpnEndpointId, DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-0a1' }],
    }),
    inputs: VPN_INPUTS,
    key: 'ClientVpnEndpoints',
    holds: [0, 1].map(() => ({ Routes: [{ DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-0a1' }] })),
  },
  {
    parents: {
      'directconnect DescribeDirectConnectGateways': {
        directConnectGateways: [{ directConnectGatewayId: 'g1' }, { directConnectGatewayId: 'g2' }],
      },
    },
    call: 'directconnect DescribeDirectConnectGatewayAssociations',
    answer: ({ directConnectGatewayId }) => ({
      directConnectGatewayAssociations: [
        { directConnectGatewayId, associationId: 'a', associationState: 'associated' },
      ],
    }),
    inputs: ['g1', 'g2'].map((directConnectGatewayId) => ({ directConnectGatewayId, maxResults: 100 })),
    key: 'DirectConnectGateways',
    holds: [0, 1].map(() => ({
      directConnectGatewayAssociations: [{ associationId: 'a', associationState: 'associated' }],
    })),
    region: 'global',
  },
]
