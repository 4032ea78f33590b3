import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import type { Finding } from './finding.ts'
import { findingId } from './finding-id.ts'
import { COVERAGE, foldUndecided } from './fold-undecided.ts'
import { reasonWithRemedy } from './undecided-reason.ts'

const ACCOUNT = { account: '111122223333', region: 'eu-west-1' }

function undecided(
  id: string,
  remedy: string,
  parts: { type?: string; ruleId?: string; region?: string } = {},
): Finding {
  const { type = 'instance', ruleId = 'PRIV-010', region = ACCOUNT.region } = parts
  const text = reasonWithRemedy({ reason: `Whether ${id} is reached was not told.`, remedy })
  const discriminator = type === 'region' ? COVERAGE : ''
  return findingOf({
    id: findingId({ ruleId, account: ACCOUNT.account, region, resource: id, discriminator }),
    ruleId,
    status: 'NOT_EVALUATED',
    title: 'Host can be administered only over an open port',
    description: text,
    reasonNotEvaluated: text,
    resource: { ...ACCOUNT, region, id, type, arn: null, name: null, vpcId: null, tags: {} },
  })
}

const one = (id: string) =>
  `aws ssm describe-instance-information --region eu-west-1 --filters Key=InstanceIds,Values=${id}`
const INSTANCES = ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'].map((id) => undecided(id, one(id)))
const SETTING = 'set tagKeys.tier in portolan.yaml'

describe('what could not be told, for people', () => {
  it('is one row of the account and region when more than three wait for the same call', () => {
    const [row, ...others] = foldUndecided(INSTANCES)
    expect(others).toEqual([])
    expect(row?.resource).toMatchObject({ id: '111122223333/eu-west-1', type: 'region', vpcId: null })
    expect(row?.related).toEqual(['i-1', 'i-2', 'i-3', 'i-4', 'i-5'].map((id) => ({ role: 'instance', id })))
    expect(row?.reasonNotEvaluated).toBe(
      '5 instances could not be judged: i-1, i-2, i-3 and 2 more. Of the first: Whether i-1 is reached was not told. To answer: aws ssm describe-instance-information --region eu-west-1',
    )
  })

  it('stays one row each up to three, which can be read', () => {
    expect(foldUndecided(INSTANCES.slice(0, 3))).toEqual(INSTANCES.slice(0, 3))
  })

  it('keeps its id when resources come and go', () => {
    const [before] = foldUndecided(INSTANCES)
    const [after] = foldUndecided([undecided('i-0', one('i-0')), ...INSTANCES.slice(1)])
    expect(after?.id).toBe(before?.id)
  })

  it('keeps apart what other calls, other settings, other rules and other regions would answer', () => {
    const findings = [
      ...['a', 'b'].map((id) => undecided(id, one(id))),
      ...['c', 'd'].map((id) => undecided(id, SETTING)),
      ...['e', 'f'].map((id) => undecided(id, one(id), { ruleId: 'PRIV-009' })),
      ...['g', 'h'].map((id) => undecided(id, one(id), { region: 'eu-west-2' })),
    ]
    expect(foldUndecided(findings)).toEqual(findings)
  })

  it('folds what waits for one setting, and repeats the setting as it is', () => {
    const [row] = foldUndecided(
      ['sg-1', 'sg-2', 'sg-3', 'sg-4'].map((id) => undecided(id, SETTING, { type: 'security-group' })),
    )
    expect(row?.reasonNotEvaluated).toMatch(
      /^4 security groups could not be judged: .* To answer: set tagKeys\.tier in portolan\.yaml$/,
    )
  })

  it('says that the call is made for each, where the API wants the resource named', () => {
    const entries = (id: string) => `aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id ${id}`
    const [row] = foldUndecided(['pl-1', 'pl-2', 'pl-3', 'pl-4'].map((id) => undecided(id, entries(id))))
    expect(row?.reasonNotEvaluated).toContain(`To answer: ${entries('pl-1')}; and the same for each of the others`)
  })

  it('goes into the row of the account and region that asks for the same call already, however few', () => {
    const whole = undecided(
      '111122223333/eu-west-1',
      'aws ec2 describe-vpcs --region eu-west-1; aws ssm describe-instance-information --region eu-west-1',
      { type: 'region' },
    )
    const [row, ...others] = foldUndecided([whole, ...INSTANCES.slice(0, 1)])
    expect(others).toEqual([])
    expect(row?.id).toBe(whole.id)
    expect(row?.related).toEqual([{ role: 'instance', id: 'i-1' }])
    expect(row?.reasonNotEvaluated).toContain(
      'So 1 instance could not be judged: i-1. To answer: aws ec2 describe-vpcs',
    )
  })

  it('does not go into a row that asks for something else', () => {
    const whole = undecided('111122223333/eu-west-1', 'aws ec2 describe-vpcs --region eu-west-1', { type: 'region' })
    expect(foldUndecided([whole, ...INSTANCES.slice(0, 1)])).toHaveLength(2)
  })

  it('leaves failures as they are', () => {
    const failures = ['f-1', 'f-2', 'f-3', 'f-4', 'f-5'].map((id) => findingOf({ id }))
    expect(foldUndecided(failures)).toEqual(failures)
  })
})
