/** A network with every kind of resource a scope can name, and scopes for it. */

import type { Inventory } from '../../inventory/inventory.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  transitGateway,
  transitTable,
  vpcAttachment,
  vpnConnection,
} from '../sketch-transit.ts'

const side = (VpcId: string, CidrBlock: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
})

export const EVERY_KIND: TransitSketch = {
  prefixLists: { 'pl-told': ['203.0.113.0/24', '10.1.2.0/24'], 'pl-untold': null },
  vpcs: {
    'vpc-a': {
      cidr: '10.1.0.0/16',
      subnets: { 'subnet-web': '10.1.1.0/24', 'subnet-app': '10.1.2.0/24 eu-west-1b', 'subnet-tgw': '10.1.9.0/28' },
      routes: {
        'subnet-web': ['0.0.0.0/0 igw-1', '10.2.0.0/16 pcx-1', '172.16.0.0/12 vgw-1', '10.9.0.0/16 tgw-1'],
        'subnet-app': ['0.0.0.0/0 nat-1', '10.2.0.0/16 tgw-1'],
      },
      hosts: {
        'eni-web': { subnet: 'subnet-web', privateIp: '10.1.1.10', publicIp: '198.51.100.10', groups: ['sg-web'] },
        'eni-app': { subnet: 'subnet-app', privateIp: '10.1.2.10', instance: 'i-app', groups: ['sg-app'] },
        'eni-app2': { subnet: 'subnet-app', privateIp: '10.1.2.11', instance: 'i-app', groups: ['sg-app'] },
        'eni-ep': { subnet: 'subnet-app', privateIp: '10.1.2.50', type: 'vpc_endpoint', groups: ['sg-app'] },
        'eni-of-nat-1': {
          subnet: 'subnet-web',
          privateIp: '10.1.1.5',
          publicIp: '198.51.100.5',
          type: 'nat_gateway',
          groups: [],
        },
      },
      groups: {
        'sg-web': ['in tcp 443 0.0.0.0/0', 'in tcp 8000-8999 203.0.113.0/24', 'out all 0.0.0.0/0'],
        'sg-app': ['in tcp 22 10.1.1.0/24', 'in udp 53 10.0.0.0/8', 'out all 0.0.0.0/0'],
      },
    },
    'vpc-b': {
      cidr: '10.2.0.0/16',
      subnets: { 'subnet-b': '10.2.0.0/24', 'subnet-b-tgw': '10.2.9.0/28' },
      routes: { 'subnet-b': ['10.1.1.0/24 pcx-1', '10.1.0.0/16 tgw-1'] },
      hosts: { 'eni-b': 'subnet-b 10.2.0.10' },
      groups: { 'sg-vpc-b': ['in tcp 5432 10.1.0.0/16', 'out all 0.0.0.0/0'] },
    },
  },
  elements: {
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
    Instances: [
      { InstanceId: 'i-app', State: { Name: 'running' }, NetworkInterfaces: [{ NetworkInterfaceId: 'eni-app' }] },
    ],
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: 'active' },
        RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
        AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
      },
    ],
    TransitGateways: [transitGateway('tgw-1')],
    TransitGatewayVpcAttachments: [
      vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-tgw', 'subnet-app'] }),
      vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
    ],
    TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-2')],
    TransitGatewayRouteTables: [
      transitTable('tgw-rtb-1', {
        gateway: 'tgw-1',
        associations: ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn'],
        routes: [
          '10.1.0.0/16 tgw-attach-a propagated',
          '10.2.0.0/16 tgw-attach-b propagated',
          '10.9.0.0/16 tgw-attach-vpn',
        ],
      }),
    ],
    VpnGateways: [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
    ],
    VpnConnections: [
      vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }),
      vpnConnection('vpn-2', { TransitGatewayId: 'tgw-1' }),
    ],
    VpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcId: 'vpc-a',
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
        State: 'available',
        SubnetIds: ['subnet-app'],
        NetworkInterfaceIds: ['eni-ep'],
      },
    ],
    VpcEndpointServices: [
      {
        ServiceId: 'vpce-svc-1',
        ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
        ServiceState: 'Available',
        NetworkLoadBalancerArns: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/svc/1'],
      },
    ],
    Firewalls: [
      {
        FirewallArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect',
        FirewallName: 'inspect',
        VpcId: 'vpc-a',
        SubnetMappings: [{ SubnetId: 'subnet-web' }],
        SyncStates: [
          { AvailabilityZone: 'eu-west-1a', SubnetId: 'subnet-web', EndpointId: 'vpce-fw', Status: 'READY' },
        ],
      },
    ],
    LoadBalancers: [
      {
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/svc/1',
        LoadBalancerName: 'svc',
        Type: 'network',
        Scheme: 'internal',
        VpcId: 'vpc-a',
        State: { Code: 'active' },
      },
    ],
    TargetGroups: [
      {
        TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/svc/1',
        TargetGroupName: 'svc',
        Protocol: 'TCP',
        Port: 443,
        VpcId: 'vpc-a',
        TargetType: 'ip',
        LoadBalancerArns: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/svc/1'],
      },
    ],
    LoadBalancerDescriptions: [{ LoadBalancerName: 'old', Scheme: 'internal', VPCId: 'vpc-a' }],
  },
}

export const everyKind = (): Inventory => sketchTransit(EVERY_KIND)

