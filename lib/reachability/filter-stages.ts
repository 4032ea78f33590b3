/** Inside the VPC: the route of the reply, the network ACL both ways, and the security groups. */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Route, RouteTable } from '../inventory/routing.ts'
import { covers, intersect, type NumberSet } from '../net/interval-set.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../net/traffic.ts'
import { blocker } from './edge-stages.ts'
import { attachedGateways, type Network } from './network.ts'
import { type AclQuestion, admittedByAcl, denyingEntry } from './network-acl-filter.ts'
import type { Admission, Blocker, BlockerCode, Rectangle } from './path.ts'
import { portsOf } from './rectangles.ts'
import {
  describeRoute,
  destinationText,
  isGatewayEndpoint,
  type ReplyRoutes,
  type ReplyShare,
  replyRoutes,
  routeRef,
} from './reply-routes.ts'
import { admittedByGroups, groupsHaveIngress } from './security-group-filter.ts'
import { type Journey, passing, type Stage, stage, unsure } from './stage.ts'

/** Replies must leave by the internet gateway of the VPC: longest prefix match for each client. */
export function replyRouteStage(journey: Journey): Stage {
  const table = journey.network.index.routeTableBySubnet.get(journey.networkInterface.subnetId)
  if (!table) {
    const component = journey.networkInterface.subnetId
    const why = `The route table of ${component} was not collected.`
    return unsure(journey, { component, kind: 'route-table', detail: why }, why)
  }
  const routes = repliesOf(journey, table)
  const doubts = doubtsOf(journey, table, routes)
  const judged = routes.shares.map((share) => judgeShare(journey, { table, share, doubts }))
  const head = { component: table.id, kind: 'route-table' as const, detail: 'replies leave by the internet gateway' }
  const admission = {
    known: judged.flatMap(({ known }) => known),
    maybe: judged.flatMap(({ maybe }) => maybe),
    unknowns: [...new Set(judged.flatMap(({ unknowns }) => unknowns))],
  }
  return stage(
    head,
    admission,
    judged.flatMap(({ blockers }) => blockers),
  )
}

interface JudgedShare extends Admission {
  readonly blockers: readonly Blocker[]
}

