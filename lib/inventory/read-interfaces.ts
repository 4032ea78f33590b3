/** Network interfaces and the instances they belong to. The hot path: an organisation has hundreds of thousands. */

import type { JsonObject, JsonValue } from '../describe/document.ts'
import { type Address, type Prefix, parseAddress } from '../net/prefix.ts'
import {
  accountOf,
  type ElementReader,
  namedId,
  type Reading,
  readAll,
  regionOf,
  shared,
  sortedById,
  tagsOf,
  tagsOfList,
  unreadable,
  type Wire,
  withGroup,
} from './element-reader.ts'
import { type EmbeddedInterfaces, filledFrom, noteRead, wireOf } from './embedded-interfaces.ts'
import type { NetworkInterfaceId, SecurityGroupId } from './ids.ts'
import type { Instance, InterfaceAddress, InterfaceType, NetworkInterface } from './network.ts'
import {
  asAddress,
  asFlag,
  asId,
  asList,
  asObject,
  asText,
  eachOf,
  excerpt,
  flag,
  hasList,
  isObject,
  NOTHING,
  prefixOfFamily,
  text,
} from './wire.ts'

/** AWS's words for interface types; `natGateway` is the SDK's spelling of `nat_gateway`. Source: EC2 API, NetworkInterface. */
const INTERFACE_TYPES: ReadonlyMap<string, InterfaceType> = new Map([
  ['interface', 'interface'],
  ['nat_gateway', 'nat-gateway'],
  ['natGateway', 'nat-gateway'],
  ['transit_gateway', 'transit-gateway'],
  ['load_balancer', 'load-balancer'],
  ['network_load_balancer', 'network-load-balancer'],
  ['gateway_load_balancer', 'gateway-load-balancer'],
  ['gateway_load_balancer_endpoint', 'gateway-load-balancer-endpoint'],
  ['vpc_endpoint', 'vpc-endpoint'],
  ['lambda', 'lambda'],
  ['efa', 'efa'],
  ['efa-only', 'efa'],
  ['trunk', 'trunk'],
  ['branch', 'branch'],
])

/**
 * All interfaces: those that were collected as such, with what a query trimmed away filled from the instance that
 * embeds them, and those that only their instance shows.
 */
export function readNetworkInterfaces(reading: Reading, embedded: EmbeddedInterfaces): Map<string, NetworkInterface> {
  const filling: ElementReader<NetworkInterface> = {
    ...NETWORK_INTERFACE,
    read: (wire, id) => {
      const shown = embedded.byId.get(id)
      const read = NETWORK_INTERFACE.read(shown ? filledFrom(wire, shown) : wire, id)
      if (read) noteRead(embedded, read, shown)
      return read
    },
  }
  const found = readAll(reading, [filling])
  const before = found.size
  for (const [id, shown] of embedded.byId) {
    if (shown.isRead) continue
    const read = NETWORK_INTERFACE.read(wireOf(reading, id, shown), id)
    if (read) found.set(id, read)
    if (read) noteRead(embedded, read, shown)
    else embedded.disputed.add(id)
  }
  return found.size === before ? found : sortedById(found)
}

// Every field is written out, here and for instances: spreading what resources have in common into an object of this
// many fields costs more than reading it.
export const NETWORK_INTERFACE: ElementReader<NetworkInterface> = {
  key: 'NetworkInterfaces',
  idOf: (element) => asId(element['NetworkInterfaceId'], 'eni'),
  read: (wire, id) => {
    const { element, reading, source } = wire
    const vpcId = namedId(reading, element['VpcId'], 'vpc')
    const subnetId = namedId(reading, element['SubnetId'], 'subnet')
    if (vpcId === null || subnetId === null)
      return unreadable(wire, `${id} names no VPC or no subnet and was left out.`)
    const unread = source.within === undefined ? nothingUnread() : untold(element)
    const typeText = shared(reading, asText(element['InterfaceType']) ?? 'interface')
    const attachment = asObject(element['Attachment'])
    const tags =
      Array.isArray(element['TagSet']) && !('Tags' in element) ? tagsOfList(element['TagSet']) : tagsOf(element)
    return {
      id,
      arn: null,
      name: tags['Name'] || null,
      account: accountOf(wire, asText(element['OwnerId'])),
      region: regionOf(wire),
      tags,
      source,
      vpcId,
      subnetId,
      type: INTERFACE_TYPES.get(typeText) ?? 'other',
      typeText,
      status: shared(reading, asText(element['Status']) ?? 'unknown'),
      description: asText(element['Description']) ?? '',
      addresses: addressesOf(element, unread),
      ipv6Addresses: ipv6AddressesOf(element, unread),
      prefixes: delegatedPrefixes(element, unread),
      securityGroupIds: groupIds(wire, unread),
      sourceDestCheck: asFlag(element['SourceDestCheck']) ?? true,
      requesterManaged: asFlag(element['RequesterManaged']) ?? false,
      requesterId: sharedOrNull(wire, asText(element['RequesterId'])),
      denyAllIgwTraffic: asFlag(element['DenyAllIgwTraffic']) ?? false,
      instanceId: asId(attachment['InstanceId'], 'i'),
      attachmentStatus: sharedOrNull(wire, asText(attachment['Status'])),
      unread: unread.length === 0 ? NOTHING : [...unread],
    }
  },
}

