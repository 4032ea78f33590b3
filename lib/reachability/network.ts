/** An inventory with what paths look up again and again: its index, and what each filter admits. */

import type { DescribeKey } from '../describe/document.ts'
import { UNKNOWN } from '../describe/document.ts'
import type { Coverage, DocumentInfo, Inventory } from '../inventory/inventory.ts'
import { type InventoryIndex, indexOf } from '../inventory/lookups.ts'
import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import type { Resource } from '../inventory/resource.ts'
import type { InternetGateway } from '../inventory/routing.ts'
import type { Family } from '../net/prefix.ts'
import { PassageTable } from './compiled/passage.ts'
import type { JudgedReplies } from './judge-replies.ts'
import type { Admission } from './path.ts'

export interface Network {
  readonly inventory: Inventory
  readonly index: InventoryIndex
  /** The subnets that use a route table or a network ACL, by its id. */
  readonly subnetsByTable: ReadonlyMap<string, readonly Subnet[]>
  readonly subnetsByAcl: ReadonlyMap<string, readonly Subnet[]>
  /** What one filter admits, and where one table sends replies: kept, because thousands of interfaces share them. */
  readonly admissions: Map<string, Admission>
  readonly replies: Map<string, JudgedReplies>
  /** What filters let pass, each answer kept once: networks that differ in some rules share it. */
  readonly passages: Passages
}

export type Passages = Readonly<Record<Family, PassageTable>>

const NETWORKS = new WeakMap<Inventory, Network>()

/** The network of an inventory; the same inventory is indexed once. */
export function networkOf(inventory: Inventory): Network {
  const known = NETWORKS.get(inventory)
  if (known) return known
  return networkFrom(inventory, indexOf(inventory), { 4: new PassageTable(4), 6: new PassageTable(6) })
}

/** The network of an inventory from its parts; for one that differs little from another, whose parts it shares. */
export function networkFrom(inventory: Inventory, index: InventoryIndex, passages: Passages): Network {
  const network: Network = {
    inventory,
    index,
    subnetsByTable: subnetsBy(inventory, index.routeTableBySubnet),
    subnetsByAcl: subnetsBy(inventory, index.networkAclBySubnet),
    admissions: new Map(),
    replies: new Map(),
    passages,
  }
  NETWORKS.set(inventory, network)
  return network
}

export interface AttachedGateway {
  readonly gateway: InternetGateway
  readonly state: string
}

/** What of the addresses of an interface was not told or could not be read: one of them may be public. */
export function unreadAddresses({ unread }: NetworkInterface): readonly string[] {
  return unread.length === 0 ? unread : unread.filter((text) => !text.startsWith('security group'))
}

/** The internet gateways of a VPC, in whatever state their attachment is. */
export function attachedGateways({ index }: Network, vpcId: string): readonly AttachedGateway[] {
  return (index.internetGatewaysByVpc.get(vpcId) ?? []).map((gateway) => ({
    gateway,
    state: gateway.attachments.find((attachment) => attachment.vpcId === vpcId)?.state ?? '',
  }))
}

/**
 * How much was collected of a key where a resource lives: in the document of its owner and region.
 * Another account's document never vouches for it: a participant sees only part of a shared VPC.
 * Source: VPC guide, "Share your VPC subnets with other accounts".
 */
export function coverageOf(inventory: Inventory, resource: Resource, key: DescribeKey): Coverage {
  const own = documentOf(inventory, resource)
  if (own) return own.coverage.get(key) ?? 'absent'
  const source = inventory.documents[resource.source.document]
  const anonymous = resource.account === UNKNOWN || source?.account === UNKNOWN || source?.account === resource.account
  return anonymous ? (source?.coverage.get(key) ?? 'absent') : 'absent'
}

interface Places {
  readonly byAccount: ReadonlyMap<string, ReadonlyMap<string, DocumentInfo>>
  /** What was asked last: the resources of one place follow each other. */
  account: string
  region: string
  document: DocumentInfo | undefined
}

const DOCUMENTS = new WeakMap<Inventory['documents'], Places>()

/** The first document of an account and region, by both: asked of nearly every resource by nearly every rule. */
function documentOf({ documents }: Inventory, { account, region }: Resource): DocumentInfo | undefined {
  const places = DOCUMENTS.get(documents) ?? placesOf(documents)
  if (places.account === account && places.region === region) return places.document
  places.account = account
  places.region = region
  places.document = places.byAccount.get(account)?.get(region)
  return places.document
}

function placesOf(documents: Inventory['documents']): Places {
  const byAccount = Map.groupBy(documents, (document) => document.account)
  const made = new Map(
    [...byAccount].map(([id, own]) => [id, new Map(own.toReversed().map((each) => [each.region, each]))]),
  )
  const places: Places = { byAccount: made, account: '', region: '', document: made.get('')?.get('') }
  DOCUMENTS.set(documents, places)
  return places
}

function subnetsBy(
  inventory: Inventory,
  chosen: ReadonlyMap<string, { readonly id: string }>,
): ReadonlyMap<string, readonly Subnet[]> {
  const groups = new Map<string, Subnet[]>()
  for (const subnet of inventory.subnets.values()) {
    const id = chosen.get(subnet.id)?.id
    if (id === undefined) continue
    const group = groups.get(id)
    if (group) group.push(subnet)
    else groups.set(id, [subnet])
  }
  return groups
}
