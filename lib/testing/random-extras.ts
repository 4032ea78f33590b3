/**
 * What few networks have, laid over a random estate one or two at a time: regional and wide NAT gateways, a Classic Load
 * Balancer, a second transit gateway, Direct Connect, secondary and delegated addresses, a second account.
 */

import fc from 'fast-check'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import * as plain from './plain-elements.ts'
import { transitPeering } from './plain-transit.ts'
import { type FirewallPlan, firewallPlan, withFirewall } from './random-firewall.ts'
import { inside, list, word } from './simulate-records.ts'

type Elements = ReadonlyMap<DescribeKey, readonly JsonObject[]>
type Extra = (elements: Elements, roll: number) => Elements

function changed(elements: Elements, key: DescribeKey, change: (all: readonly JsonObject[]) => readonly JsonObject[]) {
  const all = elements.get(key)
  return all === undefined ? elements : new Map([...elements, [key, change(all)]])
}

function added(elements: Elements, key: DescribeKey, ...more: readonly JsonObject[]): Elements {
  return changed(elements, key, (all) => [...all, ...more])
}

function withNat(elements: Elements, change: (nat: JsonObject) => JsonObject): Elements {
  return changed(elements, 'NatGateways', (all) =>
    all.map((each) => (each['NatGatewayId'] === 'nat-1' ? change(each) : each)),
  )
}

/** No subnet, a table of its own, addresses zone by zone. Source: VPC guide, "Regional NAT gateways". */
const regionalNat: Extra = (elements, roll) => {
  const zones = ['eu-west-1a', 'eu-west-1b'].slice(0, 1 + (roll % 2))
  const addresses = zones.map((AvailabilityZone, index) => ({
    AvailabilityZone,
    PublicIp: `198.51.100.${5 + index}`,
    IsPrimary: true,
  }))
  const nat = withNat(elements, ({ SubnetId: _, NatGatewayAddresses: __, ...rest }) => ({
    ...rest,
    AvailabilityMode: 'regional',
    RouteTableId: 'rtb-nat',
    NatGatewayAddresses: addresses,
  }))
  const [block = ''] = list(elements.get('Vpcs')?.[0] ?? null, 'CidrBlockAssociationSet').map((each) =>
    word(each, 'CidrBlock'),
  )
  const way = roll % 5 === 4 ? [] : ['0.0.0.0/0 igw-1']
  const withTable = added(nat, 'RouteTables', plain.table('rtb-nat', 'vpc-1', ['', `${block} local`, ...way]))
  return changed(withTable, 'NetworkInterfaces', (all) =>
    all.filter((each) => each['NetworkInterfaceId'] !== 'eni-of-nat-1'),
  )
}

/** A flow is sent under one of the addresses, and nobody knows which. Source: VPC guide, "NAT gateway basics". */
const wideNat: Extra = (elements) =>
  withNat(elements, (nat) => ({
    ...nat,
    NatGatewayAddresses: [
      ...list(nat, 'NatGatewayAddresses'),
      { NetworkInterfaceId: 'eni-of-nat-1', PrivateIp: '10.0.1.6', PublicIp: '198.51.100.6', IsPrimary: false },
    ],
  }))

