import { describe, expect, it } from 'vitest'
import { toDescribeJson } from './describe-json.ts'
import type { DescribeDocument, DescribeKey } from './document.ts'
import { DocumentBuilder, type Entry } from './document-builder.ts'
import { decodeShard, encodeShard } from './shard.ts'

const SHOP = '111122223333'
const SHARED = '444455556666'
const REGION = 'eu-west-1'

function entry(key: string, element: unknown, place: Partial<Entry> & { readonly file?: string } = {}): Entry {
  const { file = 'a.json', ...rest } = place
  return { key, element, origin: { file, pointer: `/${key}/0` }, account: SHOP, region: REGION, ...rest }
}

function build(entries: readonly Entry[]): DocumentBuilder {
  const builder = new DocumentBuilder()
  for (const one of entries) builder.add(one)
  return builder
}

function only(documents: readonly DescribeDocument[]): DescribeDocument {
  expect(documents).toHaveLength(1)
  const [document] = documents
  if (!document) throw new Error('no document')
  return document
}

function elements(documents: readonly DescribeDocument[], key: DescribeKey): readonly unknown[] {
  return documents.flatMap((document) => document.elements.get(key) ?? [])
}

function scopes(documents: readonly DescribeDocument[]): readonly string[] {
  return documents.map(({ account, region }) => `${account} ${region}`)
}

describe('one resource told twice', () => {
  it('is kept once, with the fields of both files', () => {
    const builder = build([
      entry('Vpcs', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }),
      entry('Vpcs', { VpcId: 'vpc-1', State: 'available' }, { file: 'b.json' }),
    ])
    expect(elements(builder.finish(), 'Vpcs')).toEqual([
      { CidrBlock: '10.0.0.0/16', State: 'available', VpcId: 'vpc-1' },
    ])
    expect(builder.notes()).toEqual([])
  })

  it('says so when the two differ, and names both places', () => {
    const builder = build([
      entry('Vpcs', { VpcId: 'vpc-1', State: 'pending' }),
      entry('Vpcs', { VpcId: 'vpc-1', State: 'available' }, { file: 'b.json' }),
    ])
    builder.finish()
    const [note] = builder.notes()
    expect(note).toMatchObject({ level: 'warning', code: 'import-duplicate-id', file: 'b.json', pointer: '/Vpcs/0' })
    expect(note?.message).toContain('a.json/Vpcs/0')
    expect(note?.message).toContain('/State')
  })

  it('seen from two accounts fills both sides of a peering and goes to one document', () => {
    const side = (OwnerId: string, VpcId: string) => ({ OwnerId, VpcId, Region: REGION })
    const accepter = { ...side(SHARED, 'vpc-2'), CidrBlockSet: [{ CidrBlock: '10.30.0.0/16' }] }
    const requester = { ...side(SHOP, 'vpc-1'), CidrBlockSet: [{ CidrBlock: '10.20.0.0/16' }] }
    const id = { VpcPeeringConnectionId: 'pcx-1' }
    const documents = build([
      entry('VpcPeeringConnections', { ...id, RequesterVpcInfo: requester, AccepterVpcInfo: side(SHARED, 'vpc-2') }),
      entry(
        'VpcPeeringConnections',
        { ...id, RequesterVpcInfo: side(SHOP, 'vpc-1'), AccepterVpcInfo: accepter },
        { account: SHARED },
      ),
    ]).finish()
    expect(elements(documents, 'VpcPeeringConnections')).toEqual([
      { AccepterVpcInfo: accepter, RequesterVpcInfo: requester, VpcPeeringConnectionId: 'pcx-1' },
    ])
    // Both accounts asked, so the key stands as collected in both.
    expect(documents.map(({ elements: lists }) => lists.has('VpcPeeringConnections'))).toEqual([true, true])
  })

  it('goes to its owner when the owner was collected too', () => {
    const vpc = { VpcId: 'vpc-1', OwnerId: SHARED }
    const documents = build([entry('Vpcs', vpc), entry('Vpcs', vpc, { account: SHARED })]).finish()
    expect(documents.map(({ account, elements: lists }) => [account, lists.get('Vpcs')?.length])).toEqual([
      [SHOP, 0],
      [SHARED, 1],
    ])
  })

  it('keeps two databases of one name in two accounts apart', () => {
    const database = { DBInstanceIdentifier: 'orders-db' }
    const documents = build([
      entry('DBInstances', database),
      entry('DBInstances', database, { account: SHARED }),
    ]).finish()
    expect(documents.map((document) => document.elements.get('DBInstances')?.length)).toEqual([1, 1])
  })
})

