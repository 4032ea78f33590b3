/** Severity from two axes: what the configuration says (base), and what can really reach it (exposure). */

import { type ExposureLevel, SEVERITIES, type Severity } from './finding.ts'

export interface SeverityQuestion {
  readonly base: Severity
  readonly level: ExposureLevel
  /** What decided the exposure, as a sentence without its full stop. */
  readonly because: string
  /** Raises by one when the internet really reaches it. */
  readonly raisesWhenReached?: boolean
}

export interface SeverityAnswer {
  readonly base: Severity
  readonly effective: Severity
  readonly why: readonly string[]
}

/** Unattached or shut off lowers by one; the internet keeps or raises, a few addresses keep; unknown weighs as much as reached. */
export function weigh({ base, level, because, raisesWhenReached }: SeverityQuestion): SeverityAnswer {
  if (level === 'none' || level === 'internal') {
    const effective = shift(base, 1)
    return { base, effective, why: [effective === base ? `${because}.` : `Lowered from ${base}: ${because}.`] }
  }
  const raises = raisesWhenReached && (level === 'internet' || level === 'unknown')
  const effective = raises ? shift(base, -1) : base
  const sentence = level === 'unknown' ? `${because}; what is not known counts as reachable.` : `${because}.`
  if (effective !== base) return { base, effective, why: [`Raised from ${base}: ${sentence}`] }
  return { base, effective, why: [level === 'unknown' ? `Not lowered: ${sentence}` : sentence] }
}

/** An edge that is meant to be open. */
export function intended(base: Severity, because: string): SeverityAnswer {
  return { base, effective: 'info', why: [`Intended: ${because}.`] }
}

/** A severity that does not depend on exposure. */
export function fixed(base: Severity, because: string): SeverityAnswer {
  return { base, effective: base, why: [`${because}.`] }
}

function shift(severity: Severity, steps: number): Severity {
  const index = SEVERITIES.indexOf(severity) + steps
  return SEVERITIES[Math.min(Math.max(index, 0), SEVERITIES.length - 1)] ?? severity
}
