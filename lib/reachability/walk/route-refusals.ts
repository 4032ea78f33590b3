/** What speaks against the route that takes a packet, or against there being none. Source: VPC guide, "Route priority". */

import type { Route, RouteTable } from '../../inventory/routing.ts'
import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { publicBinding } from '../address-index.ts'
import type { Network } from '../network.ts'
import { routeRef } from '../reply-routes.ts'
import type { Refusal } from './hop.ts'
import type { WalkContext, WalkState } from './state.ts'

export interface ChosenRoute {
  readonly table: RouteTable
  /** Null when no route takes it. */
  readonly route: Route | null
}

export function routeRefusals(
  { network, requestOrigin }: WalkContext,
  state: WalkState,
  { table, route }: ChosenRoute,
): readonly Refusal[] {
  if (!route) {
    const words = state.leg === 'reply' ? 'the reply to' : 'a packet for'
    const detail = `no route of ${table.id} takes ${words} ${formatAddress(state.packet.destination)}`
    return [{ code: 'NO_ROUTE_TO_DESTINATION', detail }]
  }
  const rule = routeRef(table, route)
  if (route.state === 'blackhole') return [{ code: 'BAD_STATE_ROUTE', rule, detail: rule.excerpt }]
  const home = requestOrigin?.kind === 'internet' && state.translations.length === 0
  if (!(home || isHairpin(network, state, table.vpcId)) || !NEVER_OUT.has(route.target.kind)) return []
  return [{ code: 'NO_ROUTE_TO_DESTINATION', rule, detail: `replies leave by ${rule.excerpt}` }]
}

/** A client of the same network that came in under its public IPv4 address: only out there is that address its own. */
function isHairpin(network: Network, { leg, packet }: WalkState, vpcId: string): boolean {
  const { destination } = packet
  if (leg === 'request' || destination.family === 6 || !publicBinding(network, destination)) return false
  const cidrs = network.inventory.vpcs.get(vpcId)?.cidrs ?? []
  return !cidrs.some((cidr) => containsAddress(cidr, destination))
}

/** What came in by an internet gateway is answered by one: nothing else has the public address. */
const NEVER_OUT: ReadonlySet<Route['target']['kind']> = new Set([
  'local',
  'nat-gateway',
  'transit-gateway',
  'vpc-peering',
  'vpn-gateway',
  'local-gateway',
  'core-network',
  'odb-network',
  'none',
])
