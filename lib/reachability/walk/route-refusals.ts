/** What speaks against the route that takes a packet, or against there being none. Source: VPC guide, "Route priority". */

import type { Route, RouteTable } from '../../inventory/routing.ts'
import { formatAddress } from '../../net/prefix.ts'
import { routeRef } from '../reply-routes.ts'
import type { Refusal } from './hop.ts'
import type { WalkContext, WalkState } from './state.ts'

export interface ChosenRoute {
  readonly table: RouteTable
  /** Null when no route takes it. */
  readonly route: Route | null
}

export function routeRefusals(
  { requestOrigin }: WalkContext,
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
  if (!(home || isHairpin(state)) || !NEVER_OUT.has(route.target.kind)) return []
  return [
    { code: 'NO_ROUTE_TO_DESTINATION', rule, detail: `replies leave by ${rule.excerpt}, not by an internet gateway` },
  ]
}

/** Of the same network, under its public IPv4 address: it came in by the gateway like any other client. */
function isHairpin({ leg, packet, entries, translations }: WalkState): boolean {
  return leg === 'reply' && packet.family === 4 && entries?.at(-1) === translations.length
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