const UNREAD: string[] = []

/** The one list for what is found unread while an interface is read: nearly always it stays empty. */
function nothingUnread(): string[] {
  UNREAD.length = 0
  return UNREAD
}

/** All instances. An interface that belongs to another instance is none of theirs, whatever they embed. */
export function readInstances(
  reading: Reading,
  networkInterfaces: ReadonlyMap<string, NetworkInterface>,
  { disputed }: EmbeddedInterfaces,
): Map<string, Instance> {
  const instances = readAll(reading, [INSTANCE])
  if (disputed.size === 0) return instances
  for (const [id, instance] of instances) {
    const isOwn = (each: NetworkInterfaceId) =>
      !disputed.has(each) || (networkInterfaces.get(each)?.instanceId ?? id) === id
    if (!instance.interfaceIds.every(isOwn))
      instances.set(id, { ...instance, interfaceIds: instance.interfaceIds.filter(isOwn) })
  }
  return instances
}

const INSTANCE: ElementReader<Instance> = {
  key: 'Instances',
  idOf: (element) => asId(element['InstanceId'], 'i'),
  read: (wire, id) => {
    const { element, reading, source } = wire
    const state = asText(asObject(element['State'])['Name']) ?? 'unknown'
    if (state === 'terminated') {
      reading.dead.add(id)
      return null
    }
    const tags = Array.isArray(element['Tags']) ? tagsOfList(element['Tags']) : tagsOf(element)
    return {
      id,
      arn: null,
      name: tags['Name'] || null,
      account: accountOf(wire, asText(element['OwnerId'])),
      region: regionOf(wire),
      tags,
      source,
      vpcId: namedId(reading, element['VpcId'], 'vpc'),
      subnetId: namedId(reading, element['SubnetId'], 'subnet'),
      state: shared(reading, state),
      instanceType: sharedOrNull(wire, asText(element['InstanceType'])),
      imageId: sharedOrNull(wire, asText(element['ImageId'])),
      interfaceIds: interfaceIdsOf(element),
      securityGroupIds: groupIdsOf(wire),
      privateIp: asAddress(element['PrivateIpAddress']),
      publicIp: asAddress(element['PublicIpAddress']),
      ipv6Addresses: instanceIpv6(element),
      instanceProfileArn: asText(asObject(element['IamInstanceProfile'])['Arn']),
      httpTokens: httpTokens(asText(asObject(element['MetadataOptions'])['HttpTokens'])),
      sourceDestCheck: asFlag(element['SourceDestCheck']) ?? true,
    }
  },
}

function interfaceIdsOf(element: JsonObject): readonly NetworkInterfaceId[] {
  return eachOf(asList(element['NetworkInterfaces']), ownInterfaceId)
}

function ownInterfaceId(item: JsonValue): NetworkInterfaceId | null {
  return isObject(item) ? asId(item['NetworkInterfaceId'], 'eni') : null
}

/** Those that can be read: what admits traffic is asked of interfaces, not of instances. */
function groupIdsOf({ element, reading }: Wire): readonly SecurityGroupId[] {
  let lists = reading.groupLists
  for (const item of asList(element['SecurityGroups'])) {
    const id = isObject(item) ? namedId(reading, item['GroupId'], 'sg') : null
    if (id !== null) lists = withGroup(lists, id)
  }
  return lists.list
}

/** AWS always prints these lists inside an instance; where a query left one out, an address may be missing. */
function untold(element: JsonObject): string[] {
  const private4 = hasList(element, 'PrivateIpAddresses') || text(element, 'PrivateIpAddress') !== null
  return [
    ...(private4 ? [] : ['private addresses (not told)']),
    ...(hasList(element, 'Ipv6Addresses') ? [] : ['IPv6 addresses (not told)']),
  ]
}

function sharedOrNull(wire: Wire, value: string | null): string | null {
  return value === null ? null : shared(wire.reading, value)
}

function httpTokens(value: string | null): Instance['httpTokens'] {
  return value === 'required' || value === 'optional' ? value : null
}

