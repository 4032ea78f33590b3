import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonObject } from '../../describe/document.ts'
import { decodeShard } from '../../describe/shard.ts'
import { type RecordedAnswer, type RecordedSession, recordedSession, refusal } from '../../testing/recorded-session.ts'
import { type CellProgress, collectCell } from './collect-cell.ts'
import type { CallReport, CellReport } from './collection.ts'

const CELL = { account: '111122223333', region: 'eu-west-1' }

interface Collected {
  readonly report: CellReport
  readonly document: DescribeDocument
  readonly session: RecordedSession
  readonly progress: readonly CellProgress[]
}

async function collect(answers: Readonly<Record<string, RecordedAnswer>>, region = CELL.region): Promise<Collected> {
  const session = recordedSession(answers)
  const progress: CellProgress[] = []
  const hooks = {
    signal: new AbortController().signal,
    now: () => new Date('2026-11-24T04:00:00Z'),
    onProgress: (each: CellProgress) => progress.push(each),
  }
  const { report, shard } = await collectCell(session, { account: CELL.account, region }, hooks)
  const document = decodeShard(shard?.json ?? '', { collectedAt: shard?.collectedAt ?? null })
  return { report, document, session, progress }
}

function callOf({ report }: Collected, operation: string, service = 'ec2'): CallReport | undefined {
  return report.calls.find((call) => call.service === service && call.operation === operation)
}

function elements({ document }: Collected, key: DescribeKey): readonly JsonObject[] {
  return document.elements.get(key) ?? []
}

function asked({ session }: Collected, operation: string): readonly Readonly<Record<string, unknown>>[] {
  return session.requests.filter((request) => request.operation === operation).map(({ input }) => input)
}

const VPC = { VpcId: 'vpc-0a1', CidrBlock: '10.0.0.0/16', OwnerId: CELL.account }

