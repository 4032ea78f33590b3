/**
 * One network with every kind of way in it: two VPCs of one account by a transit gateway, one of another account by
 * peering, one of another Region by peered transit gateways, and what lies outside. Tests ask between all its ends,
 * leave out what a call would have told, or change one element.
 */

import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import {
  otherAttachment,
  transitDocument,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
  vpnConnection,
} from './sketch-transit.ts'

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:'
export const SHOP = `${ELB}loadbalancer/app/shop/50dc6c495c0c9188`
export const STOCK = `${ELB}loadbalancer/net/stock/50dc6c495c0c9188`
const S3 = 'com.amazonaws.eu-west-1.s3'

const side = (VpcId: string, CidrBlock: string, more: JsonObject = {}) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
  ...more,
})

const peering = (VpcPeeringConnectionId: string, RequesterVpcInfo: JsonObject, AccepterVpcInfo: JsonObject) => ({
  VpcPeeringConnectionId,
  Status: { Code: 'active' },
  RequesterVpcInfo,
  AccepterVpcInfo,
})
const WITH_C = peering('pcx-c', side('vpc-a', '10.1.0.0/16'), side('vpc-c', '10.3.0.0/16', { OwnerId: '444455556666' }))
const WITH_D = peering('pcx-d', side('vpc-a', '10.1.0.0/16'), side('vpc-d', '10.4.0.0/16', { Region: 'eu-central-1' }))

const PEERED_GATEWAYS = {
  TransitGatewayAttachmentId: 'tgw-attach-p',
  State: 'available',
  RequesterTgwInfo: { TransitGatewayId: 'tgw-1', OwnerId: '111122223333', Region: 'eu-west-1' },
  AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId: '111122223333', Region: 'eu-central-1' },
}

const VPC_A: VpcSketch = {
  cidr: '10.1.0.0/16',
  subnets: {
    'subnet-web': '10.1.1.0/24',
    'subnet-app': '10.1.2.0/24',
    'subnet-in': '10.1.3.0/24',
    'subnet-fw': '10.1.8.0/28',
    'subnet-tgw': '10.1.9.0/28',
  },
  routes: {
    'subnet-web': ['0.0.0.0/0 igw-1', '::/0 igw-1', '10.2.0.0/16 tgw-1', '10.3.0.0/16 pcx-c', '10.4.0.0/16 pcx-d'],
    'subnet-app': [
      ...['0.0.0.0/0 nat-1', '::/0 eigw-1', 'pl-s3 vpce-s3', '10.0.0.0/8 tgw-1', '10.3.0.0/16 pcx-c'],
      ...['172.16.0.0/16 vgw-1', '172.20.0.0/16 tgw-1', '172.24.0.0/16 tgw-1', '192.168.0.0/16 eni-box'],
    ],
    'subnet-in': ['0.0.0.0/0 vpce-fw', '10.2.0.0/16 tgw-1'],
    'subnet-fw': ['0.0.0.0/0 igw-1'],
  },
  hosts: {
    'eni-web': {
      subnet: 'subnet-web',
      privateIp: '10.1.1.10',
      publicIp: '198.51.100.10',
      ipv6: ['2001:db8:1::10'],
      groups: ['sg-web'],
    },
    'eni-app': {
      subnet: 'subnet-app',
      privateIp: '10.1.2.10',
      ipv6: ['2001:db8:1::20'],
      groups: ['sg-app'],
      instance: 'i-app',
    },
    'eni-in': { subnet: 'subnet-in', privateIp: '10.1.3.10', publicIp: '198.51.100.30', groups: ['sg-web'] },
    'eni-box': { subnet: 'subnet-web', privateIp: '10.1.1.20', more: { SourceDestCheck: false } },
    'eni-api': { subnet: 'subnet-app', privateIp: '10.1.2.50', type: 'vpc_endpoint', groups: ['sg-api'] },
    'eni-of-nat-1': {
      subnet: 'subnet-web',
      privateIp: '10.1.1.5',
      publicIp: '198.51.100.5',
      type: 'nat_gateway',
      groups: [],
    },
    'eni-shop': {
      subnet: 'subnet-web',
      privateIp: '10.1.1.30',
      publicIp: '198.51.100.40',
      groups: ['sg-shop'],
      description: 'ELB app/shop/50dc6c495c0c9188',
      requester: 'amazon-elb',
    },
    'eni-stock': {
      subnet: 'subnet-app',
      privateIp: '10.1.2.30',
      groups: [],
      type: 'network_load_balancer',
      description: 'ELB net/stock/50dc6c495c0c9188',
      requester: 'amazon-elb',
    },
  },
  groups: {
    'sg-web': ['in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0', 'out all 0.0.0.0/0', 'out all ::/0'],
    'sg-app': [
      ...[
        'in tcp 443 sg-web',
        'in tcp 443 sg-vpc-b',
        'in tcp 443 sg-vpc-c',
        'in tcp 443 sg-shop',
        'in all 172.16.0.0/12',
      ],
      ...['in tcp 443 ::/0', 'out all 0.0.0.0/0', 'out all ::/0'],
    ],
    'sg-api': ['in tcp 443 10.0.0.0/8'],
    'sg-shop': ['in tcp 443 0.0.0.0/0', 'out tcp 443 sg-app'],
  },
  edges: { 'igw-1': ['10.1.3.0/24 vpce-fw'] },
}

