/** A reason for no verdict, taken apart: why, and the commands or the advice that would answer. */

export interface AnswerParts {
  readonly why: string
  /** Ready to paste. */
  readonly commands: readonly string[]
  /** What is to be done where it is no command. */
  readonly advice: string | null
}

const MARK = ' To answer: '

/** `evaluate` puts the remedy behind "To answer:"; what has none is a reason alone. */
export function answerParts(reason: string): AnswerParts {
  const at = reason.lastIndexOf(MARK)
  if (at < 0) return { why: reason, commands: [], advice: null }
  const why = reason.slice(0, at)
  const remedy = reason.slice(at + MARK.length)
  const parts = remedy.split('; ')
  if (!parts.every((part) => part.startsWith('aws '))) return { why, commands: [], advice: remedy }
  return { why, commands: parts, advice: null }
}
