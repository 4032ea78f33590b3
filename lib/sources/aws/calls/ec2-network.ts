/** Networks, filters, gateways and what sits in them. Source: EC2 API reference, page sizes of each operation. */

import { type AwsCall, callsOf } from './aws-call.ts'

const ec2 = callsOf<typeof import('@aws-sdk/client-ec2')>('ec2')

/** Most of EC2 pages alike; an unpaged request is charged to a smaller bucket, so a size is always sent. */
const PAGE = ['MaxResults', 1000, 'NextToken'] as const

export const EC2_NETWORK_CALLS: readonly AwsCall[] = [
  ec2('DescribeNetworkInterfaces', { page: PAGE, list: 'NetworkInterfaces', fills: 'NetworkInterfaces', twice: true }),
  ec2('DescribeVpcs', { page: PAGE, list: 'Vpcs', fills: 'Vpcs' }),
  ec2('DescribeVpcAttribute', {
    input: { Attribute: 'enableDnsSupport' },
    per: { operation: 'DescribeVpcs', field: 'VpcId', into: 'VpcId' },
    whole: { about: { VpcId: 'VpcId' } },
    key: 'VpcAttribute',
    completes: 'Vpcs',
  }),
  ec2('DescribeVpcAttribute', {
    input: { Attribute: 'enableDnsHostnames' },
    per: { operation: 'DescribeVpcs', field: 'VpcId', into: 'VpcId' },
    whole: { about: { VpcId: 'VpcId' } },
    key: 'VpcAttribute',
    completes: 'Vpcs',
  }),
  ec2('DescribeStaleSecurityGroups', {
    page: ['MaxResults', 255, 'NextToken'],
    per: { operation: 'DescribeVpcs', field: 'VpcId', into: 'VpcId' },
    list: 'StaleSecurityGroupSet',
    fills: 'StaleSecurityGroupSet',
  }),
  ec2('DescribeSubnets', { page: PAGE, list: 'Subnets', fills: 'Subnets' }),
  ec2('DescribeRouteTables', { page: ['MaxResults', 100, 'NextToken'], list: 'RouteTables', fills: 'RouteTables' }),
  ec2('DescribeNetworkAcls', { page: PAGE, list: 'NetworkAcls', fills: 'NetworkAcls' }),
  ec2('DescribeSecurityGroups', { page: PAGE, list: 'SecurityGroups', fills: 'SecurityGroups' }),
  ec2('DescribeSecurityGroupRules', { page: PAGE, list: 'SecurityGroupRules', fills: 'SecurityGroupRules' }),
  ec2('DescribeSecurityGroupVpcAssociations', {
    page: PAGE,
    list: 'SecurityGroupVpcAssociations',
    fills: 'SecurityGroupVpcAssociations',
  }),
  ec2('DescribeInstances', { page: PAGE, list: 'Reservations', fills: 'Instances' }),
  ec2('DescribeAddresses', { list: 'Addresses', fills: 'Addresses' }),
  ec2('DescribeInternetGateways', { page: PAGE, list: 'InternetGateways', fills: 'InternetGateways' }),
  ec2('DescribeEgressOnlyInternetGateways', {
    page: ['MaxResults', 255, 'NextToken'],
    list: 'EgressOnlyInternetGateways',
    fills: 'EgressOnlyInternetGateways',
  }),
  ec2('DescribeNatGateways', { page: PAGE, list: 'NatGateways', fills: 'NatGateways' }),
  ec2('DescribeCarrierGateways', { page: PAGE, list: 'CarrierGateways', fills: 'CarrierGateways' }),
  ec2('DescribeFlowLogs', { page: PAGE, list: 'FlowLogs', fills: 'FlowLogs' }),
  ec2('DescribeDhcpOptions', { page: PAGE, list: 'DhcpOptions', fills: 'DhcpOptions' }),
  ec2('DescribeVpcBlockPublicAccessOptions', {
    whole: { member: 'VpcBlockPublicAccessOptions' },
    key: 'VpcBlockPublicAccessOptions',
    fills: 'VpcBlockPublicAccessOptions',
  }),
  ec2('DescribeVpcBlockPublicAccessExclusions', {
    page: PAGE,
    list: 'VpcBlockPublicAccessExclusions',
    fills: 'VpcBlockPublicAccessExclusions',
  }),
  ec2('DescribeVpcEncryptionControls', { page: PAGE, list: 'VpcEncryptionControls', fills: 'VpcEncryptionControls' }),
  ec2('DescribeAvailabilityZones', { list: 'AvailabilityZones', fills: 'AvailabilityZones' }),
  ec2('DescribeLaunchTemplates', {
    page: ['MaxResults', 200, 'NextToken'],
    list: 'LaunchTemplates',
    fills: 'LaunchTemplates',
  }),
  ec2('DescribeLaunchTemplateVersions', {
    page: ['MaxResults', 200, 'NextToken'],
    input: { Versions: ['$Default', '$Latest'] },
    list: 'LaunchTemplateVersions',
    fills: 'LaunchTemplateVersions',
  }),
  ec2('DescribeTrafficMirrorSessions', { page: PAGE, list: 'TrafficMirrorSessions', fills: 'TrafficMirrorSessions' }),
  ec2('DescribeTrafficMirrorTargets', { page: PAGE, list: 'TrafficMirrorTargets', fills: 'TrafficMirrorTargets' }),
  ec2('DescribeInstanceConnectEndpoints', {
    page: ['MaxResults', 50, 'NextToken'],
    list: 'InstanceConnectEndpoints',
    fills: 'InstanceConnectEndpoints',
  }),
]
