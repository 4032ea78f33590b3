/**
 * Everything that can flow in a network, between classes of ends: what a scope then picks from. Which kinds of flow are
 * looked at is said by the ends the scope names.
 */

import type { RouteTarget } from '../../inventory/routing.ts'
import type { Family } from '../../net/prefix.ts'
import { TCP, UDP } from '../../net/protocol.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  INTERNET,
  NO_ADDRESSES,
  ofFamily,
  subtractAddresses,
  unionAddresses,
} from '../../net/traffic.ts'
import { type Endpoint, type EndpointClass, endpointClasses, publicNameOf } from '../endpoint-classes.ts'
import { exposure } from '../exposure.ts'
import type { Network } from '../network.ts'
import { addressOf, outsideTraffic } from '../outside-traffic.ts'
import { trafficOf } from '../pair-traffic.ts'
import { pairsWorthAsking } from '../pairs-worth-asking.ts'
import { destinationPrefixes } from '../reply-routes.ts'
import { trace } from '../trace.ts'
import type { Trace, TraceQuery } from '../trace-result.ts'
import type { PathProduct } from './path-product.ts'
import { routedTo } from './routed-gateways.ts'

export interface Flow {
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
  readonly product: PathProduct
  /** For one packet of the product. */
  readonly trace: Trace
}

/** Which ends are asked about; a test that is null holds for all. */
export interface FlowWish {
  readonly families: readonly Family[]
  readonly protocols: readonly number[]
  readonly sends: ((end: Endpoint) => boolean) | null
  readonly receives: ((end: Endpoint) => boolean) | null
  /** Components paths may start at: gateways, attachments, connections. */
  readonly starts: (component: string) => boolean
  readonly finishes: (component: string) => boolean
  /** Do paths between interfaces matter, for their ends or for what they pass? */
  readonly between: boolean
}

export function* flows(network: Network, wish: FlowWish): Generator<Flow> {
  for (const family of wish.families) {
    const classes = endpointClasses(network, family)
    const senders = wish.sends === null ? classes : narrowed(classes, wish.sends)
    const receivers = wish.receives === null ? classes : narrowed(classes, wish.receives)
    for (const protocol of wish.protocols) {
      if (wish.between) yield* flowsBetween(network, { senders, receivers }, protocol)
      yield* flowsIn(network, receivers, { family, protocol, wish })
      yield* flowsThroughBalancers(network, receivers, { family, protocol, wish })
      yield* flowsOut(network, senders, { family, protocol, wish })
    }
  }
}

export const SCOPE_PROTOCOLS: readonly number[] = [TCP, UDP]

function narrowed(classes: readonly EndpointClass[], wanted: (end: Endpoint) => boolean): readonly EndpointClass[] {
  return classes.flatMap(({ members }) => {
    const kept = members.filter(wanted)
    const [representative] = kept
    return representative ? [{ representative, members: kept }] : []
  })
}

function* flowsBetween(
  network: Network,
  { senders, receivers }: { readonly senders: readonly EndpointClass[]; readonly receivers: readonly EndpointClass[] },
  protocol: number,
): Generator<Flow> {
  for (const { from, to, pair } of pairsWorthAsking(network, { senders, receivers })) {
    for (const traffic of trafficOf(network, pair, { protocol, ports: ALL_PORTS })) {
      const product = { ...OUTSIDE, senders: from.members, receivers: to.members, destinationPorts: traffic.ports }
      yield { family: pair.to.address.family, protocol, product, trace: traffic.trace }
    }
  }
}

const OUTSIDE: PathProduct = {
  senders: [],
  receivers: [],
  sourceAddresses: NO_ADDRESSES,
  destinationAddresses: NO_ADDRESSES,
  sourcePorts: ALL_PORTS,
  destinationPorts: ALL_PORTS,
}

interface Kind {
  readonly family: Family
  readonly protocol: number
  readonly wish: FlowWish
}

/** From the internet by an internet gateway, and from what lies behind a VPN gateway or a transit gateway attachment. */
function* flowsIn(network: Network, receivers: readonly EndpointClass[], kind: Kind): Generator<Flow> {
  const { family, protocol, wish } = kind
  for (const { representative: end, members } of receivers) {
    for (const { from, outside, destinationIp } of origins(network, end, wish)) {
      const found = outsideTraffic(network, {
        end,
        direction: 'in',
        protocol,
        outside: ofFamily(outside, family),
        ask: (sourceIp, port) => ({ ...query(kind, port), from, to: end.networkInterface.id, sourceIp, destinationIp }),
      })
      for (const { addresses, ports, trace: answer } of found) {
        const product = { ...OUTSIDE, receivers: members, sourceAddresses: addresses, destinationPorts: ports }
        yield { family, protocol, product, trace: answer }
      }
    }
  }
}

/**
 * From the internet through a load balancer to its targets: told by exposure, which knows what the listeners forward.
 * The ports are those of the listeners.
 */
