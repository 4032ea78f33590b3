/** A connection: the request walked to its end, then its reply back to where it began. */

import { formatAddress } from '../net/prefix.ts'
import { addressesTold } from './address-index.ts'
import { isCollected } from './is-collected.ts'
import type { Network } from './network.ts'
import { replyTo, sameAddress } from './packet.ts'
import type { Verdict } from './path.ts'
import type { TraceBlocker, TraceCaveat, TraceHop, TraceUnknown } from './trace-result.ts'
import { explore, type Judged, type StepBudget, verdictOf, type WalkEnd } from './walk/explore.ts'
import { blocks, unknownAt } from './walk/hop.ts'
import { seenOneWay } from './walk/inspections.ts'
import { replyPlaceOf } from './walk/reply-place.ts'
import type { Arrival, WalkContext, WalkState } from './walk/state.ts'

export interface Connection {
  readonly network: Network
  readonly start: WalkState
  readonly origin: Arrival
  /** The id the reply is for, when the request began at something with one. */
  readonly originId: string | null
  readonly destinationId: string | null
  /** Is this where the request was to get to? `maybe` where nobody knows what lies beyond. */
  readonly accepts: (arrival: Arrival, hops: readonly TraceHop[]) => 'yes' | 'no' | 'maybe'
  /** A component the request must pass; null when any way will do. */
  readonly via: string | null
  /** What all connections of one question share. */
  readonly budget: StepBudget
}

export interface ConnectionAnswer {
  readonly verdict: Verdict
  readonly delivered: Verdict
  readonly forward: readonly TraceHop[]
  readonly reply: readonly TraceHop[]
  readonly blockers: readonly TraceBlocker[]
  /** Beside those of the hops. */
  readonly unknowns: readonly TraceUnknown[]
  readonly caveats: readonly TraceCaveat[]
}

export function walkConnection(connection: Connection): ConnectionAnswer {
  const { network, destinationId, budget } = connection
  const context: WalkContext = { network, destinationId, requestOrigin: null }
  const judged = explore({ context, budget, judge: (end) => judgeRequest(connection, end) }, connection.start)
  return answerOf(connection, judged)
}

/**
 * Every request that comes to its destination is walked back, also one that got there only because the walk goes on past
 * what blocks: what would stop its reply has to be mended too.
 */
function judgeRequest(connection: Connection, end: WalkEnd): Judged {
  const forward = withFaults(connection, end)
  const delivered = verdictOf(forward, end.arrival !== null)
  const astray = forward.length > end.hops.length && delivered === 'blocked'
  const back = astray || !end.arrival ? null : replyStart(connection.network, end)
  if (back === null) {
    // Nothing answers, or nothing is there to answer: then delivery is all there is.
    return { verdict: delivered, delivered, forward, reply: [] }
  }
  const { network, origin, originId, budget } = connection
  const context: WalkContext = { network, destinationId: originId, requestOrigin: origin }
  const returned = explore({ context, budget, judge: (reply) => judgeReply(connection, reply, delivered) }, back)
  return { verdict: worse(delivered, returned.verdict), delivered, forward, reply: returned.reply }
}

function worse(request: Verdict, reply: Verdict): Verdict {
  if (request === 'blocked' || reply === 'blocked') return 'blocked'
  return request === 'unknown' || reply === 'unknown' ? 'unknown' : 'reachable'
}

function judgeReply({ origin, start }: Connection, end: WalkEnd, delivered: Verdict): Judged {
  const { hops, arrival, state } = end
  const home = arrival && homeOf(arrival, origin)
  const isAstray = arrival !== null && home !== 'yes'
  const reply = isAstray
    ? [...hops, faultAt(state, arrival, home)]
    : [...answered(start, end, delivered), ...(arrival ? seenOneWay(state) : [])]
  const verdict = verdictOf(reply, arrival !== null)
  return { verdict, delivered: verdict, forward: [], reply }
}

