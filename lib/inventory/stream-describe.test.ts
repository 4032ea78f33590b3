import { describe, expect, test } from 'vitest'
import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { estateDocuments, estatePages } from '../testing/estate/estate-pages.ts'
import type { Inventory } from './inventory.ts'
import type { NetworkInterface } from './network.ts'
import { readDescribe } from './read-describe.ts'
import { DescribeStream } from './stream-describe.ts'

function streamed(pages: Iterable<DescribeDocument>) {
  const interfaces: NetworkInterface[] = []
  const stream = new DescribeStream({ add: (item) => interfaces.push(item) })
  for (const page of pages) stream.add(page)
  return { interfaces, ...stream.finish() }
}

/** Where an element stands differs between pages and a whole document; what it says may not. */
function withoutPlace({ source: _, ...rest }: NetworkInterface): Omit<NetworkInterface, 'source'> {
  return rest
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)

function idsOf(inventory: Inventory): Readonly<Record<string, readonly string[]>> {
  const kinds = Object.entries(inventory).flatMap(([kind, held]) =>
    held instanceof Map ? [[kind, [...held.keys()]]] : [],
  )
  return Object.fromEntries(kinds)
}

describe('pages read as a stream', () => {
  const request = { interfaces: 2100 }
  const whole = readDescribe(estateDocuments(request))
  const { interfaces, inventory, unsettled } = streamed(estatePages(request))

  test('give the sink every interface once, as reading the whole documents does', () => {
    expect(interfaces.toSorted(byId).map(withoutPlace)).toEqual([...whole.networkInterfaces.values()].map(withoutPlace))
    expect(unsettled).toEqual([])
  })

  test('give the same model of everything else, without interfaces and running instances', () => {
    const { networkInterfaces, instances, ...others } = idsOf(inventory)
    const { networkInterfaces: _, instances: __, ...expected } = idsOf(whole)
    expect(others).toEqual(expected)
    expect([networkInterfaces, instances]).toEqual([[], []])
    expect(inventory.gaps).toEqual(whole.gaps)
  })

  test('count as one document for each account and region, wherever its pages stand', () => {
    const mixed = streamed([...estatePages(request)].toReversed())
    const scopes = ({ documents }: Inventory) =>
      documents.map(({ account, region }) => `${account} ${region}`).toSorted()
    expect(scopes(mixed.inventory)).toEqual(scopes(whole))
    expect(mixed.inventory.documents.every(({ coverage }) => coverage.get('NetworkInterfaces') === 'complete')).toBe(
      true,
    )
    expect(mixed.unsettled).toEqual([])
  })
})

const ENI: JsonObject = {
  NetworkInterfaceId: 'eni-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  OwnerId: '111122223333',
  InterfaceType: 'interface',
  Status: 'in-use',
  Description: '',
  Groups: [{ GroupId: 'sg-1' }],
  SourceDestCheck: true,
  PrivateIpAddress: '10.0.0.5',
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.5', Primary: true }],
  Ipv6Addresses: [],
  Attachment: { InstanceId: 'i-1', Status: 'attached' },
}

function instance(state: string, item: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  const held = { NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 }, ...item }
  return { InstanceId: 'i-1', State: { Name: state }, NetworkInterfaces: [held], ...rest }
}

const interfacePage = (element: JsonObject = ENI) => documentOf({ elements: { NetworkInterfaces: [element] } })
const instancePage = (element: JsonObject) => documentOf({ elements: { Instances: [element] } })

describe('an interface is unsettled, so that the whole must be read, when', () => {
  test.each<[string, readonly DescribeDocument[]]>([
    ['two pages tell it', [interfacePage(), interfacePage({ ...ENI, Status: 'available' })]],
    ['only an instance tells it', [instancePage(instance('running'))]],
    [
      'two instances claim it',
      [interfacePage(), instancePage(instance('running')), instancePage({ ...instance('running'), InstanceId: 'i-2' })],
    ],
    [
      'its instance tells a public address it does not',
      [interfacePage(), instancePage(instance('running', {}, { PublicIpAddress: '198.51.100.1' }))],
    ],
    [
      'its instance, on an earlier page, tells delegated prefixes it does not',
      [instancePage(instance('running', { Ipv4Prefixes: [] })), interfacePage()],
    ],
    [
      'a query trimmed its groups away',
      [interfacePage({ ...ENI, Groups: undefined }), instancePage(instance('running'))],
    ],
  ])('%s', (_, pages) => {
    expect(streamed(pages).unsettled).toEqual(['eni-1'])
  })

  test('and it is settled when both answers agree, whichever page comes first', () => {
    const pages = [interfacePage(), instancePage(instance('running'))]
    expect(streamed(pages).unsettled).toEqual([])
    expect(streamed(pages.toReversed()).unsettled).toEqual([])
  })
})

describe('what a stream forgets', () => {
  test('leaves an instance that is not running in the model, as its state decides', () => {
    const { inventory } = streamed([interfacePage(), instancePage(instance('stopped'))])
    expect(inventory.instances.get('i-1')?.state).toBe('stopped')
  })

  test('is not missing where something names it', () => {
    const TargetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1'
    const targets = {
      TargetGroupArn,
      TargetType: 'instance',
      Targets: [{ Target: { Id: 'i-1' } }, { Target: { Id: 'i-9' } }],
    }
    const page = documentOf({ elements: { TargetGroups: [targets] } })
    const { inventory } = streamed([interfacePage(), instancePage(instance('running')), page])
    const missing = inventory.gaps.filter(({ kind }) => kind === 'dangling-reference').map(({ id }) => id)
    expect(missing).toContain('dangling-reference/Instances/i-9')
    expect(missing).not.toContain('dangling-reference/Instances/i-1')
  })

  test('still names what it names in vain: a subnet and a group nobody told', () => {
    const empty = documentOf({ elements: { Subnets: [], Vpcs: [{ VpcId: 'vpc-1' }], SecurityGroups: [] } })
    const { inventory } = streamed([empty, interfacePage(), interfacePage({ ...ENI, NetworkInterfaceId: 'eni-2' })])
    const gap = inventory.gaps.find(({ id }) => id === 'dangling-reference/SecurityGroups/sg-1')
    expect(gap?.message).toContain('eni-1 and eni-2 name sg-1')
    expect(inventory.gaps.map(({ id }) => id)).toContain('dangling-reference/Subnets/subnet-1')
  })

  test('is a gap where it could not be read', () => {
    const { inventory, interfaces } = streamed([
      interfacePage({ ...ENI, Groups: [{ GroupId: 'x' }] }),
      interfacePage({}),
    ])
    expect(interfaces).toHaveLength(1)
    expect(inventory.gaps.filter(({ kind, key }) => kind === 'unreadable' && key === 'NetworkInterfaces')).toHaveLength(
      2,
    )
  })
})
