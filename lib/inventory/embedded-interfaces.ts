/**
 * Interfaces as describe-instances embeds them in their instance. They stand in for elements of NetworkInterfaces
 * where those were not collected. Source: EC2 API, Instance and InstanceNetworkInterface.
 */

import type { DescribeDocument, JsonObject, JsonValue } from '../describe/document.ts'
import type { Reading, Wire } from './element-reader.ts'
import type { NetworkInterfaceId } from './ids.ts'
import { shell } from './shell-quote.ts'
import { asId, asList, asObject, isObject, list, number, object, text } from './wire.ts'

export interface EmbeddedInterface {
  readonly instance: JsonObject
  readonly item: JsonObject
  readonly document: DescribeDocument
  /** Index of the document, of the instance under its key, and of the interface in the instance. */
  readonly index: number
  readonly position: number
  readonly place: number
  /** Is the interface in the model? */
  isRead: boolean
}

/**
 * The embedded interfaces of every instance that lives, and what setting them beside the collected ones has shown.
 * Where both answers agree, as they do but for what changed between the two calls, nobody need look anything up again.
 */
export interface EmbeddedInterfaces {
  /** By id. An id two instances claim is the first one's. */
  readonly byId: Map<NetworkInterfaceId, EmbeddedInterface>
  /** Embedded ones that may not be in the model, or may belong to another instance there. */
  readonly disputed: Set<NetworkInterfaceId>
  /** Does an interface name an instance that does not embed it, and so may not be in the model? */
  namesUnseenInstance: boolean
}

export function embeddedInterfaces(reading: Reading): EmbeddedInterfaces {
  const found = noEmbeddedInterfaces()
  for (const [index, document] of reading.documents.entries()) {
    const instances = document.elements.get('Instances') ?? []
    for (let position = 0; position < instances.length; position++) {
      addEmbedded(reading, found, [index, position])
    }
  }
  return found
}

export function noEmbeddedInterfaces(): EmbeddedInterfaces {
  return { byId: new Map(), disputed: new Set(), namesUnseenInstance: false }
}

/** Notes that an interface was read, embedded (`shown`) or not, and what it says of its instance. */
export function noteRead(
  found: EmbeddedInterfaces,
  { id, instanceId }: { readonly id: NetworkInterfaceId; readonly instanceId: string | null },
  shown: EmbeddedInterface | undefined,
): void {
  if (shown) shown.isRead = true
  if (instanceId === null || shown?.instance['InstanceId'] === instanceId) return
  found.namesUnseenInstance = true
  if (shown) found.disputed.add(id)
}

function addEmbedded(
  reading: Reading,
  { byId, disputed }: EmbeddedInterfaces,
  [index, position]: readonly [document: number, instance: number],
): void {
  const document = reading.documents[index]
  const instance = document?.elements.get('Instances')?.[position]
  if (!document || !isObject(instance) || asObject(instance['State'])['Name'] === 'terminated') return
  const items = asList(instance['NetworkInterfaces'])
  for (let place = 0; place < items.length; place++) {
    const item = items[place]
    const id = isObject(item) ? asId(item['NetworkInterfaceId'], 'eni') : null
    if (id === null || !isObject(item)) continue
    const shown: EmbeddedInterface = { instance, item, document, index, position, place, isRead: false }
    const known = byId.get(id)
    byId.set(id, known ? chosen(reading, known, shown) : shown)
    if (known) disputed.add(id)
  }
}

/** An interface belongs to one instance: of two that claim it, the first by id has it, and the other has a gap. */
function chosen(reading: Reading, a: EmbeddedInterface, b: EmbeddedInterface): EmbeddedInterface {
  const [first, other] = orderOf(b) < orderOf(a) ? [b, a] : [a, b]
  const owner = instanceId(first)
  const claimant = instanceId(other)
  if (owner === claimant) return first
  const id = text(first.item, 'NetworkInterfaceId')
  reading.gaps.add({
    kind: 'unreadable',
    account: other.document.account,
    region: other.document.region,
    key: 'Instances',
    resourceId: claimant,
    message: `${claimant} names ${id} as its interface, and so does ${owner}: which interface ${claimant} has is unknown.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${other.document.region} --filters Name=attachment.instance-id,Values=${claimant}`,
    detail: `${id}`,
  })
  return first
}

function instanceId({ instance }: EmbeddedInterface): string {
  return text(instance, 'InstanceId') ?? ''
}

function orderOf({ instance, item, document }: EmbeddedInterface): string {
  return `${text(instance, 'InstanceId')} ${document.account} ${document.region} ${JSON.stringify(item)}`
}

/** The embedded interface as if it were an element of NetworkInterfaces, pointing into its instance. */
export function wireOf(reading: Reading, id: string, shown: EmbeddedInterface): Wire {
  const { index: document, position: index, place } = shown
  const source = { document, key: 'Instances' as const, index, within: `/NetworkInterfaces/${place}` }
  return { element: asElement(shown), id, source, document: shown.document, reading }
}

/** The collected element wins; what it does not have at all comes from the instance. */
export function filledFrom(wire: Wire, shown: EmbeddedInterface): Wire {
  const { element } = wire
  const wanted = wantedFields(element, shown)
  if (wanted.length === 0) return wire
  const whole = asElement(shown)
  const filled = wanted.flatMap((field) => (whole[field] === undefined ? [] : [[field, whole[field]] as const]))
  return { ...wire, element: { ...element, ...Object.fromEntries(filled) } }
}

