/** A reason for no verdict, taken apart: why, and the commands or the advice that would answer. */

import { reasonParts } from '../../lib/findings/undecided-reason.ts'

export interface AnswerParts {
  readonly why: string
  /** Ready to paste. */
  readonly commands: readonly string[]
  /** What is to be done where it is no command. */
  readonly advice: string | null
}

/** `evaluate` puts the remedy behind "To answer:"; what has none is a reason alone. */
export function answerParts(reason: string): AnswerParts {
  const { reason: why, remedy, remedies } = reasonParts(reason)
  if (remedies.length === 0) return { why, commands: [], advice: null }
  if (!remedies.every((part) => part.startsWith('aws '))) return { why, commands: [], advice: remedy }
  return { why, commands: remedies, advice: null }
}