function* flowsThroughBalancers(
  network: Network,
  receivers: readonly EndpointClass[],
  { family, protocol, wish }: Kind,
): Generator<Flow> {
  if (![...network.inventory.internetGateways.keys()].some(wish.starts)) return
  const ends = new Map<string, Endpoint>(
    receivers.flatMap(({ members }) => members.map((end) => [end.networkInterface.id, end] as const)),
  )
  for (const row of exposure(network)) {
    if (row.via === null || row.family !== family || !(row.protocol === protocol || row.protocol === 'any')) continue
    const members = row.members.flatMap((id) => ends.get(id) ?? [])
    const port = row.ports[0]?.[0]
    const first = family === 4 ? row.sources.v4[0]?.[0] : row.sources.v6[0]?.[0]
    const to = members[0]?.networkInterface.id
    if (to === undefined || port === undefined || first === undefined) continue
    const sourceIp = addressOf(family, first)
    const answer = trace(network, {
      ...query({ family, protocol, wish }, port),
      from: 'internet',
      to,
      sourceIp,
      via: row.via,
    })
    const product = { ...OUTSIDE, receivers: members, sourceAddresses: row.sources, destinationPorts: row.ports }
    yield { family, protocol, product, trace: answer }
  }
}

interface Origin {
  readonly from: string
  readonly outside: AddressSet
  readonly destinationIp: Endpoint['address']
}

function origins(network: Network, { networkInterface, address }: Endpoint, { starts }: FlowWish): readonly Origin[] {
  const { internetGatewaysByVpc, vpnGatewaysByVpc, transitGatewayAttachmentsByVpc } = network.index
  const { vpcId } = networkInterface
  const publicIp = publicNameOf(network, { networkInterface, address })
  const byInternet =
    publicIp !== null &&
    [
      ...(internetGatewaysByVpc.get(vpcId) ?? []).map(({ id }) => id),
      ...routedTo(network, 'internet-gateway', vpcId),
    ].some(starts)
  const gates = [...(vpnGatewaysByVpc.get(vpcId) ?? []), ...(transitGatewayAttachmentsByVpc.get(vpcId) ?? [])]
  const beyond = beyondVpcs(network)
  return [
    ...(byInternet ? [{ from: 'internet', outside: INTERNET, destinationIp: publicIp }] : []),
    ...gates.filter(({ id }) => starts(id)).map(({ id }) => ({ from: id, outside: beyond, destinationIp: address })),
  ]
}

/** To the internet, and to whatever the routes of the subnet say lies behind a gateway, a peering or an endpoint. */
function* flowsOut(network: Network, senders: readonly EndpointClass[], kind: Kind): Generator<Flow> {
  const { family, protocol, wish } = kind
  for (const { representative: end, members } of senders) {
    for (const { to, outside } of goals(network, end, wish)) {
      const found = outsideTraffic(
        network,
        {
          end,
          direction: 'out',
          protocol,
          outside: ofFamily(outside, family),
          ask: (destinationIp, port) => ({
            ...query(kind, port),
            from: end.networkInterface.id,
            to,
            sourceIp: end.address,
            destinationIp,
          }),
        },
        ({ delivered, forward }) =>
          delivered !== 'blocked' || forward.some(({ component }) => wish.finishes(component)),
      )
      for (const { addresses, ports, trace: answer } of found) {
        const product = { ...OUTSIDE, senders: members, destinationAddresses: addresses, destinationPorts: ports }
        yield { family, protocol, product, trace: answer }
      }
    }
  }
}

interface Goal {
  readonly to: string
  readonly outside: AddressSet
}

function goals(network: Network, end: Endpoint, { finishes }: FlowWish): readonly Goal[] {
  const { internetGateways, egressOnlyInternetGateways } = network.inventory
  const gateways = [
    ...internetGateways.keys(),
    ...egressOnlyInternetGateways.keys(),
    ...routedTo(network, 'internet-gateway'),
    ...routedTo(network, 'egress-only-internet-gateway'),
  ]
  const internet = gateways.some(finishes) ? [{ to: 'internet', outside: INTERNET }] : []
  const behind = new Map<string, AddressSet>()
  const table = network.index.routeTableBySubnet.get(end.networkInterface.subnetId)
  for (const route of table?.routes ?? []) {
    const prefixes = destinationPrefixes(network.inventory, route)
    const outside = prefixes ? addressSet(prefixes) : EVERYWHERE
    for (const gate of gatesOf(network, route.target).filter(finishes)) {
      behind.set(gate, unionAddresses(behind.get(gate) ?? NO_ADDRESSES, outside))
    }
  }
  return [...internet, ...[...behind].map(([to, outside]) => ({ to, outside }))]
}

/** Where a path may end that leaves by a route: a transit gateway is left by one of its attachments. */
function gatesOf({ index }: Network, target: RouteTarget): readonly string[] {
  switch (target.kind) {
    case 'vpc-peering':
    case 'vpn-gateway':
    case 'vpc-endpoint':
      return [target.id]
    case 'transit-gateway':
      return (index.transitGatewayAttachmentsByGateway.get(target.id) ?? []).map(({ id }) => id)
    default:
      return []
  }
}

const EVERYWHERE = addressSet([
  { family: 4, base: 0, length: 0 },
  { family: 6, base: 0n, length: 0 },
])

const BEYOND = new WeakMap<Network, AddressSet>()

/** Addresses of no VPC here: what may lie behind a VPN or a transit gateway. */
function beyondVpcs(network: Network): AddressSet {
  const known = BEYOND.get(network)
  if (known) return known
  const inside = addressSet([...network.inventory.vpcs.values()].flatMap(({ cidrs }) => cidrs))
  const beyond = subtractAddresses(EVERYWHERE, inside)
  BEYOND.set(network, beyond)
  return beyond
}

function query({ family, protocol }: Kind, port: number): Omit<TraceQuery, 'from' | 'to'> {
  return { protocol, port, family, sourceIp: null, destinationIp: null, sourcePort: null, icmp: null, via: null }
}
