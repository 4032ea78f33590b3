import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../findings/catalogue.ts'
import { analysisOf } from '../testing/analysis-of.ts'
import { reportedFinding } from '../testing/finding-of.ts'
import { findingsSarif } from './sarif.ts'

const runOf = (...findings: Parameters<typeof reportedFinding>) =>
  JSON.parse(findingsSarif(analysisOf(findings.map((parts) => reportedFinding(parts))))).runs[0]

describe('findingsSarif', () => {
  it.each([
    ['FAIL', 'fail', 'error'],
    ['PASS', 'pass', 'none'],
    ['NOT_EVALUATED', 'open', 'none'],
  ] as const)('%s has the kind %s and the level %s', (status, kind, level) => {
    const [result] = runOf({ status, reasonNotEvaluated: 'Not collected.' }).results
    expect([result.kind, result.level]).toEqual([kind, level])
  })

  it('describes every rule of the catalogue, and points at the right one', () => {
    const run = runOf()
    const { rules } = run.tool.driver
    expect(rules).toHaveLength(CATALOGUE.length)
    const [result] = runOf({}).results
    expect(rules[result.ruleIndex].id).toBe('SG-003')
  })

  it('carries the id that survives re-import, the waiver, the change and the path', () => {
    const [result] = runOf({
      delta: 'changed',
      mute: { by: null, reason: 'a honeypot', until: null, scope: 'x' },
      exposure: {
        level: 'internet',
        path: [{ component: 'igw-1', label: 'Internet gateway', detail: 'attached', outcome: 'passes' }],
      },
    }).results
    expect(result.partialFingerprints).toEqual({ 'portolanFinding/v1': 'f-1' })
    expect(result.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'a honeypot' }])
    expect(result.baselineState).toBe('updated')
    expect(result.codeFlows[0].threadFlows[0].locations[0].location.message.text).toBe(
      'Internet gateway igw-1: attached',
    )
  })

  it('says what is not known as notifications of the run', () => {
    expect(runOf().invocations[0].toolExecutionNotifications[0].message.text).toBe(
      'Flow logs were denied. aws ec2 describe-flow-logs',
    )
  })
})
