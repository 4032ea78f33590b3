import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import type { Finding } from './finding.ts'
import { missingAnswers } from './missing-answers.ts'
import { reasonParts, reasonWithRemedy } from './undecided-reason.ts'

const undecided = (ruleId: string, remedy: string | null, region = 'eu-west-1'): Finding =>
  findingOf({
    id: `${ruleId} ${remedy} ${region}`,
    ruleId,
    status: 'NOT_EVALUATED',
    reasonNotEvaluated: remedy === null ? 'The rule failed.' : reasonWithRemedy({ reason: 'It is missing.', remedy }),
    resource: { ...findingOf().resource, region },
  })

const ROUTES = 'aws ec2 describe-route-tables'
const ACLS = 'aws ec2 describe-network-acls'

describe('what would answer', () => {
  it('is one row a call, whatever narrows it, with the rules and regions that wait, the most waited for first', () => {
    const rows = missingAnswers([
      undecided('SG-010', 'set corporateRanges in portolan.yaml'),
      undecided('NACL-001', `${ACLS} --region eu-west-1`),
      undecided('RT-002', `${ROUTES} --region eu-west-1; ${ACLS} --region eu-west-1`),
      undecided('RT-002', `${ROUTES} --region eu-west-1 --filters Name=vpc-id,Values=vpc-1`, 'us-east-1'),
      undecided('EXP-003', `${ROUTES} --region eu-west-1`),
    ])
    expect(rows.map(({ answer, checks }) => `${checks} ${answer}`)).toEqual([
      `3 ${ROUTES}`,
      `2 ${ACLS}`,
      '1 set corporateRanges in portolan.yaml',
    ])
    expect(rows[0]).toMatchObject({
      isCommand: true,
      regions: ['eu-west-1', 'us-east-1'],
      ruleIds: ['EXP-003', 'RT-002'],
      commands: [`${ROUTES} --region eu-west-1`, `${ROUTES} --region eu-west-1 --filters Name=vpc-id,Values=vpc-1`],
    })
    expect(rows[2]?.isCommand).toBe(false)
  })

  it('counts a check once under a call it names twice', () => {
    expect(missingAnswers([undecided('RT-002', `${ROUTES} --region a; ${ROUTES} --region b`)])).toMatchObject([
      { checks: 1, commands: [`${ROUTES} --region a`, `${ROUTES} --region b`] },
    ])
  })

  it('leaves no check out for want of a remedy, and takes in nothing that has a verdict', () => {
    expect(missingAnswers([undecided('RT-002', null)])).toMatchObject([
      { answer: 'The rule failed.', isCommand: false, checks: 1 },
    ])
    expect(missingAnswers([findingOf(), findingOf({ status: 'PASS' })])).toEqual([])
  })

  it('takes a reason apart where it was put together, at the last mark', () => {
    const text = reasonWithRemedy({ reason: 'Asked: To answer: nothing.', remedy: 'set a in b; aws x y' })
    expect(reasonParts(text)).toEqual({
      reason: 'Asked: To answer: nothing.',
      remedy: 'set a in b; aws x y',
      remedies: ['set a in b', 'aws x y'],
    })
  })
})
