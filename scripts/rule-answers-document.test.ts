import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../lib/findings/catalogue.ts'
import type { FindingStatus } from '../lib/findings/finding.ts'
import { ruleAnswersDocument, unseenAnswers } from './rule-answers-document.ts'

const rules = CATALOGUE.filter(({ id }) => ['SG-003', 'API-003'].includes(id))
const seen = (...statuses: readonly FindingStatus[]) =>
  new Map([['SG-003', new Map(statuses.map((status) => [status, `a test | of ${status}`]))]])

describe('the answers tests saw', () => {
  it('are told rule by rule, with a dash where a rule can give none', () => {
    const text = ruleAnswersDocument(rules, seen('FAIL', 'PASS'))
    expect(text).toContain('| SG-003 | a test \\| of FAIL | a test \\| of PASS | **none** |')
    expect(text).toContain('| API-003 | - | - | **none** |')
  })

  it('are missed where no test saw them', () => {
    expect(unseenAnswers(rules, seen('FAIL', 'PASS'))).toEqual([
      'API-003: no test saw NOT_EVALUATED',
      'SG-003: no test saw NOT_EVALUATED',
    ])
  })
})
