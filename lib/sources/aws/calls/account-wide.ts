/** Direct Connect, and what AWS answers once for an account. Source: each service's API reference. */

import { type AwsCall, callsOf } from './aws-call.ts'

const directconnect = callsOf<typeof import('@aws-sdk/client-direct-connect')>('directconnect')
const globalaccelerator = callsOf<typeof import('@aws-sdk/client-global-accelerator')>('globalaccelerator')
const organizations = callsOf<typeof import('@aws-sdk/client-organizations')>('organizations')
const shield = callsOf<typeof import('@aws-sdk/client-shield')>('shield')

export const ACCOUNT_WIDE_CALLS: readonly AwsCall[] = [
  directconnect('DescribeVirtualInterfaces', {
    page: ['maxResults', 100, 'nextToken'],
    list: 'virtualInterfaces',
    fills: 'VirtualInterfaces',
  }),
  directconnect('DescribeConnections', {
    page: ['maxResults', 100, 'nextToken'],
    list: 'connections',
    fills: 'Connections',
  }),
  directconnect('DescribeDirectConnectGateways', {
    scope: 'account',
    page: ['maxResults', 100, 'nextToken'],
    list: 'directConnectGateways',
    fills: 'DirectConnectGateways',
  }),
  directconnect('DescribeDirectConnectGatewayAssociations', {
    scope: 'account',
    page: ['maxResults', 100, 'nextToken'],
    per: {
      operation: 'DescribeDirectConnectGateways',
      field: 'directConnectGatewayId',
      into: 'directConnectGatewayId',
    },
    list: 'directConnectGatewayAssociations',
    completes: 'DirectConnectGateways',
  }),
  organizations('ListAccounts', {
    scope: 'account',
    page: ['MaxResults', 20, 'NextToken'],
    list: 'Accounts',
    fills: 'Accounts',
    meansNone: { code: 'AWSOrganizationsNotInUseException', says: /./ },
  }),
  globalaccelerator('ListAccelerators', {
    scope: 'account',
    at: { region: 'us-west-2', partition: 'aws' },
    page: ['MaxResults', 100, 'NextToken'],
    list: 'Accelerators',
    fills: 'Accelerators',
  }),
  // Without a subscription to Shield Advanced there is nothing it could protect.
  shield('ListProtections', {
    scope: 'account',
    at: { region: 'us-east-1', partition: 'aws' },
    page: ['MaxResults', 1000, 'NextToken'],
    list: 'Protections',
    fills: 'Protections',
    meansNone: { code: 'ResourceNotFoundException', says: /subscription/i },
  }),
]
