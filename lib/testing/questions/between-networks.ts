/** Questions between networks whose whole answer is held, each named for what it shows. */

import { asks, type CodeCase } from '../codes/case.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
  vpnConnection,
} from '../sketch-transit.ts'

function vpc(id: 'a' | 'b' | 'c', routes: readonly string[], more: Partial<VpcSketch> = {}): VpcSketch {
  const net = { a: '10.1', b: '10.2', c: '10.3' }[id]
  return {
    cidr: `${net}.0.0/16`,
    subnets: { [`subnet-${id}`]: `${net}.0.0/24`, [`subnet-${id}-tgw`]: `${net}.9.0/28` },
    routes: { [`subnet-${id}`]: routes },
    hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
    ...more,
  }
}

const side = (VpcId: string, CidrBlock: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
})
const peering = (Code = 'active') => ({
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code },
  RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
  AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
})
const peered = (change: Partial<TransitSketch> = {}, b: Partial<VpcSketch> = {}) =>
  sketched({
    vpcs: { 'vpc-a': vpc('a', ['10.2.0.0/16 pcx-1']), 'vpc-b': vpc('b', ['10.1.0.0/16 pcx-1'], b) },
    elements: { VpcPeeringConnections: [peering()] },
    ...change,
  })

const sketched = (sketch: TransitSketch) => () => sketchTransit(sketch)
const A_TO_B = 'eni-a to eni-b tcp/443'

const attachment = (id: 'a' | 'b' | 'c', more: { state?: string; name?: string; subnets?: readonly string[] } = {}) =>
  vpcAttachment({
    id: more.name ?? `tgw-attach-${id}`,
    gateway: 'tgw-1',
    vpc: `vpc-${id}`,
    subnets: more.subnets ?? [`subnet-${id}-tgw`],
    ...(more.state === undefined ? {} : { state: more.state }),
  })
const ALL = ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn']
const ROUTES = [
  '10.1.0.0/16 tgw-attach-a propagated',
  '10.2.0.0/16 tgw-attach-b propagated',
  '172.16.0.0/30 tgw-attach-vpn',
]

function transit(elements: TransitSketch['elements'] = {}, change: Partial<TransitSketch> = {}) {
  return sketched({
    vpcs: { 'vpc-a': vpc('a', ['0.0.0.0/0 tgw-1']), 'vpc-b': vpc('b', ['10.0.0.0/8 tgw-1', '172.16.0.0/30 tgw-1']) },
    ...change,
    elements: {
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayVpcAttachments: [attachment('a'), attachment('b')],
      TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1')],
      TransitGatewayRouteTables: [transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ALL, routes: ROUTES })],
      VpnConnections: [vpnConnection('vpn-1', { TransitGatewayId: 'tgw-1' })],
      ...elements,
    },
  })
}

/** A table whose route tells the resource alone. */
const named = (ResourceId: string) => ({
  ...transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ALL }),
  Routes: [
    {
      DestinationCidrBlock: '10.0.0.0/8',
      Type: 'static',
      State: 'active',
      TransitGatewayAttachments: [{ ResourceId, ResourceType: 'vpc' }],
    },
  ],
})

const vpn = (more: Partial<VpcSketch> = {}, elements: TransitSketch['elements'] = {}) =>
  sketched({
    vpcs: { 'vpc-a': vpc('a', ['172.16.0.0/12 vgw-1'], more) },
    elements: {
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
      ],
      VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' })],
      ...elements,
    },
  })

const SERVICE = 'com.amazonaws.eu-west-1.s3'
const serviced = (elements: TransitSketch['elements'] = {}) =>
  sketched({
    vpcs: { 'vpc-a': vpc('a', ['pl-s3 vpce-1', '10.2.0.0/16 pcx-1']), 'vpc-b': vpc('b', ['10.1.0.0/16 pcx-1']) },
    elements: {
      VpcPeeringConnections: [peering()],
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          VpcId: 'vpc-a',
          VpcEndpointType: 'Gateway',
          State: 'available',
          ServiceName: SERVICE,
        },
      ],
      ManagedPrefixLists: [
        { PrefixListId: 'pl-s3', PrefixListName: SERVICE, AddressFamily: 'IPv4', Entries: [{ Cidr: '52.218.0.0/17' }] },
      ],
      ...elements,
    },
  })