/** Arrived elsewhere than was asked, past what had to be passed, or not at all: a hop says so. */
function withFaults(
  { network, accepts, via, start }: Connection,
  { hops, arrival, state }: WalkEnd,
): readonly TraceHop[] {
  if (!arrival) return ended(hops, arrival, state)
  const accepted = accepts(arrival, hops)
  const isBeside = start.place.kind === 'internet' && arrival.kind === 'internet'
  const walked = isBeside ? betweenStrangers(network, hops, state) : hops
  const all = accepted === 'yes' ? walked : [...hops, faultAt(state, arrival, accepted)]
  if (via === null || hops.some(({ component }) => component === via)) return all
  return [...all, notPassed(network, state, via)]
}

/** A component that was not collected may be on the path after all. */
function notPassed(network: Network, state: WalkState, via: string): TraceHop {
  const head = { component: via, kind: 'unsupported' as const, detail: `the packet does not pass ${via}` }
  if (isCollected(network, via)) return blocks(state, head, { code: 'COMPONENT_FILTER_RESTRICTION' })
  return unknownAt(state, { ...head, detail: `${via}, which the path is to pass, was not collected.` }, {})
}

/** A public address that nobody here has is the internet, unless whoever has it was not collected. */
function betweenStrangers(network: Network, hops: readonly TraceHop[], state: WalkState): readonly TraceHop[] {
  const component = formatAddress(state.packet.destination)
  if (!areInterfacesTold(network)) {
    const detail = `${component} may be of an interface that was not collected.`
    return [...hops, unknownAt(state, { component, kind: 'internet', detail }, { key: 'NetworkInterfaces' })]
  }
  const detail = `Nothing in the inventory owns ${component}: both ends are on the internet.`
  const caveat: TraceCaveat = { code: 'RELEASED_ADDRESS', component, detail }
  return hops.map((hop) => (hop.caveats.length > 0 ? hop : { ...hop, caveats: [caveat] }))
}

function areInterfacesTold(network: Network): boolean {
  const vpcIds = [...network.inventory.vpcs.keys()]
  return vpcIds.length > 0 && vpcIds.every((id) => addressesTold(network, id))
}

/** Where no step has more to say and none blocked, the packet turns in a circle until it is dropped. */
function ended(hops: readonly TraceHop[], arrival: Arrival | null, state: WalkState): readonly TraceHop[] {
  const last = hops.at(-1)
  if (arrival || !last || hops.some(({ decision }) => decision !== 'passes')) return hops
  const { component, kind, attachedTo, vpcId } = last
  const detail = 'the packet goes round in a circle'
  return [...hops, blocks(state, { component, kind, attachedTo, vpcId, detail }, { code: 'NO_PATH' })]
}

/** A client knows the answer by the address it asked, and under the one it asked from. */
function answered({ packet: asked }: WalkState, end: WalkEnd, delivered: Verdict): readonly TraceHop[] {
  const { hops, arrival, state } = end
  const { source, destination } = state.packet
  const isSame = sameAddress(source, asked.destination) && sameAddress(destination, asked.source)
  // What a request that is stopped is rewritten to nobody can tell.
  if (!arrival || isSame || delivered === 'blocked') return ended(hops, arrival, state)
  const component = 'id' in arrival ? arrival.id : arrival.kind
  const detail = `the reply comes from ${formatAddress(source)} to ${formatAddress(destination)}, as another connection`
  const kind = arrival.kind === 'internet' || arrival.kind === 'on-premises' ? arrival.kind : 'network-interface'
  return [...hops, blocks(state, { component, kind, detail }, { code: 'NO_POSSIBLE_DESTINATION' })]
}

function astray(state: WalkState, arrival: Arrival): TraceHop {
  const component = 'id' in arrival ? arrival.id : arrival.kind
  const kind = arrival.kind === 'internet' || arrival.kind === 'on-premises' ? arrival.kind : 'unsupported'
  const what = state.leg === 'request' ? 'packet' : 'reply'
  const detail = `the ${what} ends at ${component}, not where it was to get to`
  return blocks(state, { component, kind, detail }, { code: 'NO_POSSIBLE_DESTINATION' })
}

