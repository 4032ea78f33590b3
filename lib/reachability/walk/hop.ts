/** Making the hops of a walk. */

import type { ExplanationCode } from '../codes.ts'
import type { RuleRef } from '../path.ts'
import type { TraceBlocker, TraceHop, TraceUnknown } from '../trace-result.ts'
import type { WalkState } from './state.ts'

export type HopHead = Pick<TraceHop, 'component' | 'kind' | 'detail'> &
  Partial<Pick<TraceHop, 'attachedTo' | 'vpcId' | 'rules' | 'outbound' | 'caveats'>>

/** A component that lets the packet pass. */
export function passes(state: WalkState, head: HopHead): TraceHop {
  return {
    attachedTo: null,
    vpcId: null,
    rules: [],
    caveats: [],
    inbound: state.packet,
    outbound: state.packet,
    decision: 'passes',
    blockers: [],
    unknowns: [],
    ...head,
  }
}

export interface Refusal {
  readonly code: ExplanationCode
  readonly rule?: RuleRef | null
  /** When it is not the component of the hop that blocks. */
  readonly component?: string
  readonly detail?: string
}

/** A component that stops the packet, for one reason or several. */
export function blocks(state: WalkState, head: HopHead, ...refusals: readonly Refusal[]): TraceHop {
  const blockers = refusals.map(
    ({ code, rule = null, component = head.component, detail = head.detail }): TraceBlocker => ({
      code,
      component,
      leg: state.leg,
      detail,
      rule,
    }),
  )
  const named = blockers.flatMap(({ rule }) => (rule ? [rule] : []))
  return { ...passes(state, head), decision: 'blocks', blockers, rules: head.rules ?? named }
}

/** A component of which not enough is known. */
export function unknownAt(state: WalkState, head: HopHead, ...unknowns: readonly Doubt[]): TraceHop {
  return {
    ...passes(state, head),
    decision: 'unknown',
    unknowns: unknowns.map(
      ({ code = 'UNKNOWN_RESOURCE', component = head.component, detail = head.detail, key = null }) => ({
        code,
        component,
        detail,
        key,
        gapIds: [],
      }),
    ),
  }
}

export type Doubt = Partial<Omit<TraceUnknown, 'gapIds'>>

export interface Objections {
  readonly refusals: readonly Refusal[]
  readonly doubts: readonly Doubt[]
}

/** Blocks where something refuses, is unknown where something is in doubt, and passes where nothing speaks against it. */
export function judged(state: WalkState, head: HopHead, { refusals, doubts }: Objections): TraceHop {
  if (refusals.length > 0) return blocks(state, head, ...refusals)
  return doubts.length > 0 ? unknownAt(state, head, ...doubts) : passes(state, head)
}

/** Passes one way or another: what is not known only says which, and the ways are walked together. */
export function undecided(state: WalkState, head: HopHead, ...doubts: readonly Doubt[]): TraceHop {
  return { ...unknownAt(state, head, ...doubts), decision: 'passes' }
}
