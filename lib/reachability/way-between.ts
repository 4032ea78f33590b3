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

const WAYS = new WeakMap<Network, Map<string, Way>>()

export function wayBetween(network: Network, pair: Pair): Way {
  const { from, to } = pair
  if (isDelivered(network, pair)) return { kind: 'told', source: from.address }
  const ways = WAYS.get(network) ?? new Map<string, Way>()
  WAYS.set(network, ways)
  const { subnetId, type, id } = to.networkInterface
  const end = type === 'interface' || type === 'lambda' ? subnetId : id
  const named = publicNameOf(network, from) === null ? '' : 'public'
  const sides = `${routeSide(network, from.address)} ${to.address.family} ${routeSide(network, to.address)}`
  const key = `${from.networkInterface.subnetId} ${named} ${end} ${sides}`
  const known = ways.get(key)
  if (known?.kind === 'none' || known?.kind === 'lost') return known
  if (known) return { kind: 'told', source: from.address }
  const way = wayOfProbe(trace(network, pairQuery(pair, { protocol: TCP, port: 443 })), pair)
  // A source that is rewritten is that of the one who was asked, and of nobody else.
  if (way.kind !== 'told' || way.source.value === from.address.value) ways.set(key, way)
  return way
}

/** Inside a subnet, or by the local route of a table that is wholly known. */
function isDelivered({ inventory, index }: Network, { from, to }: Pair): boolean {
  const [sender, receiver] = [from.networkInterface, to.networkInterface]
  if (sender.vpcId !== receiver.vpcId) return false
  const subnet = inventory.subnets.get(sender.subnetId)
  if (sender.subnetId === receiver.subnetId && subnet?.cidrs.some((cidr) => containsAddress(cidr, to.address)))
    return true
  const table = index.routeTableBySubnet.get(sender.subnetId)
  if (!table) return false
  const found = lookUpRoute(inventory, { table, destination: to.address, mayBeService: false })
  return found.kind === 'route' && found.route.target.kind === 'local' && found.route.state === 'active'
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