const VPC_B: VpcSketch = {
  cidr: '10.2.0.0/16',
  subnets: { 'subnet-b': '10.2.0.0/24', 'subnet-b-tgw': '10.2.9.0/28' },
  routes: { 'subnet-b': ['0.0.0.0/0 tgw-1'], 'subnet-b-tgw': ['192.168.0.0/16 eni-b'] },
  hosts: { 'eni-b': 'subnet-b 10.2.0.10' },
  groups: { 'sg-vpc-b': ['in tcp 443 sg-app', 'in tcp 443 sg-web', 'in all 10.4.0.0/16', 'out all 0.0.0.0/0'] },
}

const VPC_C: VpcSketch = {
  cidr: '10.3.0.0/16',
  subnets: { 'subnet-c': '10.3.0.0/24' },
  routes: { 'subnet-c': ['10.1.0.0/16 pcx-c'] },
  hosts: { 'eni-c': 'subnet-c 10.3.0.10' },
  groups: { 'sg-vpc-c': ['in tcp 443 sg-app', 'out tcp 443 sg-app', 'out tcp 443 sg-web'] },
}

const VPC_D: VpcSketch = {
  cidr: '10.4.0.0/16',
  subnets: { 'subnet-d': '10.4.0.0/24 eu-central-1a', 'subnet-d-tgw': '10.4.9.0/28 eu-central-1a' },
  routes: { 'subnet-d': ['10.1.1.0/24 pcx-d', '10.0.0.0/8 tgw-2'] },
  hosts: { 'eni-d': 'subnet-d 10.4.0.10' },
}

const attachments = (gateway: string, ...all: readonly (readonly [string, string, string])[]) =>
  all.map(([id, vpc, subnet]) => vpcAttachment({ id, gateway, vpc, subnets: [subnet] }))

const associated = (id: string, gateway: string, kindAndResource: string): JsonObject => ({
  ...otherAttachment(id, gateway, kindAndResource),
  Association: { TransitGatewayRouteTableId: gateway.replace('tgw', 'tgw-rtb'), State: 'associated' },
})

const OWN_ATTACHMENTS = ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn', 'tgw-attach-dx', 'tgw-attach-p']

const BETWEEN: Readonly<Record<string, readonly JsonObject[]>> = {
  VpcPeeringConnections: [WITH_C, WITH_D],
  TransitGateways: [transitGateway('tgw-1', { SecurityGroupReferencingSupport: 'enable' })],
  TransitGatewayVpcAttachments: attachments(
    'tgw-1',
    ['tgw-attach-a', 'vpc-a', 'subnet-tgw'],
    ['tgw-attach-b', 'vpc-b', 'subnet-b-tgw'],
  ),
  TransitGatewayAttachments: [
    associated('tgw-attach-a', 'tgw-1', 'vpc vpc-a'),
    associated('tgw-attach-b', 'tgw-1', 'vpc vpc-b'),
    associated('tgw-attach-vpn', 'tgw-1', 'vpn vpn-2'),
    associated('tgw-attach-dx', 'tgw-1', 'direct-connect-gateway dxgw-1'),
    associated('tgw-attach-p', 'tgw-1', 'peering tgw-2'),
  ],
  TransitGatewayPeeringAttachments: [PEERED_GATEWAYS],
  TransitGatewayRouteTables: [
    transitTable('tgw-rtb-1', {
      gateway: 'tgw-1',
      associations: OWN_ATTACHMENTS,
      propagations: ['tgw-attach-a', 'tgw-attach-b'],
      routes: [
        ...['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated', '10.4.0.0/16 tgw-attach-p'],
        ...['172.20.0.0/16 tgw-attach-vpn propagated', '172.24.0.0/16 tgw-attach-dx propagated'],
        '10.99.0.0/16 - blackhole',
      ],
    }),
  ],
}

const OUTSIDE: Readonly<Record<string, readonly JsonObject[]>> = {
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-a', State: 'available' }] }],
  EgressOnlyInternetGateways: [
    { EgressOnlyInternetGatewayId: 'eigw-1', Attachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
  ],
  NatGateways: [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-a',
      SubnetId: 'subnet-web',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [{ PrivateIp: '10.1.1.5', PublicIp: '198.51.100.5', NetworkInterfaceId: 'eni-of-nat-1' }],
    },
  ],
  VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] }],
  VpnConnections: [
    vpnConnection('vpn-1', {
      VpnGatewayId: 'vgw-1',
      Routes: [{ DestinationCidrBlock: '172.16.0.0/16', State: 'available' }],
    }),
    vpnConnection('vpn-2', { TransitGatewayId: 'tgw-1', CustomerGatewayId: 'cgw-2' }),
  ],
  DirectConnectGateways: [{ directConnectGatewayId: 'dxgw-1', directConnectGatewayState: 'available' }],
  VirtualInterfaces: [
    { virtualInterfaceId: 'dxvif-1', virtualInterfaceState: 'available', directConnectGatewayId: 'dxgw-1' },
  ],
}

