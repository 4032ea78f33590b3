/** From the elements of all documents to one resource an id: what every area of the reader shares. */

import {
  type DescribeDocument,
  type DescribeKey,
  type JsonObject,
  type JsonValue,
  UNKNOWN,
} from '../describe/document.ts'
import { accountOfArn, regionOfArn, regionOfZone } from './arn.ts'
import type { GapRecorder } from './gap-recorder.ts'
import { hasPrefix, type SecurityGroupId } from './ids.ts'
import { InOrderOfIds } from './order-of-ids.ts'
import type { Resource, SourceRef, Tags } from './resource.ts'
import { asText, excerpt, firstText, hasList, isObject, list, object, text } from './wire.ts'

/** One run of the reader over all documents. */
export interface Reading {
  readonly documents: readonly DescribeDocument[]
  readonly gaps: GapRecorder
  /** Ids AWS still lists although the thing is gone: a reference to one is not dangling. */
  readonly dead: Set<string>
  /** Texts met before, so that a hundred thousand interfaces share one copy of each subnet id. */
  readonly strings: Map<string, string>
  /** Ids of VPCs, subnets and security groups that interfaces or instances name; one copy of each. */
  readonly namedIds: Map<string, string>
  /** The lists of security groups met before: most interfaces carry what others carry too, and share one list. */
  readonly groupLists: GroupLists
}

/** A list of ids, and those that go on with one more. */
export interface GroupLists {
  readonly list: readonly SecurityGroupId[]
  readonly next: Map<string, GroupLists>
}

/** One element on its way in. */
export interface Wire {
  readonly element: JsonObject
  readonly id: string
  readonly source: SourceRef
  readonly document: DescribeDocument
  readonly reading: Reading
}

/** How the elements of one key become resources. */
export interface ElementReader<R extends Resource> {
  readonly key: DescribeKey
  /** The id of an element; null when it has none of the right kind, which is a gap. */
  readonly idOf: (element: JsonObject, document: DescribeDocument) => R['id'] | null
  /** The resource; null when it is left out, and then the reader has said why. */
  readonly read: (wire: Wire, id: R['id']) => R | null
}

/** Joins what two documents say of one resource; the first is the better one. */
export type Merge<R> = (best: R, other: R) => R

/**
 * Reads the elements of one or several keys into one map, sorted by id. The same id in several documents
 * becomes one resource: the owner's document speaks first, then the one that tells more, and what it
 * leaves open is filled from the others. The order of documents and elements changes nothing.
 */
export function readAll<R extends Resource>(
  reading: Reading,
  readers: readonly ElementReader<R>[],
  merge: Merge<R> = fillMissing,
): Map<string, R> {
  const read = new InOrderOfIds<R>()
  for (const reader of readers) {
    for (const [index, document] of reading.documents.entries()) readKey({ reading, reader, document, index }, read)
  }
  const found = new Map<string, R>()
  read.forEachId((first, others) => {
    const all = others.length === 0 ? null : ranked(reading, [first, ...others])
    found.set(first.id, all === null ? first : all.reduce((best, other) => merge(best, other)))
  })
  return found
}

interface KeyOfDocument<R extends Resource> {
  readonly reading: Reading
  readonly reader: ElementReader<R>
  readonly document: DescribeDocument
  readonly index: number
}

function readKey<R extends Resource>(at: KeyOfDocument<R>, read: InOrderOfIds<R>): void {
  const { reading, reader, document } = at
  const elements = document.elements.get(reader.key) ?? []
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index] ?? null
    const id = isObject(element) ? reader.idOf(element, document) : null
    if (id === null || !isObject(element)) {
      leftOut(reading, { document, key: reader.key }, element)
      continue
    }
    const source = { document: at.index, key: reader.key, index }
    const resource = reader.read({ element, id, source, document, reading }, id)
    if (resource) read.add(resource)
  }
}

