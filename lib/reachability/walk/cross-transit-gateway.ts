/**
 * Through a transit gateway: the attachment the packet came in by, its route table, and the attachment that takes it.
 * Source: Transit Gateway guide, "How transit gateways work".
 */

import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../inventory/connectivity.ts'
import { containsAddress } from '../../net/prefix.ts'
import type { Network } from '../network.ts'
import type { TraceHop } from '../trace-result.ts'
import { type Doubt, judged, type Refusal, undecided, unknownAt } from './hop.ts'
import {
  describeTransitRoute,
  lookUpTransitRoute,
  type TransitCandidate,
  type TransitLookup,
  transitRouteRef,
} from './look-up-transit-route.ts'
import type { Step, StepOutcome, WalkState } from './state.ts'
import { transitAssociation } from './transit-association.ts'
import { attachmentObjections } from './transit-attachment.ts'
import { vpnObjections } from './vpn-objections.ts'

type InGateway = Parameters<Step<'transit-gateway'>>[1]

export const crossTransitGateway: Step<'transit-gateway'> = ({ network, destinationId }, arriving) => {
  const { id, attachmentId } = arriving.place
  const attachment = network.inventory.transitGatewayAttachments.get(attachmentId)
  if (!attachment) return { hops: [notCollected(arriving, attachmentId)], next: [] }
  // Only a VPC attachment stands in a zone: in which one anything else comes out again is not told.
  const state = attachment.kind === 'vpc' ? arriving : { ...arriving, zone: null }
  const entry = entryHop(network, state, attachment)
  if (destinationId === attachmentId) return { hops: [entry], next: [], arrival: { kind: 'gateway', id: attachmentId } }
  const hops = [entry, gatewayHop(network, state)]
  if (destinationId === id) return { hops, next: [], arrival: { kind: 'gateway', id } }
  const onward = route(network, state, attachment)
  return { ...onward, hops: [...hops, ...onward.hops] }
}

function notCollected(state: InGateway, attachmentId: string): TraceHop {
  const detail = `${attachmentId} was not collected.`
  const head = { component: attachmentId, kind: 'transit-gateway-attachment' as const, detail }
  return unknownAt(state, head, { key: 'TransitGatewayAttachments' })
}

function entryHop(network: Network, state: InGateway, attachment: TransitGatewayAttachment): TraceHop {
  const { id, transitGatewayId, kind, resourceId } = attachment
  const detail = `The packet enters ${state.place.id} by ${id}.`
  const vpcId = kind === 'vpc' ? resourceId : null
  const head = {
    component: id,
    kind: 'transit-gateway-attachment' as const,
    attachedTo: transitGatewayId,
    vpcId,
    detail,
  }
  const { refusals, doubts } = attachmentObjections(attachment)
  const vpn = kind === 'vpn' ? network.inventory.vpnConnections.get(resourceId ?? '') : undefined
  const tunnels = vpn ? vpnObjections(vpn, 'TGW_BAD_STATE_VPN') : { refusals: [], doubts: [] }
  return judged(state, head, {
    refusals: [...refusals, ...tunnels.refusals],
    doubts: [...doubts, ...tunnels.doubts],
  })
}

/** A gateway shared from an account that was not collected works as its attachments do. */
function gatewayHop({ inventory }: Network, state: InGateway): TraceHop {
  const { id } = state.place
  const gatewayState = inventory.transitGateways.get(id)?.state ?? 'available'
  const working = ['available', 'modifying', 'unknown'].includes(gatewayState)
  const refusals: readonly Refusal[] = working ? [] : [{ code: 'BAD_STATE', detail: `${id} is ${gatewayState}.` }]
  const detail = `Inside ${id}.`
  return judged(state, { component: id, kind: 'transit-gateway', detail }, { refusals, doubts: [] })
}

function route(network: Network, state: InGateway, attachment: TransitGatewayAttachment): StepOutcome {
  const { table, refusals, doubts } = transitAssociation(network, attachment, state.place.id)
  if (table) return followTable(network, state, table)
  const head = {
    component: attachment.id,
    kind: 'transit-gateway-attachment' as const,
    attachedTo: state.place.id,
    detail: [...refusals, ...doubts].map(({ detail }) => detail).join(' '),
  }
  const hop = judged(state, head, { refusals, doubts })
  return { hops: [hop], next: refusals.length > 0 ? likely(network, state) : [] }
}

function followTable(network: Network, state: InGateway, table: TransitGatewayRouteTable): StepOutcome {
  const lookup = lookUpTransitRoute(network, table, state.packet.destination)
  if (lookup.kind === 'unsure') return unsure(network, state, { table, lookup })
  if (lookup.kind === 'none') return noRoute(network, state, table)
  const { winner, losers } = lookup
  const rule = transitRouteRef(table, winner)
  const head = { ...headOf(state, table), detail: rule.excerpt, rules: [rule] }
  const next = leadingTo(network, state, [winner])
  if (winner.route.state === 'active') {
    return { hops: [judged(state, head, { refusals: [], doubts: [] })], next, branching: 'unsure' }
  }
  if (winner.route.state === 'blackhole') {
    const refusals: readonly Refusal[] = [{ code: 'TGW_RTB_BAD_STATE_ROUTE', rule }, ...beaten(table, winner, losers)]
    const other = losers.find(({ route: { state: each } }) => each === 'active')
    const onward = other ? leadingTo(network, state, [other]) : likely(network, state)
    return { hops: [judged(state, head, { refusals, doubts: [] })], next: onward, branching: 'unsure' }
  }
  const doubt: Doubt = {
    code: 'TGW_RTB_ROUTES_ARE_UNKNOWN',
    detail: `Whether ${rule.excerpt} is in force is not known.`,
  }
  const hop = judged(state, head, { refusals: [], doubts: [doubt] })
  return { hops: [hop], next: [...next, unfollowed(state, table.id, doubt)], branching: 'unsure' }
}

