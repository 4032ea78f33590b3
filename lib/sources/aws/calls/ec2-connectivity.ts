/** What joins networks: peering, transit gateways, endpoints, VPN, prefix lists. Source: EC2 API reference. */

import { type AwsCall, callsOf } from './aws-call.ts'

const ec2 = callsOf<typeof import('@aws-sdk/client-ec2')>('ec2')

const PAGE = ['MaxResults', 1000, 'NextToken'] as const
const PER_TRANSIT_TABLE = {
  operation: 'DescribeTransitGatewayRouteTables',
  field: 'TransitGatewayRouteTableId',
  into: 'TransitGatewayRouteTableId',
} as const
const ABOUT_TRANSIT_TABLE = { about: { TransitGatewayRouteTableId: 'TransitGatewayRouteTableId' } } as const
const PER_CLIENT_VPN = {
  operation: 'DescribeClientVpnEndpoints',
  field: 'ClientVpnEndpointId',
  into: 'ClientVpnEndpointId',
} as const

export const EC2_CONNECTIVITY_CALLS: readonly AwsCall[] = [
  ec2('DescribeVpcPeeringConnections', { page: PAGE, list: 'VpcPeeringConnections', fills: 'VpcPeeringConnections' }),
  ec2('DescribeVpcEndpoints', { page: PAGE, list: 'VpcEndpoints', fills: 'VpcEndpoints' }),
  ec2('DescribeVpcEndpointServiceConfigurations', {
    page: PAGE,
    list: 'ServiceConfigurations',
    fills: 'VpcEndpointServices',
  }),
  ec2('DescribeVpcEndpointServicePermissions', {
    page: PAGE,
    per: { operation: 'DescribeVpcEndpointServiceConfigurations', field: 'ServiceId', into: 'ServiceId' },
    list: 'AllowedPrincipals',
    whole: { about: { ServiceId: 'ServiceId' } },
    completes: 'VpcEndpointServices',
  }),
  ec2('DescribeManagedPrefixLists', {
    page: ['MaxResults', 100, 'NextToken'],
    list: 'PrefixLists',
    key: 'ManagedPrefixLists',
    fills: 'ManagedPrefixLists',
  }),
  ec2('GetManagedPrefixListEntries', {
    page: ['MaxResults', 100, 'NextToken'],
    per: { operation: 'DescribeManagedPrefixLists', field: 'PrefixListId', into: 'PrefixListId' },
    list: 'Entries',
    whole: { about: { PrefixListId: 'PrefixListId' } },
    completes: 'ManagedPrefixLists',
  }),
  ec2('DescribePrefixLists', { page: PAGE, list: 'PrefixLists', fills: 'PrefixLists' }),
  ec2('DescribeVpnGateways', { list: 'VpnGateways', fills: 'VpnGateways' }),
  ec2('DescribeCustomerGateways', { list: 'CustomerGateways', fills: 'CustomerGateways' }),
  ec2('DescribeVpnConnections', { list: 'VpnConnections', fills: 'VpnConnections' }),
  ec2('DescribeClientVpnEndpoints', { page: PAGE, list: 'ClientVpnEndpoints', fills: 'ClientVpnEndpoints' }),
  ec2('DescribeClientVpnAuthorizationRules', {
    page: PAGE,
    per: PER_CLIENT_VPN,
    list: 'AuthorizationRules',
    completes: 'ClientVpnEndpoints',
  }),
  ec2('DescribeClientVpnTargetNetworks', {
    page: PAGE,
    per: PER_CLIENT_VPN,
    list: 'ClientVpnTargetNetworks',
    completes: 'ClientVpnEndpoints',
  }),
  ec2('DescribeClientVpnRoutes', {
    page: PAGE,
    per: PER_CLIENT_VPN,
    list: 'Routes',
    completes: 'ClientVpnEndpoints',
  }),
  ec2('DescribeTransitGateways', { page: PAGE, list: 'TransitGateways', fills: 'TransitGateways' }),
  ec2('DescribeTransitGatewayAttachments', {
    page: PAGE,
    list: 'TransitGatewayAttachments',
    fills: 'TransitGatewayAttachments',
  }),
  ec2('DescribeTransitGatewayVpcAttachments', {
    page: PAGE,
    list: 'TransitGatewayVpcAttachments',
    fills: 'TransitGatewayVpcAttachments',
  }),
  ec2('DescribeTransitGatewayPeeringAttachments', {
    page: PAGE,
    list: 'TransitGatewayPeeringAttachments',
    fills: 'TransitGatewayPeeringAttachments',
  }),
  ec2('DescribeTransitGatewayRouteTables', {
    page: PAGE,
    list: 'TransitGatewayRouteTables',
    fills: 'TransitGatewayRouteTables',
  }),
  ec2('SearchTransitGatewayRoutes', {
    page: PAGE,
    input: { Filters: [{ Name: 'type', Values: ['static', 'propagated'] }] },
    per: PER_TRANSIT_TABLE,
    list: 'Routes',
    whole: ABOUT_TRANSIT_TABLE,
    completes: 'TransitGatewayRouteTables',
  }),
  ec2('GetTransitGatewayRouteTableAssociations', {
    page: PAGE,
    per: PER_TRANSIT_TABLE,
    list: 'Associations',
    whole: ABOUT_TRANSIT_TABLE,
    completes: 'TransitGatewayRouteTables',
  }),
  ec2('GetTransitGatewayRouteTablePropagations', {
    page: PAGE,
    per: PER_TRANSIT_TABLE,
    list: 'TransitGatewayRouteTablePropagations',
    whole: ABOUT_TRANSIT_TABLE,
    completes: 'TransitGatewayRouteTables',
  }),
]
