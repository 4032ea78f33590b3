/**
 * What lies behind a node of a load balancer, kept for networks that differ only in rules: it stays as it is while
 * nothing changed of who gets to the node, nor of what filters and routes between it and its targets.
 */

import type { Inventory } from '../inventory/inventory.ts'
import { baseOf } from '../inventory/lookups.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { ExposureRow } from './exposure-row.ts'
import type { Network } from './network.ts'
import type { Reached } from './reach-through-node.ts'

/** What was looked at while a node was asked. */
export class Watch {
  readonly interfaces = new Set<NetworkInterface>()
  #isNear = true

  /** Something was looked at that is not listed, so nothing may be kept. */
  strays(): void {
    this.#isNear = false
  }

  get isNear(): boolean {
    return this.#isNear
  }
}

interface Kept {
  readonly rows: readonly ExposureRow[]
  /** Groups of the interfaces that were looked at, and their subnets. */
  readonly groupIds: readonly string[]
  readonly subnetIds: readonly string[]
  /** Those groups, and the ACLs and tables of those subnets. */
  readonly filters: readonly unknown[]
  readonly reached: readonly Reached[]
}

const KEPT = new WeakMap<Inventory, Map<string, Kept>>()

/** What `ask` finds, or found when nothing that it looked at was another. */
export function reachesOfNode(
  network: Network,
  { node, rows }: { readonly node: NetworkInterface; readonly rows: readonly ExposureRow[] },
  ask: (watch: Watch) => readonly Reached[],
): readonly Reached[] {
  const all = keptFor(KEPT, network)
  const known = all.get(node.id)
  if (known?.rows === rows && isUnchanged(network, known)) return known.reached
  const watch = new Watch()
  watch.interfaces.add(node)
  const reached = ask(watch)
  if (watch.isNear && !known) all.set(node.id, { rows, ...seenBy(network, watch.interfaces), reached })
  return reached
}

function keptFor<K, V>(kept: WeakMap<Inventory, Map<K, V>>, { inventory }: Network): Map<K, V> {
  const base = baseOf(inventory)
  const all = kept.get(base) ?? new Map<K, V>()
  kept.set(base, all)
  return all
}

function seenBy(network: Network, seen: ReadonlySet<NetworkInterface>): Omit<Kept, 'rows' | 'reached'> {
  const groupIds = new Set<string>()
  const subnetIds = new Set<string>()
  for (const { securityGroupIds, subnetId } of seen) {
    for (const id of securityGroupIds) groupIds.add(id)
    subnetIds.add(subnetId)
  }
  const ids = { groupIds: [...groupIds], subnetIds: [...subnetIds] }
  return { ...ids, filters: [...filtersOf(network, ids)] }
}

/** Each as the object it is: a filter that lost a rule is another. */
function isUnchanged(network: Network, { filters, ...ids }: Kept): boolean {
  let place = 0
  for (const each of filtersOf(network, ids)) if (each !== filters[place++]) return false
  return true
}

function* filtersOf(
  { inventory, index }: Network,
  { groupIds, subnetIds }: Pick<Kept, 'groupIds' | 'subnetIds'>,
): Generator<unknown> {
  for (const id of groupIds) yield inventory.securityGroups.get(id)
  for (const id of subnetIds) {
    yield index.networkAclBySubnet.get(id)
    yield index.routeTableBySubnet.get(id)
  }
}

interface Made {
  readonly parts: readonly unknown[]
  readonly rows: readonly ExposureRow[]
}

const MADE = new WeakMap<Inventory, Map<string, Made>>()

/**
 * Rows that are made of some parts, by a name that is theirs alone: the same objects again for networks that differ only
 * in rules, while each part is the object it was. What two networks share need not be compared.
 */
export function rowsMadeOf(
  network: Network,
  { name, parts }: { readonly name: string; readonly parts: readonly unknown[] },
  make: () => readonly ExposureRow[],
): readonly ExposureRow[] {
  const all = keptFor(MADE, network)
  const known = all.get(name)
  const isSame = known?.parts.length === parts.length && known.parts.every((each, place) => each === parts[place])
  if (known && isSame) return known.rows
  const rows = make()
  if (!known) all.set(name, { parts, rows })
  return rows
}
