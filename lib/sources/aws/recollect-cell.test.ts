import { describe, expect, it } from 'vitest'
import { decodeShard } from '../../describe/shard.ts'
import { type RecordedAnswer, recordedSession, refusal } from '../../testing/recorded-session.ts'
import { collectCell } from './collect-cell.ts'
import type { CollectedCell } from './collection.ts'
import { recollectCell } from './recollect-cell.ts'

const CELL = { account: '111122223333', region: 'eu-west-1' }
const HOOKS = {
  signal: new AbortController().signal,
  now: () => new Date('2026-11-24T04:00:00Z'),
  onProgress: () => undefined,
}

type Answers = Readonly<Record<string, RecordedAnswer>>

async function twice(first: Answers, second: Answers) {
  const earlier = await collectCell(recordedSession(first), CELL, HOOKS)
  const session = recordedSession(second)
  const again = await recollectCell(session, earlier, HOOKS)
  return { earlier, again, asked: session.requests.map(({ operation }) => operation).sort() }
}

function documentOf({ shard }: CollectedCell) {
  return decodeShard(shard?.json ?? '', { collectedAt: null })
}

const ESTATE: Answers = {
  'ec2 DescribeVpcs': { Vpcs: [{ VpcId: 'vpc-0a1', CidrBlock: '10.0.0.0/16' }] },
  'ec2 DescribeSubnets': { Subnets: [{ SubnetId: 'subnet-0a1', VpcId: 'vpc-0a1' }] },
  'ec2 DescribeNatGateways': { NatGateways: [{ NatGatewayId: 'nat-0a1' }] },
  'elbv2 DescribeTargetGroups': { TargetGroups: [{ TargetGroupArn: 'tg/1' }, { TargetGroupArn: 'tg/2' }] },
  'elbv2 DescribeTargetHealth': ({ TargetGroupArn }) => ({
    TargetHealthDescriptions: [{ Target: { Id: `of ${TargetGroupArn}` }, TargetHealth: { State: 'healthy' } }],
  }),
}

describe('recollectCell', () => {
  it('asks only what failed, and ends with what an undisturbed collection leaves', async () => {
    const { again, asked } = await twice({ ...ESTATE, 'ec2 DescribeNatGateways': refusal() }, ESTATE)
    expect(asked).toEqual(['DescribeNatGateways'])
    const undisturbed = await collectCell(recordedSession(ESTATE), CELL, HOOKS)
    expect(again.shard?.sha256).toBe(undisturbed.shard?.sha256)
    expect(again.report.outcome).toBe('complete')
    expect(again.report.calls.map(({ service, operation }) => `${service} ${operation}`)).toEqual(
      undisturbed.report.calls.map(({ service, operation }) => `${service} ${operation}`),
    )
  })

  it('asks a list again for the names that a refused detail needs, and replaces what was gathered', async () => {
    const partly: RecordedAnswer = ({ TargetGroupArn }) =>
      TargetGroupArn === 'tg/2'
        ? refusal()
        : { TargetHealthDescriptions: [{ Target: { Id: 'of tg/1' }, TargetHealth: { State: 'unhealthy' } }] }
    const { earlier, again, asked } = await twice({ ...ESTATE, 'elbv2 DescribeTargetHealth': partly }, ESTATE)
    expect(documentOf(earlier).partial.get('TargetGroups')?.reason).toBe('denied-in-part')
    expect(asked).toEqual(['DescribeTargetGroups', 'DescribeTargetHealth', 'DescribeTargetHealth'])
    const groups = documentOf(again).elements.get('TargetGroups')
    expect(groups?.map((group) => group['Targets'])).toEqual([
      [{ Target: { Id: 'of tg/1' }, TargetHealth: { State: 'healthy' } }],
      [{ Target: { Id: 'of tg/2' }, TargetHealth: { State: 'healthy' } }],
    ])
    expect(documentOf(again).partial.size).toBe(0)
    expect(documentOf(again).errors).toEqual([])
  })

  it('deletes nothing that is known when the list is refused this time', async () => {
    const { again } = await twice(
      { ...ESTATE, 'elbv2 DescribeTargetHealth': refusal() },
      { ...ESTATE, 'elbv2 DescribeTargetGroups': refusal() },
    )
    expect(documentOf(again).elements.get('TargetGroups')).toHaveLength(2)
    expect(documentOf(again).errors.map(({ operation }) => operation)).toEqual(['elbv2 describe-target-groups'])
    expect(again.report.outcome).toBe('partial')
  })

  it('asks everything again of a Region that refused the probe', async () => {
    const { earlier, again } = await twice({ ...ESTATE, 'ec2 DescribeVpcs': refusal('scp-denied') }, ESTATE)
    expect(earlier.report.outcome).toBe('refused')
    expect(again.report.outcome).toBe('complete')
    expect(documentOf(again).elements.get('Subnets')).toHaveLength(1)
    expect(documentOf(again).errors).toEqual([])
  })

  it('keeps a cut that no repeated call could mend', async () => {
    const first: Answers = {
      ...ESTATE,
      'ec2 DescribeSubnets': { Subnets: [{ SubnetId: 'subnet-0a1' }, { CidrBlock: 'without a name' }] },
      'ec2 DescribeNatGateways': refusal('throttled'),
    }
    const { again } = await twice(first, ESTATE)
    expect(documentOf(again).partial.get('Subnets')?.reason).toBe('unreadable-elements')
  })

  it('asks nothing where nothing failed', async () => {
    const { earlier, again, asked } = await twice(ESTATE, {})
    expect(asked).toEqual([])
    expect(again).toBe(earlier)
  })
})
