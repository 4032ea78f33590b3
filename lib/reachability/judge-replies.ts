/**
 * Which clients hear a reply that leaves a subnet by a route table: those whose best route is the internet gateway of
 * the VPC. Source: VPC guide, "Route priority" and "Internet gateways".
 */

import type { Route, RouteTable } from '../inventory/routing.ts'
import type { Family } from '../net/prefix.ts'
import { type AddressSetId, type AddressSets, NOBODY } from './compiled/address-sets.ts'
import type { Admitted } from './compiled/admitted.ts'
import { attachedGateways, type Network } from './network.ts'
import type { BlockerCode, RuleRef } from './path.ts'
import { destinationText, type ReplyRoutes, replyRoutes, routeRef } from './reply-routes.ts'

/** Clients whose replies one route takes, and what becomes of them. */
export interface JudgedShare {
  /** Null for clients no route takes. */
  readonly route: Route | null
  readonly rule: RuleRef | null
  readonly clients: AddressSetId
  readonly certainty: 'reachable' | 'unknown' | 'blocked'
  /** Why it is not known. */
  readonly unknowns: readonly string[]
  /** Why replies end nowhere, by what is known; null where they do not. */
  readonly code: BlockerCode | null
}

export interface JudgedReplies {
  readonly shares: readonly JudgedShare[]
  /** Who surely hears a reply, and who may. */
  readonly admitted: Admitted
}

/** Judges a table once for all the interfaces whose replies it routes. */
export function judgeReplies(network: Network, table: RouteTable, family: Family): JudgedReplies {
  const key = `${table.id} ${family}`
  const known = network.replies.get(key)
  if (known) return known
  const judged = judge(network, table, family)
  network.replies.set(key, judged)
  return judged
}

function judge(network: Network, table: RouteTable, family: Family): JudgedReplies {
  const { admitted } = network.passages[family]
  const routes = replyRoutes(network.inventory, table, admitted.sets)
  const doubts = doubtsOf(network, table, routes)
  const own = addressesOfVpc(network, table.vpcId, admitted.sets)
  const outside = routes.shares.map(({ route, clients }) => ({ route, clients: admitted.sets.minus(clients, own) }))
  const heard = outside.filter(({ clients }) => clients !== NOBODY)
  const shares = heard.map(({ route, clients }): JudgedShare => {
    const outcome = outcomeOf(network, table, route)
    const rule = route ? routeRef(table, route) : null
    const way = wayOf(outcome)
    const unfollowed = way === 'unsure' ? [`Replies leave by ${rule?.excerpt}, which is not followed further.`] : []
    const unknowns = [...unfollowed, ...doubts.filter((doubt) => doubt.way !== way).map(({ why }) => why)]
    const certainty = unknowns.length > 0 ? 'unknown' : way === 'internet' ? 'reachable' : 'blocked'
    const ends = outcome === 'internet' || outcome === 'unsure' || outcome === 'service'
    return { route, rule, clients, certainty, unknowns, code: ends ? null : outcome }
  })
  const joined = (wanted: readonly JudgedShare['certainty'][]) =>
    shares.reduce(
      (all, { clients, certainty }) => (wanted.includes(certainty) ? admitted.sets.join(all, clients) : all),
      NOBODY,
    )
  return { shares, admitted: admitted.constant(joined(['reachable']), joined(['reachable', 'unknown'])) }
}

/** A VPC keeps what is for its own addresses to itself, whatever its table says of parts of them. */
function addressesOfVpc({ inventory }: Network, vpcId: string, sets: AddressSets): AddressSetId {
  const cidrs = inventory.vpcs.get(vpcId)?.cidrs ?? []
  return sets.ofPrefixes(cidrs.filter(({ family }) => family === sets.family))
}

type Outcome = 'internet' | 'unsure' | 'service' | BlockerCode

/** Where replies end: on the internet, in something that is not followed, or nowhere the client would hear of. */
type Way = 'internet' | 'unsure' | 'nowhere'

function wayOf(outcome: Outcome): Way {
  return outcome === 'internet' || outcome === 'unsure' ? outcome : 'nowhere'
}

interface Doubt {
  /** Where the reply would end if this route took it; null when that cannot be told either. */
  readonly way: Way | null
  readonly why: string
}

/**
 * What may take a client's reply from the route that would otherwise win. It matters only where it would end elsewhere:
 * a list without entries that leads to a transit gateway changes nothing in a subnet no reply leaves.
 */
function doubtsOf(network: Network, table: RouteTable, { unreadLists }: ReplyRoutes): readonly Doubt[] {
  const lists = unreadLists.map((route) => ({
    way: wayOf(outcomeOf(network, table, route)),
    why: `The entries of ${destinationText(route)}, a destination in ${table.id}, were not collected.`,
  }))
  const unread = table.unread.length > 0 ? [{ way: null, why: `${table.id} has routes that could not be read.` }] : []
  return [...unread, ...lists]
}

function outcomeOf(network: Network, table: RouteTable, route: Route | null): Outcome {
  if (!route) return 'NO_ROUTE_TO_DESTINATION'
  if (route.state === 'blackhole') return 'BAD_STATE_ROUTE'
  switch (route.target.kind) {
    case 'internet-gateway':
      return leadsToAttached(network, table.vpcId, route.target.id)
    case 'egress-only-internet-gateway':
      return 'EIGW_NO_INBOUND'
    case 'vpc-endpoint':
      if (network.inventory.vpcEndpoints.get(route.target.id)?.kind !== 'gateway') return 'unsure'
      // Its service's addresses are few, so some other route always decides for the internet.
      return route.destination.kind === 'prefix-list' ? 'service' : 'NO_ROUTE_TO_DESTINATION'
    case 'network-interface':
    case 'instance':
    case 'carrier-gateway':
    case 'unsupported':
    case 'ip-address':
      return 'unsure'
    default:
      return 'NO_ROUTE_TO_DESTINATION'
  }
}

/** A gateway that is not the VPC's own carries nothing; one that was not collected is believed. */
function leadsToAttached(network: Network, vpcId: string, gatewayId: string): 'internet' | BlockerCode {
  const attached = attachedGateways(network, vpcId)
  if (attached.length === 0 || attached.some(({ gateway }) => gateway.id === gatewayId)) return 'internet'
  return 'BAD_STATE_ATTACHMENT'
}
