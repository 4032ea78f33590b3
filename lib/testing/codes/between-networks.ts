/** Codes of peering connections, transit gateways, VPN gateways and of security groups over them. */

import type { Inventory } from '../../inventory/inventory.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  type TransitTableSketch,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
  vpnConnection,
} from '../sketch-transit.ts'
import { asks, type CodeCases } from './case.ts'

function vpc(id: 'a' | 'b', routes: readonly string[], more: Partial<VpcSketch> = {}): VpcSketch {
  const net = id === 'a' ? '10.1' : '10.2'
  return {
    cidr: `${net}.0.0/16`,
    subnets: { [`subnet-${id}`]: `${net}.0.0/24`, [`subnet-${id}-tgw`]: `${net}.9.0/28` },
    routes: { [`subnet-${id}`]: routes },
    hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
    ...more,
  }
}

const sketched = (sketch: TransitSketch) => (): Inventory => sketchTransit(sketch)
const A_TO_B = 'eni-a to eni-b tcp/443'
const A_TO_OUTSIDE = 'eni-a to 172.16.0.1 tcp/443'

const side = (VpcId: string, CidrBlock: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
})
const PEERING = {
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: 'active' },
  RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
  AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
}
const peered = (a: VpcSketch, b: VpcSketch) =>
  sketched({ vpcs: { 'vpc-a': a, 'vpc-b': b }, elements: { VpcPeeringConnections: [PEERING] } })

interface Transit {
  readonly a?: VpcSketch
  readonly b?: VpcSketch
  readonly table?: Partial<TransitTableSketch>
  /** The subnets of the attachment of `vpc-b`. */
  readonly exits?: readonly string[]
  readonly elements?: TransitSketch['elements']
  readonly referencing?: 'enable' | 'disable'
}

const ATTACHMENTS = ['tgw-attach-a', 'tgw-attach-b', 'tgw-attach-vpn']
const BETWEEN = ['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated']

/** `vpc-a` and `vpc-b` at `tgw-1`, and a VPN beside them whose tunnels are down. */
function transit({ a, b, table, exits, elements, referencing = 'enable' }: Transit = {}) {
  const attachment = (id: 'a' | 'b', subnets: readonly string[]) =>
    vpcAttachment({ id: `tgw-attach-${id}`, gateway: 'tgw-1', vpc: `vpc-${id}`, subnets })
  return sketched({
    vpcs: { 'vpc-a': a ?? vpc('a', ['0.0.0.0/0 tgw-1']), 'vpc-b': b ?? vpc('b', ['10.0.0.0/8 tgw-1']) },
    elements: {
      TransitGateways: [transitGateway('tgw-1', { SecurityGroupReferencingSupport: referencing })],
      TransitGatewayVpcAttachments: [attachment('a', ['subnet-a-tgw']), attachment('b', exits ?? ['subnet-b-tgw'])],
      TransitGatewayAttachments: [otherAttachment('tgw-attach-vpn', 'tgw-1', 'vpn vpn-1')],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ATTACHMENTS, routes: BETWEEN, ...table }),
      ],
      VpnConnections: [vpnConnection('vpn-1', { TransitGatewayId: 'tgw-1' }, ['DOWN', 'DOWN'])],
      ...elements,
    },
  })
}

/** `vpc-b` with attachment subnets in two zones; `172.16.0.0/12` leads there, and on by the route of each. */
const zoned = (first: string, second: string) =>
  transit({
    table: { routes: [...BETWEEN, '172.16.0.0/12 tgw-attach-b'] },
    exits: ['subnet-b1', 'subnet-b2'],
    b: vpc('b', [], {
      subnets: {
        'subnet-b': '10.2.0.0/24',
        'subnet-b1': '10.2.9.0/28 eu-west-1a',
        'subnet-b2': '10.2.10.0/28 eu-west-1b',
      },
      routes: { 'subnet-b1': [first], 'subnet-b2': [second] },
    }),
  })

/** `vpc-a` with a VPN gateway; `10.9.0.5` stands for a spoofed sender. */
const vpn = (tunnels: readonly string[] = ['UP', 'DOWN']) =>
  sketched({
    vpcs: {
      'vpc-a': vpc('a', ['172.16.0.0/12 vgw-1'], {
        hosts: { 'eni-a': { subnet: 'subnet-a', privateIp: '10.1.0.10', more: { SourceDestCheck: false } } },
      }),
    },
    elements: {
      VpnGateways: [
        { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }] },
      ],
      VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, tunnels)],
    },
  })

const NAMED = { groups: { 'sg-vpc-b': ['in tcp 443 sg-vpc-a', 'out all 0.0.0.0/0'] } }
const routes = (...all: readonly string[]) => ({ table: { routes: [...BETWEEN, ...all] } })
const onlyRoutes = (...all: readonly string[]) => ({ table: { routes: all } })

