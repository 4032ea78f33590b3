/** Which gaps of the inventory are why something is not known. */

import type { DescribeKey } from '../describe/document.ts'
import type { Gap } from '../inventory/gap.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { baseOf } from '../inventory/lookups.ts'
import type { Resource } from '../inventory/resource.ts'
import type { Network } from './network.ts'
import type { TraceUnknown } from './trace-result.ts'

interface GapIndex {
  readonly byResource: ReadonlyMap<string, readonly Gap[]>
  readonly byKey: ReadonlyMap<DescribeKey, readonly Gap[]>
}

const INDEXES = new WeakMap<Inventory, GapIndex>()

/** The unknown with the ids of its gaps: those of the resource, else those of the key where the resource lives. */
export function withGapIds(network: Network, unknown: TraceUnknown): TraceUnknown {
  const { byResource, byKey } = gapIndex(network.inventory)
  const own = byResource.get(unknown.component) ?? []
  const ofKey = unknown.key === null ? [] : (byKey.get(unknown.key) ?? [])
  const gaps = own.length > 0 ? own : inScope(ofKey, resourceOf(network.inventory, unknown.component))
  return gaps.length === 0 ? unknown : { ...unknown, gapIds: gaps.map(({ id }) => id) }
}

/** Where nobody knows the account, every gap of the key may be the one. */
function inScope(gaps: readonly Gap[], resource: Resource | undefined): readonly Gap[] {
  const whole = gaps.filter(({ resourceId }) => resourceId === null)
  if (!resource) return whole
  return whole.filter(({ account, region }) => account === resource.account && region === resource.region)
}

function gapIndex(asked: Inventory): GapIndex {
  const inventory = baseOf(asked)
  const known = INDEXES.get(inventory)
  if (known) return known
  const byResource = new Map<string, Gap[]>()
  const byKey = new Map<DescribeKey, Gap[]>()
  for (const gap of inventory.gaps) {
    const ids = new Set([...(gap.resourceIds ?? []), ...(gap.resourceId === null ? [] : [gap.resourceId])])
    for (const id of ids) put(byResource, id, gap)
    if (gap.key !== null) put(byKey, gap.key, gap)
  }
  const index = { byResource, byKey }
  INDEXES.set(inventory, index)
  return index
}

function put<K>(groups: Map<K, Gap[]>, key: K, gap: Gap): void {
  const group = groups.get(key)
  if (group) group.push(gap)
  else groups.set(key, [gap])
}

/** The resource an unknown names, of the kinds a walk meets. */
function resourceOf(inventory: Inventory, id: string): Resource | undefined {
  const places: readonly ReadonlyMap<string, Resource>[] = [
    inventory.vpcs,
    inventory.subnets,
    inventory.networkInterfaces,
    inventory.instances,
    inventory.securityGroups,
    inventory.networkAcls,
    inventory.prefixLists,
    inventory.routeTables,
    inventory.internetGateways,
    inventory.egressOnlyInternetGateways,
    inventory.natGateways,
    inventory.vpnGateways,
    inventory.vpcPeeringConnections,
    inventory.transitGateways,
    inventory.transitGatewayAttachments,
    inventory.transitGatewayRouteTables,
    inventory.vpnConnections,
    inventory.vpcEndpoints,
    inventory.loadBalancers,
    inventory.targetGroups,
    inventory.networkFirewalls,
  ]
  for (const place of places) {
    const found = place.get(id)
    if (found) return found
  }
  return undefined
}
