/**
 * From a node of a load balancer to one target and back: the part of a connection that does not hang on how its client
 * got to the node. It is walked by the same steps as a trace, so the two agree.
 */

import type { TargetChoice } from './load-balancer-target.ts'
import type { Network } from './network.ts'
import { type Packet, replyTo } from './packet.ts'
import type { Verdict } from './path.ts'
import type { TraceHop } from './trace-result.ts'
import {
  branchBudget,
  circle,
  HOP_LIMIT,
  isSpent,
  type Past,
  placeKey,
  type StepBudget,
  tooManyWays,
  UNSURE_COST,
  verdictOf,
} from './walk/explore.ts'
import { seenOneWay } from './walk/inspections.ts'
import { replyPlaceOf } from './walk/reply-place.ts'
import type { Arrival, WalkContext, WalkState } from './walk/state.ts'
import { stepFrom } from './walk/steps.ts'

export interface LegQuestion {
  readonly balancerArn: string
  readonly nodeId: string
  readonly choice: TargetChoice
  /** The packet of the client as the node has it. */
  readonly packet: Packet
}

export interface BalancerLeg {
  /** The target group, or the load balancer where there is none. */
  readonly through: string
  readonly verdict: Verdict
  /** The interface it ends at; null where the target is beyond what was collected, or no interface. */
  readonly interfaceId: string | null
  /** The packet as it arrives there. */
  readonly packet: Packet
  readonly forward: readonly TraceHop[]
  readonly reply: readonly TraceHop[]
  /** The same for legs that nothing on the way can tell apart; null where that was not looked into. */
  readonly likeness: string | null
}

/** One leg for each interface it can end at: the target, or each node of a load balancer that is the target. */
export function balancerLegs(
  network: Network,
  { balancerArn, nodeId, choice, packet }: LegQuestion,
): readonly BalancerLeg[] {
  const context: WalkContext = { network, destinationId: null, requestOrigin: null }
  const place = { kind: 'load-balancer-target', arn: balancerArn, interfaceId: nodeId, choice } as const
  const start: WalkState = { place, packet, leg: 'request', identity: null, zone: null, translations: [] }
  const legs = follow(following(context, isAtBalancer), start).map((there) => ({
    ...backFrom(context, there, nodeId),
    through: choice.group?.id ?? balancerArn,
  }))
  const isLost = legs.some(({ interfaceId }) => interfaceId === null)
  const ends = new Map<string, BalancerLeg>()
  for (const leg of legs) {
    if (leg.interfaceId === null) continue
    const verdict = together([ends.get(leg.interfaceId)?.verdict ?? leg.verdict, leg.verdict])
    // Nobody knows which way it takes, and on one of them it gets lost.
    ends.set(leg.interfaceId, { ...leg, verdict: isLost && verdict === 'reachable' ? 'unknown' : verdict })
  }
  return ends.size > 0 ? [...ends.values()] : legs
}

/** A target that is a load balancer itself is where the leg ends. */
function isAtBalancer({ place }: WalkState): boolean {
  return place.kind === 'load-balancer'
}

function isHome({ translations }: WalkState): boolean {
  return translations.length === 0
}

function backFrom(context: WalkContext, there: Course, nodeId: string): Omit<BalancerLeg, 'through'> {
  const { end, hops } = there
  const forward = verdictOf(hops, end !== null)
  const reached = end?.arrival.kind === 'interface' && end.arrival.id !== nodeId ? end.arrival.id : null
  const leg = { verdict: forward, interfaceId: reached, packet: there.packet, forward: hops, reply: [], likeness: null }
  const isNode = end?.arrival.kind === 'interface' && end.arrival.id === nodeId
  const reply = end && !isNode && forward !== 'blocked' ? replyTo(there.packet) : null
  const place = end && replyPlaceOf(context.network, end.arrival)
  if (!reply || !place) return leg
  const start: WalkState = { ...end.state, place, packet: reply, leg: 'reply', identity: null, sourceVpcId: null }
  const backs = follow(following(context, isHome), start).map(withInspections)
  const verdict = worse(forward, together(backs.map((back) => verdictOf(back.hops, back.end !== null))))
  return { ...leg, verdict, reply: backs[0]?.hops ?? [] }
}

function withInspections(back: Course): Course {
  return back.end ? { ...back, hops: [...back.hops, ...seenOneWay(back.end.state)] } : back
}

function worse(a: Verdict, b: Verdict): Verdict {
  if (a === 'blocked' || b === 'blocked') return 'blocked'
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'reachable'
}

/** Nobody knows which of several ways it takes. */
function together(verdicts: readonly Verdict[]): Verdict {
  const [first = 'unknown', ...others] = verdicts
  return others.every((each) => each === first) ? first : 'unknown'
}

interface Course {
  readonly hops: readonly TraceHop[]
  /** As it was last seen. */
  readonly packet: Packet
  readonly end: { readonly arrival: Arrival; readonly state: WalkState } | null
}

/** Until when a packet is followed, and how far. */
interface Following {
  readonly context: WalkContext
  readonly stops: (state: WalkState) => boolean
  readonly budget: StepBudget
  /** What a step costs: nothing before the first fork. */
  readonly cost: number
}

function following(context: WalkContext, stops: Following['stops']): Following {
  return { context, stops, budget: branchBudget(), cost: 0 }
}

const NOTHING: Past = { hops: [], places: new Set() }

/** Follows a packet until it `stops`, somebody takes it, it is lost, or it turns in a circle; every way where there are several. */
function follow(following: Following, start: WalkState, past: Past = NOTHING): readonly Course[] {
  const hops = [...past.hops]
  const places = new Set(past.places)
  let state = start
  while (hops.length <= HOP_LIMIT) {
    const ended = endAt(following, state, { hops, places })
    if (ended) return [ended]
    const outcome = stepFrom(following.context, state)
    hops.push(...outcome.hops)
    const { arrival } = outcome
    if (arrival) return [{ hops, packet: outcome.hops.at(-1)?.outbound ?? state.packet, end: { arrival, state } }]
    const [next, ...others] = outcome.next
    if (!next) break
    if (others.length > 0) {
      return outcome.next.flatMap((one) => follow({ ...following, cost: UNSURE_COST }, one, { hops, places }))
    }
    state = next
  }
  return [lost(state, hops)]
}

/** Null where another step is taken from here; the place is noted then. */
function endAt(
  following: Following,
  state: WalkState,
  { hops, places }: { readonly hops: readonly TraceHop[]; readonly places: Set<string> },
): Course | null {
  const { packet } = state
  if (following.stops(state)) return { hops, packet, end: { arrival: stoppedAt(state), state } }
  if (isSpent(following)) return lost(state, [...hops, tooManyWays(state)])
  const key = placeKey(state)
  if (key === null) return null
  if (places.has(key)) return lost(state, circle(state, hops).hops)
  places.add(key)
  return null
}

function lost({ packet }: WalkState, hops: readonly TraceHop[]): Course {
  return { hops, packet, end: null }
}

/** At a load balancer that is the target, or back at the node. */
function stoppedAt({ place }: WalkState): Arrival {
  const id = (place.kind === 'load-balancer' || place.kind === 'leaving-interface') && place.interfaceId
  return id ? { kind: 'interface', id } : { kind: 'internet' }
}
