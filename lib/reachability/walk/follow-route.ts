/**
 * The route of a table that takes the packet: longest prefix first. What cannot be told branches, what blocks goes on
 * where the packet should have gone. Source: VPC guide, "Route priority", "Blackhole routes".
 */

import type { Route, RouteTable } from '../../inventory/routing.ts'
import { type Address, containsAddress, parsePrefix } from '../../net/prefix.ts'
import { isPublic, publicBinding } from '../address-index.ts'
import type { ExplanationCode } from '../codes.ts'
import type { Network } from '../network.ts'
import { describeRoute, destinationText, routeRef } from '../reply-routes.ts'
import { disconnectedVpcs } from './disconnected-vpcs.ts'
import { blocks, passes, type Refusal, undecided, unknownAt } from './hop.ts'
import { likelyPlaces } from './likely-places.ts'
import { lookUpRoute, type RouteLookup } from './look-up-route.ts'
import { routeRefusals } from './route-refusals.ts'
import type { Place, StepOutcome, WalkContext, WalkState } from './state.ts'
import { keptDestinationHint } from './translation-hints.ts'

export interface RoutingPoint {
  readonly table: RouteTable
  /** Where the packet stands; null at a regional NAT gateway, whose table is its own. */
  readonly subnetId: string | null
}

export function followRoute(context: WalkContext, state: WalkState, point: RoutingPoint): StepOutcome {
  const { table, subnetId } = point
  const { destination } = state.packet
  const mayBeService = state.leg === 'request' && isServiceLike(context.network, destination)
  const found = lookUpRoute(context.network.inventory, { table, destination, mayBeService })
  const head = { component: table.id, kind: 'route-table', attachedTo: subnetId, vpcId: table.vpcId } as const
  const on = (route: Route | null): WalkState => ({ ...state, place: { kind: 'on-route', table, route, subnetId } })
  if (found.kind === 'unsure') {
    const detail = found.doubts.map((doubt) => doubt.detail).join(' ')
    const rules = found.routes.flatMap((each) => (each ? [routeRef(table, each)] : []))
    const open = found.open ? [{ ...state, place: unread(table) }] : []
    const tell = found.open ? unknownAt : undecided
    const hop = tell(state, { ...head, detail, rules }, ...found.doubts)
    return { hops: [hop], next: [...found.routes.map(on), ...open], branching: 'unsure' }
  }
  const refusals = routeRefusals(context, state, { table, route: found.kind === 'route' ? found.route : null })
  if (found.kind === 'route' && refusals.length === 0) {
    const rules = [routeRef(table, found.route)]
    return { hops: [passes(state, { ...head, detail: describeRoute(found.route), rules })], next: [on(found.route)] }
  }
  const detail = refusals[0]?.detail ?? ''
  const places = likelyPlaces(context.network, state, { vpcId: table.vpcId, subnetId })
  const hints = [...hintsOf(table, state, { found, places }), ...withoutRoute(context, state, { table, found })]
  const hop = blocks(state, { ...head, detail }, ...refusals, ...hints)
  return { hops: [hop], next: places.slice(0, 1).map((place) => ({ ...state, place })) }
}

/** What is said where no route takes it: nothing leads there, or the one that rewrote it did not rewrite where it goes. */
function withoutRoute(
  { network, destinationId }: WalkContext,
  state: WalkState,
  { table, found }: { readonly table: RouteTable; readonly found: Found['found'] },
): readonly Refusal[] {
  if (found.kind !== 'none') return []
  return [...disconnectedVpcs(network, destinationId, table), ...keptDestinationHint(state)]
}

interface Found {
  readonly found: Exclude<RouteLookup, { readonly kind: 'unsure' }>
  readonly places: readonly Place[]
}

/** Routes that would have taken it on, had they won, or held the address. */
function hintsOf(table: RouteTable, { packet }: WalkState, { found, places }: Found): readonly Refusal[] {
  if (found.kind === 'route') {
    return found.losers
      .filter((loser) => loser.state === 'active')
      .map((loser) => {
        const alike = destinationText(loser) === destinationText(found.route)
        return hint(table, loser, alike ? 'HIGHER_PRIORITY_ROUTE' : 'MORE_SPECIFIC_ROUTE')
      })
  }
  const wanted = new Set(places.flatMap((place) => ('id' in place ? [place.id] : [])))
  return table.routes
    .filter(({ target, destination }) => {
      const family = destination.kind === 'prefix' ? destination.prefix.family : packet.family
      return family === packet.family && 'id' in target && wanted.has(target.id)
    })
    .map((route) => hint(table, route, 'CANNOT_ROUTE'))
}

function hint(table: RouteTable, route: Route, code: ExplanationCode): Refusal {
  const rule = routeRef(table, route)
  return { code, rule, detail: `${rule.excerpt} does not take it` }
}

function unread(table: RouteTable): Place {
  const detail = `what other routes of ${table.id} do is not known`
  const unknown = { code: 'UNKNOWN_RESOURCE', component: table.id, detail, key: 'RouteTables', gapIds: [] } as const
  return { kind: 'unfollowed', id: table.id, unknown }
}

const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32']
  .map(parsePrefix)
  .filter((prefix) => prefix !== null)

/** A service's addresses are public, and no one else's. Source: RFC 5737, RFC 3849 for those nobody has. */
function isServiceLike(network: Network, address: Address): boolean {
  if (!isPublic(address) || publicBinding(network, address)) return false
  return !DOCUMENTATION.some((prefix) => containsAddress(prefix, address))
}
