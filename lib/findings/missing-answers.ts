/** What would answer the checks that gave no verdict: one row for each call to collect or setting to make. */

import type { Finding } from './finding.ts'
import { callOf, reasonParts } from './undecided-reason.ts'

export interface MissingAnswer {
  /** `aws ec2 describe-subnets` without options, or what is to be set or done, or the bare reason where nothing answers. */
  readonly answer: string
  readonly isCommand: boolean
  /** Each command with its options, once, in its order. */
  readonly commands: readonly string[]
  /** Where it is missing, sorted. */
  readonly regions: readonly string[]
  /** Which wait for it, sorted. */
  readonly ruleIds: readonly string[]
  /** How many findings wait for it. */
  readonly checks: number
}

/** What most checks wait for comes first. A check that waits for two answers stands under both. */
export function missingAnswers(findings: readonly Finding[]): readonly MissingAnswer[] {
  const waiting = findings.filter(({ status }) => status === 'NOT_EVALUATED').flatMap(answersOf)
  return [...Map.groupBy(waiting, ({ answer }) => answer)]
    .map(
      ([answer, rows]): MissingAnswer => ({
        answer,
        isCommand: rows.some(({ command }) => command !== null),
        commands: [...new Set(rows.flatMap(({ command }) => command ?? []))],
        regions: sortedOnce(rows.map(({ finding }) => finding.resource.region)),
        ruleIds: sortedOnce(rows.map(({ finding }) => finding.ruleId)),
        checks: new Set(rows.map(({ finding }) => finding)).size,
      }),
    )
    .toSorted((a, b) => b.checks - a.checks || (a.answer < b.answer ? -1 : 1))
}

interface Waiting {
  readonly finding: Finding
  readonly answer: string
  readonly command: string | null
}

function answersOf(finding: Finding): readonly Waiting[] {
  const { reason, remedies } = reasonParts(finding.reasonNotEvaluated ?? 'no reason was given')
  if (remedies.length === 0) return [{ finding, answer: reason, command: null }]
  return remedies.map((remedy) => ({
    finding,
    answer: callOf(remedy),
    command: remedy.startsWith('aws ') ? remedy : null,
  }))
}

function sortedOnce(words: readonly string[]): readonly string[] {
  return [...new Set(words)].toSorted()
}
