/** What the inspector says, from what AWS printed. */
import { describe, expect, it } from 'vitest'
import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { documentOf } from '../testing/describe-document.ts'
import { resourceDetail } from './resource-detail.ts'
import type { ResourceDetail, ResourceRow } from './snapshot.ts'

function row(id: string): ResourceRow {
  return {
    id,
    type: 'x',
    name: null,
    account: 'a',
    region: 'r',
    vpcId: null,
    subnetId: null,
    detail: '',
    depth: 1,
    parentId: null,
  }
}

function detailsOf(documents: readonly DescribeDocument[]): (id: string) => ResourceDetail {
  const inventory = readDescribe(documents)
  return (id) => resourceDetail({ inventory, documents, row: row(id) })
}

/** One section as text, a fact a line. */
function linesOf(detail: ResourceDetail, title: string): readonly string[] | null {
  const section = detail.sections.find((candidate) => candidate.title === title)
  return section ? section.facts.map(({ label, value }) => `${label}: ${value}`) : null
}

const subnet: JsonObject = {
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  CidrBlock: '10.0.1.0/24',
  AvailabilityZone: 'eu-west-1a',
}
const vpc: JsonObject = {
  VpcId: 'vpc-1',
  CidrBlock: '10.0.0.0/16',
  CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
}
const card: JsonObject = {
  NetworkInterfaceId: 'eni-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-1',
  InterfaceType: 'interface',
  Status: 'in-use',
  Description: '',
  SourceDestCheck: true,
  Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
  PrivateIpAddresses: [
    { PrivateIpAddress: '10.0.1.5', Primary: true, Association: { PublicIp: '203.0.113.9', IpOwnerId: 'amazon' } },
  ],
}
const tcp = (port: number, cidr: string, description?: string): JsonObject => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [description === undefined ? { CidrIp: cidr } : { CidrIp: cidr, Description: description }],
})
const group = (id: string, name: string, rules: readonly JsonObject[]): JsonObject => ({
  GroupId: id,
  GroupName: name,
  Description: name,
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  IpPermissions: rules,
  IpPermissionsEgress: [],
})

