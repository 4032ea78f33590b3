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
  readonly interfaces: readonly NetworkInterface[]
  /** Their groups, and the ACLs and tables of their subnets. */
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
  const base = baseOf(network.inventory)
  const all = KEPT.get(base) ?? new Map<string, Kept>()
  KEPT.set(base, all)
  const known = all.get(node.id)
  if (known?.rows === rows && isUnchanged(network, known)) return known.reached
  const watch = new Watch()
  watch.interfaces.add(node)
  const reached = ask(watch)
  const interfaces = [...watch.interfaces]
  if (watch.isNear && !known) all.set(node.id, { rows, interfaces, filters: filtersOf(network, interfaces), reached })
  return reached
}

function isUnchanged(network: Network, { interfaces, filters }: Kept): boolean {
  return filtersOf(network, interfaces).every((each, index) => each === filters[index])
}

/** Each as the object it is: a filter that lost a rule is another. */
function filtersOf({ inventory, index }: Network, interfaces: readonly NetworkInterface[]): readonly unknown[] {
  const groups = new Set(interfaces.flatMap(({ securityGroupIds }) => securityGroupIds))
  const subnets = new Set(interfaces.map(({ subnetId }) => subnetId))
  return [
    ...[...groups].map((id) => inventory.securityGroups.get(id)),
    ...[...subnets].flatMap((id) => [index.networkAclBySubnet.get(id), index.routeTableBySubnet.get(id)]),
  ]
}