export const BETWEEN: Readonly<Record<string, CodeCase>> = {
  'over a peering connection and back': asks(peered(), A_TO_B),
  'a peering connection has a way in from either side': asks(peered(), 'pcx-1 to eni-b tcp/443'),
  'and leads to the side that is asked for': asks(peered(), 'eni-a to pcx-1 tcp/443'),
  'a peering connection that is pending': asks(
    peered({ elements: { VpcPeeringConnections: [peering('pending-acceptance')] } }),
    A_TO_B,
  ),
  'a peer that does not route back': asks(peered({}, { routes: {} }), A_TO_B),
  'a peer whose table was not collected': asks(peered({ missing: ['RouteTables'] }), A_TO_B),
  'nobody in the peer has the address': asks(peered(), 'eni-a to 10.2.0.99 tcp/443'),
  'a rule outward that names a group of the peer, for nobody’s address': asks(
    peered({
      vpcs: {
        'vpc-a': vpc('a', ['10.2.0.0/16 pcx-1'], { groups: { 'sg-vpc-a': ['out all sg-vpc-b'] } }),
        'vpc-b': vpc('b', ['10.1.0.0/16 pcx-1']),
      },
    }),
    'eni-a to 10.2.0.99 tcp/443',
  ),
  'two VPCs of which only the far one has an exit': asks(
    transit(
      { TransitGatewayVpcAttachments: [attachment('b')], TransitGatewayAttachments: [] },
      { vpcs: { 'vpc-a': vpc('a', []), 'vpc-b': vpc('b', ['10.0.0.0/8 tgw-1']) } },
    ),
    A_TO_B,
  ),
  'two VPCs of which both have an exit': asks(
    transit({}, { vpcs: { 'vpc-a': vpc('a', []), 'vpc-b': vpc('b', ['10.0.0.0/8 tgw-1']) } }),
    A_TO_B,
  ),
  'two VPCs whose peering connections were not collected': asks(
    sketched({ vpcs: { 'vpc-a': vpc('a', []), 'vpc-b': vpc('b', []) }, missing: ['VpcPeeringConnections'] }),
    A_TO_B,
  ),
  'over a transit gateway and back': asks(transit(), A_TO_B),
  'a transit gateway as the destination': asks(transit(), 'eni-a to tgw-1 tcp/443'),
  'a transit gateway as the source': asks(transit(), 'tgw-1 to eni-b tcp/443'),
  'an attachment of a VPC as the source': asks(transit(), 'tgw-attach-a to eni-b tcp/443'),
  'an attachment of a VPN as the destination': asks(transit(), 'eni-b to tgw-attach-vpn tcp/443'),
  'an attachment of a VPN as the source': asks(transit(), 'tgw-attach-vpn to eni-b tcp/443'),
  'an attachment that is left over beside the one that works': asks(
    transit({
      TransitGatewayVpcAttachments: [
        attachment('a', { name: 'tgw-attach-old', state: 'deleted' }),
        attachment('a'),
        attachment('b', { name: 'tgw-attach-b-old', state: 'failed' }),
        attachment('b'),
      ],
    }),
    A_TO_B,
  ),
  'an attachment that is being deleted': asks(
    transit({ TransitGatewayVpcAttachments: [attachment('a', { state: 'deleting' }), attachment('b')] }),
    A_TO_B,
  ),
  'an attachment whose state was not told': asks(
    transit({ TransitGatewayVpcAttachments: [attachment('a', { state: '' }), attachment('b')] }),
    A_TO_B,
  ),
  'an attachment whose subnets were not told': asks(
    transit({
      TransitGatewayVpcAttachments: [attachment('a')],
      TransitGatewayAttachments: [otherAttachment('tgw-attach-b', 'tgw-1', 'vpc vpc-b')],
    }),
    A_TO_B,
  ),
  'a route that names its attachment by what is attached': asks(
    transit({ TransitGatewayRouteTables: [named('vpc-b')] }),
    A_TO_B,
  ),
  'a route that names what is attached nowhere': asks(
    transit({ TransitGatewayRouteTables: [named('vpc-404')] }),
    A_TO_B,
  ),
  'a route to a transit gateway the VPC is not attached to': asks(
    transit({ TransitGatewayVpcAttachments: [attachment('b')] }),
    A_TO_B,
  ),
  'and it was not told whether it is': asks(
    transit(
      { TransitGatewayVpcAttachments: [attachment('b')] },
      { missing: ['TransitGatewayVpcAttachments', 'TransitGatewayAttachments'] },
    ),
    A_TO_B,
  ),
  'a table of the transit gateway with static routes only': asks(
    transit({
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ALL, staticRoutes: ['10.2.0.0/16 tgw-attach-b'] }),
      ],
    }),
    A_TO_B,
  ),
  'associations that were not collected': asks(
    transit({
      TransitGatewayRouteTables: [transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: null, routes: ROUTES })],
    }),
    A_TO_B,
  ),
  'to the other side of a VPN, by the transit gateway': asks(transit(), 'eni-b to 172.16.0.1 tcp/443'),
  'from the other side of a VPN, by the transit gateway': asks(transit(), '172.16.0.1 to eni-b tcp/443'),
  'a VPN gateway as the destination': asks(vpn(), 'eni-a to vgw-1 tcp/443'),
  'a VPN gateway as the source': asks(vpn(), 'vgw-1 to eni-a tcp/443'),
  'to the other side of a VPN gateway': asks(vpn(), 'eni-a to 172.16.0.1 tcp/443'),
  'from the other side of a VPN gateway': asks(vpn(), '172.16.0.1 to eni-a tcp/443'),
  'a VPN gateway that is detached': asks(
    vpn(
      {},
      {
        VpnGateways: [
          { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'detached' }] },
        ],
      },
    ),
    'eni-a to 172.16.0.1 tcp/443',
  ),
  'a VPN gateway that was not collected': asks(vpn({}, { VpnGateways: [] }), 'eni-a to 172.16.0.1 tcp/443'),
  'a VPN whose tunnels were not told': asks(
    vpn({}, { VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, [])] }),
    'eni-a to 172.16.0.1 tcp/443',
  ),
  'a table of the VPN gateway steers to an interface': asks(
    vpn({
      edges: { 'vgw-1': ['10.1.0.0/24 eni-fw'] },
      hosts: {
        'eni-a': 'subnet-a 10.1.0.10',
        'eni-fw': { subnet: 'subnet-a-tgw', privateIp: '10.1.9.5', more: { SourceDestCheck: false } },
      },
    }),
    'vgw-1 to eni-a tcp/443',
  ),
  'a gateway endpoint takes TCP to its service': asks(serviced(), 'eni-a to 52.218.0.5 tcp/443'),
  'a gateway endpoint takes an echo': asks(serviced(), 'eni-a to 52.218.0.5 icmp'),
  'a gateway endpoint takes no other ICMP': asks(serviced(), 'eni-a to 52.218.0.5 icmp', {
    icmp_type: 13,
    icmp_code: 0,
  }),
  'a gateway endpoint as the destination': asks(serviced(), 'eni-a to vpce-1 tcp/443'),
  'a gateway endpoint that is being deleted': asks(
    serviced({
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          VpcId: 'vpc-a',
          VpcEndpointType: 'Gateway',
          State: 'deleting',
          ServiceName: SERVICE,
        },
      ],
    }),
    'eni-a to 52.218.0.5 tcp/443',
  ),
  'a gateway endpoint that was not collected': asks(serviced({ VpcEndpoints: [] }), 'eni-a to 52.218.0.5 tcp/443'),
}
