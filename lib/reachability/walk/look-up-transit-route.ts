/**
 * Which route of a transit gateway route table takes a packet: the longest, then static, prefix list, and propagated
 * by the kind of attachment. Source: Transit Gateway guide, "How transit gateways work", route evaluation order.
 */

import type {
  TransitGatewayAttachment,
  TransitGatewayAttachmentKind,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
} from '../../inventory/connectivity.ts'
import { type Address, containsAddress, formatPrefix, type Prefix } from '../../net/prefix.ts'
import type { Network } from '../network.ts'
import type { RuleRef } from '../path.ts'
import { prefixListEntries } from '../security-group-filter.ts'
import type { Doubt } from './hop.ts'

/** A route with the block of it that holds the address; `inferred` where a propagation is known and its route is not. */
export interface TransitCandidate {
  readonly route: TransitGatewayRoute
  readonly length: number
  readonly inferred: boolean
}

export type TransitLookup =
  /** `losers`: other routes that hold the address, in the order they would have won. */
  | { readonly kind: 'route'; readonly winner: TransitCandidate; readonly losers: readonly TransitCandidate[] }
  | { readonly kind: 'none' }
  /** Each of `candidates` may take it; `open` when something that is not known may too. */
  | {
      readonly kind: 'unsure'
      readonly candidates: readonly TransitCandidate[]
      readonly open: boolean
      readonly doubts: readonly Doubt[]
    }

/** Looks an address up. A blackhole wins like any other route. */
export function lookUpTransitRoute(
  network: Network,
  table: TransitGatewayRouteTable,
  destination: Address,
): TransitLookup {
  const told = routesOf(network, table)
  if (!told) return { kind: 'unsure', candidates: [], open: true, doubts: [routesUnknown(table)] }
  const { candidates, unread } = candidatesOf(network, told, destination)
  const ranked = candidates.toSorted((a, b) => b.length - a.length || rankOf(network, a) - rankOf(network, b))
  const [best, ...others] = ranked
  const rivals = best ? others.filter((other) => isRival(network, best, other)) : []
  const lists = unread.filter((route) => mayWin({ route, length: 0, inferred: false }, best, destination))
  const open = told.unread.length > 0 && !isUnbeatable(best, destination)
  if (rivals.length === 0 && lists.length === 0 && !open) {
    return best ? { kind: 'route', winner: best, losers: others } : { kind: 'none' }
  }
  const listed = lists.map((route): TransitCandidate => ({ route, length: 0, inferred: false }))
  const doubts = [
    ...(open ? [unreadRoutes(table, told.unread)] : []),
    ...lists.map((route) => unreadList(table, route)),
    ...rivals.map(({ route }) => rivalry(table, route)),
  ]
  return { kind: 'unsure', candidates: [...(best ? [best] : []), ...rivals, ...listed], open: open || !best, doubts }
}

interface Told {
  readonly routes: readonly { readonly route: TransitGatewayRoute; readonly inferred: boolean }[]
  readonly unread: readonly string[]
}

/**
 * The routes as they were told. Where only static ones were (as Batfish's collector leaves them) and every propagating
 * attachment is of a VPC whose blocks are known, the propagated routes are those blocks.
 * Source: Transit Gateway guide, "Amazon VPC attachments": for a VPC the CIDR blocks of the VPC are propagated.
 */
function routesOf(network: Network, table: TransitGatewayRouteTable): Told | null {
  const { routes, unread } = table
  if (routes === null) return null
  const told = routes.map((route) => ({ route, inferred: false }))
  const others = unread.filter((text) => text !== PROPAGATED_MISSING)
  if (others.length === unread.length) return { routes: told, unread }
  const { inferred, complete } = inferredRoutes(network, table)
  return {
    routes: [...told, ...inferred.map((route) => ({ route, inferred: true }))],
    unread: complete ? others : unread,
  }
}

/** As the reader of route tables words it. */
const PROPAGATED_MISSING = 'propagated routes'

function inferredRoutes({ inventory }: Network, { propagations, source }: TransitGatewayRouteTable) {
  const attachments = (propagations ?? []).map((id) => inventory.transitGatewayAttachments.get(id))
  const inferred: TransitGatewayRoute[] = []
  let complete = propagations !== null
  for (const attachment of attachments) {
    const vpc = attachment?.kind === 'vpc' ? inventory.vpcs.get(attachment.resourceId ?? '') : undefined
    if (!attachment || !vpc) complete = false
    else inferred.push(...vpc.cidrs.map((cidr) => propagatedRoute(attachment, cidr, `/${source.key}/${source.index}`)))
  }
  return { inferred, complete }
}

function propagatedRoute(
  { id, resourceId, kindText, state }: TransitGatewayAttachment,
  prefix: Prefix,
  table: string,
): TransitGatewayRoute {
  return {
    destination: { kind: 'prefix', prefix },
    attachments: [{ id, resourceId, kindText }],
    type: 'propagated',
    state: state === 'available' || state === 'modifying' ? 'active' : 'other',
    pointer: `${table}/Propagations`,
  }
}

