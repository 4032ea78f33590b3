/** What would become of the network without some rules: exposures lost and gained, and the open question asked again. */

import type { ExposureLens } from './exposure-lens.ts'
import type { AnswerComponent, AnswerRule, TraceAnswer } from './trace-answer.ts'

/** One interface whose exposure is another than before. */
export interface ExposureChange {
  readonly interface: AnswerComponent
  readonly subnetId: string | null
  readonly vpcId: string | null
  /** Traffic that vanishes or comes: `tcp/22`. */
  readonly ports: readonly string[]
  readonly sources: string
  readonly via: readonly AnswerComponent[]
}

export interface WhatIfAnswer {
  /** The rules that are thought away, as they stand in the document. */
  readonly rules: readonly AnswerRule[]
  /** Ids that name no rule of this snapshot. */
  readonly missing: readonly string[]
  /** Of the network without them. */
  readonly lens: ExposureLens
  readonly lost: readonly ExposureChange[]
  readonly gained: readonly ExposureChange[]
  /** The question that was open, as it would be answered; null when none was. */
  readonly question: { readonly before: TraceAnswer; readonly after: TraceAnswer } | null
}
