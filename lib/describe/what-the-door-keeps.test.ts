/** Small facts a reader would lose without noticing: spellings, signs, lists cut in pieces, partial answers. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey, JsonObject, PartialKey } from './document.ts'
import { DocumentBuilder, type Entry } from './document-builder.ts'
import { inferScope, likelyScope } from './infer-scope.ts'
import { project } from './project.ts'
import { SCHEMA } from './schema.ts'
import { ScopeResolver } from './scope-resolver.ts'
import { decodeShard, encodeShard, readPartial, shardChunks } from './shard.ts'
import { collectedKey, unwrap } from './wrapper-keys.ts'

const SHOP = '111122223333'
const SHARED = '444455556666'
const PLACE = { account: SHOP, region: 'eu-west-1', origin: { file: 'a.json', pointer: '/x' } }

function kept(key: DescribeKey, element: JsonObject): JsonObject {
  const result = project(key, element)
  if (result.kind !== 'element') throw new Error(result.reason)
  return result.element
}

function built(...entries: readonly (Partial<Entry> & Pick<Entry, 'key' | 'element'>)[]): readonly DescribeDocument[] {
  const builder = new DocumentBuilder()
  for (const entry of entries) builder.add({ ...PLACE, ...entry })
  return builder.finish()
}

describe('values as other tools print them', () => {
  const entry = (more: JsonObject) => kept('NetworkAcls', { NetworkAclId: 'acl-1', Entries: [more] })['Entries']

  it.each<[string, JsonObject, JsonObject]>([
    [
      '-1 as text stays minus one',
      { IcmpTypeCode: { Type: '-1', Code: '-1' } },
      { IcmpTypeCode: { Code: -1, Type: -1 } },
    ],
    ['type and code keep their places', { IcmpTypeCode: { Type: 3, Code: 4 } }, { IcmpTypeCode: { Code: 4, Type: 3 } }],
    ['a protocol as a number is its digits', { Protocol: 6 }, { Protocol: '6' }],
    ['ports as text are numbers', { PortRange: { From: '22', To: '25' } }, { PortRange: { From: 22, To: 25 } }],
    ['True and False are flags', { Egress: 'False' }, { Egress: false }],
    ['a flag that is no flag is left out', { Egress: 'no', RuleNumber: 1 }, { RuleNumber: 1 }],
  ])('%s', (_, printed, expected) => {
    expect(entry(printed)).toEqual([expected])
  })

  it.each(['Tags', 'TagSet', 'TagList', 'tags'])('tags under %s are tags, in their place among the fields', (name) => {
    const element = kept('Vpcs', { VpcId: 'vpc-1', [name]: [{ Key: 'Name', Value: 'shop' }] })
    expect(element).toEqual({ Tags: [{ Key: 'Name', Value: 'shop' }], VpcId: 'vpc-1' })
    expect(Object.keys(element)).toEqual(['Tags', 'VpcId'])
  })

  it('a list that means an order keeps it, a set has none', () => {
    const servers = {
      ClientVpnEndpointId: 'cvpn-endpoint-1',
      DnsServers: ['10.0.0.9', '10.0.0.2'],
      SecurityGroupIds: ['sg-2', 'sg-1'],
    }
    expect(kept('ClientVpnEndpoints', servers)).toMatchObject({
      DnsServers: ['10.0.0.9', '10.0.0.2'],
      SecurityGroupIds: ['sg-1', 'sg-2'],
    })
  })

  it('the longest text AWS knows is kept whole, a longer one is left out', () => {
    const description = (length: number) => kept('SecurityGroups', { GroupId: 'sg-1', Description: 'x'.repeat(length) })
    expect(String(description(2_000_000)['Description']).length).toBe(2_000_000)
    expect(description(2_000_001)['Description']).toBeUndefined()
  })

  it('a group associated with two VPCs is two associations', () => {
    const entries = ['vpc-1', 'vpc-2'].map((VpcId) => ({
      key: 'SecurityGroupVpcAssociations',
      element: { GroupId: 'sg-1', VpcId },
    }))
    expect(built(...entries)[0]?.elements.get('SecurityGroupVpcAssociations')?.length).toBe(2)
  })

  it('pages of a prefix list are one list', () => {
    const pages = ['192.0.2.0/24', '198.51.100.0/24'].map((Cidr) => ({
      key: 'Entries',
      element: { PrefixListId: 'pl-1', Entries: [{ Cidr }] },
    }))
    const [list] = built(...pages)[0]?.elements.get('ManagedPrefixLists') ?? []
    expect(list?.['Entries']).toEqual([{ Cidr: '192.0.2.0/24' }, { Cidr: '198.51.100.0/24' }])
  })
})

describe('whose it is, by signs that stand alone', () => {
  const scope = (key: DescribeKey, element: JsonObject) => {
    const { account, region } = inferScope(key, SCHEMA[key], element)
    return [account, region]
  }
  const side = (OwnerId: string, Region: string) => ({ OwnerId, Region })

  it.each<[string, DescribeKey, JsonObject, readonly (string | null)[]]>([
    [
      'the oldest host names are of us-east-1',
      'Instances',
      { PrivateDnsName: 'ip-10-0-0-1.ec2.internal' },
      [null, 'us-east-1'],
    ],
    [
      'a host name names its region',
      'Instances',
      { PrivateDnsName: 'ip-10-0-0-1.eu-west-1.compute.internal' },
      [null, 'eu-west-1'],
    ],
    [
      'a service in another region',
      'VpcEndpoints',
      { ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1', ServiceRegion: 'eu-west-1' },
      [null, 'eu-west-1'],
    ],
    [
      'what an exclusion names',
      'VpcBlockPublicAccessExclusions',
      { ResourceArn: `arn:aws:ec2:eu-west-1:${SHOP}:vpc/vpc-1` },
      [SHOP, 'eu-west-1'],
    ],
    [
      'an ARN without a region, of what has none',
      'Accelerators',
      { AcceleratorArn: `arn:aws:globalaccelerator::${SHOP}:accelerator/a`, Region: 'us-west-2' },
      [SHOP, null],
    ],
    [
      'a transit peering inside one account',
      'TransitGatewayPeeringAttachments',
      { RequesterTgwInfo: side(SHOP, 'eu-west-1'), AccepterTgwInfo: side(SHOP, 'us-east-1') },
      [SHOP, null],
    ],
    [
      'a transit peering of two accounts',
      'TransitGatewayPeeringAttachments',
      { RequesterTgwInfo: side(SHOP, 'eu-west-1'), AccepterTgwInfo: side(SHARED, 'eu-west-1') },
      [null, 'eu-west-1'],
    ],
    [
      'a peering of two regions',
      'VpcPeeringConnections',
      { RequesterVpcInfo: side(SHOP, 'eu-west-1'), AccepterVpcInfo: side(SHOP, 'us-east-1') },
      [SHOP, null],
    ],
    [
      'an attachment of a gateway shared by another',
      'TransitGatewayAttachments',
      { ResourceOwnerId: SHOP, TransitGatewayOwnerId: SHARED },
      [null, null],
    ],
  ])('%s', (...[, key, element, expected]) => {
    expect(scope(key, element)).toEqual(expected)
  })

  it('the side that asked is the likely one, for both kinds of peering', () => {
    const transit = { RequesterTgwInfo: side(SHOP, 'eu-west-1'), AccepterTgwInfo: side(SHARED, 'us-east-1') }
    expect(likelyScope('TransitGatewayPeeringAttachments', transit)).toEqual({ account: SHOP, region: 'eu-west-1' })
    const peering = { RequesterVpcInfo: side(SHOP, 'eu-west-1'), AccepterVpcInfo: side(SHARED, 'us-east-1') }
    expect(likelyScope('VpcPeeringConnections', peering)).toEqual({ account: SHOP, region: 'eu-west-1' })
  })

  it('a scope that is the word unknown is nobody: what the element says stands', () => {
    const [document] = built({ key: 'Vpcs', element: { VpcId: 'vpc-1', OwnerId: SHARED }, account: 'unknown' })
    expect(document?.account).toBe(SHARED)
  })

  it('what is learnt later changes an answer given before', () => {
    const resolver = new ScopeResolver()
    const nothing = { account: null, region: null }
    const asked = resolver.intern({
      given: nothing,
      own: nothing,
      likely: nothing,
      anchor: null,
      file: 'x/a.json',
      global: false,
    })
    expect(resolver.resolve(asked).region).toBe('unknown')
    resolver.intern({
      given: nothing,
      own: { account: SHOP, region: 'eu-west-1' },
      likely: nothing,
      anchor: null,
      file: 'x/b.json',
      global: false,
    })
    expect(resolver.resolve(asked)).toEqual({ account: SHOP, region: 'eu-west-1' })
  })
})

describe('wrappers', () => {
  const only = (key: string, element: unknown) => unwrap(key, element)?.[0]?.element

  it('an instance keeps its own words over those of its reservation', () => {
    const reservation = { OwnerId: SHOP, ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1', OwnerId: SHARED }] }
    expect(only('Reservations', reservation)).toMatchObject({ OwnerId: SHARED, ReservationId: 'r-1' })
  })

  it('an ECS cluster is one by its name alone, a stranger is none', () => {
    expect(unwrap('clusters', { clusterName: 'jobs' })?.[0]?.key).toBe('EcsClusters')
    expect(unwrap('clusters', { name: 'jobs' })).toBeNull()
  })

  it('targets that are there are not replaced by health told beside them', () => {
    const group = { TargetGroupArn: 'tg', Targets: ['kept'], TargetHealthDescriptions: ['other'] }
    expect(only('TargetGroups', group)).toMatchObject({ Targets: ['kept'] })
    expect(only('TargetGroups', { TargetGroupArn: 'tg', TargetHealthDescriptions: ['only'] })).toMatchObject({
      Targets: ['only'],
    })
  })

  it.each(['PrefixListArn', 'State', 'OwnerId', 'AddressFamily', 'MaxEntries'])(
    'a prefix list with %s is a managed one, whatever else a query left out',
    (field) => {
      expect(unwrap('PrefixLists', { PrefixListId: 'pl-1', [field]: 'x' })?.[0]?.key).toBe('ManagedPrefixLists')
      expect(unwrap('PrefixLists', { PrefixListId: 'pl-1', Cidrs: [] })?.[0]?.key).toBe('PrefixLists')
    },
  )

  it.each([
    'Routes',
    'Associations',
    'TransitGatewayStaticRoutes',
    'TransitGatewayRouteTablePropagations',
    'ManagedPrefixListEntries',
    'TargetHealthDescriptions',
    'AllowedPrincipals',
    'VpcAttribute',
    'AuthorizationRules',
  ])('an empty %s proves nothing collected: it is a part of something', (key) => {
    expect(collectedKey(key)).toBeNull()
  })
})

describe('what was collected, and how much of it', () => {
  it('a part of a resource does not prove that its kind was collected', () => {
    const documents = built(
      { key: 'Vpcs', element: { VpcId: 'vpc-1', OwnerId: SHOP } },
      { key: 'Entries', element: { PrefixListId: 'pl-1', Entries: [] }, account: SHARED },
      { key: 'ManagedPrefixLists', element: { PrefixListId: 'pl-1', OwnerId: SHOP } },
    )
    const collected = documents.map(({ account, elements }) => `${account} ${[...elements.keys()].join()}`)
    expect(collected).toEqual([`${SHOP} ManagedPrefixLists,Vpcs`])
  })

  it('parts alone say that the list of all is missing', () => {
    const [document] = built({ key: 'Entries', element: { PrefixListId: 'pl-1', Entries: [] } })
    expect(document?.partial.get('ManagedPrefixLists')).toEqual({
      reason: 'denied-in-part',
      detail: '1 known only from calls about them, not from the list of all',
    })
  })

  it('a page that was cut stays the reason, whatever else is wrong with the key', () => {
    const partial: PartialKey = { reason: 'next-token', detail: 'page 1' }
    for (const element of [null, { PrefixListId: 'pl-1', Entries: [] }]) {
      const builder = new DocumentBuilder()
      builder.add({ ...PLACE, key: element ? 'Entries' : 'ManagedPrefixLists', element })
      builder.markPartial({ ...PLACE, key: 'ManagedPrefixLists', partial })
      expect(builder.finish()[0]?.partial.get('ManagedPrefixLists')).toEqual(partial)
    }
  })

  it('the latest date of several files stands, in either order', () => {
    const dates = ['2026-01-02T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z']
    for (const order of [dates, dates.toReversed()]) {
      const builder = new DocumentBuilder()
      for (const collectedAt of order) builder.setCollectedAt({ ...PLACE, collectedAt })
      expect(builder.finish()[0]?.collectedAt).toBe('2026-03-01T00:00:00Z')
    }
  })

  it('a dropped field of a nested element is pointed at from the outside', () => {
    const builder = new DocumentBuilder()
    const element = { Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2', State: 'running' }] }
    expect(builder.add({ ...PLACE, key: 'Reservations', element }).dropped).toEqual([
      { pointer: '/Instances/1/State', expected: 'object' },
    ])
  })
})

describe('a stored shard', () => {
  const element = (index: number): JsonObject => ({
    GroupId: `sg-${String(index).padStart(4, '0')}`,
    Description: 'x'.repeat(900),
  })
  const large = built(
    ...Array.from({ length: 200 }, (_, index) => ({ key: 'SecurityGroups', element: element(index) })),
  )[0]

  it('is one JSON text in many pieces, however long it is', () => {
    if (!large) throw new Error('nothing was built')
    const elements = new Map([...large.elements].map(([key, list]) => [key, list.map((each) => JSON.stringify(each))]))
    const pieces = [...shardChunks({ ...large, elements })]
    expect(pieces.length).toBeGreaterThan(4)
    expect(pieces.join('')).toBe(encodeShard(large).json)
    expect(decodeShard(pieces.join(''), { collectedAt: null }).elements.get('SecurityGroups')?.length).toBe(200)
  })

  it('has one text for elements of one id, in whatever order they come', () => {
    const two = [
      { GroupId: 'sg-1', GroupName: 'b' },
      { GroupId: 'sg-1', GroupName: 'a' },
    ]
    const of = (list: readonly JsonObject[]) => ({
      account: SHOP,
      region: 'eu-west-1',
      collectedAt: null,
      elements: new Map<DescribeKey, readonly JsonObject[]>([['SecurityGroups', list]]),
      partial: new Map(),
      errors: [],
      origins: new Map(),
    })
    expect(encodeShard(of(two)).sha256).toBe(encodeShard(of(two.toReversed())).sha256)
  })

  it('keeps each refusal once', () => {
    const error = { operation: 'ec2:DescribeVpcs', code: 'UnauthorizedOperation', message: 'no' }
    const builder = new DocumentBuilder()
    builder.addError({ ...PLACE, error })
    builder.addError({ ...PLACE, error })
    expect(builder.finish()[0]?.errors).toEqual([error])
  })

  it.each(['{"Account":"111122223333"}', '{"Region":"eu-west-1"}', '{"Account":1,"Region":"x"}', '[]', 'null', '{'])(
    '%s is damaged, and is said to be',
    (json) => {
      expect(() => decodeShard(json, { collectedAt: null })).toThrow('damaged')
    },
  )

  it.each(['next-token', 'trimmed-by-query', 'unreadable-elements', 'denied-in-part'])('remembers %s', (reason) => {
    expect(readPartial({ Vpcs: { reason, detail: 'why' } }).get('Vpcs')).toEqual({ reason, detail: 'why' })
  })
})
