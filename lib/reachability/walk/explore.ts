/** The walk: step after step until the packet arrives, is lost, or turns in a circle; branches are judged together. */

import type { Verdict } from '../path.ts'
import type { TraceHop } from '../trace-result.ts'
import { blocks, unknownAt } from './hop.ts'
import type { Arrival, StepOutcome, WalkContext, WalkState } from './state.ts'
import { stepFrom } from './steps.ts'

/** As many as AWS's own Route Analyzer follows. */
export const HOP_LIMIT = 64

/** Steps that all branches of one question may take together, replies too; what is walked before the first fork is free. */
export interface StepBudget {
  left: number
}

/** Enough for a thousand targets behind each node of a load balancer; far from enough for ways that double at every fork. */
const BRANCH_STEPS_MAX = 65_536

/** Where nobody knows which way is taken, all ways have to be walked, and there may be more than anybody can: each counts for many. */
export const UNSURE_COST = 16

export function branchBudget(): StepBudget {
  return { left: BRANCH_STEPS_MAX }
}

/** One leg, walked to its end. */
export interface WalkEnd {
  readonly state: WalkState
  readonly arrival: Arrival | null
  readonly hops: readonly TraceHop[]
}

/** What came of a walk and of all that followed from its end. */
export interface Judged {
  readonly verdict: Verdict
  readonly delivered: Verdict
  readonly forward: readonly TraceHop[]
  readonly reply: readonly TraceHop[]
}

export interface Exploring {
  readonly context: WalkContext
  /** Judges one end: for a request this walks its reply. */
  readonly judge: (end: WalkEnd) => Judged
  readonly budget: StepBudget
  /** What a step costs: nothing before the first fork. */
  readonly cost?: number
}

/** What was passed before, and where: a packet that comes to the same place again turns in a circle. */
export interface Past {
  readonly hops: readonly TraceHop[]
  readonly places: ReadonlySet<string>
}

/** Walks from a state and judges every end it can come to. */
export function explore(exploring: Exploring, start: WalkState, past: Past = { hops: [], places: new Set() }): Judged {
  const hops = [...past.hops]
  const places = new Set(past.places)
  let state = start
  for (let count = 0; hops.length <= HOP_LIMIT && count <= HOP_LIMIT; count++) {
    if (isSpent(exploring)) return exploring.judge({ state, arrival: null, hops: [...hops, tooManyWays(state)] })
    const key = placeKey(state)
    if (key !== null && places.has(key)) return exploring.judge(circle(state, hops))
    if (key !== null) places.add(key)
    const outcome = stepFrom(exploring.context, state)
    hops.push(...outcome.hops)
    if (outcome.arrival) return exploring.judge({ state, arrival: outcome.arrival, hops })
    const [next, ...others] = outcome.next
    if (!next) return exploring.judge({ state, arrival: null, hops })
    if (others.length > 0) return judgeBranches(exploring, { ...outcome, next: [next, ...others] }, { hops, places })
    state = next
  }
  return exploring.judge({ state, arrival: null, hops })
}

/** Takes what the next step costs, where there is that much left. */
export function isSpent({ budget, cost = 0 }: Pick<Exploring, 'budget' | 'cost'>): boolean {
  if (cost === 0) return false
  if (budget.left <= 0) return true
  budget.left -= cost
  return false
}

/** Every circle leads through one of these places; null at others. */
export function placeKey({ place, packet, zone, translations }: WalkState): string | null {
  const { source, destination } = packet
  const header = `${source.value} ${destination.value} ${zone} ${translations.length}`
  if (place.kind === 'leaving-subnet') return `${place.subnetId} ${header}`
  return place.kind === 'transit-gateway' ? `${place.id} ${place.attachmentId} ${header}` : null
}

/** It never arrives, whatever the filters on its way say; an appliance may still send it elsewhere. */
export function circle(state: WalkState, hops: readonly TraceHop[]): WalkEnd {
  const last = hops.at(-1)
  const open = hops.some(({ decision, kind }) => decision === 'unknown' && !FILTERS.has(kind))
  if (!last || open) return { state, arrival: null, hops }
  const { component, kind, attachedTo, vpcId } = last
  const detail = 'the packet goes round in a circle'
  return {
    state,
    arrival: null,
    hops: [...hops, blocks(state, { component, kind, attachedTo, vpcId, detail }, { code: 'NO_PATH' })],
  }
}

const FILTERS: ReadonlySet<TraceHop['kind']> = new Set(['network-acl', 'security-group'])

type Branches = StepOutcome & { readonly next: readonly [WalkState, ...WalkState[]] }

function judgeBranches(exploring: Exploring, { next, branching }: Branches, past: Past): Judged {
  const [start, ...others] = next
  const isAny = branching === 'any'
  const within = { ...exploring, cost: Math.max(exploring.cost ?? 0, isAny ? 1 : UNSURE_COST) }
  let judged = explore(within, start, past)
  for (const state of others) {
    if (isAny ? judged.verdict === 'reachable' : isOpen(judged)) break
    const other = explore(within, state, past)
    judged = isAny ? better(judged, other) : unsure(judged, other)
  }
  return judged
}

/** No other branch makes more or less of it. */
function isOpen({ verdict, delivered }: Judged): boolean {
  return verdict === 'unknown' && delivered === 'unknown'
}

/** What was not walked may end anywhere. */
export function tooManyWays(state: WalkState): TraceHop {
  const { place } = state
  const component =
    'id' in place ? place.id : 'subnetId' in place && place.subnetId !== null ? place.subnetId : place.kind
  const detail = 'There are more ways from here than were followed.'
  return unknownAt(state, { component, kind: 'unsupported', detail }, { code: 'UNKNOWN_RESOURCE' })
}

const RANK: Readonly<Record<Verdict, number>> = { reachable: 0, unknown: 1, blocked: 2 }

/** It is enough that one works; of two that do not, the one that gets further is told. */
function better(a: Judged, b: Judged): Judged {
  const rank = RANK[b.verdict] - RANK[a.verdict] || RANK[b.delivered] - RANK[a.delivered]
  return rank < 0 ? b : a
}

/** Nobody knows which way it takes: what both say stands, all else is unknown. */
function unsure(a: Judged, b: Judged): Judged {
  const told = a.verdict === 'blocked' ? b : a
  return {
    ...told,
    verdict: a.verdict === b.verdict ? a.verdict : 'unknown',
    delivered: a.delivered === b.delivered ? a.delivered : 'unknown',
  }
}

/** Of one leg: a hop that blocks decides; then a hop that is not known; then whether it arrived. */
export function verdictOf(hops: readonly TraceHop[], arrived: boolean): Verdict {
  if (hops.some(({ decision }) => decision === 'blocks')) return 'blocked'
  return arrived && hops.every(({ decision }) => decision === 'passes') ? 'reachable' : 'unknown'
}