/** Records an element that has no id of its kind. */
export function leftOut(
  reading: Reading,
  at: { readonly document: DescribeDocument; readonly key: DescribeKey },
  element: JsonValue,
): void {
  reading.gaps.add({
    kind: 'unreadable',
    account: at.document.account,
    region: at.document.region,
    key: at.key,
    resourceId: null,
    message: `An element of ${at.key} could not be placed and was left out: ${excerpt(element)}`,
    remedy: null,
    detail: excerpt(element),
  })
}

export interface Located {
  readonly element: JsonObject
  readonly document: DescribeDocument
  readonly source: SourceRef
}

/**
 * The elements of a key that are no resources of their own, from every document; those that are no objects become
 * gaps. In an order that depends only on what they say, so that of two that disagree the same one wins every time.
 */
export function elementsOf(reading: Reading, key: DescribeKey): readonly Located[] {
  const found: { readonly located: Located; readonly order: string }[] = []
  for (const [index, document] of reading.documents.entries()) {
    for (const [position, element] of (document.elements.get(key) ?? []).entries()) {
      if (!isObject(element)) {
        leftOut(reading, { document, key }, element)
        continue
      }
      const source = { document: index, key, index: position }
      const order = `${document.account} ${document.region} ${JSON.stringify(element)}`
      found.push({ located: { element, document, source }, order })
    }
  }
  return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map(({ located }) => located)
}

/** Records that something of this element could not be understood. */
export function unreadable(wire: Wire, message: string): null {
  wire.reading.gaps.add({
    kind: 'unreadable',
    account: wire.document.account,
    region: wire.document.region,
    key: wire.source.key,
    resourceId: wire.id,
    message,
    remedy: null,
    detail: message,
  })
  return null
}

/** The lists AWS always prints of such an element that this one lacks, each a gap: they may hold anything. */
export function absentLists(wire: Wire, keys: readonly string[]): readonly string[] {
  const absent = keys.filter((key) => !hasList(wire.element, key))
  if (absent.length > 0) unreadable(wire, `${wire.id} does not tell its ${absent.join(' and ')}.`)
  return absent
}

/** Keeps the first of what both say, and takes from the other what the first leaves null. */
export function fillMissing<R extends Resource>(best: R, other: R): R {
  const missing = new Set(Object.entries(best).flatMap(([field, value]) => (value === null ? [field] : [])))
  if (Object.keys(best.tags).length === 0) missing.add('tags')
  const filled = Object.fromEntries(Object.entries(other).filter(([field]) => missing.has(field)))
  return { ...best, ...filled }
}

function ranked<R extends Resource>(reading: Reading, candidates: readonly R[]): readonly R[] {
  return candidates
    .map((resource) => ({ resource, rank: rankOf(reading, resource) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ resource }) => resource)
}

/** Sorts the owner's word first, then the fuller one; the rest only keeps the order stable. */
function rankOf(reading: Reading, resource: Resource): string {
  const document = reading.documents[resource.source.document]
  const element = document?.elements.get(resource.source.key)?.[resource.source.index]
  const owner = document?.account === resource.account ? 0 : 1
  const told = Object.values(resource).filter((value) => value !== null).length
  const fullness = String(1000 - told).padStart(4, '0')
  return `${owner} ${fullness} ${document?.account} ${document?.region} ${resource.source.key} ${JSON.stringify(element)}`
}

