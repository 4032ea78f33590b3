/** What a route leads to, place by place. Source: VPC guide, "Route table concepts", "Example routing options". */

import type { Route, RouteTable } from '../../inventory/routing.ts'
import type { TraceHop } from '../trace-result.ts'
import { enterSubnet } from './cross-acl.ts'
import { forwardTo } from './forward-to-interface.ts'
import { blocks, unknownAt } from './hop.ts'
import { routeRefusals } from './route-refusals.ts'
import type { Place, Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { attachmentFor } from './transit-attachment.ts'

export const takeRoute: Step<'on-route'> = (context, state) => {
  const { table, route } = state.place
  // A route that surely wins was asked before: these are of those that may.
  const refusals = routeRefusals(context, state, { table, route })
  if (!route || refusals.length > 0) {
    const detail = refusals.map((refusal) => refusal.detail).join('; ')
    const head = { component: table.id, kind: 'route-table', vpcId: table.vpcId, detail } as const
    return { hops: [blocks(state, head, ...refusals)], next: [] }
  }
  const detour = detourHops(state, { table, route })
  const place = placeOf(route, state.place)
  if (place) return { hops: detour, next: [{ ...state, place }] }
  const onward = otherwise(context, state, { table, route })
  return { ...onward, hops: [...detour, ...onward.hops] }
}

/**
 * A load balancer that keeps the address of its client must reach the target directly, in its own VPC or a peer; a
 * Gateway Load Balancer endpoint between the two is not supported, and AWS does not say what becomes of the packet.
 * Source: Network Load Balancers guide, "Client IP preservation".
 */
function detourHops(state: WalkState, { table, route }: Chosen): readonly TraceHop[] {
  if (state.leg === 'reply' || !state.identity?.keepsClient || DIRECT.has(route.target.kind)) return []
  const detail = 'The load balancer keeps the address of its client, and this way to its target is not direct.'
  const head = { component: table.id, kind: 'route-table', vpcId: table.vpcId, detail } as const
  return [unknownAt(state, head, { code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION' })]
}

const DIRECT: ReadonlySet<Route['target']['kind']> = new Set(['local', 'vpc-peering'])

type Standing = Extract<Place, { readonly kind: 'on-route' }>

/** Targets that are a place of their own. */
function placeOf({ target }: Route, { table: { vpcId }, subnetId }: Standing): Place | null {
  switch (target.kind) {
    case 'local':
      return { kind: 'in-vpc', vpcId, fromSubnetId: subnetId }
    case 'internet-gateway':
      return { kind: 'internet-gateway', id: target.id, vpcId, direction: 'out' }
    case 'egress-only-internet-gateway':
      return { kind: 'egress-only-internet-gateway', id: target.id, vpcId }
    case 'nat-gateway':
      return { kind: 'nat-gateway', id: target.id, fromSubnetId: subnetId }
    case 'vpc-peering':
      return { kind: 'peering', id: target.id, fromVpcId: vpcId }
    case 'vpn-gateway':
      return { kind: 'vpn-gateway', id: target.id, direction: 'out' }
    case 'vpc-endpoint':
      return { kind: 'vpc-endpoint', id: target.id, fromSubnetId: subnetId }
    default:
      return null
  }
}

interface Chosen {
  readonly table: RouteTable
  readonly route: Route
}

function otherwise(context: WalkContext, state: WalkState & { readonly place: Standing }, chosen: Chosen): StepOutcome {
  const { target } = chosen.route
  const { vpcId } = chosen.table
  const fromSubnetId = state.place.subnetId
  if (target.kind === 'transit-gateway') return toTransitGateway(context, state, { id: target.id, vpcId, fromSubnetId })
  if (target.kind === 'network-interface') {
    return forwardTo(context.network, state, { interfaceId: target.id, vpcId, fromSubnetId })
  }
  if (target.kind === 'instance') {
    const own = context.network.index.interfacesByInstance.get(target.id) ?? []
    const [first] = own
    // AWS routes to an instance only while it has one interface.
    if (first && own.length === 1)
      return forwardTo(context.network, state, { interfaceId: first.id, vpcId, fromSubnetId })
  }
  return { hops: [], next: [{ ...state, place: unfollowed(chosen) }] }
}

function unfollowed({ table, route: { target } }: Chosen): Place {
  const id = 'id' in target ? target.id : table.id
  const detail = `what happens at ${id} is not followed`
  return {
    kind: 'unfollowed',
    id,
    unknown: { code: 'UNSUPPORTED_COMPONENT', component: id, detail, key: null, gapIds: [] },
  }
}

interface Transit {
  readonly id: string
  readonly vpcId: string
  readonly fromSubnetId: string | null
}

/** Into the attachment subnet of the zone, through its ACL, and on to the gateway. Source: Transit Gateway guide, "Network ACLs". */
function toTransitGateway({ network }: WalkContext, state: WalkState, transit: Transit): StepOutcome {
  const { id, vpcId, fromSubnetId } = transit
  const entry = attachmentFor(network, { transitGatewayId: id, vpcId, zone: state.zone })
  const head = { component: id, kind: 'transit-gateway', vpcId } as const
  const words = [...entry.refusals, ...entry.doubts].map(({ detail }) => detail).join('; ')
  const judged =
    entry.refusals.length > 0
      ? [blocks(state, { ...head, detail: words }, ...entry.refusals)]
      : entry.doubts.length > 0
        ? [unknownAt(state, { ...head, detail: words }, ...entry.doubts)]
        : []
  if (entry.attachmentId === null) return { hops: judged, next: [] }
  const entered =
    entry.subnetId === null
      ? { hops: [], state }
      : enterSubnet(network, state, { subnetId: entry.subnetId, fromSubnetId })
  const place: Place = { kind: 'transit-gateway', id, attachmentId: entry.attachmentId }
  return { hops: [...judged, ...entered.hops], next: [{ ...entered.state, place }] }
}
