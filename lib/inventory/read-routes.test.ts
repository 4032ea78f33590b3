import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { readDescribe } from './read-describe.ts'

function readTable(element: JsonObject) {
  const { routeTables, gaps } = readDescribe([
    documentOf({ elements: { RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', ...element }] } }),
  ])
  return { table: routeTables.get('rtb-1'), gaps }
}

function readRoute(route: JsonObject) {
  const { table } = readTable({ Routes: [{ DestinationCidrBlock: '0.0.0.0/0', State: 'active', ...route }] })
  return table?.routes[0]
}

describe('a route table', () => {
  it('is read whole', () => {
    const { table } = readTable({
      Associations: [
        { Main: true, AssociationState: { State: 'associated' } },
        { SubnetId: 'subnet-1', Main: false },
        { SubnetId: 'subnet-2', AssociationState: { State: 'disassociated' } },
        { GatewayId: 'igw-1', AssociationState: { State: 'associated' } },
      ],
      PropagatingVgws: [{ GatewayId: 'vgw-1' }],
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
      ],
      Tags: [{ Key: 'Name', Value: 'public' }],
    })

    expect(table).toMatchObject({
      name: 'public',
      vpcId: 'vpc-1',
      isMain: true,
      subnetIds: ['subnet-1'],
      gatewayIds: ['igw-1'],
      propagatingVgwIds: ['vgw-1'],
      unread: [],
    })
    expect(table?.routes).toEqual([
      {
        destination: { kind: 'prefix', prefix: { family: 4, base: 10 * 2 ** 24, length: 16 } },
        target: { kind: 'local' },
        state: 'active',
        origin: 'create-route-table',
        pointer: '/RouteTables/0/Routes/0',
      },
    ])
  })

  it.each([
    ['a destination that is none', { DestinationCidrBlock: 'everywhere', GatewayId: 'igw-1' }, 'everywhere'],
    ['a prefix list without its kind', { DestinationPrefixListId: 'list-1', GatewayId: 'igw-1' }, 'list-1'],
    ['a state of the future', { DestinationCidrBlock: '10.0.0.0/8', State: 'dreaming' }, '10.0.0.0/8'],
    ['no destination', { GatewayId: 'igw-1' }, '{"GatewayId":"igw-1"}'],
    ['a text', 'local', '"local"'],
  ])('names a route it could not read, because it may be the most specific: %s', (_, route, unread) => {
    const { table, gaps } = readTable({ Routes: [route] })

    expect(table?.routes).toEqual([])
    expect(table?.unread).toEqual([unread])
    expect(gaps.filter(({ kind }) => kind === 'unreadable')).toMatchObject([
      { key: 'RouteTables', resourceId: 'rtb-1' },
    ])
  })

  it('without a list of routes settles nothing', () => {
    expect(readTable({}).table?.unread).toEqual(['Routes (no list)'])
  })
})

describe('a route', () => {
  it.each([
    [{ GatewayId: 'local' }, { kind: 'local' }],
    [{ GatewayId: 'igw-1' }, { kind: 'internet-gateway', id: 'igw-1' }],
    [{ GatewayId: 'vgw-1' }, { kind: 'vpn-gateway', id: 'vgw-1' }],
    [{ GatewayId: 'vpce-1' }, { kind: 'vpc-endpoint', id: 'vpce-1' }],
    [{ GatewayId: 'eigw-1' }, { kind: 'egress-only-internet-gateway', id: 'eigw-1' }],
    [{ GatewayId: 'cagw-1' }, { kind: 'carrier-gateway', id: 'cagw-1' }],
    [{ GatewayId: 'lgw-1' }, { kind: 'local-gateway', id: 'lgw-1' }],
    [{ GatewayId: 'tgw-1' }, { kind: 'transit-gateway', id: 'tgw-1' }],
    [{ GatewayId: 'xgw-1' }, { kind: 'unsupported', id: 'xgw-1' }],
    [{ NatGatewayId: 'nat-1' }, { kind: 'nat-gateway', id: 'nat-1' }],
    [
      { NetworkInterfaceId: 'eni-1', InstanceId: 'i-1' },
      { kind: 'network-interface', id: 'eni-1' },
    ],
    [
      { InstanceId: 'i-1', InstanceOwnerId: '111122223333' },
      { kind: 'instance', id: 'i-1' },
    ],
    [{ TransitGatewayId: 'tgw-1' }, { kind: 'transit-gateway', id: 'tgw-1' }],
    [{ VpcPeeringConnectionId: 'pcx-1' }, { kind: 'vpc-peering', id: 'pcx-1' }],
    [{ EgressOnlyInternetGatewayId: 'eigw-1' }, { kind: 'egress-only-internet-gateway', id: 'eigw-1' }],
    [{ VpcEndpointId: 'vpce-1' }, { kind: 'vpc-endpoint', id: 'vpce-1' }],
    [{ CarrierGatewayId: 'cagw-1' }, { kind: 'carrier-gateway', id: 'cagw-1' }],
    [{ LocalGatewayId: 'lgw-1' }, { kind: 'local-gateway', id: 'lgw-1' }],
    [{ CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/c' }, { kind: 'core-network' }],
    [{ OdbNetworkArn: 'arn:aws:odb:eu-west-1:1:odb-network/o' }, { kind: 'odb-network' }],
    [{ IpAddress: '10.0.0.4' }, { kind: 'ip-address', id: '10.0.0.4' }],
    [{ GatewayId: '', NatGatewayId: '' }, { kind: 'none' }],
    [
      { SomethingNewId: 'new-1', Origin: 'CreateRoute' },
      { kind: 'unsupported', id: 'new-1' },
    ],
    [{ NatGatewayId: 'gateway of another kind' }, { kind: 'unsupported' }],
  ])('with %j leads to %j', (route, target) => {
    expect(readRoute(route)?.target).toMatchObject(target)
  })

  it.each([
    [
      { DestinationIpv6CidrBlock: '::/0', DestinationCidrBlock: null },
      { kind: 'prefix', prefix: { family: 6 } },
    ],
    [
      { DestinationPrefixListId: 'pl-1', DestinationCidrBlock: null },
      { kind: 'prefix-list', id: 'pl-1' },
    ],
  ])('to %j is read', (route, destination) => {
    expect(readRoute({ ...route, GatewayId: 'igw-1' })?.destination).toMatchObject(destination)
  })

  it.each([
    [{ State: 'blackhole', Origin: 'CreateRoute' }, 'blackhole', 'create-route'],
    [{ State: 'filtered', Origin: 'EnableVgwRoutePropagation' }, 'filtered', 'propagated'],
    [{ Origin: 'Advertisement' }, 'active', 'advertised'],
    [{}, 'active', 'unknown'],
  ])('with %j is %s and %s', (route, state, origin) => {
    expect(readRoute({ GatewayId: 'igw-1', ...route })).toMatchObject({ state, origin })
  })

  it('to a target this version does not know is a gap', () => {
    const { gaps } = readTable({
      Routes: [
        { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'xgw-1' },
        { DestinationCidrBlock: '10.8.0.0/16' },
        { DestinationCidrBlock: '10.7.0.0/16', State: 'blackhole' },
      ],
    })

    expect(gaps.filter(({ kind }) => kind === 'unsupported').map(({ id }) => id)).toEqual([
      'unsupported/111122223333/eu-west-1/RouteTables/rtb-1/10.8.0.0/16',
      'unsupported/111122223333/eu-west-1/RouteTables/rtb-1/10.9.0.0/16',
    ])
  })
})
