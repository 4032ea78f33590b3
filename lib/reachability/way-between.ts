/**
 * Does what is known lead a packet from one end to the groups of the other? Only then do those groups alone settle what
 * cannot get through; where the way is lost, something nobody collected may lie on it.
 */

import { type Address, containsAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { type Endpoint, publicNameOf, routeSide } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { trace } from './trace.ts'
import { isUndecided } from './trace-cuts.ts'
import type { Trace, TraceHop } from './trace-result.ts'
import { lookUpRoute } from './walk/look-up-route.ts'
import { zoneOf } from './walk/zone.ts'

export interface Pair {
  readonly from: Endpoint
  readonly to: Endpoint
}

export type Way =
  /** It comes to the destination, with this source: its own, or that of a NAT gateway between. */
  | { readonly kind: 'told'; readonly source: Address }
  | { readonly kind: 'lost' }
  /** Routes or gateways stop every packet between the two. */
  | { readonly kind: 'none' }

const LOST: Way = { kind: 'lost' }
const NONE: Way = { kind: 'none' }

/** What was found out about ways, by numbers for what decides them. */
interface Ways {
  readonly keys: WeakMap<Endpoint, EndKeys>
  readonly numbers: Map<string, number>
  /** By sender, then by receiver. */
  readonly between: Map<number, Way>[]
  /** Is an address on this side delivered by the local route of this table? */
  readonly local: Map<number, boolean>
  /** Between VPCs, past the subnets of both ends. */
  readonly outside: Map<string, Way | null>
}

/** Two ends with one number are sent from alike, or are reached alike. */
interface EndKeys {
  readonly sender: number
  readonly receiver: number
  readonly side: number
  readonly isPublic: boolean
}

const WAYS = new WeakMap<Network, Ways>()

function waysOf(network: Network): Ways {
  const known = WAYS.get(network)
  if (known) return known
  const ways: Ways = {
    keys: new WeakMap(),
    numbers: new Map(),
    between: [],
    local: new Map(),
    outside: new Map(),
  }
  WAYS.set(network, ways)
  return ways
}

/** Senders of one number have the same way to any one receiver. */
export function senderKey(network: Network, end: Endpoint): number {
  return keysOf(network, end).sender
}

/** To receivers of one number there is the same way from any one sender. */
export function receiverKey(network: Network, end: Endpoint): number {
  return keysOf(network, end).receiver
}

function keysOf(network: Network, end: Endpoint): EndKeys {
  const { keys, numbers } = waysOf(network)
  const known = keys.get(end)
  if (known) return known
  const { address, networkInterface } = end
  const { subnetId, type } = networkInterface
  const side = routeSide(network, address)
  const isPublic = publicNameOf(network, end) !== null
  const beside = network.inventory.subnets.get(subnetId)?.cidrs.some((cidr) => containsAddress(cidr, address)) ?? false
  const made: EndKeys = {
    sender: numberOf(numbers, `from ${subnetId} ${isPublic} ${address.family} ${side}`),
    receiver: numberOf(numbers, `to ${subnetId} ${type} ${beside} ${address.family} ${side}`),
    side,
    isPublic,
  }
  keys.set(end, made)
  return made
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text) ?? numbers.size
  numbers.set(text, known)
  return known
}

/** Two numbers as one: there are fewer ends, tables and sides than this. */
const SPAN = 2 ** 26

export function wayBetween(network: Network, pair: Pair): Way {
  const { from, to } = pair
  if (isDelivered(network, pair)) return { kind: 'told', source: from.address }
  const sender = keysOf(network, from).sender
  const { between } = waysOf(network)
  const ways = between[sender] ?? new Map<number, Way>()
  between[sender] = ways
  const receiver = keysOf(network, to).receiver
  const known = ways.get(receiver)
  if (known) return known.kind === 'told' ? { kind: 'told', source: from.address } : known
  const way = wayOutside(network, pair) ?? probed(network, pair)
  // A source that is rewritten is that of the one who was asked, and of nobody else.
  if (!isRewritten(way, pair)) ways.set(receiver, way)
  return way
}

function isRewritten(way: Way, { from }: Pair): boolean {
  return way.kind === 'told' && way.source.value !== from.address.value
}

function probed(network: Network, pair: Pair): Way {
  return wayOfProbe(probe(network, pair), pair)
}

function probe(network: Network, pair: Pair): Trace {
  return trace(network, pairQuery(pair, { protocol: TCP, port: 443 }))
}

/** Inside a subnet, or by the local route of a table that is wholly known. */
export function isDelivered(network: Network, { from, to }: Pair): boolean {
  const { inventory, index } = network
  const [sender, receiver] = [from.networkInterface, to.networkInterface]
  if (sender.vpcId !== receiver.vpcId) return false
  const subnet = inventory.subnets.get(sender.subnetId)
  if (sender.subnetId === receiver.subnetId && subnet?.cidrs.some((cidr) => containsAddress(cidr, to.address)))
    return true
  const table = index.routeTableBySubnet.get(sender.subnetId)
  if (!table) return false
  const { local, numbers } = waysOf(network)
  const key = numberOf(numbers, `${table.id} ${to.address.family}`) * SPAN + keysOf(network, to).side
  const known = local.get(key)
  if (known !== undefined) return known
  const found = lookUpRoute(inventory, { table, destination: to.address, mayBeService: false })
  const delivered = found.kind === 'route' && found.route.target.kind === 'local' && found.route.state === 'active'
  local.set(key, delivered)
  return delivered
}

