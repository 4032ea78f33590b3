/** Inside the VPC: the route of the reply, the network ACL both ways, and the security groups. */

import type { Route } from '../inventory/routing.ts'
import { covers, intersect, type NumberSet } from '../net/interval-set.ts'
import { hasPorts, ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS, formatPorts } from '../net/traffic.ts'
import { UNFILTERED_TYPES } from './compiled/interface-columns.ts'
import { blocker } from './edge-stages.ts'
import { admittedByAcl, admittedByGroups } from './filter-admissions.ts'
import { type JudgedShare, judgeReplies } from './judge-replies.ts'
import type { Network } from './network.ts'
import { type AclQuestion, denyingEntry } from './network-acl-filter.ts'
import type { Admission, Blocker, Rectangle } from './path.ts'
import { portsOf } from './rectangles.ts'
import { describeRoute } from './reply-routes.ts'
import { groupsHaveIngress } from './security-group-filter.ts'
import { type Journey, passing, type Stage, stage, unsure } from './stage.ts'

/** Replies must leave by the internet gateway of the VPC: longest prefix match for each client. */
export function replyRouteStage(journey: Journey): Stage {
  const { network, networkInterface, query } = journey
  const table = network.index.routeTableBySubnet.get(networkInterface.subnetId)
  if (!table) {
    const component = networkInterface.subnetId
    const why = `The route table of ${component} was not collected.`
    return unsure(journey, { component, kind: 'route-table', detail: why }, why)
  }
  const { shares } = judgeReplies(network, table, query.family)
  const { sets } = network.passages[query.family].admitted
  const rectangle = ({ rule, clients }: JudgedShare): Rectangle => ({
    ports: ALL_PORTS,
    sources: sets.get(clients),
    rules: rule ? [rule] : [],
  })
  const head = { component: table.id, kind: 'route-table' as const, detail: 'replies leave by the internet gateway' }
  const admission = {
    known: shares.filter(({ certainty }) => certainty === 'reachable').map(rectangle),
    maybe: shares.filter(({ certainty }) => certainty === 'unknown').map(rectangle),
    unknowns: [...new Set(shares.flatMap(({ unknowns }) => unknowns))],
  }
  const blockers = shares.flatMap(({ code, rule, route }): readonly Blocker[] =>
    code ? [{ ...blocker(code, table.id, replyText(route)), rule, leg: 'reply' }] : [],
  )
  return stage(head, admission, blockers)
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
    const all = remember(journey.network, key, () =>
      forSomeMessage(protocol, admittedByAcl(journey.network, acl, question)),
    )
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
  const admission = remember(network, key, () => admittedByGroups(network, { groupIds: ids, family, protocol }))
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
  if (UNFILTERED_TYPES.has(networkInterface.type)) {
    return passing(journey, { ...head, detail: 'has no security group, so nothing filters it' })
  }
  const why = `The security groups of ${networkInterface.id} were not collected.`
  return unsure(journey, { ...head, detail: why }, why)
}

/** Of ICMP no message in particular is asked for: it is admitted from whom some message is. */
function forSomeMessage(protocol: number, all: Admission): Admission {
  if (protocol !== ICMP && protocol !== ICMPV6) return all
  const every = (rectangles: readonly Rectangle[]) => rectangles.map((each) => ({ ...each, ports: ALL_PORTS }))
  return { ...all, known: every(all.known), maybe: every(all.maybe) }
}

function remember(network: Network, key: string, compute: () => Admission): Admission {
  const known = network.admissions.get(key)
  if (known) return known
  const admission = compute()
  network.admissions.set(key, admission)
  return admission
}

const EPHEMERAL: NumberSet = [[1024, 65535]]
