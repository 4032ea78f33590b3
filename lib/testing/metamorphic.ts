/**
 * Changes to describe documents whose effect on every verdict is known beforehand: some never open a way, some never
 * close one, some change nothing. Pure; `roll` says which of the candidates is meant.
 */

import type { DescribeDocument, DescribeKey, JsonObject, JsonValue } from '../describe/document.ts'
import { OWNER } from './plain-elements.ts'
import { inside, list, word } from './simulate-records.ts'

type Change = (document: DescribeDocument, roll: number) => DescribeDocument

function withKey(
  document: DescribeDocument,
  key: DescribeKey,
  change: (all: readonly JsonObject[]) => readonly JsonObject[],
) {
  const all = document.elements.get(key)
  return all ? { ...document, elements: new Map([...document.elements, [key, change(all)]]) } : document
}

function withOne(
  document: DescribeDocument,
  [key, roll]: readonly [DescribeKey, number],
  change: (one: JsonObject) => JsonObject,
) {
  return withKey(document, key, (all) => all.map((one, index) => (index === roll % all.length ? change(one) : one)))
}

const EVERYTHING: JsonObject = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [{ CidrIpv6: '::/0' }],
  PrefixListIds: [],
  UserIdGroupPairs: [],
}

/** A rule that allows everything, in or out: may open ways, closes none. */
export const allowInGroup: Change = (document, roll) =>
  withOne(document, ['SecurityGroups', roll], (group) => {
    const direction = roll % 2 === 0 ? 'IpPermissions' : 'IpPermissionsEgress'
    return { ...group, [direction]: [...list(group, direction), EVERYTHING] }
  })

/** An entry before all others that denies half of the addresses: may close ways, opens none. */
export const denyInAcl: Change = (document, roll) =>
  withOne(document, ['NetworkAcls', roll], (acl) => ({
    ...acl,
    Entries: [
      ...list(acl, 'Entries').map((each) => ({ ...each, RuleNumber: Number(each['RuleNumber']) + 1 })),
      { RuleNumber: 1, Egress: roll % 2 === 0, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/1' },
    ],
  }))

/** One route, other than a local one, that drops what it took: may close ways, opens none. */
export const blackholeRoute: Change = (document, roll) =>
  withOne(document, ['RouteTables', roll], (table) => {
    const routes = list(table, 'Routes')
    const candidates = routes.filter((each) => each['GatewayId'] !== 'local' && each['State'] !== 'filtered')
    const chosen = candidates[roll % Math.max(candidates.length, 1)]
    return { ...table, Routes: routes.map((each) => (each === chosen ? { ...each, State: 'blackhole' } : each)) }
  })

/** Block Public Access for the whole region, without exclusions: may close ways, opens none. */
export const blockPublicAccess: Change = (document, roll) => {
  const mode = roll % 2 === 0 ? 'block-bidirectional' : 'block-ingress'
  const options = { AwsAccountId: OWNER, AwsRegion: document.region, InternetGatewayBlockMode: mode }
  const [before] = document.elements.get('VpcBlockPublicAccessOptions') ?? []
  if (before?.['InternetGatewayBlockMode'] === 'block-bidirectional') return document
  const on = withKey(document, 'VpcBlockPublicAccessOptions', () => [options])
  return before === undefined ? withKey(on, 'VpcBlockPublicAccessExclusions', () => []) : on
}

/** Every list in another order, wherever AWS gives none: changes nothing. */
export const permuteArrays: Change = (document, roll) => ({
  ...document,
  elements: new Map([...document.elements].map(([key, all]) => [key, turned(all.map(permuteInside), roll)])),
})

/** Orders that mean something: which address is first, which zone a subnet list starts with. */
const ORDERED = ['PrivateIpAddresses', 'Ipv6Addresses', 'NatGatewayAddresses']

function permuteInside(element: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(element).map(([name, value]) => [
      name,
      Array.isArray(value) && !ORDERED.includes(name) ? value.toReversed() : value,
    ]),
  )
}

function turned<T>(all: readonly T[], roll: number): readonly T[] {
  const at = roll % Math.max(all.length, 1)
  return [...all.slice(at), ...all.slice(0, at)].toReversed()
}

/** Entries of every network ACL in another order; their numbers stay: changes nothing. */
export const permuteEntries: Change = (document, roll) =>
  withKey(document, 'NetworkAcls', (all) => all.map((acl) => ({ ...acl, Entries: turned(list(acl, 'Entries'), roll) })))

const ID = /"((?:eni|vpc|subnet|rtb|acl|sg|igw|eigw|nat|pcx|tgw|vgw|vpn|vpce|pl|i)-[\w-]+)"/g
const ARN = /:(subnet|vpc)\/((?:subnet|vpc)-[\w-]+)"/g

