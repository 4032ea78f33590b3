import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey, type JsonObject } from '../describe/document.ts'
import { completeDocumentOf, documentOf } from '../testing/describe-document.ts'
import type { Inventory } from './inventory.ts'
import { readDescribe } from './read-describe.ts'

describe('one resource in several documents', () => {
  const subnet = { SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: '444455556666', CidrBlock: '10.0.1.0/24' }
  const seen = documentOf({ elements: { Subnets: [{ ...subnet, AvailabilityZoneId: 'euw1-az1' }] } })
  const owned = documentOf({
    account: '444455556666',
    elements: { Subnets: [{ ...subnet, Tags: [{ Key: 'Name', Value: 'shared' }], AvailabilityZone: 'eu-west-1a' }] },
  })

  it('is one resource: the owner speaks first, the others fill what it leaves open', () => {
    for (const documents of [
      [seen, owned],
      [owned, seen],
    ]) {
      const { subnets } = readDescribe(documents)

      expect(subnets.size).toBe(1)
      expect(subnets.get('subnet-1')).toMatchObject({
        account: '444455556666',
        name: 'shared',
        availabilityZone: 'eu-west-1a',
        availabilityZoneId: 'euw1-az1',
        source: { document: documents.indexOf(owned), index: 0 },
      })
    }
  })

  it('keeps the rules of the document its pointers lead into', () => {
    const group = (cidr: string): JsonObject => ({
      GroupId: 'sg-1',
      OwnerId: '444455556666',
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: cidr }] }],
      IpPermissionsEgress: [],
    })
    const { securityGroups } = readDescribe([
      documentOf({ elements: { SecurityGroups: [group('10.0.0.0/8')] } }),
      documentOf({ account: '444455556666', elements: { SecurityGroups: [group('192.0.2.0/24')] } }),
    ])

    expect(securityGroups.get('sg-1')).toMatchObject({
      source: { document: 1 },
      rules: [{ key: 'ingress all 192.0.2.0/24', document: 1 }],
    })
  })
})

it('iterates every kind by id, whatever the order of the elements', () => {
  const { vpcs } = readDescribe([
    documentOf({ elements: { Vpcs: [{ VpcId: 'vpc-2' }, { VpcId: 'vpc-10' }] } }),
    documentOf({ account: '444455556666', elements: { Vpcs: [{ VpcId: 'vpc-1' }] } }),
  ])

  expect([...vpcs.keys()]).toEqual(['vpc-1', 'vpc-10', 'vpc-2'])
})