describe('the detail of a resource', () => {
  it('tells every resource of the sample where it stands and what AWS said of it', () => {
    const documents = sampleDocuments()
    const inventory = readDescribe(documents)
    const ids = Object.entries(inventory)
      .filter(([kind]) => kind !== 'accounts')
      .flatMap(([, map]) => (map instanceof Map ? [...map.keys()] : []))
    expect(ids.length).toBeGreaterThan(100)
    for (const id of ids) {
      const detail = resourceDetail({ inventory, documents, row: row(id) })
      expect(detail.json, id).not.toBeNull()
      expect(detail.source?.pointer, id).toMatch(/^\/[A-Za-z]+\/\d+$/)
      expect(linesOf(detail, 'Identity'), id).toContain(`ID: ${id}`)
      expect(detail.sections.length, id).toBeGreaterThan(1)
    }
  })

  it('links only to what is there', () => {
    const documents = sampleDocuments()
    const inventory = readDescribe(documents)
    const known = new Set(Object.values(inventory).flatMap((map) => (map instanceof Map ? [...map.keys()] : [])))
    for (const id of known) {
      for (const { facts } of resourceDetail({ inventory, documents, row: row(id) }).sections) {
        for (const { linkTo } of facts) if (linkTo !== null) expect(known.has(linkTo), `${id} → ${linkTo}`).toBe(true)
      }
    }
    const alone = detailsOf([documentOf({ elements: { Subnets: [subnet] } })])('subnet-1')
    expect(alone.sections.flatMap(({ facts }) => facts).filter(({ linkTo }) => linkTo !== null)).toEqual([])
  })

  it('adds the groups of an interface up: an equal rule in two groups is one permission', () => {
    const groups = [
      group('sg-1', 'web', [tcp(443, '0.0.0.0/0', 'Customers'), tcp(22, '10.0.0.0/8')]),
      group('sg-2', 'ops', [tcp(22, '10.0.0.0/8')]),
    ]
    const detail = detailsOf([
      documentOf({ elements: { Vpcs: [vpc], Subnets: [subnet], NetworkInterfaces: [card], SecurityGroups: groups } }),
    ])('eni-1')
    expect(linesOf(detail, 'Inbound rules')).toEqual([
      'tcp/443: from 0.0.0.0/0 by sg-1 (web) — Customers',
      'tcp/22: from 10.0.0.0/8 by sg-1 (web), sg-2 (ops)',
    ])
    expect(detail.sections.find(({ title }) => title === 'Inbound rules')?.facts[0]?.pointer).toBe(
      '/SecurityGroups/0/IpPermissions/0/IpRanges/0',
    )
    expect(linesOf(detail, 'Addresses')).toEqual([
      'Primary private IPv4 address: 10.0.1.5, public 203.0.113.9 (owner amazon)',
    ])
  })

  it('says that a group, a route table or an ACL was not collected; it never reads as empty', () => {
    const detail = detailsOf([documentOf({ elements: { Subnets: [subnet], NetworkInterfaces: [card] } })])('eni-1')
    expect(linesOf(detail, 'Security groups')).toEqual([
      'Security group: sg-1: not collected, its rules are unknown',
      'Security group: sg-2: not collected, its rules are unknown',
    ])
    expect(linesOf(detail, 'Routes')).toEqual(['Route table: not collected: where its traffic goes is unknown'])
    expect(linesOf(detail, 'Network ACL')).toEqual(['Network ACL: not collected: what it denies is unknown'])
  })

  it('says "not told" of a flag AWS did not tell, not "no"', () => {
    expect(linesOf(detailsOf([documentOf({ elements: { Vpcs: [vpc] } })])('vpc-1'), 'DNS')).toEqual([
      'DNS resolution: not told',
      'DNS hostnames: not told',
    ])
  })

  it('shows routes in the order they win: longest prefix, then local, static and propagated', () => {
    const route = (destination: string, target: JsonObject, origin = 'CreateRoute'): JsonObject => ({
      DestinationCidrBlock: destination,
      State: 'active',
      Origin: origin,
      ...target,
    })
    const table: JsonObject = {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Associations: [{ Main: true }],
      Routes: [
        route('0.0.0.0/0', { GatewayId: 'igw-1' }),
        route('10.1.0.0/16', { GatewayId: 'vgw-1' }, 'EnableVgwRoutePropagation'),
        route('10.1.0.0/16', { TransitGatewayId: 'tgw-1' }),
        { ...route('10.1.2.0/24', { NatGatewayId: 'nat-1' }), State: 'blackhole' },
        route('10.0.0.0/16', { GatewayId: 'local' }, 'CreateRouteTable'),
        { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active', Origin: 'CreateRoute' },
      ],
    }
    const details = detailsOf([documentOf({ elements: { Vpcs: [vpc], Subnets: [subnet], RouteTables: [table] } })])
    const expected = [
      'pl-1 (entries not collected): tgw-1',
      '10.1.2.0/24: nat-1 (blackhole)',
      '10.0.0.0/16: local',
      '10.1.0.0/16: tgw-1',
      '10.1.0.0/16: vgw-1 (propagated)',
      '0.0.0.0/0: igw-1',
    ]
    expect(linesOf(details('rtb-1'), 'Routes, in order of precedence')).toEqual(expected)
    expect(linesOf(details('subnet-1'), 'Routes, in order of precedence')).toEqual([
      'Route table: rtb-1, main',
      ...expected,
    ])
    expect(linesOf(details('rtb-1'), 'Associations')).toEqual(['Subnet, implicitly: subnet-1'])
  })

  it('shows ACL entries in the order they are tried', () => {
    const entry = (number: number, action: string, changes: JsonObject = {}): JsonObject => ({
      RuleNumber: number,
      RuleAction: action,
      Egress: false,
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
      ...changes,
    })
    const acl: JsonObject = {
      NetworkAclId: 'acl-1',
      VpcId: 'vpc-1',
      IsDefault: false,
      Associations: [{ SubnetId: 'subnet-1' }],
      Entries: [
        entry(32767, 'deny'),
        entry(200, 'allow', { Protocol: '6', PortRange: { From: 1024, To: 65535 } }),
        entry(90, 'deny', { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }),
      ],
    }
    const detail = detailsOf([documentOf({ elements: { Subnets: [subnet], NetworkAcls: [acl] } })])('subnet-1')
    expect(linesOf(detail, 'Network ACL inbound, in order')).toEqual([
      '90: deny icmp type 8 from 0.0.0.0/0',
      '200: allow tcp/1024-65535 from 0.0.0.0/0',
      '*: deny all traffic from 0.0.0.0/0',
    ])
  })

  it('names the file and the place in it, where the document was read from files', () => {
    const plain = documentOf({ elements: { Vpcs: [vpc] } })
    const origins = new Map([['Vpcs' as const, [{ file: 'acme/vpcs.json', pointer: '/Vpcs/7' }]]])
    const detail = detailsOf([{ ...plain, origins }])('vpc-1')
    expect(detail.source).toEqual({
      account: '111122223333',
      region: 'eu-west-1',
      pointer: '/Vpcs/0',
      file: 'acme/vpcs.json',
      filePointer: '/Vpcs/7',
    })
    expect(detail.json).toEqual(vpc)
  })

  it('of a row that is no resource is its row', () => {
    const detail = detailsOf([documentOf({ elements: { Vpcs: [vpc] } })])('az:vpc-1:eu-west-1a')
    expect(detail).toMatchObject({ row: { id: 'az:vpc-1:eu-west-1a' }, sections: [], source: null, json: null })
  })

  it('cuts a long list and says by how much', () => {
    const cards = Array.from({ length: 130 }, (_, index) => ({ ...card, NetworkInterfaceId: `eni-${index}` }))
    const groups = [group('sg-1', 'web', []), group('sg-2', 'ops', [])]
    const detail = detailsOf([
      documentOf({ elements: { Subnets: [subnet], NetworkInterfaces: cards, SecurityGroups: groups } }),
    ])('sg-1')
    const lines = linesOf(detail, 'Used by') ?? []
    expect(lines[0]).toBe('Network interfaces: 130')
    expect(lines.at(-1)).toBe('Network interface: and 30 more')
    expect(lines).toHaveLength(102)
  })
})

describe('an interface that only its instance shows', () => {
  const element = {
    InstanceId: 'i-1',
    NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', Groups: [] }],
  }
  const origins = new Map([['Instances' as const, [{ file: 'a.json', pointer: '/Reservations/4/Instances/0' }]]])
  const detail = detailsOf([{ ...documentOf({ elements: { Instances: [element] } }), origins }])('eni-1')

  it('points at its own part of the instance, in the document and in the file', () => {
    expect(detail.source).toMatchObject({
      pointer: '/Instances/0/NetworkInterfaces/0',
      filePointer: '/Reservations/4/Instances/0/NetworkInterfaces/0',
    })
    expect(detail.json).toEqual(element.NetworkInterfaces[0])
  })
})
