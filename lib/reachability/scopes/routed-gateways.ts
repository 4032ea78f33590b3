/** Gateways by what is known of them: those that were collected, and those that routes lead to. */

import type { RouteTarget } from '../../inventory/routing.ts'
import type { Network } from '../network.ts'

/** A route names its target even where the call that lists such targets was not made. */
export function routedTo(network: Network, kind: RouteTarget['kind'], vpcId?: string): readonly string[] {
  const { routeTablesByVpc } = network.index
  const tables = vpcId === undefined ? [...network.inventory.routeTables.values()] : (routeTablesByVpc.get(vpcId) ?? [])
  const ids = tables.flatMap(({ routes }) =>
    routes.flatMap(({ target }) => (target.kind === kind && 'id' in target ? [target.id] : [])),
  )
  return [...new Set(ids)]
}
