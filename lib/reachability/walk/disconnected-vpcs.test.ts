/** Source of each rule: Reachability Analyzer guide, DISCONNECTED_VPCS. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../../describe/document.ts'
import { sketchTransit, type TransitSketch, vpcAttachment } from '../../testing/sketch-transit.ts'
import { networkOf } from '../network.ts'
import { disconnectedVpcs } from './disconnected-vpcs.ts'

const vpc = (id: string, net: string) => ({
  cidr: `${net}.0.0/16`,
  subnets: { [`subnet-${id}`]: `${net}.0.0/24` },
  hosts: { [`eni-${id}`]: `subnet-${id} ${net}.0.10` },
})
const A = { 'vpc-a': vpc('a', '10.1') }
const B = { 'vpc-b': vpc('b', '10.2') }

type Elements = NonNullable<TransitSketch['elements']>

/** What is said of a packet from a table of vpc-a for an interface, with these elements beside the two VPCs. */
function told(elements: Elements = {}, asked: string | null = 'eni-b'): string {
  return refusals([{ vpcs: { ...A, ...B }, elements }], asked)
}

function refusals(sketches: readonly TransitSketch[], asked: string | null = 'eni-b'): string {
  const network = networkOf(sketchTransit(...sketches))
  const table = network.inventory.routeTables.get('rtb-subnet-a')
  if (!table) throw new Error('there is no such table')
  return disconnectedVpcs(network, asked, table)
    .map(({ code, component }) => `${code} ${component}`)
    .join()
}

const APART = 'DISCONNECTED_VPCS vpc-b'
const side = (VpcId: string) => ({ VpcId, OwnerId: '111122223333', Region: 'eu-west-1' })
const peering = (one: string, other: string): Elements => ({
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: side(one),
      AccepterVpcInfo: side(other),
    },
  ],
})
const attached = (...vpcs: readonly string[]): Elements => ({
  TransitGatewayVpcAttachments: vpcs.map((id) =>
    vpcAttachment({ id: `tgw-attach-${id}`, gateway: `tgw-${id}`, vpc: id, subnets: [] }),
  ),
})
const private_ = (VpcId: string): Elements => ({
  VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId, State: 'attached' }] }],
})

const CORE = {
  DestinationCidrBlock: '10.0.0.0/8',
  CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/c',
}
const LOCAL = { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local' }
const table = (RouteTableId: string, VpcId: string, ...Routes: readonly JsonObject[]): JsonObject => ({
  RouteTableId,
  VpcId,
  OwnerId: '111122223333',
  Routes: Routes.map((route) => ({ State: 'active', Origin: 'CreateRoute', ...route })),
  Associations: [],
})
const tables = (...all: readonly JsonObject[]): Elements => ({ RouteTables: all })

describe('disconnectedVpcs', () => {
  it.each<[string, Elements, string]>([
    ['nothing joins', {}, APART],
    ['a peering connection joins', peering('vpc-a', 'vpc-b'), ''],
    ['a peering connection of the other side joins', peering('vpc-b', 'vpc-a'), ''],
    ['a peering connection joins to a third', peering('vpc-a', 'vpc-c'), APART],
    ['a transit gateway takes both', attached('vpc-a', 'vpc-b'), ''],
    ['a transit gateway takes the near one alone', attached('vpc-a'), APART],
    ['a transit gateway takes the far one alone', attached('vpc-b'), APART],
    ['one leaves by a transit gateway, the other by a VPN', { ...attached('vpc-a'), ...private_('vpc-b') }, ''],
    [
      'each has a route to a core network, among others',
      tables(
        table('rtb-subnet-a', 'vpc-a', LOCAL),
        table('rtb-a-2', 'vpc-a', LOCAL, CORE),
        table('rtb-b', 'vpc-b', CORE, LOCAL),
      ),
      '',
    ],
    [
      'one alone has a route to a core network',
      tables(table('rtb-subnet-a', 'vpc-a', LOCAL, CORE), table('rtb-b', 'vpc-b', LOCAL)),
      APART,
    ],
    ['the far VPC has no table', tables(table('rtb-subnet-a', 'vpc-a', LOCAL, CORE)), APART],
  ])('where %s', (_name, elements, expected) => {
    expect(told(elements)).toBe(expected)
  })

  it('is for an interface of another VPC alone', () => {
    expect(told({}, null)).toBe('')
    expect(told({}, 'eni-a')).toBe('')
    expect(told({}, 'eni-404')).toBe('')
  })

  const KEYS: readonly DescribeKey[] = ['VpcPeeringConnections', 'TransitGatewayVpcAttachments', 'VpnGateways', 'Vpcs']

  it.each(KEYS)('is not said while the %s of either Region were not collected', (key) => {
    const near = { vpcs: A }
    const far = { vpcs: B, region: 'us-east-1' }
    expect(refusals([near, far])).toBe(APART)
    expect(refusals([{ ...near, missing: [key] }, far])).toBe('')
    expect(refusals([near, { ...far, missing: [key] }])).toBe('')
  })
})