/** Who runs the network outside may pass it on to the internet. */
function beyond(state: WalkState, arrival: Arrival): TraceHop {
  const component = 'id' in arrival ? arrival.id : arrival.kind
  const detail = 'What lies beyond is not known.'
  return unknownAt(state, { component, kind: 'on-premises', detail }, { code: 'UNKNOWN_DESTINATION' })
}

function faultAt(state: WalkState, arrival: Arrival, home: 'no' | 'maybe' | null): TraceHop {
  return home === 'maybe' ? beyond(state, arrival) : astray(state, arrival)
}

/** Is the reply back where its request began? Two gateways may well lead to one network; nobody can tell. */
function homeOf(arrival: Arrival, origin: Arrival): 'yes' | 'no' | 'maybe' {
  if (arrival.kind === 'on-premises') {
    const began = origin.kind === 'on-premises' || origin.kind === 'gateway' ? origin.id : null
    if (began === null) return 'no'
    return began === arrival.id || began === arrival.attachmentId ? 'yes' : 'maybe'
  }
  if (arrival.kind === 'internet' || origin.kind === 'internet') return arrival.kind === origin.kind ? 'yes' : 'no'
  return arrival.kind === origin.kind && arrival.id === origin.id ? 'yes' : 'no'
}

/** The reply as it sets out; null when nothing answers. */
function replyStart(network: Network, { state, arrival }: WalkEnd): WalkState | null {
  const packet = replyTo(state.packet)
  const place = arrival && replyPlaceOf(network, arrival)
  if (!packet || !place) return null
  return { ...state, place, packet, leg: 'reply', identity: null, sourceVpcId: null }
}

function answerOf({ start }: Connection, judged: Judged): ConnectionAnswer {
  const { verdict, delivered, forward, reply } = judged
  const own = forward.flatMap((hop) => hop.blockers)
  const back = reply.flatMap((hop) => hop.blockers).filter((blocker) => !own.some((each) => saysTheSame(each, blocker)))
  const wrapper = delivered === 'blocked' ? [] : wrapped(forward, back)
  const blockers = verdict === 'blocked' ? [...own, ...wrapper, ...back] : []
  // The reply of a request that is stopped is of interest only where it would be stopped too.
  const told = delivered === 'blocked' && back.length === 0 ? [] : reply
  return { verdict, delivered, forward, reply: told, blockers, unknowns: [], caveats: caveatsOf(start, judged) }
}

/** One thing to mend is told once: what stops both ways, and the public address that is missing for both. */
function saysTheSame(there: TraceBlocker, back: TraceBlocker): boolean {
  if (there.component !== back.component) return false
  const isMapping =
    there.code === 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS' && back.code === 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'
  return isMapping || (there.code === back.code && there.rule?.ruleId === back.rule?.ruleId)
}

/** What stops the reply, told once of the destination. */
function wrapped(forward: readonly TraceHop[], back: readonly TraceBlocker[]): readonly TraceBlocker[] {
  const last = forward.at(-1)
  if (back.length === 0 || !last) return []
  const causes = [...new Set(back.map(({ code }) => code))]
  const detail = `the request arrives at ${last.component} and its reply is stopped`
  return [{ code: 'RETURN_PATH_BLOCKED', component: last.component, leg: 'reply', detail, rule: null, causes }]
}

function caveatsOf(start: WalkState, { verdict, delivered, forward, reply }: Judged): readonly TraceCaveat[] {
  const last = forward.at(-1)
  if (!last || delivered !== 'reachable') return []
  const component = last.component
  if (replyTo(start.packet) === null) {
    return [{ code: 'ONE_WAY_ONLY', component, detail: 'Nothing answers an ICMP message of this type.' }]
  }
  if (verdict === 'blocked') {
    return [{ code: 'ONE_WAY_ONLY', component, detail: 'The request is delivered; its reply does not come back.' }]
  }
  if (reply.length > 0) return []
  return [{ code: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY', component, detail: 'The way back was not looked at.' }]
}