/** Two nodes, the instances of vpc-1 behind them. Source: Classic Load Balancers guide. */
const classicBalancer: Extra = (elements, roll) => {
  const instances = (elements.get('NetworkInterfaces') ?? [])
    .filter((each) => each['VpcId'] === 'vpc-1' && /^eni-\d$/.test(word(each, 'NetworkInterfaceId')))
    .map((each) => ({ InstanceId: word(inside(each, 'Attachment'), 'InstanceId') }))
  const subnets = (elements.get('Subnets') ?? []).filter((each) =>
    ['subnet-1', 'subnet-3'].includes(word(each, 'SubnetId')),
  )
  const [first, second] = subnets
  const own = first && second && first['AvailabilityZone'] === second['AvailabilityZone'] ? [first] : subnets
  const nodes = own.map((subnet, index) =>
    plain.networkInterface(`eni-clb${index + 1}`, {
      vpc: 'vpc-1',
      subnet: word(subnet, 'SubnetId'),
      ip: `${word(subnet, 'CidrBlock').replace('0/24', '')}8${index}`,
      publicIp: `198.51.100.8${index}`,
      groups: ['sg-lb'],
      more: { Description: 'ELB old', RequesterManaged: true },
    }),
  )
  const balancer = {
    LoadBalancerName: 'old',
    Scheme: 'internet-facing',
    VPCId: 'vpc-1',
    Subnets: own.map((subnet) => word(subnet, 'SubnetId')),
    SecurityGroups: ['sg-lb'],
    Instances: instances,
    ListenerDescriptions: [
      {
        Listener: {
          Protocol: 'TCP',
          LoadBalancerPort: 22,
          InstanceProtocol: 'TCP',
          InstancePort: roll % 3 ? 22 : 1024,
        },
      },
    ],
    Attributes: { CrossZoneLoadBalancing: { Enabled: roll % 2 === 0 } },
  }
  return added(added(elements, 'NetworkInterfaces', ...nodes), 'LoadBalancerDescriptions', balancer)
}

/** vpc-3 hangs on a gateway of its own, which is the peer of the first. Source: Transit Gateway guide, "Peering attachments". */
const secondTransit: Extra = (elements, roll) => {
  const [third] = (elements.get('Vpcs') ?? []).filter((each) => each['VpcId'] === 'vpc-3')
  const block = word(third ?? null, 'CidrBlock')
  const isThird = (each: JsonObject) => each['TransitGatewayAttachmentId'] === 'tgw-attach-3'
  const moved = (each: JsonObject) => (isThird(each) ? { ...each, TransitGatewayId: 'tgw-2' } : each)
  const others = (table: JsonObject): JsonObject => {
    const isLast = table['TransitGatewayRouteTableId'] === 'tgw-rtb-1'
    return {
      ...table,
      Associations: [
        ...list(table, 'Associations').filter((each) => !isThird(each)),
        ...(isLast ? [{ ...PEER, State: 'associated' }] : []),
      ],
      Routes: [
        ...list(table, 'Routes').filter((each) => !list(each, 'TransitGatewayAttachments').some(isThird)),
        staticRoute(block, PEER),
      ],
    }
  }
  const steps: readonly (readonly [DescribeKey, (all: readonly JsonObject[]) => readonly JsonObject[]])[] = [
    ['TransitGateways', (all) => [...all, { ...all[0], TransitGatewayId: 'tgw-2' }]],
    [
      'TransitGatewayAttachments',
      (all) => all.map((each) => (isThird(each) ? { ...moved(each), Association: TABLE_OF_SECOND } : each)),
    ],
    ['TransitGatewayVpcAttachments', (all) => all.map(moved)],
    ['TransitGatewayRouteTables', (all) => [...all.map(others), tableOfSecond(block, roll)]],
    ['TransitGatewayPeeringAttachments', (all) => [...all, transitPeering('tgw-attach-peer', ['tgw-1', 'tgw-2'])]],
    ['RouteTables', (all) => all.map((table) => (table['VpcId'] === 'vpc-3' ? toSecond(table) : table))],
  ]
  return steps.reduce((done, [key, change]) => changed(done, key, change), elements)
}

const PEER = { TransitGatewayAttachmentId: 'tgw-attach-peer', ResourceType: 'peering', ResourceId: 'tgw-2' }
const HOME = { TransitGatewayAttachmentId: 'tgw-attach-3', ResourceType: 'vpc', ResourceId: 'vpc-3' }

function staticRoute(DestinationCidrBlock: string, attachment: JsonObject): JsonObject {
  return { DestinationCidrBlock, Type: 'static', State: 'active', TransitGatewayAttachments: [attachment] }
}