/**
 * Where a route leads into a transit gateway or a peering connection, the subnets of both ends are behind: all of a zone
 * go the same way, and it is asked once. Where no route leads anywhere, nothing need be asked. Null where the subnets
 * themselves may count.
 */
function wayOutside(network: Network, pair: Pair): Way | null {
  const { from, to } = pair
  const exit = exitOf(network, pair)
  if (exit === null) return null
  if (exit === 'none') return NONE
  const { outside } = waysOf(network)
  const key = `${exit} ${keysOf(network, from).isPublic} ${keysOf(network, from).side} ${entranceOf(network, to)}`
  const known = outside.get(key)
  if (known !== undefined) return known?.kind === 'told' ? { kind: 'told', source: from.address } : known
  const answer = probe(network, pair)
  const way = wayOfProbe(answer, pair)
  // None of these rewrites a source.
  const settled = answer.forward.every(({ kind }) => BY_SIDE.has(kind))
  outside.set(key, settled ? way : null)
  return way
}

/** What carries a packet by its addresses and its zone, and what filters it: no subnet of either end is asked where to. */
const BY_SIDE: ReadonlySet<TraceHop['kind']> = new Set([
  'network-interface',
  'security-group',
  'network-acl',
  'route-table',
  'vpc-peering',
  'transit-gateway',
  'transit-gateway-attachment',
  'transit-gateway-route-table',
  'subnet',
])

/** By what, and in which zone, packets leave the sender's VPC; `none` when no route takes them, null when it takes a walk. */
function exitOf({ inventory, index }: Network, { from, to }: Pair): string | null {
  const { subnetId, vpcId } = from.networkInterface
  const subnet = inventory.subnets.get(subnetId)
  const table = index.routeTableBySubnet.get(subnetId)
  if (!subnet || !table || vpcId === to.networkInterface.vpcId) return null
  if (subnet.cidrs.some((cidr) => containsAddress(cidr, to.address))) return null
  const found = lookUpRoute(inventory, { table, destination: to.address, mayBeService: true })
  if (found.kind !== 'route') return found.kind === 'none' ? 'none' : null
  const { target, state } = found.route
  if (state !== 'active' || !(target.kind === 'transit-gateway' || target.kind === 'vpc-peering')) return null
  // A transit gateway is left in the zone it was entered from; a peering connection knows no zones.
  return `${target.id} ${vpcId} ${target.kind === 'vpc-peering' ? '' : zoneOf(subnet)}`
}

/** An attachment subnet is entered past its table and its ACL. */
function entranceOf(network: Network, to: Endpoint): string {
  const { subnetId, vpcId, type } = to.networkInterface
  const { receiver, side } = keysOf(network, to)
  if (!network.inventory.subnets.has(subnetId) || isAttachmentSubnet(network, to)) return `to ${receiver}`
  return `${vpcId} ${type} ${to.address.family} ${side}`
}

function isAttachmentSubnet({ index }: Network, { networkInterface: { vpcId, subnetId } }: Endpoint): boolean {
  const attachments = index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []
  return attachments.some(({ subnetIds }) => subnetIds === null || subnetIds.some((id) => id === subnetId))
}

/** The walk goes on past what blocks, so it shows whether it comes to the other end at all. */
export function wayOfProbe(
  { forward, delivered }: Trace,
  { from, to }: { readonly from: Endpoint | null; readonly to: Endpoint },
): Way {
  const own = forward.findIndex((hop) => isAt(hop, to))
  const arrival = forward[own]
  const between = (own < 0 ? forward : forward.slice(0, own)).filter((hop) => from === null || !isAt(hop, from))
  // What steers and is unknown has other ways out than the one that was followed.
  const steering = between.filter(({ kind }) => !BY_PORT.has(kind))
  const stop = steering.find((hop) => hop.decision !== 'passes' || isUndecided(hop))
  if (!stop) return arrival ? { kind: 'told', source: arrival.inbound.source } : LOST
  return stop.decision === 'blocks' && delivered === 'blocked' ? NONE : LOST
}

/** What stops some packets and not others. */
const BY_PORT: ReadonlySet<TraceHop['kind']> = new Set([
  'network-acl',
  'security-group',
  'network-firewall',
  'load-balancer',
  'target-group',
  'vpc-endpoint',
])

function isAt({ component, attachedTo, kind }: TraceHop, { networkInterface }: Endpoint): boolean {
  return component === networkInterface.id || (kind === 'security-group' && attachedTo === networkInterface.id)
}
