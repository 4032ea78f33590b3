/**
 * Pages into the model without keeping the interfaces: each is read by the same reader, handed to a sink and forgotten,
 * so that a million of them need no more memory than what the sink keeps. Everything else becomes an inventory.
 */

import type { CollectionError, DescribeDocument, DescribeKey, JsonObject, PartialKey } from '../describe/document.ts'
import { absentIds, keysWithGap, recordMissing } from './dangling-references.ts'
import { leftOut } from './element-reader.ts'
import { missingFields, noEmbeddedInterfaces, toldFields } from './embedded-interfaces.ts'
import { IdTable } from './id-table.ts'
import type { Inventory } from './inventory.ts'
import { MetInterfaces } from './met-interfaces.ts'
import type { NetworkInterface } from './network.ts'
import { readFacts, readingOf, withGaps, withKnownRegion } from './read-describe.ts'
import { NETWORK_INTERFACE } from './read-interfaces.ts'
import { recordUnreadInterfaces } from './record-resource-gaps.ts'
import type { Facts } from './references.ts'
import { idText, isObject, list, object, text } from './wire.ts'

export interface InterfaceSink {
  /** Called once for each interface, in the order of the pages. */
  add(networkInterface: NetworkInterface): void
}

export interface StreamedInventory {
  /** Without interfaces, and without the instances that are running: they are what there are millions of. */
  readonly inventory: Inventory
  /**
   * Interfaces that pages tell more than once, or that an instance tells better than their own page: here their first
   * telling alone counts. When there are any, `readDescribe` over all pages is what joins them; the first hundred.
   */
  readonly unsettled: readonly string[]
}

const UNSETTLED_MAX = 100

interface NamedBy {
  readonly key: DescribeKey
  readonly document: number
  readonly from: Pick<NetworkInterface, 'id' | 'account' | 'region'>[]
  count: number
}

/** One account and region, growing with its pages. */
interface Scope {
  readonly index: number
  /** What is kept of it, in the lists below. */
  readonly document: DescribeDocument
  readonly elements: Map<DescribeKey, JsonObject[]>
  readonly partial: Map<DescribeKey, PartialKey>
  readonly errors: CollectionError[]
  collectedAt: string | null
  interfaces: number
}

/** Takes pages one by one, in any order; several may tell of one account and region, and count as one document. */
export class DescribeStream {
  readonly #sink: InterfaceSink
  readonly #scopes = new Map<string, Scope>()
  readonly #reading = readingOf([])
  readonly #met = new MetInterfaces()
  readonly #instances = new IdTable()
  readonly #named = new Map<string, NamedBy>()
  readonly #unsettled = new Set<string>()

  constructor(sink: InterfaceSink) {
    this.#sink = sink
  }

  add(given: DescribeDocument): void {
    const page = withKnownRegion(given)
    const scope = this.#scopeOf(page)
    for (const [key, elements] of page.elements) {
      const kept = scope.elements.get(key) ?? []
      scope.elements.set(key, kept)
      for (const element of elements) this.#addElement(scope, key, element)
    }
  }

