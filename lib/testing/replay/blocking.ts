/** A blocker where a trace met it. */

import type { TraceBlocker, TraceHop } from '../../reachability/trace-result.ts'

export interface Blocking {
  readonly hop: TraceHop
  readonly blocker: TraceBlocker
  /** The hops of its leg before it. */
  readonly before: readonly TraceHop[]
  /** Who is asked for, by id. */
  readonly asked: string
}