/** Every kind of id and ARN a statement may name, and some that are in no document. */
export const NAMES: readonly string[] = [
  'eni-web',
  'i-app',
  'sg-app',
  'subnet-app',
  'vpc-b',
  'igw-1',
  'eigw-1',
  'nat-1',
  'vgw-1',
  'pcx-1',
  'tgw-1',
  'tgw-attach-b',
  'vpn-1',
  'vpce-1',
  'vpce-svc-1',
  'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-web',
  'arn:aws:ec2:eu-west-1:111122223333:network-interface/eni-404',
  'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect',
  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/svc/1',
  'arn:aws:resource-groups:eu-west-1:111122223333:group/mine',
  'sg-404',
]

const names = (...Resources: readonly string[]) => ({ ResourceStatement: { Resources } })
const types = (...ResourceTypes: readonly string[]) => ({ ResourceStatement: { ResourceTypes } })
const IGW = types('AWS::EC2::InternetGateway')
const ANY = types('AWS::EC2::NetworkInterface')
const header = (PacketHeaderStatement: object) => ({ PacketHeaderStatement })
const match = (Source: object | null, Destination: object | null, extra: object = {}) => ({
  MatchPaths: [{ ...(Source ? { Source } : {}), ...(Destination ? { Destination } : {}) }],
  ...extra,
})

/** Source: Network Access Analyzer guide, "Network Access Scopes", and what is ours beside it. */
export const SCOPES: Readonly<Record<string, object>> = {
  'from the internet': match(IGW, null),
  'to the internet': match(null, IGW),
  'from the internet, and the reply comes back': match(IGW, null, { Bidirectional: true }),
  'to the internet by the NAT gateway left out': match(ANY, IGW, {
    ExcludePaths: [{ ThroughResources: [types('AWS::EC2::NatGateway')] }],
  }),
  'between a group and a subnet': match(names('sg-web'), names('subnet-app')),
  'to another VPC': match(names('vpc-a'), names('vpc-b')),
  'to another VPC, the peering connection left out': match(names('vpc-a'), names('vpc-b'), {
    ExcludePaths: [{ ThroughResources: [types('AWS::EC2::VPCPeeringConnection')] }],
  }),
  'from a VPN gateway': match(types('AWS::EC2::VPNGateway'), null),
  'to a VPN gateway': match(null, types('AWS::EC2::VPNGateway')),
  'to a transit gateway attachment': match(names('eni-web'), types('AWS::EC2::TransitGatewayAttachment')),
  'to an endpoint service': match(null, types('AWS::EC2::VPCEndpointService')),
  'some ports from some clients': match(
    { ...IGW, ...header({ Protocols: ['tcp'], SourceAddresses: ['203.0.113.0/25'] }) },
    header({ DestinationPorts: ['443', '8100-8200'] }),
  ),
  'clients of a prefix list': match({ ...IGW, ...header({ SourcePrefixLists: ['pl-told'] }) }, null),
  'clients of a prefix list that was not collected': match(
    { ...IGW, ...header({ SourcePrefixLists: ['pl-untold'] }) },
    names('sg-404'),
  ),
  'clients of such a list left out': match(IGW, names('eni-web'), {
    ExcludePaths: [{ Source: header({ SourcePrefixLists: ['pl-untold'] }) }],
  }),
  'all clients but some, all ports but one': match(
    { ...IGW, ...header({ Except: { SourceAddresses: ['203.0.113.0/24'] } }) },
    header({ Except: { DestinationPorts: ['443'] } }),
  ),
  'all of a VPC but a subnet': match(
    { ResourceStatement: { Resources: ['vpc-a'], Except: { Resources: ['subnet-app'] } } },
    names('eni-b'),
  ),
  'addresses of the ends': match(
    header({ SourceAddresses: ['10.1.2.0/24'] }),
    header({ DestinationAddresses: ['10.1.1.10'] }),
  ),
  'a public address of the destination': match(IGW, header({ DestinationAddresses: ['198.51.100.10'] })),
  'UDP of IPv4 only': match(ANY, header({ Protocols: ['udp'] }), { IpFamily: 'ipv4' }),
  'two patterns that overlap': {
    MatchPaths: [
      { Source: IGW, Destination: header({ DestinationPorts: ['400-500'] }) },
      { Source: IGW, Destination: names('eni-web') },
    ],
  },
  'what is left out cuts a piece': match(IGW, null, {
    ExcludePaths: [
      { Source: header({ SourceAddresses: ['203.0.113.0/26'] }), Destination: header({ DestinationPorts: ['8080'] }) },
    ],
  }),
  'two patterns of other senders': {
    MatchPaths: [
      { Source: names('eni-web'), Destination: names('vpc-b') },
      { Source: names('eni-app'), Destination: names('eni-b') },
    ],
  },
  'from a peering connection, and to it': {
    MatchPaths: [
      { Source: names('pcx-1'), Destination: names('eni-b') },
      { Source: names('eni-web'), Destination: names('pcx-1') },
    ],
  },
  'to the internet gateway, and the reply comes back': match(ANY, IGW, { Bidirectional: true }),
  'to the egress-only gateway': match(null, names('eigw-1')),
  'from one transit gateway attachment': match(names('tgw-attach-vpn'), ANY),
  'to one transit gateway attachment, UDP': match(ANY, {
    ...names('tgw-attach-vpn'),
    ...header({ Protocols: ['udp'] }),
  }),
  'from the internet to two of three': match(IGW, names('eni-web', 'eni-app')),
}
