/**
 * Where a reply to a client on the internet leaves a subnet: longest prefix match for the client's address, both
 * families apart. Source: VPC guide, "Route priority".
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { Route, RouteTable, RouteTarget } from '../inventory/routing.ts'
import { containsPrefix, type Family, formatPrefix, type Prefix } from '../net/prefix.ts'
import { type AddressSetId, type AddressSets, EVERYBODY, NOBODY } from './compiled/address-sets.ts'
import type { RuleRef } from './path.ts'
import { routeId } from './rule-id.ts'
import { prefixListEntries } from './security-group-filter.ts'

/** A route and the clients whose replies it takes; null for clients no route takes. */
export interface ReplyShare {
  readonly route: Route | null
  readonly clients: AddressSetId
}

export interface ReplyRoutes {
  readonly shares: readonly ReplyShare[]
  /** Routes to prefix lists whose entries were not collected: each may take any client from the route that would win. */
  readonly unreadLists: readonly Route[]
}

/** Splits the internet among the routes of a table. */
export function replyRoutes(inventory: Inventory, table: RouteTable, sets: AddressSets): ReplyRoutes {
  const { candidates, unreadLists } = expand(inventory, table, sets.family)
  const shares: ReplyShare[] = []
  let rest = EVERYBODY
  for (const { route, prefix } of candidates) {
    const clients = sets.meet(rest, sets.ofPrefix(prefix))
    if (clients === NOBODY) continue
    shares.push({ route, clients })
    rest = sets.minus(rest, clients)
  }
  if (rest !== NOBODY) shares.push({ route: null, clients: rest })
  return { shares, unreadLists }
}

export function routeRef(table: RouteTable, route: Route): RuleRef {
  return {
    kind: 'route',
    resourceId: table.id,
    pointer: route.pointer,
    document: table.source.document,
    excerpt: describeRoute(route),
    ruleId: routeId(table.id, route),
  }
}

/** `0.0.0.0/0 → igw-1`, with `(blackhole)` when it drops. */
export function describeRoute(route: Route): string {
  const state = route.state === 'active' ? '' : ` (${route.state})`
  return `${destinationText(route)} → ${targetText(route.target)}${state}`
}

export function destinationText(route: Route): string {
  return route.destination.kind === 'prefix' ? formatPrefix(route.destination.prefix) : route.destination.id
}

export function targetText(target: RouteTarget): string {
  if (target.kind === 'local') return 'local'
  return target.kind === 'none' ? 'nothing' : target.id
}

interface Candidate {
  readonly route: Route
  readonly prefix: Prefix
}

function expand(
  inventory: Inventory,
  table: RouteTable,
  family: Family,
): { candidates: readonly Candidate[]; unreadLists: readonly Route[] } {
  const candidates: Candidate[] = []
  const unreadLists: Route[] = []
  const local = table.routes.flatMap(({ target, destination }) =>
    target.kind === 'local' && destination.kind === 'prefix' ? [destination.prefix] : [],
  )
  for (const route of table.routes.filter(({ state }) => state !== 'filtered')) {
    const prefixes = destinationPrefixes(inventory, route)
    // A service's own addresses are never the whole internet, so the list of a gateway endpoint cannot take every client.
    if (!prefixes && mayHold(inventory, route, family) && !isGatewayEndpoint(inventory, route)) unreadLists.push(route)
    // A propagated route never beats local, even when longer.
    const shadowed = (prefix: Prefix) =>
      route.origin === 'propagated' && local.some((each) => containsPrefix(each, prefix))
    const fitting = (prefixes ?? []).filter((prefix) => prefix.family === family && !shadowed(prefix))
    candidates.push(...fitting.map((prefix) => ({ route, prefix })))
  }
  return {
    candidates: candidates.toSorted((a, b) => b.prefix.length - a.prefix.length || rank(a) - rank(b)),
    unreadLists,
  }
}

/** A list that says which family it is of holds no address of the other. Source: EC2 API, ManagedPrefixList. */
function mayHold(inventory: Inventory, { destination }: Route, family: Family): boolean {
  const told = destination.kind === 'prefix-list' ? inventory.prefixLists.get(destination.id)?.family : null
  return (told ?? family) === family
}

/**
 * Does the route lead to a gateway endpoint, which carries traffic to its service only? Only those add prefix-list
 * routes by themselves, so an endpoint that was not collected is taken for one. Source: PrivateLink guide, gateway endpoints.
 */
export function isGatewayEndpoint(inventory: Inventory, { target, destination }: Route): boolean {
  if (target.kind !== 'vpc-endpoint' || destination.kind !== 'prefix-list') return false
  const endpoint = inventory.vpcEndpoints.get(target.id)
  return !endpoint || endpoint.kind === 'gateway'
}

/** The prefixes a route stands for; null when it names a list whose entries were not collected. */
export function destinationPrefixes(inventory: Inventory, route: Route): readonly Prefix[] | null {
  if (route.destination.kind === 'prefix') return [route.destination.prefix]
  return prefixListEntries(inventory.prefixLists.get(route.destination.id))
}

/** Equal prefixes: static before prefix list before propagated. */
function rank({ route }: Candidate): number {
  if (route.origin === 'propagated' || route.origin === 'advertised') return 2
  return route.destination.kind === 'prefix-list' ? 1 : 0
}