  /** The model of everything that was added. Call once. */
  finish(): StreamedInventory {
    for (const id of this.#met.notRead()) this.#unsettle(id)
    const scopes = [...this.#scopes.values()]
    const reading = { ...this.#reading, documents: scopes.map(asKept) }
    const facts = readFacts(reading, noEmbeddedInterfaces())
    const told = { ...reading, documents: scopes.map(asTold) }
    this.#recordAbsent(facts, told.documents)
    const isElsewhere = (id: string) => this.#met.has(id) || this.#instances.has(id)
    const inventory = withGaps(told, facts, { embedded: noEmbeddedInterfaces(), isElsewhere })
    return { inventory, unsettled: [...this.#unsettled] }
  }

  #scopeOf(page: DescribeDocument): Scope {
    const name = `${page.account} ${page.region}`
    const scope = this.#scopes.get(name) ?? newScope(page, this.#scopes.size)
    this.#scopes.set(name, scope)
    for (const [key, partial] of page.partial) scope.partial.set(key, partial)
    scope.errors.push(...page.errors)
    if (page.collectedAt !== null && page.collectedAt > (scope.collectedAt ?? '')) scope.collectedAt = page.collectedAt
    return scope
  }

  #addElement(scope: Scope, key: DescribeKey, element: JsonObject): void {
    if (key === 'NetworkInterfaces') this.#addInterface(scope, element)
    else if (key === 'Instances') this.#addInstance(scope, element)
    else scope.elements.get(key)?.push(element)
  }

  #addInterface(scope: Scope, element: JsonObject): void {
    const reading = this.#reading
    const { document } = scope
    const source = { document: scope.index, key: 'NetworkInterfaces' as const, index: scope.interfaces }
    scope.interfaces += 1
    const id = isObject(element) ? NETWORK_INTERFACE.idOf(element, document) : null
    if (id === null) {
      leftOut(reading, { document, key: 'NetworkInterfaces' }, element)
      return
    }
    const number = this.#met.numberOf(id)
    if (!this.#met.isNew(number)) {
      this.#unsettle(id)
      return
    }
    const read = NETWORK_INTERFACE.read({ element, id, source, document, reading }, id)
    if (!read) return
    if (!this.#met.read(number, missingFields(element))) this.#unsettle(id)
    if (read.unread.length > 0) recordUnreadInterfaces(reading.gaps, [read])
    this.#noteNames(read)
    this.#sink.add(read)
  }

  /** A running instance is forgotten once its interfaces were compared with their own pages. */
  #addInstance(scope: Scope, instance: JsonObject): void {
    const state = isObject(instance) ? text(object(instance, 'State'), 'Name') : null
    const id = isObject(instance) ? idText(instance, 'InstanceId', 'i') : null
    if (state !== 'running' || id === null) scope.elements.get('Instances')?.push(instance)
    else this.#instances.add(id)
    if (!isObject(instance) || state === 'terminated') return
    for (const item of list(instance, 'NetworkInterfaces')) {
      const interfaceId = isObject(item) ? idText(item, 'NetworkInterfaceId', 'eni') : null
      if (interfaceId === null || !isObject(item)) continue
      if (!this.#met.embed(interfaceId, toldFields({ item, instance }))) this.#unsettle(interfaceId)
    }
  }

  #noteNames(read: NetworkInterface): void {
    this.#noteName(read.subnetId, 'Subnets', read)
    this.#noteName(read.vpcId, 'Vpcs', read)
    for (const id of read.securityGroupIds) this.#noteName(id, 'SecurityGroups', read)
  }

  #noteName(name: string, key: DescribeKey, { id, account, region, source }: NetworkInterface): void {
    const known = this.#named.get(name)
    if (known) {
      known.count += 1
      if (known.from.length < 2) known.from.push({ id, account, region })
    } else this.#named.set(name, { key, document: source.document, from: [{ id, account, region }], count: 1 })
  }

  /** As for any name that leads nowhere, but that of the interfaces only the first two are told. */
  #recordAbsent(facts: Facts, documents: readonly DescribeDocument[]): void {
    const silent = documents.map(keysWithGap)
    for (const id of absentIds(this.#named, facts)) {
      const named = this.#named.get(id)
      if (named && !silent[named.document]?.has(named.key)) recordMissing(this.#reading.gaps, id, named)
    }
  }

  #unsettle(id: string): void {
    if (this.#unsettled.size < UNSETTLED_MAX) this.#unsettled.add(id)
  }
}

function newScope({ account, region }: DescribeDocument, index: number): Scope {
  const elements = new Map<DescribeKey, JsonObject[]>()
  const partial = new Map<DescribeKey, PartialKey>()
  const errors: CollectionError[] = []
  const document = { account, region, collectedAt: null, elements, partial, errors, origins: new Map() }
  return { index, document, elements, partial, errors, collectedAt: null, interfaces: 0 }
}

function asKept({ document, collectedAt }: Scope): DescribeDocument {
  return { ...document, collectedAt }
}

/** For what was collected, not for what is kept: a list that was read and forgotten is not an empty one. */
function asTold(scope: Scope): DescribeDocument {
  if (scope.interfaces === 0) return asKept(scope)
  const elements = new Map<DescribeKey, readonly JsonObject[]>(scope.elements)
  return { ...asKept(scope), elements: elements.set('NetworkInterfaces', [{}]) }
}