/** Almost always none: both answers tell the same. */
function wantedFields(element: JsonObject, shown: EmbeddedInterface): readonly string[] {
  const missing: string[] = []
  for (const one of FIELDS) if (one.of(element) === undefined && mayTell(shown, one)) missing.push(one.name)
  if (missing.length === 0) return missing
  // An interface that is not in use was taken off between the two calls: who held it is over.
  const free = text(element, 'Status') === 'available'
  return missing.filter((field) => !(field in element || (free && OVER_WHEN_FREE.has(field))))
}

const OVER_WHEN_FREE: ReadonlySet<string> = new Set(['Attachment', 'Association'])

/** One bit for each field an instance may stand in for and the collected element does not have. */
export function missingFields(element: JsonObject): number {
  return bitsOf(({ of }) => of(element) === undefined)
}

/** One bit for each field that an instance tells of an interface it embeds. */
export function toldFields({ item, instance }: Pick<EmbeddedInterface, 'item' | 'instance'>): number {
  const ofAddress = 'PublicIpAddress' in instance ? ASSOCIATION_BIT : 0
  return PRIMARY_BITS | ofAddress | bitsOf(({ of }) => of(item) !== undefined)
}

function bitsOf(holds: (field: Field) => boolean): number {
  let bits = 0
  for (let index = 0; index < FIELDS.length; index++) {
    const field = FIELDS[index]
    if (field && holds(field)) bits |= 1 << index
  }
  return bits
}

function mayTell({ item, instance }: EmbeddedInterface, { name, isPrimary, of }: Field): boolean {
  return isPrimary || of(item) !== undefined || (name === 'Association' && 'PublicIpAddress' in instance)
}

/** Fields an instance may tell of its primary interface, under the names it has for them. */
const PRIMARY_FIELDS = {
  VpcId: 'VpcId',
  SubnetId: 'SubnetId',
  OwnerId: 'OwnerId',
  SourceDestCheck: 'SourceDestCheck',
  Groups: 'SecurityGroups',
  PrivateIpAddress: 'PrivateIpAddress',
} as const

interface Field {
  readonly name: string
  readonly isPrimary: boolean
  /** Reads it by a key of its own: a key that is handed over is found many times slower. */
  readonly of: (element: JsonObject) => JsonValue | undefined
}

const READERS: Readonly<Record<string, Field['of']>> = {
  VpcId: (element) => element['VpcId'],
  SubnetId: (element) => element['SubnetId'],
  OwnerId: (element) => element['OwnerId'],
  SourceDestCheck: (element) => element['SourceDestCheck'],
  Groups: (element) => element['Groups'],
  PrivateIpAddress: (element) => element['PrivateIpAddress'],
  InterfaceType: (element) => element['InterfaceType'],
  Status: (element) => element['Status'],
  Description: (element) => element['Description'],
  PrivateIpAddresses: (element) => element['PrivateIpAddresses'],
  Ipv6Addresses: (element) => element['Ipv6Addresses'],
  Ipv4Prefixes: (element) => element['Ipv4Prefixes'],
  Ipv6Prefixes: (element) => element['Ipv6Prefixes'],
  Association: (element) => element['Association'],
  Attachment: (element) => element['Attachment'],
}

const FIELDS: readonly Field[] = Object.entries(READERS).map(([name, of]) => ({
  name,
  isPrimary: name in PRIMARY_FIELDS,
  of,
}))

const PRIMARY_BITS = bitsOf(({ isPrimary }) => isPrimary)
const ASSOCIATION_BIT = bitsOf(({ name }) => name === 'Association')

function asElement(shown: EmbeddedInterface): JsonObject {
  const { instance, item } = shown
  return {
    ...told({ OwnerId: instance['OwnerId'], Placement: instance['Placement'] }),
    ...(isPrimary(shown) ? primaryFacts(instance) : {}),
    ...item,
    Attachment: { ...object(item, 'Attachment'), ...told({ InstanceId: instance['InstanceId'] }) },
  }
}

/** Device index 0, or the only one. Source: EC2 user guide, "Network interfaces". */
function isPrimary({ instance, item }: EmbeddedInterface): boolean {
  const device = number(object(item, 'Attachment'), 'DeviceIndex')
  return device === null ? list(instance, 'NetworkInterfaces').length === 1 : device === 0
}

/** What an instance says at its top level is said of its primary interface. Source: EC2 API, Instance. */
function primaryFacts(instance: JsonObject): JsonObject {
  const facts = Object.entries(PRIMARY_FIELDS).map(([field, name]) => [field, instance[name]] as const)
  const publicIp = instance['PublicIpAddress']
  const ipv6 = instance['Ipv6Address']
  return told({
    ...Object.fromEntries(facts),
    ...(publicIp === undefined ? {} : { Association: { PublicIp: publicIp } }),
    ...(ipv6 === undefined ? {} : { Ipv6Addresses: [{ Ipv6Address: ipv6 }] }),
  })
}

/** The fields that have a value. */
function told(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const present: Record<string, JsonValue> = {}
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) present[field] = value
  return present
}
