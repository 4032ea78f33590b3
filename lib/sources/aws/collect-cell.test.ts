import { describe, expect, it } from 'vitest'
import { decodeShard } from '../../describe/shard.ts'
import { asked, callOf, collect, elements } from '../../testing/collect-recorded.ts'
import { recordedSession, refusal } from '../../testing/recorded-session.ts'
import { collectCell } from './collect-cell.ts'

const CELL = { account: '111122223333', region: 'eu-west-1' }

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

  it('tells of an interface what was told last', async () => {
    const attached = { NetworkInterfaceId: 'eni-0a1', Status: 'in-use', Attachment: { InstanceId: 'i-0a1' } }
    const collected = await collect({
      'ec2 DescribeNetworkInterfaces': (_, time) => ({
        NetworkInterfaces: [time === 0 ? attached : { NetworkInterfaceId: 'eni-0a1', Status: 'available' }],
      }),
    })
    expect(elements(collected, 'NetworkInterfaces')).toEqual([{ NetworkInterfaceId: 'eni-0a1', Status: 'available' }])
  })

  it('keeps the interfaces seen first when the last look is refused', async () => {
    const collected = await collect({
      'ec2 DescribeNetworkInterfaces': (_, time) =>
        time === 0 ? { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-0a1' }] } : refusal('throttled'),
    })
    expect(elements(collected, 'NetworkInterfaces')).toHaveLength(1)
    expect(collected.document.partial.has('NetworkInterfaces')).toBe(true)
    expect(callOf(collected, 'describe-network-interfaces')).toMatchObject({ status: 'throttled', count: 1 })
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