it('keeps documents in the order given, so that a source finds its element', () => {
  const documents = [documentOf({ region: 'us-east-1' }), documentOf({ elements: { Vpcs: [{ VpcId: 'vpc-1' }] } })]
  const inventory = readDescribe(documents)
  const source = inventory.vpcs.get('vpc-1')?.source

  expect(inventory.documents.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1'])
  expect(source && documents[source.document]?.elements.get(source.key)?.[source.index]).toEqual({ VpcId: 'vpc-1' })
})

/** A network in which most kinds name each other, from a small pool of ids: collisions and dangling names are common. */
const pick = fc.integer({ min: 1, max: 4 })
const ranges = fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', 'nonsense', null)

const ELEMENTS: Partial<Record<DescribeKey, fc.Arbitrary<JsonObject>>> = {
  Vpcs: fc.record({ VpcId: id('vpc'), CidrBlock: ranges, OwnerId: owner() }),
  Subnets: fc.record({ SubnetId: id('subnet'), VpcId: id('vpc'), CidrBlock: ranges, OwnerId: owner() }),
  NetworkInterfaces: fc.record({
    NetworkInterfaceId: id('eni'),
    VpcId: id('vpc'),
    SubnetId: id('subnet'),
    Groups: fc.array(fc.record({ GroupId: id('sg') }), { maxLength: 2 }),
    PrivateIpAddresses: fc.array(fc.record({ PrivateIpAddress: fc.constantFrom('10.0.0.5', 'x') }), { maxLength: 2 }),
    Status: fc.constantFrom('in-use', 'available'),
  }),
  SecurityGroups: fc.record({
    GroupId: id('sg'),
    VpcId: id('vpc'),
    IpPermissions: fc.array(
      fc.record({
        IpProtocol: fc.constantFrom('-1', 'tcp', 'icmp', 'nonsense'),
        FromPort: fc.constantFrom(22, null),
        ToPort: fc.constantFrom(22, null),
        IpRanges: fc.array(fc.record({ CidrIp: ranges }), { maxLength: 2 }),
        UserIdGroupPairs: fc.array(fc.record({ GroupId: id('sg') }), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    IpPermissionsEgress: fc.constant([]),
  }),
  SecurityGroupRules: fc.record({
    SecurityGroupRuleId: id('sgr'),
    GroupId: id('sg'),
    IsEgress: fc.constantFrom(true, false, null),
    IpProtocol: fc.constantFrom('-1', 'tcp'),
    FromPort: fc.constant(22),
    ToPort: fc.constant(22),
    CidrIpv4: ranges,
  }),
  RouteTables: fc.record({
    RouteTableId: id('rtb'),
    VpcId: id('vpc'),
    Associations: fc.array(fc.record({ SubnetId: id('subnet'), Main: fc.boolean() }), { maxLength: 2 }),
    Routes: fc.array(
      fc.record({
        DestinationCidrBlock: ranges,
        NatGatewayId: id('nat'),
        State: fc.constantFrom('active', 'blackhole'),
      }),
      { maxLength: 2 },
    ),
  }),
  NatGateways: fc.record({ NatGatewayId: id('nat'), VpcId: id('vpc'), State: fc.constantFrom('available', 'deleted') }),
  ManagedPrefixLists: fc.record({ PrefixListId: id('pl'), Entries: fc.constantFrom([{ Cidr: '10.0.0.0/8' }], null) }),
  VpcPeeringConnections: fc.record({
    VpcPeeringConnectionId: id('pcx'),
    RequesterVpcInfo: fc.record({ VpcId: id('vpc'), OwnerId: owner() }),
    AccepterVpcInfo: fc.record({ VpcId: id('vpc'), OwnerId: owner() }),
  }),
  LaunchTemplateVersions: fc.record({ LaunchTemplateId: id('lt'), VersionNumber: pick }),
  Accounts: fc.record({ Id: owner(), Name: fc.constantFrom('a', 'b') }),
}

function id(prefix: string): fc.Arbitrary<string> {
  return pick.map((number) => `${prefix}-${number}`)
}

function owner(): fc.Arbitrary<string> {
  return fc.constantFrom('111122223333', '444455556666')
}

function documentFrom(account: string): fc.Arbitrary<DescribeDocument> {
  const lists = Object.entries(ELEMENTS).map(([key, element]) => [key, fc.array(element, { maxLength: 4 })] as const)
  return fc
    .record(Object.fromEntries(lists), { requiredKeys: [] })
    .map((elements) => documentOf({ account, elements: plain(elements) }))
}

/** Ordinary objects, as `JSON.parse` makes them. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

const TWO_DOCUMENTS = fc.tuple(documentFrom('111122223333'), documentFrom('444455556666'))

/** The inventory without what tells where in the files something stood. */
function withoutPlaces(inventory: Inventory): unknown {
  const { documents: _, ...facts } = inventory
  return JSON.parse(
    JSON.stringify(facts, (key, value) => {
      if (key === 'source' || key === 'pointer' || key === 'document') return undefined
      if (typeof value === 'bigint') return value.toString()
      return value instanceof Map ? [...value] : value
    }),
  )
}

describe('whatever the documents hold', () => {
  it('reading never throws, on JSON of any shape under any key', () => {
    const wild = fc.dictionary(
      fc.constantFrom(...DESCRIBE_KEYS),
      fc.array(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue())), { maxLength: 4 }),
    )

    fc.assert(
      fc.property(wild, (elements) => {
        const inventory = readDescribe([documentOf({ elements: plain(elements as Record<string, JsonObject[]>) })])

        expect(inventory.documents).toHaveLength(1)
      }),
    )
  })

  it('the order of documents and of elements changes nothing but places', () => {
    fc.assert(
      fc.property(TWO_DOCUMENTS, (documents) => {
        const turned = documents.toReversed().map((document) => ({
          ...document,
          elements: new Map([...document.elements].map(([key, elements]) => [key, elements.toReversed()])),
        }))

        expect(withoutPlaces(readDescribe(turned))).toEqual(withoutPlaces(readDescribe(documents)))
      }),
    )
  })

  it('every source leads to an element of that id', () => {
    fc.assert(
      fc.property(TWO_DOCUMENTS, (documents) => {
        const { vpcs, subnets, networkInterfaces, routeTables, natGateways } = readDescribe(documents)
        for (const resources of [vpcs, subnets, networkInterfaces, routeTables, natGateways]) {
          for (const { id: own, source } of resources.values()) {
            const element = documents[source.document]?.elements.get(source.key)?.[source.index]
            expect(Object.values(element ?? {})).toContain(own)
          }
        }
      }),
    )
  })

  it('gaps have ids of their own', () => {
    fc.assert(
      fc.property(TWO_DOCUMENTS, (documents) => {
        const ids = readDescribe(documents).gaps.map((gap) => gap.id)

        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).toEqual(ids.toSorted())
      }),
    )
  })

  it('forgetting a document closes no gap of another', () => {
    fc.assert(
      fc.property(documentFrom('111122223333'), (document) => {
        const other = completeDocumentOf({ account: '444455556666', elements: { Vpcs: [{ VpcId: 'vpc-1' }] } })
        const alone = new Set(readDescribe([document]).gaps.map((gap) => gap.id))

        for (const gap of readDescribe([document, other]).gaps) expect(alone).toContain(gap.id)
      }),
    )
  })

  it.each(['Subnets', 'RouteTables', 'NetworkInterfaces', 'NatGateways', 'VpcPeeringConnections'] as const)(
    'forgetting %s opens the gap that says so',
    (key) => {
      fc.assert(
        fc.property(documentFrom('111122223333'), (document) => {
          const vpcs = [key, 'Vpcs'] as const
          const others = [...document.elements].filter(([held]) => !vpcs.some((own) => own === held))
          const elements = new Map<DescribeKey, readonly JsonObject[]>([...others, ['Vpcs', [{ VpcId: 'vpc-1' }]]])
          const { gaps } = readDescribe([{ ...document, elements }])

          expect(gaps.some((gap) => gap.kind === 'not-collected' && gap.key === key)).toBe(true)
        }),
      )
    },
  )
})

/** Field names the reader asks for, so that wild JSON reaches the depths of it. */
const FIELDS = [
  'VpcId',
  'SubnetId',
  'GroupId',
  'NetworkInterfaceId',
  'NetworkAclId',
  'RouteTableId',
  'Routes',
  'Entries',
  'Associations',
  'IpPermissions',
  'Groups',
  'PrivateIpAddresses',
  'Ipv6Addresses',
  'Attachments',
  'Tags',
  'Options',
  'State',
  'Status',
  'LoadBalancerArn',
  'ListenerArn',
  'DefaultActions',
  'Targets',
  'FirewallPolicy',
  'FirewallPolicyArn',
  'RulesSource',
  'Endpoint',
  'DBSubnetGroup',
  'Id',
  'FunctionName',
  'ResourceArn',
] as const
