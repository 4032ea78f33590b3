import { describe, expect, it } from 'vitest'
import { asked, callOf, collect, elements } from '../../testing/collect-recorded.ts'
import { recordedSession, refusal } from '../../testing/recorded-session.ts'
import { collectCell } from './collect-cell.ts'

const CELL = { account: '111122223333', region: 'eu-west-1' }

const VPC = { VpcId: 'vpc-0a1', CidrBlock: '10.0.0.0/16', OwnerId: CELL.account }

describe('a refused call', () => {
  it('leaves the key absent and an error in the CLI’s words, never an empty list', async () => {
    const collected = await collect({ 'ec2 DescribeNatGateways': refusal() })
    expect(collected.document.elements.has('NatGateways')).toBe(false)
    expect(collected.document.errors).toEqual([
      {
        operation: 'ec2 describe-nat-gateways',
        code: 'UnauthorizedOperation',
        message: 'You are not authorized to perform this operation.',
      },
    ])
    expect(collected.report.outcome).toBe('partial')
    expect(callOf(collected, 'describe-nat-gateways')).toMatchObject({
      status: 'denied',
      unanswered: 1,
      action: 'ec2:DescribeNatGateways',
    })
  })

  it.each(['denied', 'throttled', 'failed'] as const)('that is %s does not stop the others', async (status) => {
    const collected = await collect({ 'ec2 DescribeVpcs': refusal(status) })
    expect(callOf(collected, 'describe-vpcs')?.status).toBe(status)
    expect(callOf(collected, 'describe-vpc-attribute')?.status).toBe('skipped')
    expect(callOf(collected, 'describe-subnets')?.status).toBe('done')
    expect(collected.document.elements.has('StaleSecurityGroupSet')).toBe(false)
  })

  it('that the Region does not offer leaves the key absent, without an error', async () => {
    const gone = refusal('not-offered', { code: 'EndpointUnavailable' })
    const collected = await collect({ 'network-firewall ListFirewalls': gone })
    expect(collected.document.elements.has('Firewalls')).toBe(false)
    expect(collected.document.errors).toEqual([])
    expect(collected.report.outcome).toBe('complete')
    expect(callOf(collected, 'describe-firewall', 'network-firewall')?.status).toBe('not-offered')
  })

  it.each(['scp-denied', 'region-disabled'] as const)(
    'of the probe that is %s is told once; nothing else is asked',
    async (status) => {
      const collected = await collect({ 'ec2 DescribeVpcs': refusal(status) })
      expect(collected.session.requests).toHaveLength(1)
      expect(collected.document.errors).toHaveLength(1)
      expect(collected.document.elements.size).toBe(0)
      expect(collected.report.outcome).toBe('refused')
      const statuses = new Set(collected.report.calls.map((call) => call.status))
      expect(statuses).toEqual(new Set([status, 'skipped']))
    },
  )

  it('for expired credentials ends the asking and keeps what was read', async () => {
    const collected = await collect({
      'ec2 DescribeVpcs': { Vpcs: [VPC] },
      'ec2 DescribeRouteTables': refusal('expired', { code: 'ExpiredToken' }),
    })
    expect(elements(collected, 'Vpcs')).toHaveLength(1)
    expect(callOf(collected, 'describe-route-tables')?.status).toBe('expired')
    expect(collected.report.calls.filter(({ status }) => status === 'skipped').length).toBeGreaterThan(50)
    expect(collected.document.elements.has('Trails')).toBe(false)
    expect(collected.report.outcome).toBe('partial')
  })

  it('is the same document when AWS words it with a new identifier each time', async () => {
    const said = (id: string) =>
      refusal('denied', {
        code: 'AccessDenied',
        message: `User: arn:aws:sts::111122223333:assumed-role/Reader/${id} is not authorized (Request ID: ${id}). Encoded authorization failure message: ${id}`,
      })
    const [one, other] = await Promise.all(['0a1b', '9f8e'].map((id) => collect({ 'ec2 DescribeSubnets': said(id) })))
    expect(one?.document.errors[0]?.message).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/Reader is not authorized.',
    )
    expect(other?.document).toEqual(one?.document)
  })

  it('that means none is read as none', async () => {
    const off = refusal('failed', {
      code: 'InvalidAccessException',
      message: 'Account 111122223333 is not subscribed to AWS Security Hub',
    })
    const collected = await collect({ 'securityhub DescribeHub': off })
    expect(collected.document.elements.get('Hubs')).toEqual([])
    expect(collected.document.elements.get('StandardsSubscriptions')).toEqual([])
    const denied = refusal('denied', { code: 'InvalidAccessException', message: 'Not authorized' })
    expect((await collect({ 'securityhub DescribeHub': denied })).document.elements.has('Hubs')).toBe(false)
  })
})

describe('a page that does not come', () => {
  const broken = {
    'ec2 DescribeSubnets': ({ NextToken }: Readonly<Record<string, unknown>>) =>
      NextToken === undefined
        ? { Subnets: [{ SubnetId: 'subnet-0a1' }], NextToken: 'two' }
        : refusal('throttled', { code: 'RequestLimitExceeded' }),
  }

  it('leaves what was read, marked as cut', async () => {
    const collected = await collect(broken)
    expect(elements(collected, 'Subnets')).toHaveLength(1)
    expect(collected.document.partial.get('Subnets')).toMatchObject({ reason: 'next-token' })
    expect(callOf(collected, 'describe-subnets')).toMatchObject({ status: 'truncated', code: 'RequestLimitExceeded' })
  })

  it('marks an empty list as cut too', async () => {
    const collected = await collect({
      'ec2 DescribeSubnets': ({ NextToken }) => (NextToken === undefined ? { Subnets: [], NextToken: 'a' } : refusal()),
    })
    expect(collected.document.elements.get('Subnets')).toEqual([])
    expect(collected.document.partial.has('Subnets')).toBe(true)
  })

  it('is seen when a token comes again, and the asking ends', async () => {
    const collected = await collect({
      'ec2 DescribeSubnets': { Subnets: [{ SubnetId: 'subnet-0a1' }], NextToken: 'again' },
    })
    expect(asked(collected, 'DescribeSubnets')).toHaveLength(2)
    expect(callOf(collected, 'describe-subnets')).toMatchObject({ status: 'truncated', code: 'RepeatedToken' })
  })

  it('leaves what hangs off the list unknown as well', async () => {
    const collected = await collect({
      'elbv2 DescribeLoadBalancers': ({ Marker }) =>
        Marker === undefined ? { LoadBalancers: [{ LoadBalancerArn: 'arn:lb/1' }], NextMarker: 'x' } : refusal(),
      'elbv2 DescribeListeners': { Listeners: [{ ListenerArn: 'arn:l/1', LoadBalancerArn: 'arn:lb/1' }] },
    })
    expect(elements(collected, 'Listeners')).toHaveLength(1)
    expect(collected.document.partial.has('Listeners')).toBe(true)
  })
})

describe('an abort', () => {
  it('ends the collection with its reason', async () => {
    const controller = new AbortController()
    const session = recordedSession({
      'ec2 DescribeSubnets': () => {
        controller.abort(new Error('enough'))
        return {}
      },
    })
    const hooks = { signal: controller.signal, now: () => new Date(0), onProgress: () => undefined }
    await expect(collectCell(session, CELL, hooks)).rejects.toThrow('enough')
    const before = session.requests.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(session.requests).toHaveLength(before)
  })
})