/** Every id by another name of its kind, in documents and in questions: changes nothing. */
export function renameIds<T>(value: T): T {
  const text = JSON.stringify(value)
    .replaceAll(ID, (_, id: string) => `"${renamed(id)}"`)
    .replaceAll(ARN, (_, kind: string, id: string) => `:${kind}/${renamed(id)}"`)
  return JSON.parse(text)
}

function renamed(id: string): string {
  return `${id}f`
}

export function renameDocument(document: DescribeDocument): DescribeDocument {
  return { ...document, elements: new Map([...document.elements].map(([key, all]) => [key, renameIds(all)])) }
}

/** Each IPv4 block of groups and ACLs as its two halves: changes nothing. */
export const splitBlocks: Change = (document) => {
  const groups = withPermissions(document, (permission) => [
    {
      ...permission,
      IpRanges: list(permission, 'IpRanges').flatMap((each) =>
        halves(word(each, 'CidrIp')).map((CidrIp) => ({ CidrIp })),
      ),
    },
  ])
  return withKey(groups, 'NetworkAcls', (all) =>
    all.map((acl) => ({
      ...acl,
      Entries: list(acl, 'Entries').flatMap((each) => {
        const number = Number(each['RuleNumber']) * 2
        const blocks = halves(word(each, 'CidrBlock'))
        if (blocks.length === 0) return [{ ...each, RuleNumber: number }]
        return blocks.map((CidrBlock, index) => ({ ...each, CidrBlock, RuleNumber: number + index }))
      }),
    })),
  )
}

function halves(block: string): readonly string[] {
  if (block === '') return []
  const [base = '', text = ''] = block.split('/')
  const length = Number(text)
  if (length === 32) return [block]
  const value = base.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const upper = value + 2 ** (31 - length)
  const write = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
  return [`${write(value)}/${length + 1}`, `${write(upper)}/${length + 1}`]
}

/** Each IPv4 block of a group's rule as a prefix list of its own: changes nothing. */
export const blocksToLists: Change = (document) => {
  const made: JsonObject[] = []
  const groups = withPermissions(document, (permission) => {
    const blocks = list(permission, 'IpRanges')
    if (blocks.length === 0) return [permission]
    const PrefixListId = `pl-made${made.length + 1}`
    made.push({
      PrefixListId,
      OwnerId: OWNER,
      State: 'create-complete',
      AddressFamily: 'IPv4',
      Entries: blocks.map((each) => ({ Cidr: word(each, 'CidrIp') })),
    })
    return [{ ...permission, IpRanges: [], PrefixListIds: [...list(permission, 'PrefixListIds'), { PrefixListId }] }]
  })
  const lists = document.elements.get('ManagedPrefixLists')
  return lists
    ? { ...groups, elements: new Map([...groups.elements, ['ManagedPrefixLists', [...lists, ...made]]]) }
    : document
}

