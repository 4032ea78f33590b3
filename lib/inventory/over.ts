/** Leaves out things that are over, save those a route still names. */

import type { TransitGatewayRouteTable } from './connectivity.ts'
import type { RouteTable } from './routing.ts'
import { isDead } from './state.ts'

/** Ids that routes lead to, of both kinds of table. */
export function routedIds(
  tables: Iterable<RouteTable>,
  transitTables: Iterable<TransitGatewayRouteTable>,
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const table of tables) for (const id of targetIds(table)) ids.add(id)
  for (const table of transitTables) for (const id of attachmentIds(table)) ids.add(id)
  return ids
}

function targetIds({ routes }: RouteTable): readonly string[] {
  return routes.flatMap(({ target }) => ('id' in target ? [target.id] : []))
}

function attachmentIds({ routes }: TransitGatewayRouteTable): readonly string[] {
  return (routes ?? []).flatMap(({ attachments }) => attachments.flatMap(({ id }) => id ?? []))
}

/** Those that live, and the dead that a route still names. */
export function withoutOver<R extends { readonly id: string }>(
  resources: ReadonlyMap<string, R>,
  routed: ReadonlySet<string>,
  stateOf: (resource: R) => string,
): ReadonlyMap<string, R> {
  return new Map([...resources].filter(([id, resource]) => !isDead(stateOf(resource)) || routed.has(id)))
}