function judgeShare(
  journey: Journey,
  { table, share, doubts }: { table: RouteTable; share: ReplyShare; doubts: readonly Doubt[] },
): JudgedShare {
  const { route, clients } = share
  const rule = route ? routeRef(table, route) : null
  const rectangle: Rectangle = { ports: ALL_PORTS, sources: clients, rules: rule ? [rule] : [] }
  const outcome = outcomeOf(journey, route)
  const way = wayOf(outcome)
  const unfollowed = way === 'unsure' ? [`Replies leave by ${rule?.excerpt}, which is not followed further.`] : []
  const unknowns = [...unfollowed, ...doubts.filter((doubt) => doubt.way !== way).map(({ why }) => why)]
  const ends = outcome === 'internet' || outcome === 'unsure' || outcome === 'service'
  return {
    known: way === 'internet' && unknowns.length === 0 ? [rectangle] : [],
    maybe: unknowns.length > 0 ? [rectangle] : [],
    unknowns,
    blockers: ends ? [] : [{ ...blocker(outcome, table.id, replyText(route)), rule, leg: 'reply' }],
  }
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
function doubtsOf(journey: Journey, table: RouteTable, { unreadLists }: ReplyRoutes): readonly Doubt[] {
  const lists = unreadLists.map((route) => ({
    way: wayOf(outcomeOf(journey, route)),
    why: `The entries of ${destinationText(route)}, a destination in ${table.id}, were not collected.`,
  }))
  const unread = table.unread.length > 0 ? [{ way: null, why: `${table.id} has routes that could not be read.` }] : []
  return [...unread, ...lists]
}

function repliesOf(journey: Journey, table: RouteTable): ReplyRoutes {
  const { network, query } = journey
  const key = `${table.id} ${query.family}`
  const known = network.replies.get(key)
  if (known) return known
  const routes = replyRoutes(network.inventory, table, query.family)
  network.replies.set(key, routes)
  return routes
}

function outcomeOf(journey: Journey, route: Route | null): Outcome {
  if (!route) return 'NO_ROUTE_TO_DESTINATION'
  if (route.state === 'blackhole') return 'BAD_STATE_ROUTE'
  switch (route.target.kind) {
    case 'internet-gateway':
      return leadsToAttached(journey, route.target.id)
    case 'egress-only-internet-gateway':
      return 'EIGW_NO_INBOUND'
    case 'vpc-endpoint':
      // Its service's addresses are few, so some other route always decides for the internet.
      return isGatewayEndpoint(journey.network.inventory, route) ? 'service' : 'unsure'
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
function leadsToAttached({ network, networkInterface }: Journey, gatewayId: string): 'internet' | BlockerCode {
  const attached = attachedGateways(network, networkInterface.vpcId)
  if (attached.length === 0 || attached.some(({ gateway }) => gateway.id === gatewayId)) return 'internet'
  return 'BAD_STATE_ATTACHMENT'
}

function replyText(route: Route | null): string {
  return route ? `replies leave by ${describeRoute(route)}` : 'no route takes the reply to the internet'
}

/** The ACL must let the request in and the reply out, to some port a client can use. */
export function networkAclStages(journey: Journey): readonly Stage[] {
  const { subnetId } = journey.networkInterface
  const acl = journey.network.index.networkAclBySubnet.get(subnetId)
  if (!acl) {
    const why = `The network ACL of ${subnetId} was not collected.`
    return [unsure(journey, { component: subnetId, kind: 'network-acl', detail: why }, why)]
  }
  const { family, protocol } = journey.query
  return (['ingress', 'egress'] as const).map((direction) => {
    const question: AclQuestion = { direction, family, protocol }
    const key = `${acl.id} ${direction} ${family} ${protocol}`
    const all = remember(journey.network, key, () => admittedByAcl(acl, question))
    const { admission, partial } =
      direction === 'ingress' ? { admission: all, partial: null } : forReplies(all, protocol)
    const words = direction === 'ingress' ? 'lets the request in' : 'lets the reply out'
    const denied = denyingEntry(acl, question, direction === 'ingress' ? journey.wanted : repliesTo(journey))
    const why = denied ? `${denied.excerpt}` : `no entry allows the ${direction === 'ingress' ? 'request' : 'reply'}`
    const leg = direction === 'ingress' ? ('request' as const) : ('reply' as const)
    const caveats = partial ? [`${acl.id} lets replies out only to ports ${formatPorts(partial)}.`] : []
    return stage({ component: acl.id, kind: 'network-acl', detail: words, caveats }, admission, [
      { ...blocker('SUBNET_ACL_RESTRICTION', acl.id, why), rule: denied, leg },
    ])
  })
}

/** What a reply looks like to the ACL: the same client, on a port of its own. */
function repliesTo({ query, wanted }: Journey): Rectangle {
  return hasPorts(query.protocol) ? { ...wanted, ports: EPHEMERAL } : wanted
}

/** Clients choose ports from 1024 up; a reply that passes to one of them is enough. Source: VPC guide, "Ephemeral ports". */
function forReplies(all: Admission, protocol: number): { admission: Admission; partial: NumberSet | null } {
  if (!hasPorts(protocol)) return { admission: all, partial: null }
  const usable = all.known.filter(({ ports }) => intersect(ports, EPHEMERAL).length > 0)
  const ports = intersect(portsOf(usable), EPHEMERAL)
  return {
    admission: { ...all, known: usable.map((rectangle) => ({ ...rectangle, ports: ALL_PORTS })) },
    partial: usable.length > 0 && !covers(ports, EPHEMERAL) ? ports : null,
  }
}

export function securityGroupStage(journey: Journey): Stage {
  const { networkInterface, network, query } = journey
  const ids = networkInterface.securityGroupIds
  const head = { component: ids.at(0) ?? networkInterface.id, kind: 'security-group' as const }
  if (ids.length === 0) return withoutGroups(journey)
  const { family, protocol } = query
  const key = `${ids.join()} ${family} ${protocol}`
  const admission = remember(network, key, () =>
    admittedByGroups(network.inventory, { groupIds: ids, family, protocol }),
  )
  const code = groupsHaveIngress(network.inventory, ids) ? 'ENI_SG_RULES_MISMATCH' : 'SG_HAS_NO_RULES'
  const words = `no rule of ${ids.join(', ')} admits the internet here`
  return stage({ ...head, detail: 'admits' }, withUnreadGroups(journey, admission), [
    blocker(code, head.component, words),
  ])
}

/** A group that could not be read on the interface may admit anything. */
function withUnreadGroups({ networkInterface, wanted }: Journey, admission: Admission): Admission {
  const unread = networkInterface.unread.filter((text) => text.startsWith('security group'))
  if (unread.length === 0) return admission
  return {
    ...admission,
    maybe: [...admission.maybe, wanted],
    unknowns: [...admission.unknowns, `${networkInterface.id} carries a ${unread.join(', ')} that could not be read.`],
  }
}

/** NAT gateways, transit gateways, Gateway Load Balancers and a Network Load Balancer made without groups are not filtered. */
function withoutGroups(journey: Journey): Stage {
  const { networkInterface } = journey
  const head = { component: networkInterface.id, kind: 'security-group' as const }
  if (UNFILTERED.has(networkInterface.type)) {
    return passing(journey, { ...head, detail: 'has no security group, so nothing filters it' })
  }
  const why = `The security groups of ${networkInterface.id} were not collected.`
  return unsure(journey, { ...head, detail: why }, why)
}

function remember(network: Network, key: string, compute: () => Admission): Admission {
  const known = network.admissions.get(key)
  if (known) return known
  const admission = compute()
  network.admissions.set(key, admission)
  return admission
}

const EPHEMERAL: NumberSet = [[1024, 65535]]

const UNFILTERED: ReadonlySet<NetworkInterface['type']> = new Set([
  'nat-gateway',
  'transit-gateway',
  'network-load-balancer',
  'gateway-load-balancer',
  'gateway-load-balancer-endpoint',
])