const NAMED: readonly JsonObject[] = [
  { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535 },
  { IpProtocol: 'udp', FromPort: 0, ToPort: 65_535 },
  { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
  { IpProtocol: 'icmpv6', FromPort: -1, ToPort: -1 },
]
const OTHERS: readonly JsonObject[] = Array.from({ length: 256 }, (_, number) => number)
  .filter((number) => ![1, 6, 17, 58].includes(number))
  .map((number) => ({ IpProtocol: String(number) }))

/** `-1` of a group's rule as every protocol there is: changes nothing. */
export const enumerateProtocols: Change = (document) =>
  withPermissions(document, (permission) =>
    permission['IpProtocol'] === '-1'
      ? [...NAMED, ...OTHERS].map((each) => ({ ...permission, ...each }))
      : [permission],
  )

function withPermissions(document: DescribeDocument, change: (permission: JsonObject) => readonly JsonObject[]) {
  return withKey(document, 'SecurityGroups', (all) =>
    all.map((group) => ({
      ...group,
      IpPermissions: list(group, 'IpPermissions').flatMap(change),
      IpPermissionsEgress: list(group, 'IpPermissionsEgress').flatMap(change),
    })),
  )
}

/** `10.0.1.7` as `2001:db8:a00:107::`; a block keeps its size above the 32 bits in front. */
export function toIpv6(text: string): string {
  const [base = '', length] = text.split('/')
  const [one = 0, two = 0, three = 0, four = 0] = base.split('.').map(Number)
  const address = `2001:db8:${(one * 256 + two).toString(16)}:${(three * 256 + four).toString(16)}::`
  return length === undefined ? address : `${address}/${32 + Number(length)}`
}

const BEYOND = ['igw-', 'eigw-', 'nat-', 'vgw-', 'vpce-', 'eni-']

/** The IPv4 part of a world without translation, said over IPv4 alone: what its IPv6 twin is held against. */
export function onlyIpv4Inside(document: DescribeDocument): DescribeDocument {
  const kept = (raw: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(raw)
        .filter(([name]) => !name.includes('Ipv6'))
        .map(([name, value]) => [name, keptValue(value)]),
    )
  const keptValue = (value: JsonValue | undefined): JsonValue => {
    if (Array.isArray(value)) return value.filter(isOfIpv4).map(keptValue)
    return typeof value === 'object' && value !== null ? kept(Object(value)) : (value ?? null)
  }
  const all = [...document.elements].map(([key, elements]) => [key, elements.map(kept)] as const)
  return { ...document, elements: new Map(all) }
}

function isOfIpv4(value: JsonValue): boolean {
  const raw = Object(value)
  const targets = ['GatewayId', 'NatGatewayId', 'EgressOnlyInternetGatewayId', 'NetworkInterfaceId'].map((name) =>
    word(raw, name),
  )
  const isRoute = raw['Origin'] !== undefined
  const isBeyond = isRoute && targets.some((id) => BEYOND.some((prefix) => id.startsWith(prefix)))
  const text = word(raw, 'DestinationCidrBlock') + word(raw, 'Cidr')
  return (
    !isBeyond &&
    !text.includes(':') &&
    raw['DestinationIpv6CidrBlock'] === undefined &&
    raw['Ipv6CidrBlock'] === undefined
  )
}

/** The same world with every address and block said over IPv6. Expects what `onlyIpv4Inside` leaves. */
export function translateToIpv6(document: DescribeDocument): DescribeDocument {
  const all = [...document.elements].map(
    ([key, elements]) => [key, elements.map((each) => translated(each, key))] as const,
  )
  return { ...document, elements: new Map(all) }
}

function translated(raw: JsonObject, key: DescribeKey): JsonObject {
  const associated = [{ Ipv6CidrBlock: toIpv6(word(raw, 'CidrBlock')), Ipv6CidrBlockState: { State: 'associated' } }]
  switch (key) {
    case 'Vpcs':
      return { ...raw, CidrBlock: '192.0.2.0/24', CidrBlockAssociationSet: [], Ipv6CidrBlockAssociationSet: associated }
    case 'Subnets':
      return { ...raw, CidrBlock: '192.0.2.0/28', Ipv6CidrBlockAssociationSet: associated }
    case 'NetworkInterfaces': {
      const Ipv6Addresses = list(raw, 'PrivateIpAddresses').map((each) => ({
        Ipv6Address: toIpv6(word(each, 'PrivateIpAddress')),
      }))
      return { ...raw, PrivateIpAddress: '192.0.2.1', PrivateIpAddresses: [], Ipv6Addresses }
    }
    case 'VpcPeeringConnections':
      return {
        ...raw,
        RequesterVpcInfo: translatedSide(raw, 'RequesterVpcInfo'),
        AccepterVpcInfo: translatedSide(raw, 'AccepterVpcInfo'),
      }
    default:
      return renamedBlocks(raw)
  }
}

function translatedSide(raw: JsonObject, name: string): JsonObject {
  const { CidrBlock, CidrBlockSet: _, ...rest } = inside(raw, name)
  return { ...rest, Ipv6CidrBlockSet: [{ Ipv6CidrBlock: toIpv6(String(CidrBlock)) }] }
}

const NAMES: Readonly<Record<string, string>> = {
  CidrBlock: 'Ipv6CidrBlock',
  CidrIp: 'CidrIpv6',
  DestinationCidrBlock: 'DestinationIpv6CidrBlock',
  IpRanges: 'Ipv6Ranges',
}

function renamedBlocks(raw: JsonObject): JsonObject {
  const isTransit = raw['Type'] !== undefined
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]): [string, JsonValue | undefined] => {
      if (name === 'DestinationCidrBlock' && isTransit) return [name, toIpv6(String(value))]
      return [NAMES[name] ?? name, renamedValue(name, value)]
    }),
  )
}

function renamedValue(name: string, value: JsonValue | undefined): JsonValue | undefined {
  if (name === 'AddressFamily') return 'IPv6'
  if (typeof value === 'string') return name === 'Cidr' || NAMES[name] !== undefined ? toIpv6(value) : value
  if (Array.isArray(value)) return value.map((each) => renamedValue('', each) ?? null)
  return typeof value === 'object' && value !== null ? renamedBlocks(Object(value)) : value
}