describe('answers that hang off another resource', () => {
  const table = entry('TransitGatewayRouteTables', {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    TransitGatewayId: 'tgw-1',
  })
  const routes = entry('Routes', {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static', State: 'active' }],
    AdditionalRoutesAvailable: false,
  })
  const propagations = entry('TransitGatewayPropagations', {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    TransitGatewayRouteTablePropagations: [{ ResourceId: 'vpc-1', ResourceType: 'vpc', State: 'enabled' }],
  })

  it.each([
    ['after', [table, routes, propagations]],
    ['before', [propagations, routes, table]],
  ])('join their parent when they come %s it', (_when, entries) => {
    expect(elements(build(entries).finish(), 'TransitGatewayRouteTables')).toEqual([
      {
        AdditionalRoutesAvailable: false,
        Propagations: [{ ResourceId: 'vpc-1', ResourceType: 'vpc', State: 'enabled' }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/8', State: 'active', Type: 'static' }],
        TransitGatewayId: 'tgw-1',
        TransitGatewayRouteTableId: 'tgw-rtb-1',
      },
    ])
  })

  it('are put together from pages', () => {
    const page = (Cidr: string) => entry('Entries', { PrefixListId: 'pl-1', Entries: [{ Cidr }] })
    const builder = build([page('192.0.2.0/24'), page('198.51.100.0/24'), page('192.0.2.0/24')])
    expect(elements(builder.finish(), 'ManagedPrefixLists')).toEqual([
      { Entries: [{ Cidr: '192.0.2.0/24' }, { Cidr: '198.51.100.0/24' }], PrefixListId: 'pl-1' },
    ])
    expect(builder.notes()).toEqual([])
  })

  it('do not prove that the list of parents was collected', () => {
    const document = only(build([routes]).finish())
    expect(document.partial.get('TransitGatewayRouteTables')?.reason).toBe('denied-in-part')
  })

  it('without a parent named are unreadable, and nothing else is lost', () => {
    const builder = build([table])
    expect(builder.add(entry('Routes', { Routes: [] })).unreadable).toBe(1)
    expect(elements(builder.finish(), 'TransitGatewayRouteTables')).toHaveLength(1)
    expect(builder.notes()).toMatchObject([{ code: 'import-bad-element', file: 'a.json', pointer: '/Routes/0' }])
  })
})

describe('what was collected', () => {
  it('keeps an empty list: there is none, which is not the same as not asked', () => {
    const builder = new DocumentBuilder()
    builder.markCollected({
      key: 'NatGateways',
      origin: { file: 'a.json', pointer: '' },
      account: SHOP,
      region: REGION,
    })
    expect(only(builder.finish()).elements.get('NatGateways')).toEqual([])
  })

  it('marks a key partial when one of its elements could not be read', () => {
    const document = only(build([entry('Subnets', { SubnetId: 'subnet-1' }), entry('Subnets', { Nope: 1 })]).finish())
    expect(document.partial.get('Subnets')).toEqual({ reason: 'unreadable-elements', detail: '1 could not be read' })
    expect(document.elements.get('Subnets')).toEqual([{ SubnetId: 'subnet-1' }])
  })

  it('tells of ten thousand bad elements in a few notes', () => {
    const builder = build(
      Array.from({ length: 10_000 }, (_, at) =>
        entry('Subnets', null, { origin: { file: 'a.json', pointer: `/Subnets/${at}` } }),
      ),
    )
    builder.finish()
    expect(builder.notes()).toHaveLength(51)
    expect(builder.notes().at(-1)?.message).toBe('9950 more of the same kind in this file.')
  })

  it('keeps refused calls once, however many files tell of them', () => {
    const builder = new DocumentBuilder()
    const error = { operation: 'DescribeFlowLogs', code: 'UnauthorizedOperation', message: 'You are not authorized.' }
    for (const file of ['a.json', 'b.json']) {
      builder.addError({ error, origin: { file, pointer: '/Errors/0' }, account: SHOP, region: REGION })
    }
    expect(only(builder.finish()).errors).toEqual([error])
  })
})

describe('account and region, when nobody says', () => {
  const nobody = { account: null, region: null }

  it.each([
    ['an ARN', 'Subnets', { SubnetId: 'subnet-1', SubnetArn: `arn:aws:ec2:eu-west-1:${SHOP}:subnet/subnet-1` }, REGION],
    [
      'a zone',
      'NetworkInterfaces',
      { NetworkInterfaceId: 'eni-1', OwnerId: SHOP, AvailabilityZone: 'eu-west-1b' },
      REGION,
    ],
    [
      'a local zone',
      'Subnets',
      { SubnetId: 'subnet-1', OwnerId: SHOP, AvailabilityZone: 'us-west-2-lax-1a' },
      'us-west-2',
    ],
    [
      'a GovCloud zone',
      'Subnets',
      { SubnetId: 'subnet-1', OwnerId: SHOP, AvailabilityZone: 'us-gov-west-1a' },
      'us-gov-west-1',
    ],
    [
      'a host name',
      'NetworkInterfaces',
      { NetworkInterfaceId: 'eni-1', OwnerId: SHOP, PrivateDnsName: 'ip-10-0-0-1.eu-west-1.compute.internal' },
      REGION,
    ],
    [
      'the oldest host name',
      'NetworkInterfaces',
      { NetworkInterfaceId: 'eni-1', OwnerId: SHOP, PrivateDnsName: 'ip-10-0-0-1.ec2.internal' },
      'us-east-1',
    ],
  ])('reads them from %s', (...[, key, element, region]) => {
    expect(scopes(build([entry(key, element, nobody)]).finish())).toEqual([`${SHOP} ${region}`])
  })

  it('takes them from the VPC, the file and the import, as long as these agree', () => {
    const documents = build([
      entry('Vpcs', { VpcId: 'vpc-1', OwnerId: SHOP }, nobody),
      entry('Subnets', { SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: SHOP, AvailabilityZone: 'eu-west-1a' }, nobody),
      entry('NatGateways', { NatGatewayId: 'nat-1', VpcId: 'vpc-1' }, { ...nobody, file: 'b.json' }),
      entry('CustomerGateways', { CustomerGatewayId: 'cgw-1' }, { ...nobody, file: 'c.json' }),
    ]).finish()
    expect(scopes(documents)).toEqual([`${SHOP} ${REGION}`])
  })

  it.each<[string, DescribeKey, Record<string, unknown>]>([
    ['an internet gateway', 'InternetGateways', { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }],
    ['a VPN gateway', 'VpnGateways', { VpnGatewayId: 'vgw-1', VpcAttachments: [{ VpcId: 'vpc-1' }] }],
    ['a flow log', 'FlowLogs', { FlowLogId: 'fl-1', ResourceId: 'vpc-1' }],
  ])('takes those of %s from the VPC it names, when a folder holds two regions', (_, key, element) => {
    const documents = build([
      entry('Vpcs', { VpcId: 'vpc-1' }, { region: 'us-west-2' }),
      entry('Vpcs', { VpcId: 'vpc-2' }, { region: REGION }),
      entry(key, element, { region: null }),
    ]).finish()
    expect(documents.filter((each) => each.elements.has(key)).map(({ region }) => region)).toEqual(['us-west-2'])
  })

  it('says unknown rather than guess between two accounts', () => {
    const documents = build([
      entry('Vpcs', { VpcId: 'vpc-1', OwnerId: SHOP }, { region: REGION, account: null }),
      entry('Vpcs', { VpcId: 'vpc-2', OwnerId: SHARED }, { region: REGION, account: null }),
      entry('CustomerGateways', { CustomerGatewayId: 'cgw-1' }, nobody),
    ]).finish()
    expect(scopes(documents)).toEqual([`${SHOP} ${REGION}`, `${SHARED} ${REGION}`, `unknown ${REGION}`])
  })

  it('puts what has no region under global', () => {
    const arn = `arn:aws:globalaccelerator::${SHOP}:accelerator/a`
    expect(scopes(build([entry('Accelerators', { AcceleratorArn: arn }, nobody)]).finish())).toEqual([`${SHOP} global`])
  })
})

describe('the stored form', () => {
  const document = () =>
    only(
      build([
        entry('SecurityGroups', { GroupId: 'sg-2', GroupName: 'é' }),
        entry('SecurityGroups', { GroupId: 'sg-1', Tags: [{ Key: 'Name', Value: 'web' }] }),
        entry('Vpcs', { VpcId: 'vpc-1' }),
      ]).finish(),
    )

  it('survives the trip through storage', () => {
    const before = document()
    const { json, sha256, elementCount } = encodeShard(before)
    const after = decodeShard(json, { collectedAt: before.collectedAt, origins: before.origins })
    expect(after).toEqual(before)
    expect(encodeShard(after).sha256).toBe(sha256)
    expect(elementCount).toBe(3)
  })

  it('is the same whether the builder or the document writes it', () => {
    const [shard] = build([
      entry('Vpcs', { VpcId: 'vpc-1' }),
      entry('Subnets', { SubnetId: 'subnet-ü' }),
    ]).finishShards()
    const json = [...(shard?.chunks() ?? [])].join('')
    const encoded = encodeShard(decodeShard(json, { collectedAt: null }))
    expect([shard?.sha256, shard?.byteLength]).toEqual([encoded.sha256, Buffer.byteLength(encoded.json)])
  })

  it('does not change its hash with the time or the file it was read from', () => {
    const builder = build([entry('Vpcs', { VpcId: 'vpc-1' }, { file: 'z.json' })])
    const place = { origin: { file: 'z.json', pointer: '' }, account: SHOP, region: REGION }
    builder.setCollectedAt({ ...place, collectedAt: '2026-01-02T03:04:05Z' })
    const dated = only(builder.finish())
    expect(dated.collectedAt).toBe('2026-01-02T03:04:05Z')
    expect(encodeShard(dated).sha256).toBe(
      encodeShard(only(build([entry('Vpcs', { VpcId: 'vpc-1' })]).finish())).sha256,
    )
  })

  it.each(['', '[]', '{"Account":1}', '{"Account":"1"'])('refuses %j as damaged, with a remedy', (json) => {
    expect(() => decodeShard(json, { collectedAt: null })).toThrowError(
      expect.objectContaining({ code: 'storage-failed', remedy: expect.any(String) }),
    )
  })

  it('leaves as JSON in the shape it is read in', () => {
    expect(toDescribeJson(document())).toEqual({
      Account: SHOP,
      Region: REGION,
      CollectedAt: null,
      Errors: [],
      Partial: {},
      SecurityGroups: [
        { GroupId: 'sg-1', Tags: [{ Key: 'Name', Value: 'web' }] },
        { GroupId: 'sg-2', GroupName: 'é' },
      ],
      Vpcs: [{ VpcId: 'vpc-1' }],
    })
  })
})
