/** The walk: step after step until the packet arrives, is lost, or turns in a circle; branches are judged together. */

import type { Verdict } from '../path.ts'
import type { TraceHop } from '../trace-result.ts'
import type { Arrival, StepOutcome, WalkContext, WalkState } from './state.ts'
import { stepFrom } from './steps.ts'

/** As many as AWS's own Route Analyzer follows. */
const HOP_LIMIT = 64

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
}

/** Walks from a state and judges every end it can come to. */
export function explore(exploring: Exploring, start: WalkState, past: readonly TraceHop[] = []): Judged {
  const hops = [...past]
  let state = start
  for (let count = 0; hops.length <= HOP_LIMIT && count <= HOP_LIMIT; count++) {
    const outcome = stepFrom(exploring.context, state)
    hops.push(...outcome.hops)
    if (outcome.arrival) return exploring.judge({ state, arrival: outcome.arrival, hops })
    const [next, ...others] = outcome.next
    if (!next) return exploring.judge({ state, arrival: null, hops })
    if (others.length > 0) return judgeBranches(exploring, { ...outcome, next: [next, ...others] }, hops)
    state = next
  }
  return exploring.judge({ state, arrival: null, hops })
}

type Branches = StepOutcome & { readonly next: readonly [WalkState, ...WalkState[]] }

function judgeBranches(exploring: Exploring, outcome: Branches, hops: readonly TraceHop[]): Judged {
  const [start, ...others] = outcome.next
  const first = explore(exploring, start, hops)
  const rest = others.map((state) => explore(exploring, state, hops))
  return outcome.branching === 'any' ? rest.reduce(better, first) : rest.reduce(unsure, first)
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