const group = (name: string, Protocol: string, balancer: string) => ({
  TargetGroupArn: `${ELB}targetgroup/${name}/73e2d6bc24d8a067`,
  TargetGroupName: name,
  TargetType: 'ip',
  Protocol,
  Port: 443,
  VpcId: 'vpc-a',
  LoadBalancerArns: [balancer],
  Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'false' }],
  Targets: [{ Target: { Id: '10.1.2.10', Port: 443 }, TargetHealth: { State: 'healthy' } }],
})
const balancer = (LoadBalancerArn: string, SubnetId: string, more: JsonObject) => ({
  LoadBalancerArn,
  LoadBalancerName: LoadBalancerArn.split('/').at(-2) ?? '',
  Type: LoadBalancerArn === SHOP ? 'application' : 'network',
  VpcId: 'vpc-a',
  State: { Code: 'active' },
  AvailabilityZones: [{ SubnetId, ZoneName: 'eu-west-1a' }],
  Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
  ...more,
})
const listener = (LoadBalancerArn: string, Protocol: string, name: string) => ({
  ListenerArn: `${LoadBalancerArn.replace('loadbalancer', 'listener')}/1`,
  LoadBalancerArn,
  Protocol,
  Port: 443,
  DefaultActions: [{ Type: 'forward', TargetGroupArn: `${ELB}targetgroup/${name}/73e2d6bc24d8a067` }],
})

const SERVICES: Readonly<Record<string, readonly JsonObject[]>> = {
  VpcEndpoints: [
    { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', ServiceName: S3, RouteTableIds: ['rtb-subnet-app'] },
    {
      VpcEndpointId: 'vpce-api',
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
      SubnetIds: ['subnet-app'],
      NetworkInterfaceIds: ['eni-api'],
    },
    {
      VpcEndpointId: 'vpce-fw',
      VpcEndpointType: 'GatewayLoadBalancer',
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-fw',
      SubnetIds: ['subnet-fw'],
    },
  ].map((each) => ({ VpcId: 'vpc-a', State: 'available', ...each })),
  ManagedPrefixLists: [
    { PrefixListId: 'pl-s3', PrefixListName: S3, AddressFamily: 'IPv4', Entries: [{ Cidr: '52.218.0.0/17' }] },
  ],
  Firewalls: [
    {
      FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect',
      FirewallName: 'inspect',
      FirewallPolicyArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect',
      VpcId: 'vpc-a',
      SubnetMappings: [{ SubnetId: 'subnet-fw' }],
      SyncStates: [{ AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-fw', EndpointId: 'vpce-fw', Status: 'READY' }],
    },
  ],
  FirewallPolicies: [
    {
      FirewallPolicyArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/inspect',
      StatelessDefaultActions: ['aws:pass'],
    },
  ],
  LoadBalancers: [
    balancer(SHOP, 'subnet-web', { Scheme: 'internet-facing', SecurityGroups: ['sg-shop'] }),
    balancer(STOCK, 'subnet-app', { Scheme: 'internal' }),
  ],
  Listeners: [listener(SHOP, 'HTTPS', 'shop'), listener(STOCK, 'TCP', 'stock')],
  TargetGroups: [group('shop', 'HTTP', SHOP), group('stock', 'TCP', STOCK)],
  Instances: [{ InstanceId: 'i-app', State: { Name: 'running' }, NetworkInterfaces: [] }],
}

/** One document an account and Region: the first holds most of it. */
export function townDocuments(): readonly DescribeDocument[] {
  return [
    transitDocument({ vpcs: { 'vpc-a': VPC_A, 'vpc-b': VPC_B }, elements: { ...BETWEEN, ...OUTSIDE, ...SERVICES } }),
    transitDocument({
      account: '444455556666',
      vpcs: { 'vpc-c': VPC_C },
      elements: { VpcPeeringConnections: [WITH_C] },
    }),
    transitDocument({
      region: 'eu-central-1',
      vpcs: { 'vpc-d': VPC_D },
      elements: {
        VpcPeeringConnections: [WITH_D],
        TransitGateways: [transitGateway('tgw-2')],
        TransitGatewayVpcAttachments: attachments('tgw-2', ['tgw-attach-d', 'vpc-d', 'subnet-d-tgw']),
        TransitGatewayAttachments: [
          associated('tgw-attach-d', 'tgw-2', 'vpc vpc-d'),
          associated('tgw-attach-p', 'tgw-2', 'peering tgw-1'),
        ],
        TransitGatewayPeeringAttachments: [PEERED_GATEWAYS],
        TransitGatewayRouteTables: [
          transitTable('tgw-rtb-2', {
            gateway: 'tgw-2',
            associations: ['tgw-attach-d', 'tgw-attach-p'],
            routes: ['10.4.0.0/16 tgw-attach-d propagated', '10.1.0.0/16 tgw-attach-p', '10.2.0.0/16 tgw-attach-p'],
          }),
        ],
      },
    }),
  ]
}
