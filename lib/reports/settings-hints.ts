/** What a snapshot holds that a setting could name: so that nobody has to type an id they can choose. */

import type { Finding } from '../findings/finding.ts'
import { SETTING_GUIDE, type SettingKey } from '../findings/setting-guide.ts'
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

/** What a setting decides in this snapshot. */
export interface SettingUse {
  /** Findings that print it. */
  readonly findings: number
  readonly rules: readonly string[]
  /** Rules that answer NOT_EVALUATED because nobody has said it. */
  readonly waiting: readonly string[]
}

export interface SettingsHints {
  readonly uses: Readonly<Record<SettingKey, SettingUse>>
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

export function settingsHints(inventory: Inventory, settings: Settings, findings: readonly Finding[]): SettingsHints {
  const { vpcs, routeTables, prefixLists, documents, vpcPeeringConnections } = inventory
  const peers = [...vpcPeeringConnections.values()].flatMap(({ requester, accepter }) => [
    requester.account,
    accepter.account,
  ])
  const accounts = [...documents.map(({ account }) => account), ...peers].filter((id) => /^\d{12}$/.test(id ?? ''))
  const { tiers, moreTiers } = tiersSeen(inventory, settings)
  return {
    uses: usesOf(findings),
    tagKeys: tagKeysSeen(inventory),
    accounts: [...new Set(accounts.flatMap((id) => id ?? []))].toSorted(),
    vpcs: named(vpcs),
    routeTables: named(routeTables),
    prefixLists: named(prefixLists),
    tiers,
    moreTiers,
  }
}

const KEYS = Object.keys(SETTING_GUIDE) as readonly SettingKey[]

function usesOf(findings: readonly Finding[]): SettingsHints['uses'] {
  const waitingFor = new Map<SettingKey, Set<string>>(KEYS.map((key) => [key, new Set()]))
  const used = new Map(KEYS.map((key) => [key, { findings: 0, rules: new Set<string>() }]))
  for (const { ruleId, reasonNotEvaluated, settingsUsed } of findings) {
    for (const name of Object.keys(settingsUsed)) {
      const use = used.get(name.split('.')[0] as SettingKey)
      if (use) use.findings += 1
      use?.rules.add(ruleId)
    }
    if (reasonNotEvaluated?.includes('portolan.yaml')) {
      for (const key of KEYS) if (names(reasonNotEvaluated, key)) waitingFor.get(key)?.add(ruleId)
    }
  }
  const entries = KEYS.map((key): [SettingKey, SettingUse] => {
    const use = used.get(key)
    const rules = [...(use?.rules ?? [])].toSorted()
    return [key, { findings: use?.findings ?? 0, rules, waiting: [...(waitingFor.get(key) ?? [])].toSorted() }]
  })
  return Object.fromEntries(entries) as Record<SettingKey, SettingUse>
}

/** The key as a word of its own: `tierOf`, `tagKeys.tier`. */
function names(reason: string, key: SettingKey): boolean {
  return new RegExp(`\\b${key}\\b`).test(reason)
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