describe('a cell that answers everything', () => {
  it('marks every key of its scope as collected where AWS lists nothing', async () => {
    const collected = await collect({})
    expect(collected.report.outcome).toBe('complete')
    expect(collected.document.elements.get('Subnets')).toEqual([])
    expect(collected.document.elements.get('Listeners')).toEqual([])
    expect(collected.document.elements.get('EcsServices')).toEqual([])
    expect(collected.document.elements.has('Accounts')).toBe(false)
    expect(collected.document.errors).toEqual([])
    expect(collected.document.partial.size).toBe(0)
  })

  it('always sends the page size where the API has one', async () => {
    const collected = await collect({})
    expect(asked(collected, 'DescribeRouteTables')).toEqual([{ MaxResults: 100 }])
    expect(asked(collected, 'DescribeAddresses')).toEqual([{}])
    expect(asked(collected, 'ListFunctions')).toEqual([{ MaxItems: 50 }])
  })

  it('asks the probe once more only where its page was not all', async () => {
    const all = await collect({ 'ec2 DescribeVpcs': { Vpcs: [VPC] } })
    expect(asked(all, 'DescribeVpcs')).toEqual([{ MaxResults: 5 }])
    const more = await collect({
      'ec2 DescribeVpcs': ({ MaxResults }) =>
        MaxResults === 5 ? { Vpcs: [VPC], NextToken: 'x' } : { Vpcs: [VPC, { ...VPC, VpcId: 'vpc-0a2' }] },
    })
    expect(asked(more, 'DescribeVpcs')).toEqual([{ MaxResults: 5 }, { MaxResults: 1000 }])
    expect(callOf(more, 'describe-vpcs')).toMatchObject({ status: 'done', count: 2, pages: 2 })
    expect(elements(more, 'Vpcs')).toHaveLength(2)
  })

  it('reads every page', async () => {
    const collected = await collect({
      'ec2 DescribeSubnets': ({ NextToken }) =>
        NextToken === 'two'
          ? { Subnets: [{ SubnetId: 'subnet-0a2' }] }
          : { Subnets: [{ SubnetId: 'subnet-0a1' }], NextToken: 'two' },
    })
    expect(elements(collected, 'Subnets').map((subnet) => subnet['SubnetId'])).toEqual(['subnet-0a1', 'subnet-0a2'])
    expect(callOf(collected, 'describe-subnets')).toMatchObject({ status: 'done', count: 2, pages: 2, attempts: 2 })
  })

  it('sees interfaces first and last, and keeps those that came or went meanwhile', async () => {
    const collected = await collect({
      'ec2 DescribeNetworkInterfaces': (_, time) => ({
        NetworkInterfaces: [
          { NetworkInterfaceId: time === 0 ? 'eni-0gone' : 'eni-0new' },
          { NetworkInterfaceId: 'eni-0a1' },
        ],
      }),
    })
    const ids = elements(collected, 'NetworkInterfaces').map((each) => each['NetworkInterfaceId'])
    expect(ids).toEqual(['eni-0a1', 'eni-0gone', 'eni-0new'])
    const order = collected.session.requests.map(({ operation }) => operation)
    expect([order[1], order.at(-1)]).toEqual(['DescribeNetworkInterfaces', 'DescribeNetworkInterfaces'])
    expect(callOf(collected, 'describe-network-interfaces')).toMatchObject({ status: 'done', count: 2, pages: 2 })
  })

  it('never has more than ten requests under way, and some side by side', async () => {
    const { session } = await collect({})
    expect(session.busiest()).toBe(10)
  })

  it('tells how far it is, to the last operation', async () => {
    const { progress } = await collect({ 'ec2 DescribeVpcs': { Vpcs: [VPC] } })
    const counts = progress.map(({ callsDone }) => callsDone)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toMatchObject({ refused: 0, elements: 4 })
    expect(progress.at(-1)?.callsDone).toBe(progress.at(-1)?.callsKnown)
  })

  it('drops secrets at the door', async () => {
    const collected = await collect({
      'ec2 DescribeVpnConnections': {
        VpnConnections: [
          {
            VpnConnectionId: 'vpn-0a1',
            CustomerGatewayConfiguration: 'canary',
            Options: { TunnelOptions: [{ PreSharedKey: 'canary' }] },
          },
        ],
      },
      'lambda ListFunctions': { Functions: [{ FunctionName: 'f', Environment: { Variables: { KEY: 'canary' } } }] },
      'ec2 DescribeLaunchTemplateVersions': {
        LaunchTemplateVersions: [
          { LaunchTemplateId: 'lt-0a1', VersionNumber: 1, LaunchTemplateData: { UserData: 'canary' } },
        ],
      },
    })
    expect(elements(collected, 'VpnConnections')).toHaveLength(1)
    expect(elements(collected, 'Functions')).toHaveLength(1)
    expect(elements(collected, 'LaunchTemplateVersions')).toHaveLength(1)
    expect(JSON.stringify([...collected.document.elements, collected.report])).not.toContain('canary')
  })

  it('makes the same document of the same answers, whatever their order', async () => {
    const subnets = [{ SubnetId: 'subnet-0a1' }, { SubnetId: 'subnet-0a2' }]
    const one = await collect({ 'ec2 DescribeSubnets': { Subnets: subnets } })
    const other = await collect({ 'ec2 DescribeSubnets': { Subnets: subnets.toReversed() } })
    expect([...other.document.elements]).toEqual([...one.document.elements])
  })
})

describe('what is asked once an account', () => {
  it('is asked in the Region that answers it', async () => {
    const collected = await collect({}, 'global')
    expect(collected.session.requests.map(({ service, region }) => `${service} ${region}`).sort()).toEqual([
      'directconnect us-east-1',
      'globalaccelerator us-west-2',
      'organizations us-east-1',
      'shield us-east-1',
    ])
    expect(collected.document.region).toBe('global')
    expect(collected.document.elements.get('Accounts')).toEqual([])
  })

  it('is not asked where the partition has no such service, and that is no failure', async () => {
    const session = recordedSession({}, { partition: 'aws-us-gov' })
    const hooks = { signal: new AbortController().signal, now: () => new Date(0), onProgress: () => undefined }
    const { report, shard } = await collectCell(session, { ...CELL, region: 'global' }, hooks)
    expect(session.requests.map(({ service }) => service).sort()).toEqual(['directconnect', 'organizations'])
    expect(report.outcome).toBe('complete')
    expect(report.calls.find(({ service }) => service === 'shield')).toMatchObject({
      status: 'not-offered',
      attempts: 0,
    })
    expect(decodeShard(shard?.json ?? '', { collectedAt: null }).elements.has('Protections')).toBe(false)
  })
})

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
