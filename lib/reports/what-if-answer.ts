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

/** One side of a connection that would break. */
export interface SeveredSide {
  /** The first, as people call it. */
  readonly first: AnswerComponent
  readonly count: number
}

export interface SeveredConnection {
  readonly from: SeveredSide
  readonly to: SeveredSide
  /** `tcp/443`. */
  readonly traffic: string
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
  /** Connections between interfaces that would break: everyone of `from` loses everyone of `to` on these ports. */
  readonly severed: readonly SeveredConnection[]
  /** False when only part of the connections was looked at. */
  readonly severedComplete: boolean
  /** The question that was open, as it would be answered; null when none was. */
  readonly question: { readonly before: TraceAnswer; readonly after: TraceAnswer } | null
}