/** The way back to the first gateway is missing now and then. */
function tableOfSecond(block: string, roll: number): JsonObject {
  const back = { ...PEER, ResourceId: 'tgw-1' }
  return {
    TransitGatewayRouteTableId: 'tgw-rtb-9',
    TransitGatewayId: 'tgw-2',
    State: 'available',
    Associations: [HOME, back].map((each) => ({ ...each, State: 'associated' })),
    Propagations: [],
    Routes: [staticRoute(block, HOME), ...(roll % 4 ? [staticRoute('10.0.0.0/15', back)] : [])],
  }
}

const TABLE_OF_SECOND = { TransitGatewayRouteTableId: 'tgw-rtb-9', State: 'associated' }

function toSecond(table: JsonObject): JsonObject {
  const routes = list(table, 'Routes').map((each) =>
    each['TransitGatewayId'] === undefined ? each : { ...each, TransitGatewayId: 'tgw-2' },
  )
  return { ...table, Routes: routes }
}

/** A private virtual interface on vgw-1, in place of its VPN. Source: Direct Connect guide, "Virtual interfaces". */
const directConnect: Extra = (elements, roll) => {
  const line = {
    virtualInterfaceId: 'dxvif-1',
    virtualInterfaceType: 'private',
    virtualGatewayId: 'vgw-1',
    ownerAccount: plain.OWNER,
    virtualInterfaceState: roll % 3 === 2 ? 'down' : 'available',
  }
  const without = changed(elements, 'VpnConnections', (all) => all.filter((each) => each['VpnGatewayId'] !== 'vgw-1'))
  return added(roll % 2 ? without : elements, 'VirtualInterfaces', line)
}

/** Hosts with a second private address that has a public one too, and blocks delegated to them. Source: EC2 guide, "Prefix delegation". */
const moreAddresses: Extra = (elements, roll) =>
  changed(elements, 'NetworkInterfaces', (all) =>
    all.map((each, index) => {
      if (!/^eni-\d$/.test(word(each, 'NetworkInterfaceId'))) return each
      const [first = ''] = list(each, 'PrivateIpAddresses').map((one) => word(one, 'PrivateIpAddress'))
      const second = {
        Primary: false,
        PrivateIpAddress: first.replace(/\d+$/, String(40 + index)),
        ...((roll + index) % 2
          ? { Association: { PublicIp: `198.51.100.${40 + index}`, IpOwnerId: plain.OWNER } }
          : {}),
      }
      const [six] = list(each, 'Ipv6Addresses').map((one) => word(one, 'Ipv6Address'))
      return {
        ...each,
        PrivateIpAddresses: [...list(each, 'PrivateIpAddresses'), second],
        Ipv4Prefixes: [{ Ipv4Prefix: first.replace(/\d+$/, `${128 + 16 * (index % 7)}/28`) }],
        ...(six === undefined ? {} : { Ipv6Prefixes: [{ Ipv6Prefix: six.replace(/::.*$/, `:${index + 1}::/80`) }] }),
      }
    }),
  )

const EXTRAS = { regionalNat, wideNat, classicBalancer, secondTransit, directConnect, moreAddresses }
type ExtraName = keyof typeof EXTRAS

export const extras = fc.record({
  names: fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly ExtraName[]>([]) },
    {
      weight: 2,
      arbitrary: fc.uniqueArray(
        fc.constantFrom<ExtraName>(
          ...([
            'regionalNat',
            'wideNat',
            'classicBalancer',
            'secondTransit',
            'directConnect',
            'moreAddresses',
          ] as const),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    },
  ),
  roll: fc.nat({ max: 59 }),
  firewall: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: firewallPlan }),
})

export interface ExtrasPlan {
  readonly names: readonly ExtraName[]
  readonly roll: number
  readonly firewall: FirewallPlan | null
}

/** The estate with its extras; keys that were not collected stay so. */
export function withExtras(document: DescribeDocument, { names, roll, firewall }: ExtrasPlan): DescribeDocument {
  const chosen = names.filter((name) => name !== 'wideNat' || !names.includes('regionalNat'))
  const elements = chosen.reduce<Elements>((done, name) => EXTRAS[name](done, roll), document.elements)
  return { ...document, elements: firewall === null ? elements : withFirewall(elements, firewall) }
}