function headOf(state: InGateway, table: TransitGatewayRouteTable) {
  return { component: table.id, kind: 'transit-gateway-route-table' as const, attachedTo: state.place.attachmentId }
}

/** The route that would have taken the packet, had it not lost: for the one who looks for the mistake. */
function beaten(
  table: TransitGatewayRouteTable,
  winner: TransitCandidate,
  losers: readonly TransitCandidate[],
): readonly Refusal[] {
  const other = losers.find(({ route: { state } }) => state === 'active')
  if (!other) return []
  const code = other.length < winner.length ? 'TGW_RTB_MORE_SPECIFIC_ROUTE' : 'TGW_RTB_HIGHER_PRIORITY_ROUTE'
  const detail = `${describeTransitRoute(winner.route)} goes before ${describeTransitRoute(other.route)}.`
  return [{ code, rule: transitRouteRef(table, other), detail }]
}

function noRoute(network: Network, state: InGateway, table: TransitGatewayRouteTable): StepOutcome {
  const next = likely(network, state)
  const ways = new Set(next.map(({ place }) => (place.kind === 'transit-gateway-attachment' ? place.id : '')))
  const near = (table.routes ?? []).filter(({ attachments }) =>
    attachments.some(({ id }) => id !== null && ways.has(id)),
  )
  const detail = `${table.id} has no route for the destination.`
  const refusals: readonly Refusal[] = [
    { code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', detail },
    ...near.map((each): Refusal => {
      const rule = transitRouteRef(table, { route: each, length: 0, inferred: false })
      return { code: 'TGW_RTB_CANNOT_ROUTE', rule, detail: `${rule.excerpt} does not hold the destination.` }
    }),
  ]
  return { hops: [judged(state, { ...headOf(state, table), detail, rules: [] }, { refusals, doubts: [] })], next }
}

interface UnsureLookup {
  readonly table: TransitGatewayRouteTable
  readonly lookup: Extract<TransitLookup, { readonly kind: 'unsure' }>
}

function unsure(network: Network, state: InGateway, { table, lookup }: UnsureLookup): StepOutcome {
  const { candidates, open, doubts } = lookup
  const detail = doubts.map((doubt) => doubt.detail ?? '').join(' ')
  const rules = candidates.map((candidate) => transitRouteRef(table, candidate))
  const head = { ...headOf(state, table), detail, rules }
  const next = leadingTo(network, state, candidates)
  const dark = open || candidates.some(({ route: { state: each } }) => each !== 'active')
  const hop = dark ? unknownAt(state, head, ...doubts) : undecided(state, head, ...doubts)
  const [doubt = {}] = doubts
  const more = dark && next.length > 0 ? [unfollowed(state, table.id, doubt)] : []
  return { hops: [hop], next: [...next, ...more], branching: 'unsure' }
}

/** Each attachment of the routes once, in their order. Flows of equal cost are spread over several. */
function leadingTo(network: Network, state: InGateway, candidates: readonly TransitCandidate[]): readonly WalkState[] {
  const ids = new Set<string>()
  const lost: Doubt[] = []
  for (const { route: each } of candidates) {
    for (const { id, resourceId, kindText } of each.attachments) {
      const known = id ?? attachmentOfResource(network, state.place.id, resourceId)
      if (known !== null) ids.add(known)
      else lost.push({ detail: `Which attachment of ${resourceId ?? kindText} the route means is not known.` })
    }
  }
  return [...[...ids].map((id) => by(state, id)), ...lost.map((doubt) => unfollowed(state, state.place.id, doubt))]
}

function attachmentOfResource({ index }: Network, gatewayId: string, resourceId: string | null): string | null {
  const all = index.transitGatewayAttachmentsByGateway.get(gatewayId) ?? []
  return all.find((each) => resourceId !== null && each.resourceId === resourceId)?.id ?? null
}

/** Where the packet would have to go although no route says so: the one attached VPC that holds the destination. */
function likely({ inventory, index }: Network, state: InGateway): readonly WalkState[] {
  const { destination } = state.packet
  const holding = (index.transitGatewayAttachmentsByGateway.get(state.place.id) ?? []).filter(
    ({ kind, resourceId }) => {
      const vpc = kind === 'vpc' ? inventory.vpcs.get(resourceId ?? '') : undefined
      return vpc?.cidrs.some((cidr) => containsAddress(cidr, destination)) ?? false
    },
  )
  const [only, ...others] = holding
  return only && others.length === 0 ? [by(state, only.id)] : []
}

function by(state: InGateway, id: string): WalkState {
  return { ...state, place: { kind: 'transit-gateway-attachment', id, transitGatewayId: state.place.id } }
}

function unfollowed(state: InGateway, id: string, { code, detail, component, key }: Doubt): WalkState {
  const unknown = {
    code: code ?? ('UNKNOWN_RESOURCE' as const),
    component: component ?? id,
    detail: detail ?? '',
    key: key ?? null,
    gapIds: [],
  }
  return { ...state, place: { kind: 'unfollowed', id, unknown } }
}
