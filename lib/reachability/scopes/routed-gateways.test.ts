/** Gateways that routes lead to, whether they were collected or not: of one VPC, or of all. */

import { describe, expect, it } from 'vitest'
import type { RouteTarget } from '../../inventory/routing.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { networkOf } from '../network.ts'
import { routedTo } from './routed-gateways.ts'

const table = (id: string, vpc: string, ...gateways: readonly string[]) => ({
  RouteTableId: id,
  VpcId: vpc,
  OwnerId: '111122223333',
  Routes: [
    { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
    ...gateways.map((GatewayId, index) => ({
      DestinationCidrBlock: `203.0.${index}.0/24`,
      [GatewayId.startsWith('nat-') ? 'NatGatewayId' : 'GatewayId']: GatewayId,
      State: 'active',
      Origin: 'CreateRoute',
    })),
  ],
  Associations: [],
  PropagatingVgws: [],
})

const NETWORK = networkOf(
  sketchNetwork({
    missing: ['InternetGateways'],
    elements: {
      RouteTables: [
        table('rtb-1', 'vpc-1', 'igw-1', 'nat-1', 'igw-1'),
        table('rtb-2', 'vpc-1', 'igw-1'),
        table('rtb-3', 'vpc-2', 'igw-2', 'vgw-2'),
      ],
    },
  }),
)

// Source: VPC guide, "Internet gateways": a VPC has one, and a route of another VPC says nothing of it.
describe('the gateways routes lead to', () => {
  it.each<readonly [string, RouteTarget['kind'], string | undefined, readonly string[]]>([
    ['in one VPC, each once', 'internet-gateway', 'vpc-1', ['igw-1']],
    ['in another', 'internet-gateway', 'vpc-2', ['igw-2']],
    ['in all VPCs', 'internet-gateway', undefined, ['igw-1', 'igw-2']],
    ['of another kind', 'nat-gateway', undefined, ['nat-1']],
    ['of another kind in a VPC that has none', 'nat-gateway', 'vpc-2', []],
    ['in a VPC without tables', 'internet-gateway', 'vpc-9', []],
    ['but the VPC itself, which is no gateway', 'local', undefined, []],
  ])('are found %s', (_, ...[kind, vpcId, expected]) => {
    expect(routedTo(NETWORK, kind, vpcId)).toEqual(expected)
  })
})