export const BETWEEN_NETWORKS: CodeCases = {
  DISCONNECTED_VPCS: asks(sketched({ vpcs: { 'vpc-a': vpc('a', []), 'vpc-b': vpc('b', []) } }), A_TO_B),
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: asks(peered(vpc('a', ['172.16.0.0/12 pcx-1']), vpc('b', [])), A_TO_OUTSIDE),
  UNKNOWN_PEERED_SGS: asks(
    sketched({
      vpcs: { 'vpc-a': vpc('a', ['10.2.0.0/16 pcx-1'], { groups: { 'sg-vpc-a': ['out all sg-vpc-b'] } }) },
      elements: { VpcPeeringConnections: [PEERING] },
    }),
    'eni-a to 10.2.0.10 tcp/443',
  ),
  SG_REFERENCING_SUPPORT: asks(transit({ b: vpc('b', ['10.0.0.0/8 tgw-1'], NAMED), referencing: 'disable' }), A_TO_B),
  NO_PATH: asks(
    transit({
      table: { routes: ['172.16.0.0/12 tgw-attach-b'] },
      b: vpc('b', [], { routes: { 'subnet-b-tgw': ['172.16.0.0/12 tgw-1'] } }),
    }),
    A_TO_OUTSIDE,
  ),
  TGW_ROUTE_AZ_RESTRICTION: asks(
    transit({
      a: vpc('a', ['0.0.0.0/0 tgw-1'], {
        subnets: { 'subnet-a': '10.1.0.0/24 eu-west-1b', 'subnet-a-tgw': '10.1.9.0/28 eu-west-1a' },
      }),
    }),
    A_TO_B,
  ),
  TGW_ATTACH_VPC_AZ_RESTRICTION: asks(zoned('172.16.0.0/12 - blackhole', '172.16.0.0/12 eni-b'), A_TO_OUTSIDE),
  TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED: asks(zoned('172.16.0.0/12 eni-b', '172.16.0.0/12 eni-b'), A_TO_OUTSIDE),
  AVAILABILITY_ZONE_CROSSED: asks(
    transit({
      b: vpc('b', ['10.0.0.0/8 tgw-1'], {
        subnets: { 'subnet-b': '10.2.0.0/24 eu-west-1b', 'subnet-b-tgw': '10.2.9.0/28 eu-west-1b' },
      }),
    }),
    A_TO_B,
  ),
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: asks(transit({ table: { associations: ['tgw-attach-b'] } }), A_TO_B),
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: asks(transit(), A_TO_OUTSIDE),
  TGW_RTB_CANNOT_ROUTE: asks(transit(onlyRoutes('10.2.128.0/17 tgw-attach-b', '10.1.0.0/16 tgw-attach-a')), A_TO_B),
  TGW_RTB_MORE_SPECIFIC_ROUTE: asks(transit(routes('10.2.0.0/24 - blackhole')), A_TO_B),
  TGW_RTB_HIGHER_PRIORITY_ROUTE: asks(transit(routes('10.2.0.0/16 - blackhole')), A_TO_B),
  TGW_RTB_BAD_STATE_ROUTE: asks(transit(routes('172.16.0.0/12 - blackhole')), A_TO_OUTSIDE),
  TGW_RTB_ROUTES_ARE_UNKNOWN: asks(transit({ table: { routes: null } }), A_TO_B),
  TGW_BAD_STATE_VPN: asks(transit(routes('172.16.0.0/12 tgw-attach-vpn')), A_TO_OUTSIDE),
  RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY: asks(
    transit({ b: vpc('b', ['10.1.0.0/16 pcx-1']), elements: { VpcPeeringConnections: [PEERING] } }),
    A_TO_B,
  ),
  ENCRYPTION_ENFORCED: asks(
    transit({
      elements: {
        VpcEncryptionControls: [
          { VpcEncryptionControlId: 'vpcec-1', VpcId: 'vpc-b', Mode: 'enforce', State: 'available' },
        ],
      },
    }),
    A_TO_B,
  ),
  BAD_STATE_VPN: asks(vpn(['DOWN', 'DOWN']), A_TO_OUTSIDE),
  GATEWAY_REJECTS_SPOOFED_TRAFFIC: asks(vpn(), 'vgw-1 to eni-a tcp/443', { src_ip: '10.1.0.77' }),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS: asks(vpn(), A_TO_OUTSIDE, { src_ip: '10.9.0.5' }),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: asks(vpn(), 'vgw-1 to 10.9.9.9 tcp/443', { src_ip: '172.16.0.1' }),
}