function candidatesOf({ inventory }: Network, { routes }: Told, destination: Address) {
  const candidates: TransitCandidate[] = []
  const unread: TransitGatewayRoute[] = []
  for (const { route, inferred } of routes) {
    const prefixes =
      route.destination.kind === 'prefix'
        ? [route.destination.prefix]
        : prefixListEntries(inventory.prefixLists.get(route.destination.id))
    if (!prefixes) unread.push(route)
    const lengths = (prefixes ?? [])
      .filter((prefix) => containsAddress(prefix, destination))
      .map(({ length }) => length)
    if (lengths.length > 0) candidates.push({ route, length: Math.max(...lengths), inferred })
  }
  return { candidates, unread }
}

/** Equal blocks: static before prefix list before propagated, those by the kind of their attachment. */
function rankOf({ inventory }: Network, { route }: TransitCandidate): number {
  if (route.type === 'static') return route.destination.kind === 'prefix-list' ? 1 : 0
  const [first] = route.attachments
  const kind = inventory.transitGatewayAttachments.get(first?.id ?? '')?.kind ?? KIND_OF_TEXT[first?.kindText ?? '']
  return 2 + PROPAGATION_ORDER.indexOf(kind ?? 'other')
}

/** VPN over a private Direct Connect virtual interface goes before other VPN; describe output does not tell them apart. */
const PROPAGATION_ORDER: readonly TransitGatewayAttachmentKind[] = [
  'vpc',
  'direct-connect-gateway',
  'connect',
  'vpn',
  'peering',
  'other',
]

const KIND_OF_TEXT: Readonly<Record<string, TransitGatewayAttachmentKind>> = {
  vpc: 'vpc',
  'direct-connect-gateway': 'direct-connect-gateway',
  connect: 'connect',
  vpn: 'vpn',
  peering: 'peering',
}

/** Alike in length and rank, and leading elsewhere: the guide does not say which is taken. */
function isRival(network: Network, best: TransitCandidate, other: TransitCandidate): boolean {
  const alike = best.length === other.length && rankOf(network, best) === rankOf(network, other)
  return alike && wayOf(best.route) !== wayOf(other.route)
}

function wayOf({ state, attachments }: TransitGatewayRoute): string {
  return state === 'blackhole' ? 'nowhere' : attachments.map(({ id }) => id ?? '').join()
}

/** A list of unknown entries may hold a longer block; that does not matter where it leads the same way. */
function mayWin(list: TransitCandidate, best: TransitCandidate | undefined, destination: Address): boolean {
  return !isUnbeatable(best, destination) && !(best && wayOf(best.route) === wayOf(list.route))
}

/** A static route for this one address: nothing is longer, and nothing goes before static. */
function isUnbeatable(best: TransitCandidate | undefined, { family }: Address): boolean {
  const { route, length } = best ?? {}
  return route?.type === 'static' && route.destination.kind === 'prefix' && length === (family === 4 ? 32 : 128)
}

export function transitRouteRef(table: TransitGatewayRouteTable, { route, inferred }: TransitCandidate): RuleRef {
  return {
    kind: 'transit-gateway-route',
    resourceId: table.id,
    pointer: route.pointer,
    document: table.source.document,
    excerpt: inferred ? `${describeTransitRoute(route)}, inferred from the propagation` : describeTransitRoute(route),
  }
}

/** `10.1.0.0/16 → tgw-attach-1 (propagated)`. */
export function describeTransitRoute({ destination, attachments, state, type }: TransitGatewayRoute): string {
  const where = destination.kind === 'prefix' ? formatPrefix(destination.prefix) : destination.id
  const way = attachments.map(({ id, resourceId }) => id ?? resourceId ?? 'an attachment without an id').join(', ')
  const flags = [...(type === 'propagated' ? [type] : []), ...(state === 'active' ? [] : [state])]
  return `${where} → ${way || 'nothing'}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}`
}

function routesUnknown(table: TransitGatewayRouteTable): Doubt {
  const detail = `The routes of ${table.id} were not collected.`
  return { code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', component: table.id, detail, key: 'TransitGatewayRouteTables' }
}

function unreadRoutes(table: TransitGatewayRouteTable, unread: readonly string[]): Doubt {
  const detail = `Of ${table.id} these are not known: ${unread.join(', ')}.`
  return { code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', component: table.id, detail, key: 'TransitGatewayRouteTables' }
}

function unreadList(table: TransitGatewayRouteTable, { destination }: TransitGatewayRoute): Doubt {
  const list = destination.kind === 'prefix-list' ? destination.id : table.id
  return {
    component: list,
    detail: `The entries of ${list}, a destination in ${table.id}, were not collected.`,
    key: 'ManagedPrefixLists',
  }
}

function rivalry(table: TransitGatewayRouteTable, route: TransitGatewayRoute): Doubt {
  const detail = `${table.id} has routes of equal block and rank; whether ${describeTransitRoute(route)} wins is not known.`
  return { component: table.id, detail }
}
