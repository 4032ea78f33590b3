/**
 * Which route of a table takes a packet for one address: the longest, then static before prefix list before propagated.
 * Source: VPC guide, "Route priority".
 */

import type { Inventory } from '../../inventory/inventory.ts'
import type { Route, RouteTable } from '../../inventory/routing.ts'
import { type Address, containsAddress, containsPrefix, type Family, type Prefix } from '../../net/prefix.ts'
import { destinationPrefixes, destinationText, isGatewayEndpoint } from '../reply-routes.ts'
import type { Doubt } from './hop.ts'

export type RouteLookup =
  /** `losers`: other routes that hold the address, in the order they would have won. */
  | { readonly kind: 'route'; readonly route: Route; readonly losers: readonly Route[] }
  | { readonly kind: 'none' }
  /**
   * Each of `routes` may take it, the one that wins by what is known first; null stands for none of them. `open` when
   * routes that could not be read may too.
   */
  | {
      readonly kind: 'unsure'
      readonly routes: readonly (Route | null)[]
      readonly open: boolean
      readonly doubts: readonly Doubt[]
    }

export interface RouteQuestion {
  readonly table: RouteTable
  readonly destination: Address
  /** May the address be one of an AWS service? Then the list of a gateway endpoint may hold it. */
  readonly mayBeService: boolean
}

interface Candidate {
  readonly route: Route
  readonly length: number
}

/** Looks an address up in a table. A blackhole wins like any other route; a filtered route does not count. */
export function lookUpRoute(inventory: Inventory, question: RouteQuestion): RouteLookup {
  const { table, destination } = question
  const { candidates, unread } = candidatesOf(inventory, question)
  const ranked = candidates.toSorted((a, b) => b.length - a.length || rank(a.route) - rank(b.route))
  const [best, ...others] = ranked
  const rivals = best ? others.filter((other) => isRival(best, other)) : []
  const lists = unread.filter((route) => mayWin(route, destination, best))
  if (rivals.length === 0 && lists.length === 0 && table.unread.length === 0) {
    return best ? { kind: 'route', route: best.route, losers: others.map(({ route }) => route) } : { kind: 'none' }
  }
  const routes = [best?.route ?? null, ...rivals.map(({ route }) => route), ...lists]
  const open = table.unread.length > 0
  return { kind: 'unsure', routes, open, doubts: doubtsOf(table, lists, rivals) }
}

function candidatesOf(inventory: Inventory, { table, destination, mayBeService }: RouteQuestion) {
  const candidates: Candidate[] = []
  const unread: Route[] = []
  for (const route of table.routes) {
    if (route.state === 'filtered') continue
    const prefixes = destinationPrefixes(inventory, route)
    if (!prefixes) {
      const concerned = mayHoldFamily(inventory, route.destination, destination.family)
      if (concerned && (mayBeService || !isGatewayEndpoint(inventory, route))) unread.push(route)
      continue
    }
    const length = longest(prefixes, destination)
    if (length !== null && !isShadowed(table, route)) candidates.push({ route, length })
  }
  return { candidates, unread }
}

/** A list is of one family, which is told even where its entries are not. Source: VPC guide, "Managed prefix lists". */
export function mayHoldFamily(
  { prefixLists }: Inventory,
  list: { readonly kind: string; readonly id?: string },
  family: Family,
): boolean {
  const told = list.id === undefined ? null : (prefixLists.get(list.id)?.family ?? null)
  return told === null || told === family
}

function longest(prefixes: readonly Prefix[], address: Address): number | null {
  let best: number | null = null
  for (const prefix of prefixes) {
    if (containsAddress(prefix, address) && (best === null || prefix.length > best)) best = prefix.length
  }
  return best
}

/** A propagated route never beats the local one, even when it is longer. */
function isShadowed({ routes }: RouteTable, { origin, destination }: Route): boolean {
  if (origin !== 'propagated' || destination.kind !== 'prefix') return false
  return routes.some(
    ({ target, destination: local }) =>
      target.kind === 'local' && local.kind === 'prefix' && containsPrefix(local.prefix, destination.prefix),
  )
}

/** Overlapping lists with different targets: AWS does not say which wins. */
function isRival(best: Candidate, other: Candidate): boolean {
  const alike = other.length === best.length && rank(other.route) === rank(best.route)
  return alike && best.route.destination.kind === 'prefix-list' && fateOf(best.route) !== fateOf(other.route)
}

/** A list of unknown entries may hold a longer block, unless the winner is one address alone and static. */
function mayWin(route: Route, { family }: Address, best: Candidate | undefined): boolean {
  if (!best) return true
  const whole = best.length === (family === 4 ? 32 : 128) && rank(best.route) === 0
  return !whole && fateOf(route) !== fateOf(best.route)
}

function doubtsOf(table: RouteTable, lists: readonly Route[], rivals: readonly Candidate[]): readonly Doubt[] {
  return [
    ...lists.map((route): Doubt => {
      const list = destinationText(route)
      const detail = `The entries of ${list}, a destination in ${table.id}, were not collected.`
      return { component: list, key: 'ManagedPrefixLists', detail }
    }),
    ...(table.unread.length > 0
      ? [{ component: table.id, detail: `${table.id} has routes that could not be read.` }]
      : []),
    ...rivals.map(({ route }) => ({
      component: table.id,
      detail: `${table.id} has prefix lists that hold the same block; AWS does not say whether ${destinationText(route)} wins.`,
    })),
  ]
}

/** Equal blocks: static before prefix list before propagated. */
function rank({ origin, destination }: Route): number {
  if (PROPAGATED.has(origin)) return 2
  return destination.kind === 'prefix-list' ? 1 : 0
}

/** What becomes of the packet: two routes to one gateway differ where one of them is a blackhole. */
function fateOf({ target, state }: Route): string {
  return `${'id' in target ? target.id : target.kind} ${state}`
}

const PROPAGATED: ReadonlySet<Route['origin']> = new Set(['propagated', 'advertised'])