/** A map whose iteration order is by id. */
export function sortedById<R>(resources: Map<string, R>): Map<string, R> {
  let last = ''
  let sorted = true
  for (const id of resources.keys()) {
    if (id < last) sorted = false
    last = id
  }
  if (sorted) return resources
  return new Map([...resources].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The values of a map, sorted by their keys. */
export function sortedByKey<T>(found: Map<string, T>): readonly T[] {
  return [...sortedById(found).values()]
}

export interface OwnFacts {
  readonly arn?: string | null
  /** The service's own name, used when there is no `Name` tag. */
  readonly name?: string | null
  readonly account?: string | null
}

/** What every resource has in common. */
export function resourceOf<Id extends string>(wire: Wire, id: Id, own: OwnFacts = {}): Resource<Id> {
  const { element, document, source } = wire
  const arn = own.arn ?? null
  const tags = tagsOf(element)
  return {
    id,
    arn,
    name: tags['Name'] || own.name || null,
    account: accountOf(wire, own.account ?? text(element, 'OwnerId') ?? accountOfArn(arn)),
    region: document.region === UNKNOWN ? (regionOfArn(arn) ?? regionOfElement(element)) : document.region,
    tags,
    source,
  }
}

/** The region of an element without an ARN. */
export function regionOf({ document, element }: Wire): string {
  return document.region === UNKNOWN ? regionOfElement(element) : document.region
}

const ACCOUNT = /^\d{1,12}$/

/** The account an element names, where that is one; else that of its document. */
export function accountOf(wire: Wire, named: string | null): string {
  const { account } = wire.document
  return named === null || named === account || !ACCOUNT.test(named) ? account : shared(wire.reading, named)
}

function regionOfElement(element: JsonObject): string {
  const zone = firstText(element, 'AvailabilityZone') ?? text(object(element, 'Placement'), 'AvailabilityZone')
  return (zone === null ? null : regionOfZone(zone)) ?? UNKNOWN
}

/** The one copy of a text. Short ones are one copy already: that is how JSON is parsed. */
export function shared<T extends string>(reading: Reading, value: T): T {
  if (value.length <= SHORT) return value
  const known = reading.strings.get(value)
  if (known !== undefined) return known as T
  reading.strings.set(value, value)
  return value
}

const SHORT = 10

/** The one copy of an id that an interface or an instance names; null when the value is no id of this kind. */
export function namedId<P extends string>(
  { namedIds }: Reading,
  value: JsonValue | undefined,
  prefix: P,
): `${P}-${string}` | null {
  if (typeof value !== 'string') return null
  const known = namedIds.get(value)
  if (known !== undefined) return hasPrefix(known, prefix) ? known : null
  if (!hasPrefix(value, prefix)) return null
  namedIds.set(value, value)
  return value
}

/** The one copy of the list that goes on with this id. */
export function withGroup(lists: GroupLists, id: SecurityGroupId): GroupLists {
  const known = lists.next.get(id)
  if (known) return known
  const longer: GroupLists = { list: [...lists.list, id], next: new Map() }
  lists.next.set(id, longer)
  return longer
}

const NO_TAGS: Tags = Object.freeze({})

/** Tags under any of AWS's spellings: `Tags`, `TagSet`, `TagList`, and EKS's plain object. */
export function tagsOf(element: JsonObject): Tags {
  for (const key of TAG_KEYS) {
    const held = element[key]
    if (held === undefined) continue
    if (hasList(element, key)) return tagsOfList(list(element, key))
    if (isObject(held)) return tagsOfRecord(held)
  }
  return NO_TAGS
}

const TAG_KEYS = ['Tags', 'TagSet', 'TagList', 'tags'] as const

function tagsOfRecord(record: JsonObject): Tags {
  const tags: Record<string, string> = {}
  for (const [name, value] of Object.entries(record)) if (typeof value === 'string') setTag(tags, name, value)
  return tags
}

export function tagsOfList(items: readonly JsonValue[]): Tags {
  if (items.length === 0) return NO_TAGS
  const tags: Record<string, string> = {}
  for (const item of items) {
    if (!isObject(item)) continue
    const name = asText(item['Key']) ?? asText(item['key'])
    if (name !== null) setTag(tags, name, asText(item['Value']) ?? asText(item['value']) ?? '')
  }
  return tags
}

/** An assignment to `__proto__` would set no property. */
function setTag(tags: Record<string, string>, name: string, value: string): void {
  if (name === '__proto__')
    Object.defineProperty(tags, name, { value, enumerable: true, writable: true, configurable: true })
  else tags[name] = value
}
