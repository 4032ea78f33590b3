/** The answer to a question as a person reads it: names beside ids, rewrites in words, and what would tell the unknown. */

import type { CaveatCode, ExplanationCode } from '../reachability/codes.ts'
import type { Verdict } from '../reachability/path.ts'
import type { TraceHopKind } from '../reachability/trace-result.ts'

/** A rule, entry or route that decided, with the place it stands at. */
export interface AnswerRule {
  readonly text: string
  readonly resourceId: string
  /** RFC 6901 pointer into the describe document. */
  readonly pointer: string
  /** Names it in a what-if; null for what cannot be removed on its own. */
  readonly ruleId: string | null
}

export interface AnswerComponent {
  /** AWS id or ARN; `internet` and `on-premises` for the outsides. */
  readonly id: string
  /** What kind of thing it is: `Route table`. */
  readonly label: string
  /** What people call it; null when nothing names it. */
  readonly name: string | null
}

export interface AnswerBlocker {
  readonly code: ExplanationCode
  /** What the code says. */
  readonly means: string
  readonly component: AnswerComponent
  readonly leg: 'request' | 'reply'
  readonly detail: string
  readonly rule: AnswerRule | null
}

export interface AnswerUnknown {
  readonly code: ExplanationCode
  readonly component: AnswerComponent
  readonly detail: string
  /** What the inventory says of the gap, one sentence each. */
  readonly gaps: readonly string[]
  /** `aws ec2 describe-route-tables --region eu-west-1`, or a sentence; null when nothing would tell. */
  readonly remedy: string | null
}

export interface AnswerCaveat {
  readonly code: CaveatCode
  readonly means: string
  readonly component: AnswerComponent
  readonly detail: string
}

export interface AnswerHop {
  /** As in the list and on the map, from 1, over request and reply each. */
  readonly number: number
  readonly component: AnswerComponent
  readonly kind: TraceHopKind
  readonly attachedTo: string | null
  readonly vpcId: string | null
  readonly outcome: 'passes' | 'blocks' | 'unknown'
  readonly detail: string
  readonly rules: readonly AnswerRule[]
  /** What of the header it changes, in words; empty for most. */
  readonly rewrites: readonly string[]
  readonly blockers: readonly AnswerBlocker[]
  readonly unknowns: readonly AnswerUnknown[]
  readonly caveats: readonly AnswerCaveat[]
}

export interface TraceAnswer {
  readonly verdict: Verdict
  /** The request arrives, whatever becomes of the reply. */
  readonly delivered: Verdict
  readonly from: AnswerComponent
  readonly to: AnswerComponent
  /** `tcp/22`, `icmp type 8`. */
  readonly traffic: string
  /** One sentence, as a pilot notes it. */
  readonly note: string
  /** All of it, as the command line prints it: to be copied. */
  readonly text: string
  readonly request: readonly AnswerHop[]
  readonly reply: readonly AnswerHop[]
  readonly blockers: readonly AnswerBlocker[]
  readonly unknowns: readonly AnswerUnknown[]
  readonly caveats: readonly AnswerCaveat[]
}
