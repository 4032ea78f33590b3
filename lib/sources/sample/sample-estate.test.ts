import { describe, expect, it } from 'vitest'
import { isList } from '../../describe/canonical-json.ts'
import type { DescribeKey, JsonObject, JsonValue } from '../../describe/document.ts'
import { encodeShard } from '../../describe/shard.ts'
import { containsPrefix, parsePrefix, parsePrefixOrAddress } from '../../net/prefix.ts'
import { COURIER_VPC } from './peering.ts'
import { COURIER, SHOP_PROD, SHOP_SHARED } from './place.ts'
import { COURIER_HOOKS } from './prefix-lists.ts'
import { sampleDocuments } from './sample-estate.ts'
import { DELETED_NAT } from './shop-prod-network.ts'

const documents = sampleDocuments()

function all(key: DescribeKey): readonly JsonObject[] {
  return documents.flatMap((document) => document.elements.get(key) ?? [])
}

/** Every text in the estate, with the field it stands in. */
function* texts(value: JsonValue | undefined, field = ''): Generator<readonly [field: string, text: string]> {
  if (typeof value === 'string') yield [field, value]
  else if (isList(value)) for (const item of value) yield* texts(item, field)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* texts(member, name)
  }
}

const TEXTS = documents.flatMap((document) =>
  [...document.elements.values()].flatMap((list) => list.flatMap((element) => [...texts(element)])),
)

/** The field that names an element of each key that others refer to. */
const OWN_ID: Readonly<Partial<Record<DescribeKey, string>>> = {
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  SecurityGroups: 'GroupId',
  NetworkInterfaces: 'NetworkInterfaceId',
  Instances: 'InstanceId',
  RouteTables: 'RouteTableId',
  NetworkAcls: 'NetworkAclId',
  InternetGateways: 'InternetGatewayId',
  EgressOnlyInternetGateways: 'EgressOnlyInternetGatewayId',
  NatGateways: 'NatGatewayId',
  VpcEndpoints: 'VpcEndpointId',
  VpcPeeringConnections: 'VpcPeeringConnectionId',
  TransitGateways: 'TransitGatewayId',
  TransitGatewayAttachments: 'TransitGatewayAttachmentId',
  TransitGatewayRouteTables: 'TransitGatewayRouteTableId',
  CustomerGateways: 'CustomerGatewayId',
  VpnConnections: 'VpnConnectionId',
  DhcpOptions: 'DhcpOptionsId',
  LaunchTemplates: 'LaunchTemplateId',
}

function idsOf(key: DescribeKey): readonly string[] {
  return all(key).map((element) => String(element[OWN_ID[key] ?? '']))
}

