/** Settings as plain values, the way `portolan.yaml` writes them. */

import type { NumberSet } from '../net/interval-set.ts'
import { SETTING_GROUPS, type SettingKey } from './setting-guide.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'

/** A setting as `portolan.yaml` writes it: plain values, ports as `22` or `5900-5903`. */
export type SettingsRecord = Readonly<Record<SettingKey, unknown>>

/** What `parseSettings` reads back into the same settings. */
export function settingsRecord(settings: Settings): SettingsRecord {
  const { allowedPublicPorts, adminPorts, highRiskPorts, namedServices } = settings
  return {
    ...settings,
    allowedPublicPorts: portItems(allowedPublicPorts),
    adminPorts: portItems(adminPorts),
    highRiskPorts: portItems(highRiskPorts),
    namedServices: namedServices.map(({ name, tcp, udp }) => ({ name, tcp: portItems(tcp), udp: portItems(udp) })),
  }
}

function portItems(set: NumberSet): readonly (number | string)[] {
  return set.map(([lo, hi]) => (lo === hi ? lo : `${lo}-${hi}`))
}

/** Settings whose value is another than the default's, in the order of the guide. */
export function changedSettings(settings: Settings, before: Settings = DEFAULT_SETTINGS): readonly SettingKey[] {
  const [one, other] = [settingsRecord(settings), settingsRecord(before)]
  return SETTING_GROUPS.flatMap(({ keys }) => keys).filter((key) => !sameValue(one[key], other[key]))
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

/** Keys in one order: a record means the same whatever was written first. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, inOrder(each)])
}