/** Older output has no list of private addresses, only the primary one. */
function addressesOf(element: JsonObject, unread: string[]): readonly InterfaceAddress[] {
  const items = withAssociation(element)
  const found = items.length === 1 ? onlyAddress(items[0] ?? null, unread) : eachAddress(items, unread)
  if (!Array.isArray(element['PrivateIpAddresses']) && !('Association' in element))
    unread.push('public addresses (no PrivateIpAddresses list)')
  if (items.length > 0 || asText(element['PrivateIpAddress']) === null) return found
  const read = addressOf(element, true)
  if (read) return [read]
  unread.push(`private address ${text(element, 'PrivateIpAddress')}`)
  return found
}

/** Most interfaces have one: their list is made with it. */
function onlyAddress(item: JsonValue, unread: string[]): readonly InterfaceAddress[] {
  const read = addressIn(item, unread)
  return read ? [read] : NOTHING
}

function eachAddress(items: readonly JsonValue[], unread: string[]): readonly InterfaceAddress[] {
  return eachOf(items, (item) => addressIn(item, unread))
}

function addressIn(item: JsonValue, unread: string[]): InterfaceAddress | null {
  const read = isObject(item) ? addressOf(item, asFlag(item['Primary']) ?? false) : null
  if (!read) unread.push(`private address ${excerpt(item)}`)
  return read
}

/** What the interface says of itself, or its instance of it, is said of its primary address where no address says it. */
function withAssociation(element: JsonObject): readonly JsonValue[] {
  const items = asList(element['PrivateIpAddresses'])
  const own = element['Association']
  if (!isObject(own) || !items.every(isSilent)) return items
  const place = items.findIndex((item) => isObject(item) && flag(item, 'Primary') === true)
  return items.map((item, index) =>
    isObject(item) && index === Math.max(place, 0) ? { ...item, Association: own } : item,
  )
}

function isSilent(item: JsonValue): boolean {
  return isObject(item) && item['Association'] === undefined
}

/** Null when the private or the public address cannot be read: half of a pair would hide an exposure. */
function addressOf(item: JsonObject, primary: boolean): InterfaceAddress | null {
  const privateIp = asAddress(item['PrivateIpAddress'])
  const association = asObject(item['Association'])
  const publicText = asText(association['PublicIp']) ?? asText(association['CarrierIp'])
  const publicIp = publicText === null ? null : parseAddress(publicText)
  if (!privateIp || (publicText !== null && !publicIp)) return null
  return {
    privateIp,
    publicIp,
    primary,
    allocationId: asId(association['AllocationId'], 'eipalloc'),
    publicIpOwner: asText(association['IpOwnerId']),
  }
}

function ipv6AddressesOf(element: JsonObject, unread: string[]): readonly Address[] {
  const items = asList(element['Ipv6Addresses'])
  if (items.length === 0) return NOTHING
  return eachOf(items, (item) => {
    const read = isObject(item) ? asAddress(item['Ipv6Address']) : null
    if (read?.family === 6) return read
    unread.push(`IPv6 address ${excerpt(item)}`)
    return null
  })
}

/** Delegated prefixes: their addresses belong to the interface. Source: EC2 user guide, prefix delegation. */
function delegatedPrefixes(element: JsonObject, unread: string[]): readonly Prefix[] {
  const v4 = asList(element['Ipv4Prefixes'])
  const v6 = asList(element['Ipv6Prefixes'])
  if (v4.length + v6.length === 0) return NOTHING
  const found: Prefix[] = []
  for (const [items, field, family] of [[v4, 'Ipv4Prefix', 4] as const, [v6, 'Ipv6Prefix', 6] as const]) {
    for (const item of items) {
      const prefix = isObject(item) ? prefixOfFamily(text(item, field), family) : null
      if (prefix) found.push(prefix)
      else unread.push(`delegated prefix ${excerpt(item)}`)
    }
  }
  return found
}

/** An interface without a `Groups` list is not one without groups: what admits traffic to it is unknown. */
function groupIds(wire: Wire, unread: string[]): readonly SecurityGroupId[] {
  const { element, reading } = wire
  const groups = element['Groups']
  if (!Array.isArray(groups)) unread.push('security groups (no Groups list)')
  let lists = reading.groupLists
  for (const item of asList(groups)) {
    const id = isObject(item) ? namedId(reading, item['GroupId'], 'sg') : null
    if (id === null) unread.push(`security group ${excerpt(item)}`)
    else lists = withGroup(lists, id)
  }
  return lists.list
}

function instanceIpv6(element: JsonObject): readonly Address[] {
  const items = asList(element['NetworkInterfaces'])
  const first = items[0] ?? null
  return eachOf(items.length > 1 ? items.flatMap(heldIpv6) : heldIpv6(first), (item) =>
    isObject(item) ? asAddress(item['Ipv6Address']) : null,
  )
}

function heldIpv6(item: JsonValue): readonly JsonValue[] {
  return isObject(item) ? asList(item['Ipv6Addresses']) : NOTHING
}