describe('the sample', () => {
  it('is the same every time, to the byte', () => {
    expect(sampleDocuments().map((document) => encodeShard(document).sha256)).toEqual(
      documents.map((document) => encodeShard(document).sha256),
    )
  })

  it('is two accounts in one region, each asked for everything', () => {
    expect(documents.map(({ account, region }) => [account, region])).toEqual([
      [SHOP_PROD, 'eu-west-1'],
      [SHOP_SHARED, 'eu-west-1'],
    ])
    const [prod, shared] = documents.map(({ elements }) => [...elements.keys()].sort())
    expect(prod).toEqual(shared)
    expect(documents.flatMap(({ partial }) => [...partial.keys()])).toEqual([])
  })

  it.each([
    ['Vpcs', 3],
    ['Subnets', 15],
    ['NetworkInterfaces', 110],
    ['Instances', 53],
    ['SecurityGroups', 25],
    ['RouteTables', 10],
    ['NatGateways', 3],
    ['VpcEndpoints', 6],
    ['TransitGatewayAttachments', 4],
  ] as const)('has as many %s as the map should show', (key, count) => {
    expect(all(key)).toHaveLength(count)
  })

  it('refers to nothing that is not there, but what is meant to be missing', () => {
    const known = new Set(Object.keys(OWN_ID).flatMap((key) => idsOf(key as DescribeKey)))
    const id = new RegExp(`^(?:${[...new Set([...known].map((one) => one.split('-0')[0]))].join('|')})-0[0-9a-f]{16}$`)
    const missing = TEXTS.map(([, text]) => text).filter((text) => id.test(text) && !known.has(text))
    expect([...new Set(missing)].sort()).toEqual([DELETED_NAT, COURIER_VPC].sort())
  })

  it('names no account but its own and the courier', () => {
    const accounts = TEXTS.flatMap(([field, text]) => (/Owner|AccountId|UserId/.test(field) ? text : []))
    expect([...new Set(accounts)].sort()).toEqual(['amazon', 'amazon-elb', SHOP_PROD, SHOP_SHARED, COURIER].sort())
  })

  it('gives every interface an address of its own, inside its subnet', () => {
    const subnets = new Map(
      all('Subnets').map((subnet) => [subnet['SubnetId'], parsePrefix(String(subnet['CidrBlock']))]),
    )
    const addresses = new Set<string>()
    for (const face of all('NetworkInterfaces')) {
      const subnet = subnets.get(face['SubnetId'])
      const address = parsePrefixOrAddress(String(face['PrivateIpAddress']))
      expect(subnet && address && containsPrefix(subnet, address), String(face['NetworkInterfaceId'])).toBe(true)
      addresses.add(`${String(face['SubnetId'])} ${String(face['PrivateIpAddress'])}`)
    }
    expect(addresses.size).toBe(all('NetworkInterfaces').length)
  })

  it('uses no public address that belongs to somebody', () => {
    const reserved = [
      '192.0.2.0/24',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '2001:db8::/32',
      '10.0.0.0/8',
      '172.16.0.0/12',
      '169.254.0.0/16',
    ]
    const ranges = reserved.map((text) => parsePrefix(text)).filter((range) => range !== null)
    const everyone = new Set(['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1'])
    const foreign = TEXTS.map(([, text]) => text).filter((text) => {
      const prefix = /^[0-9a-f.:/]+$/.test(text) && !everyone.has(text) ? parsePrefixOrAddress(text) : null
      return prefix !== null && !ranges.some((range) => containsPrefix(range, prefix))
    })
    expect(foreign).toEqual([])
  })

  it('puts groups only on interfaces of their own VPC', () => {
    const vpcOf = new Map(all('SecurityGroups').map((group) => [group['GroupId'], group['VpcId']]))
    for (const face of all('NetworkInterfaces')) {
      for (const [field, text] of texts(face['Groups'])) {
        if (field === 'GroupId') expect(vpcOf.get(text), String(face['NetworkInterfaceId'])).toBe(face['VpcId'])
      }
    }
  })

  it('tells every rule twice, once with an id of its own', () => {
    const inGroups = all('SecurityGroups').flatMap((group) => [
      ...texts(group['IpPermissions']),
      ...texts(group['IpPermissionsEgress']),
    ])
    const peers = inGroups.filter(([field]) => ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'].includes(field))
    expect(all('SecurityGroupRules')).toHaveLength(peers.length)
  })

  it('holds the blind spots it promises', () => {
    expect(documents.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['UnauthorizedOperation'])
    const hooks = all('ManagedPrefixLists').find((list) => list['PrefixListId'] === COURIER_HOOKS)
    expect(hooks && 'Entries' in hooks).toBe(false)
    const tables = all('TransitGatewayRouteTables').map((table) => 'Routes' in table)
    expect(tables.filter((hasRoutes) => !hasRoutes)).toHaveLength(1)
    expect(all('FlowLogs')).toHaveLength(2)
  })

  it('counts the addresses its subnets have left', () => {
    for (const subnet of all('Subnets')) {
      const used = all('NetworkInterfaces').filter((face) => face['SubnetId'] === subnet['SubnetId']).length
      const size = 2 ** (32 - Number(String(subnet['CidrBlock']).split('/')[1]))
      expect(subnet['AvailableIpAddressCount']).toBe(size - 5 - used)
    }
  })
})
