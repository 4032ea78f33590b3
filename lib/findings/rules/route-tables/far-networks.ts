/** Which VPCs the routes of a table really lead to, over peering or a transit gateway, and whether a route leads back. */

import type { TransitGatewayAttachment } from '../../../inventory/connectivity.ts'
import type { Subnet } from '../../../inventory/network.ts'
import type { Route, RouteDestination, RouteTable } from '../../../inventory/routing.ts'
import { isDead } from '../../../inventory/state.ts'
import { type Address, overlaps, type Prefix } from '../../../net/prefix.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { destinationPrefixes } from '../../../reachability/reply-routes.ts'
import { prefixListEntries } from '../../../reachability/security-group-filter.ts'
import { lookUpRoute } from '../../../reachability/walk/look-up-route.ts'
import { lookUpTransitRoute } from '../../../reachability/walk/look-up-transit-route.ts'
import { transitAssociation } from '../../../reachability/walk/transit-association.ts'

export type Answer = 'yes' | 'no' | 'unknown'

/** One way to another VPC: by a peering, or by two attachments of a transit gateway. */
export interface Way {
  readonly route: Route
  readonly vpcId: string
  readonly attachments: { readonly near: TransitGatewayAttachment; readonly far: TransitGatewayAttachment } | null
}

export interface Ways {
  readonly ways: readonly Way[]
  /** What of the far side is in no document. */
  readonly untold: readonly string[]
}

/** Every VPC on the far side of a route, whether or not the route leads to it. */
export function waysOf(network: Network, table: RouteTable, route: Route): Ways {
  const { target } = route
  if (target.kind === 'vpc-peering') return peeringWays(network, table, route)
  return target.kind === 'transit-gateway' ? transitWays(network, table, route) : { ways: [], untold: [] }
}

function peeringWays({ inventory }: Network, { vpcId }: RouteTable, route: Route): Ways {
  const id = 'id' in route.target ? route.target.id : ''
  const peering = inventory.vpcPeeringConnections.get(id)
  const ends = peering ? [peering.requester.vpcId, peering.accepter.vpcId] : []
  const far = ends.find((end) => end !== vpcId)
  return far ? { ways: [{ route, vpcId: far, attachments: null }], untold: [] } : { ways: [], untold: [id] }
}

function transitWays({ index, inventory }: Network, { vpcId }: RouteTable, route: Route): Ways {
  const id = 'id' in route.target ? route.target.id : ''
  const all = (index.transitGatewayAttachmentsByGateway.get(id) ?? []).filter(
    ({ kind, state }) => kind === 'vpc' && !isDead(state),
  )
  const near = all.find(({ resourceId }) => resourceId === vpcId)
  if (!near) return { ways: [], untold: [`the attachments of ${id}`] }
  const gateway = inventory.transitGateways.get(id)
  const whole = gateway && coverageOf(inventory, gateway, 'TransitGatewayAttachments') === 'complete'
  const others = all.filter((each) => each !== near)
  return {
    ways: others.flatMap((far) =>
      far.resourceId ? [{ route, vpcId: far.resourceId, attachments: { near, far } }] : [],
    ),
    untold: [
      ...(whole ? [] : [`the attachments of ${id}`]),
      ...others.flatMap(({ id: each, resourceId }) => (resourceId ? [] : [each])),
    ],
  }
}

/** Does the way really lead to the subnet? Asked for the first address of both the route and the subnet. */
export function leadsTo(network: Network, table: RouteTable, { way, subnet }: { way: Way; subnet: Subnet }): Answer {
  const blocks = (destinationPrefixes(network.inventory, way.route) ?? []).filter(({ length }) => length > 0)
  const shared = blocks.flatMap((block) => subnet.cidrs.flatMap((cidr) => firstShared(block, cidr) ?? []))
  return worst(shared.map((address) => leadsToAddress(network, table, { way, address })))
}

function firstShared(a: Prefix, b: Prefix): Address | null {
  if (!overlaps(a, b)) return null
  const inner = a.length > b.length ? a : b
  return inner.family === 4 ? { family: 4, value: inner.base } : { family: 6, value: inner.base }
}

/** One address that surely gets there is enough. */
function worst(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}

function leadsToAddress(network: Network, table: RouteTable, { way, address }: { way: Way; address: Address }): Answer {
  const found = lookUpRoute(network.inventory, { table, destination: address, mayBeService: false })
  if (found.kind === 'unsure') return 'unknown'
  if (found.kind === 'none' || found.route !== way.route) return 'no'
  return way.attachments ? crosses(network, way.attachments, address) : 'yes'
}

/** Does the table of the transit gateway send the address to the far attachment? */
function crosses(network: Network, { near, far }: NonNullable<Way['attachments']>, address: Address): Answer {
  const { table, refusals } = transitAssociation(network, near, near.transitGatewayId)
  if (!table) return refusals.length > 0 ? 'no' : 'unknown'
  const found = lookUpTransitRoute(network, table, address)
  if (found.kind === 'unsure') return 'unknown'
  if (found.kind === 'none' || found.winner.route.state !== 'active') return 'no'
  return found.winner.route.attachments.some(({ id }) => id === far.id) ? 'yes' : 'no'
}

/** What can bring a reply back, over whatever way round. */
const INSIDE: ReadonlySet<Route['target']['kind']> = new Set([
  'vpc-peering',
  'transit-gateway',
  'vpn-gateway',
  'core-network',
  'local-gateway',
  'network-interface',
  'instance',
  'vpc-endpoint',
  'ip-address',
])

/** Can a reply from a subnet that uses this table find its way to one of the blocks? Any route inside counts. */
export function leadsBack(
  network: Network,
  table: RouteTable,
  { way, near }: { way: Way; near: readonly Prefix[] },
): Answer {
  const { inventory } = network
  const inside = table.routes.filter(({ state, target }) => state === 'active' && INSIDE.has(target.kind))
  const there = worst([
    ...inside.map((route) => holds(destinationPrefixes(inventory, route), near)),
    ...(table.unread.length > 0 ? (['unknown'] as const) : []),
  ])
  if (there !== 'yes' || !way.attachments) return there
  const { far } = way.attachments
  const isElsewhere = inside.some(({ target }) => !('id' in target) || target.id !== far.transitGatewayId)
  return isElsewhere ? 'yes' : crossesBack(network, far, near)
}

function crossesBack(network: Network, far: TransitGatewayAttachment, near: readonly Prefix[]): Answer {
  const { table, refusals } = transitAssociation(network, far, far.transitGatewayId)
  if (!table) return refusals.length > 0 ? 'no' : 'unknown'
  if (table.routes === null) return 'unknown'
  const live = table.routes.filter(({ state }) => state !== 'blackhole')
  return worst([
    ...live.map(({ destination }) => holds(entriesOf(network, destination), near)),
    ...(table.unread.length > 0 ? (['unknown'] as const) : []),
  ])
}

function entriesOf({ inventory }: Network, destination: RouteDestination): readonly Prefix[] | null {
  return destination.kind === 'prefix'
    ? [destination.prefix]
    : prefixListEntries(inventory.prefixLists.get(destination.id))
}

function holds(prefixes: readonly Prefix[] | null, near: readonly Prefix[]): Answer {
  if (!prefixes) return 'unknown'
  return prefixes.some((prefix) => near.some((block) => overlaps(prefix, block))) ? 'yes' : 'no'
}
