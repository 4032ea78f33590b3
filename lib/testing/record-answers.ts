/** Which test saw which answer of which rule, for `scripts/rule-answers.ts`. Off unless that script runs the tests. */

import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Finding, FindingStatus } from '../findings/finding.ts'

export interface SeenAnswer {
  readonly ruleId: string
  readonly status: FindingStatus
  /** As vitest names it: the suite, then the test. */
  readonly test: string
}

const FILE = process.env['RULE_ANSWERS']

export function recordAnswers(findings: readonly Finding[]): void {
  const test = FILE === undefined ? undefined : expect.getState().currentTestName
  if (FILE === undefined || test === undefined) return
  const seen = new Map(findings.map(({ ruleId, status }) => [`${ruleId} ${status}`, { ruleId, status, test }]))
  for (const each of seen.values()) appendFileSync(FILE, `${JSON.stringify(each)}\n`)
}
