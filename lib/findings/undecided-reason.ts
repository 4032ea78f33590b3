/** The text of a finding without a verdict: why there is none, and what would answer, in one sentence each. */

const TO_ANSWER = ' To answer: '

/** The reason of a NOT_EVALUATED finding, which `reasonParts` takes apart again. */
export function reasonWithRemedy({ reason, remedy }: { readonly reason: string; readonly remedy: string }): string {
  return `${reason}${TO_ANSWER}${remedy}`
}

export interface ReasonParts {
  readonly reason: string
  /** As it was given; empty without one. */
  readonly remedy: string
  /** Each command, or the setting or the advice. */
  readonly remedies: readonly string[]
}

export function reasonParts(text: string): ReasonParts {
  const at = text.lastIndexOf(TO_ANSWER)
  if (at < 0) return { reason: text, remedy: '', remedies: [] }
  const remedy = text.slice(at + TO_ANSWER.length)
  return { reason: text.slice(0, at), remedy, remedies: remedy.split('; ') }
}

/** `aws ec2 describe-subnets` of the command with its options; anything else as it is. */
export function callOf(command: string): string {
  return /^aws \S+ \S+/.exec(command)?.[0] ?? command
}
