/** What may be otherwise in the town: endpoints, firewalls, routes, filters, interfaces and load balancers. */

import type { DescribeKey, JsonObject } from '../describe/document.ts'
import type { ElementChange } from './change-documents.ts'

const state = (key: DescribeKey, id: string, State: string): ElementChange => ({ key, id, fields: { State } })
const gone = (key: DescribeKey, id: string): ElementChange => ({ key, id, fields: null })
const route = (id: string, ...Routes: readonly JsonObject[]): ElementChange => ({
  key: 'RouteTables',
  id,
  fields: { Routes: [...Routes] },
})
const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
const to = (DestinationCidrBlock: string, target: JsonObject, State = 'active') => ({
  DestinationCidrBlock,
  State,
  Origin: 'CreateRoute',
  ...target,
})
const IGW = { GatewayId: 'igw-1' }

/** Source: EC2 and ELB API references. */
export const CHANGES_INSIDE: Readonly<Record<string, ElementChange>> = {
  'the gateway endpoint is pending': state('VpcEndpoints', 'vpce-s3', 'pending'),
  'the gateway endpoint is in no document': gone('VpcEndpoints', 'vpce-s3'),
  'the gateway endpoint belongs to another VPC': { key: 'VpcEndpoints', id: 'vpce-s3', fields: { VpcId: 'vpc-b' } },
  'the interface endpoint is pending acceptance': state('VpcEndpoints', 'vpce-api', 'pendingAcceptance'),
  'the interface endpoint was rejected': state('VpcEndpoints', 'vpce-api', 'rejected'),
  'the interface endpoint names no interface': {
    key: 'VpcEndpoints',
    id: 'vpce-api',
    fields: { NetworkInterfaceIds: [] },
  },
  'the firewall endpoint is deleting': state('VpcEndpoints', 'vpce-fw', 'deleting'),
  'the firewall endpoint tells no subnet': { key: 'VpcEndpoints', id: 'vpce-fw', fields: { SubnetIds: [] } },
  'the firewall endpoint is in no document': gone('VpcEndpoints', 'vpce-fw'),
  'the firewall drops everything': {
    key: 'FirewallPolicies',
    id: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect',
    fields: { StatelessDefaultActions: ['aws:drop'] },
  },
  'the firewall is in no document': gone('Firewalls', 'inspect'),
  'the list of the service was not told': { key: 'ManagedPrefixLists', id: 'pl-s3', fields: { Entries: [] } },
  'the list of the service is in no document': gone('ManagedPrefixLists', 'pl-s3'),
  'the web subnet has no way out': route('rtb-subnet-web', LOCAL),
  'the web subnet leaves by a NAT gateway': route('rtb-subnet-web', LOCAL, to('0.0.0.0/0', { NatGatewayId: 'nat-1' })),
  'the app subnet leaves by the internet gateway': route('rtb-subnet-app', LOCAL, to('0.0.0.0/0', IGW)),
  'the app subnet leaves by a blackhole': route(
    'rtb-subnet-app',
    LOCAL,
    to('0.0.0.0/0', { NatGatewayId: 'nat-1' }, 'blackhole'),
  ),
  'the app subnet leaves by what is not followed': route(
    'rtb-subnet-app',
    LOCAL,
    to('0.0.0.0/0', { CarrierGatewayId: 'cagw-1' }),
  ),
  'the app subnet sends all to an appliance': route(
    'rtb-subnet-app',
    LOCAL,
    to('0.0.0.0/0', { NetworkInterfaceId: 'eni-box' }),
  ),
  'the app subnet sends its own VPC to an appliance': route(
    'rtb-subnet-app',
    LOCAL,
    to('10.1.1.0/24', { NetworkInterfaceId: 'eni-box' }),
    to('0.0.0.0/0', { TransitGatewayId: 'tgw-1' }),
  ),
  'the inspected subnet answers past the firewall': route('rtb-subnet-in', LOCAL, to('0.0.0.0/0', IGW)),
  'the inspected subnet has no way back': route('rtb-subnet-in', LOCAL),
  'the table of the internet gateway steers to an appliance': route(
    'rtb-igw-1',
    LOCAL,
    to('10.1.3.0/24', { NetworkInterfaceId: 'eni-box' }),
  ),
  'the table of the internet gateway steers to what is not followed': route(
    'rtb-igw-1',
    LOCAL,
    to('10.1.3.0/24', { LocalGatewayId: 'lgw-1' }),
  ),
  'the table of the internet gateway is in no document': gone('RouteTables', 'rtb-igw-1'),
  'the table of the web subnet is in no document': gone('RouteTables', 'rtb-subnet-web'),
  'the table of the app subnet is in no document': gone('RouteTables', 'rtb-subnet-app'),
  'the ACL of the asked VPC is in no document': gone('NetworkAcls', 'acl-vpc-b'),
  'the ACL of the asked VPC lets nothing in': { key: 'NetworkAcls', id: 'acl-vpc-b', fields: { Entries: [] } },
  'the ACL of the first VPC lets only port 443 in': {
    key: 'NetworkAcls',
    id: 'acl-vpc-a',
    fields: {
      Entries: [
        {
          RuleNumber: 100,
          Egress: false,
          RuleAction: 'allow',
          Protocol: '6',
          CidrBlock: '0.0.0.0/0',
          PortRange: { From: 443, To: 443 },
        },
        { RuleNumber: 100, Egress: true, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
      ],
    },
  },
  'the group of the app lets nothing in': { key: 'SecurityGroups', id: 'sg-app', fields: { IpPermissions: [] } },
  'the group of the web lets nothing out': { key: 'SecurityGroups', id: 'sg-web', fields: { IpPermissionsEgress: [] } },
  'the group of the app is in no document': gone('SecurityGroups', 'sg-app'),
  'the group of another VPC is in no document': gone('SecurityGroups', 'sg-vpc-c'),
  'the instance is stopped': { key: 'Instances', id: 'i-app', fields: { State: { Name: 'stopped' } } },
  'the instance in a state nobody told': { key: 'Instances', id: 'i-app', fields: { State: {} } },
  'the appliance checks who sends': { key: 'NetworkInterfaces', id: 'eni-box', fields: { SourceDestCheck: true } },
  'the appliance is not in use': { key: 'NetworkInterfaces', id: 'eni-box', fields: { Status: 'available' } },
  'an interface of another VPC is in no document': gone('NetworkInterfaces', 'eni-c'),
  'an interface by the transit gateway is in no document': gone('NetworkInterfaces', 'eni-b'),
  'a subnet of another VPC is in no document': gone('Subnets', 'subnet-b'),
  'the VPC by the transit gateway is in no document': gone('Vpcs', 'vpc-b'),
  'the VPC of another account is in no document': gone('Vpcs', 'vpc-c'),
  'the load balancer is provisioning': {
    key: 'LoadBalancers',
    id: 'shop',
    fields: { State: { Code: 'provisioning' } },
  },
  'the load balancer is in no document': gone('LoadBalancers', 'shop'),
  'the node of the load balancer is in no document': gone('NetworkInterfaces', 'eni-shop'),
  'the network load balancer tells no attributes': { key: 'LoadBalancers', id: 'stock', fields: { Attributes: [] } },
}
