/** What a snapshot holds that a setting could name: so that nobody has to type an id they can choose. */

import type { Settings, Tier } from '../findings/settings.ts'
import { tierOf } from '../findings/tiers.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Tags } from '../inventory/resource.ts'
import { networkOf } from '../reachability/network.ts'

export interface TagKeySeen {
  readonly key: string
  /** Resources that carry it. */
  readonly count: number
}

/** A tier as it is told now, and why, on the resource that would be corrected. */
export interface TierSeen {
  /** The instance, else the interface. */
  readonly id: string
  readonly name: string | null
  readonly tier: Tier | null
  readonly because: string
}

export interface SettingsHints {
  /** The most used first. */
  readonly tagKeys: readonly TagKeySeen[]
  readonly accounts: readonly string[]
  readonly vpcs: readonly { readonly id: string; readonly name: string | null }[]
  readonly routeTables: readonly { readonly id: string; readonly name: string | null }[]
  readonly prefixLists: readonly { readonly id: string; readonly name: string | null }[]
  readonly tiers: readonly TierSeen[]
  /** Interfaces and instances beyond those listed. */
  readonly moreTiers: number
}

const TAG_KEYS_MAX = 100
const IDS_MAX = 500
const TIERS_MAX = 300

export function settingsHints(inventory: Inventory, settings: Settings): SettingsHints {
  const { vpcs, routeTables, prefixLists, documents, vpcPeeringConnections } = inventory
  const peers = [...vpcPeeringConnections.values()].flatMap(({ requester, accepter }) => [
    requester.account,
    accepter.account,
  ])
  const accounts = [...documents.map(({ account }) => account), ...peers].filter((id) => /^\d{12}$/.test(id ?? ''))
  const { tiers, moreTiers } = tiersSeen(inventory, settings)
  return {
    tagKeys: tagKeysSeen(inventory),
    accounts: [...new Set(accounts.flatMap((id) => id ?? []))].toSorted(),
    vpcs: named(vpcs),
    routeTables: named(routeTables),
    prefixLists: named(prefixLists),
    tiers,
    moreTiers,
  }
}

function named(resources: ReadonlyMap<string, { readonly id: string; readonly name: string | null }>) {
  return [...resources.values()].slice(0, IDS_MAX).map(({ id, name }) => ({ id, name }))
}

function tagKeysSeen({ vpcs, subnets, instances, securityGroups, networkInterfaces, databases }: Inventory) {
  const counts = new Map<string, number>()
  const count = (tags: Tags) => {
    for (const key of Object.keys(tags)) if (!key.startsWith('aws:')) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const resources of [vpcs, subnets, instances, securityGroups, networkInterfaces, databases]) {
    for (const { tags } of resources.values()) count(tags)
  }
  return [...counts]
    .map(([key, times]) => ({ key, count: times }))
    .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, TAG_KEYS_MAX)
}

/** One for each instance and each interface without one; those that nothing tells come first, for they wait to be told. */
function tiersSeen(inventory: Inventory, settings: Settings): Pick<SettingsHints, 'tiers' | 'moreTiers'> {
  const network = networkOf(inventory)
  const byId = new Map<string, NetworkInterface>()
  for (const one of inventory.networkInterfaces.values()) {
    const id = one.instanceId ?? one.id
    if (!byId.has(id)) byId.set(id, one)
    if (byId.size > TIERS_MAX * 4) break
  }
  const all = [...byId].map(([id, one]): TierSeen => {
    const instance = one.instanceId === null ? undefined : inventory.instances.get(one.instanceId)
    return { id, name: instance?.name ?? one.name, ...tierOf(network, settings, one) }
  })
  const open = all.filter(({ tier }) => tier === null)
  const told = all.filter(({ tier }) => tier !== null)
  const tiers = [...open, ...told].slice(0, TIERS_MAX)
  return { tiers, moreTiers: all.length - tiers.length }
}
