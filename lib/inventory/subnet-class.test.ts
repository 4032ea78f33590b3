import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { type DocumentSketch, documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'
import { classifySubnet, effectiveRouteTable } from './subnet-class.ts'

const SUBNET = { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }

function table(id: string, routes: readonly JsonObject[], change: JsonObject = {}): JsonObject {
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }
  return { RouteTableId: id, VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [local, ...routes], ...change }
}

function classOf(sketch: DocumentSketch) {
  const inventory = readDescribe([documentOf({ ...sketch, elements: { Subnets: [SUBNET], ...sketch.elements } })])
  const subnet = inventory.subnets.get('subnet-1')
  if (!subnet) throw new Error('The subnet of this test was not read.')
  return { class: classifySubnet(inventory, subnet), table: effectiveRouteTable(inventory, subnet)?.id ?? null }
}

const everything = { DestinationCidrBlock: '0.0.0.0/0', State: 'active' }
const part = { DestinationCidrBlock: '10.9.0.0/16', State: 'active' }

// Source: VPC guide, "Route priority".
it('a subnet is not public by a route that longer ones take everything from', () => {
  const half = (DestinationCidrBlock: string) => ({ DestinationCidrBlock, State: 'active', NatGatewayId: 'nat-1' })
  const gateway = { ...everything, GatewayId: 'igw-1' }
  const routed = (...routes: readonly JsonObject[]) => classOf({ elements: { RouteTables: [table('rtb-1', routes)] } })
  expect(routed(gateway, half('0.0.0.0/1'), half('128.0.0.0/1')).class).toBe('private-egress')
  expect(routed(gateway, half('0.0.0.0/1')).class).toBe('public')
})

describe('a subnet is', () => {
  it.each<[string, string, JsonObject | null]>([
    ['isolated', 'only local routes', null],
    ['public', 'a route to an internet gateway', { ...everything, GatewayId: 'igw-1' }],
    ['public', 'IPv6 to an internet gateway', { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' }],
    ['isolated', 'a blackhole to an internet gateway', { ...everything, GatewayId: 'igw-1', State: 'blackhole' }],
    ['private-egress', 'a NAT gateway', { ...everything, NatGatewayId: 'nat-1' }],
    [
      'private-egress',
      'an egress-only gateway',
      { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
    ],
    ['private-egress', 'a carrier gateway', { ...everything, CarrierGatewayId: 'cagw-1' }],
    ['private-egress', 'an appliance for everything', { ...everything, NetworkInterfaceId: 'eni-1' }],
    ['private-egress', 'a NAT instance named without its interface', { ...everything, InstanceId: 'i-1' }],
    ['private-egress', 'a Gateway Load Balancer endpoint for everything', { ...everything, GatewayId: 'vpce-1' }],
    ['private-transit', 'an appliance for a part', { ...part, NetworkInterfaceId: 'eni-1' }],
    ['private-transit', 'a transit gateway', { ...everything, TransitGatewayId: 'tgw-1' }],
    ['private-transit', 'a peering', { ...part, VpcPeeringConnectionId: 'pcx-1' }],
    ['private-transit', 'a VPN gateway', { ...part, GatewayId: 'vgw-1' }],
    ['isolated', 'a gateway endpoint', { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1' }],
    ['unknown', 'a route that could not be read', { DestinationCidrBlock: 'x', NatGatewayId: 'nat-1' }],
    ['unknown', 'a target this version does not know', { ...everything, GatewayId: 'xgw-1' }],
    ['unknown', 'no target', { ...everything }],
  ])('%s with %s', (expected, _, route) => {
    expect(classOf({ elements: { RouteTables: [table('rtb-1', route ? [route] : [])] } }).class).toBe(expected)
  })

  it('judged by its own table, not by the main one', () => {
    const own = table('rtb-own', [], { Associations: [{ SubnetId: 'subnet-1' }] })
    const main = table('rtb-main', [{ ...everything, GatewayId: 'igw-1' }])

    expect(classOf({ elements: { RouteTables: [main, own] } })).toEqual({ class: 'isolated', table: 'rtb-own' })
  })

  it('never judged by the main table of another VPC', () => {
    const elements = { RouteTables: [table('rtb-1', [], { VpcId: 'vpc-2' })] }

    expect(classOf({ elements })).toEqual({ class: 'unknown', table: null })
  })

  it('unknown when route tables are incomplete: its own may be missing', () => {
    const elements = { RouteTables: [table('rtb-1', [])] }
    const partial = { RouteTables: { reason: 'next-token', detail: '' } } as const

    expect(classOf({ elements, partial })).toEqual({ class: 'unknown', table: null })
  })

  it('unknown when only a participant of a shared VPC saw the main table', () => {
    const elements = { RouteTables: [table('rtb-1', [], { OwnerId: '444455556666' })] }

    expect(classOf({ elements })).toEqual({ class: 'unknown', table: null })
  })
})
