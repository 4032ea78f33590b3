/** Settings while they are typed: lists as texts, and back. The reader of the file judges them, not this. */

import './no-eval.ts'
import { readSettings, type SettingsFault } from '../../lib/findings/parse-settings.ts'
import { SETTING_GROUPS, type SettingKey } from '../../lib/findings/setting-guide.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../lib/findings/settings.ts'
import { changedSettings, type SettingsRecord, settingsRecord } from '../../lib/findings/settings-record.ts'

/** One value each, in the shape of the file; lists and ports as they are typed. */
export type Draft = Readonly<Record<SettingKey, unknown>>

export interface ServiceRow {
  readonly name: string
  readonly tcp: string
  readonly udp: string
}

export interface TierRow {
  readonly id: string
  readonly tier: string
}

const PORTS: readonly SettingKey[] = ['allowedPublicPorts', 'adminPorts', 'highRiskPorts']

export const KEYS: readonly SettingKey[] = SETTING_GROUPS.flatMap(({ keys }) => keys)

export function draftOf(record: SettingsRecord): Draft {
  const entries = KEYS.map((key): [SettingKey, unknown] => [key, typed(key, record[key])])
  return Object.fromEntries(entries) as Draft
}

function typed(key: SettingKey, value: unknown): unknown {
  if (PORTS.includes(key)) return items(value).join(', ')
  switch (key) {
    case 'namedServices':
      return rows(value).map(({ name, tcp, udp }) => ({ name, tcp: items(tcp).join(', '), udp: items(udp).join(', ') }))
    case 'allowedIcmp':
      return rows(value)
        .map(({ type, code }) => (code === null ? `${type}` : `${type}/${code}`))
        .join(', ')
    case 'tierOf':
      return Object.entries(fields(value)).map(([id, tier]) => ({ id, tier }))
    case 'tagKeys':
      return mapped(value, (keys) => items(keys).join(', '))
    case 'thresholds':
    case 'internetThreshold':
      return mapped(value, (number) => (number === null ? '' : String(number)))
    case 'organizationId':
    case 'peeringDns':
      return value ?? ''
    default:
      return value === null ? null : items(value).join('\n')
  }
}

/** The record the file would hold: what cannot be read stays as it was typed, for the reader to refuse. */
export function recordOf(draft: Draft): SettingsRecord {
  const entries = KEYS.map((key): [SettingKey, unknown] => [key, meant(key, draft[key])])
  return Object.fromEntries(entries) as SettingsRecord
}

function meant(key: SettingKey, value: unknown): unknown {
  if (PORTS.includes(key)) return portItems(value)
  switch (key) {
    case 'namedServices':
      return rows(value).map(({ name, tcp, udp }) => ({ name, tcp: portItems(tcp), udp: portItems(udp) }))
    case 'allowedIcmp':
      return words(value).map(icmp)
    case 'tierOf':
      return Object.fromEntries(
        rows(value).flatMap(({ id, tier }) => (String(id).trim() ? [[String(id).trim(), tier]] : [])),
      )
    case 'tagKeys':
      return mapped(value, words)
    case 'thresholds':
      return mapped(value, number)
    case 'internetThreshold':
      return mapped(value, (text) => (String(text).trim() === '' ? null : number(text)))
    case 'organizationId':
    case 'peeringDns':
      return String(value).trim() === '' ? null : String(value).trim()
    default:
      return value === null ? null : lines(value)
  }
}

/** A port as a number, a range as text without blanks; anything else as it is. */
function portItems(value: unknown): readonly unknown[] {
  return words(value).map((word) => (/^\d+$/.test(word) ? Number(word) : word.replaceAll(/\s/g, '')))
}

function icmp(text: string): unknown {
  const [type, code] = text.split('/').map((part) => part.trim())
  return { type: number(type), code: code === undefined || code === '' ? null : number(code) }
}

function number(text: unknown): unknown {
  const value = String(text).trim()
  return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value
}

/** At commas and lines: keys and names may hold blanks. */
function words(value: unknown): readonly string[] {
  return String(value)
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean)
}

function lines(value: unknown): readonly string[] {
  return String(value)
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean)
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function rows(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return items(value).map(fields)
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function mapped(value: unknown, change: (each: unknown) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, each]) => [key, change(each)]))
}

export interface DraftReading {
  /** Null while something is wrong. */
  readonly settings: Settings | null
  readonly record: SettingsRecord
  readonly faults: ReadonlyMap<SettingKey, readonly string[]>
}

/** What the file's own reader says of the draft, by setting. */
export function readDraft(draft: Draft): DraftReading {
  const record = recordOf(draft)
  const { settings, faults } = readSettings(record)
  const byKey = Map.groupBy(faults, ({ pointer }) => KEYS.find((key) => key === pointer.split('/')[1]) ?? 'thresholds')
  const told = [...byKey].map(
    ([key, list]) => [key, [...new Set(list.map((fault) => faultText(fault, record)))]] as const,
  )
  return { settings, record, faults: new Map(told) }
}

/** `here: must be a CIDR block …`: the item that is wrong, not its number. */
function faultText({ pointer, message }: SettingsFault, record: SettingsRecord): string {
  const [, key = '', ...rest] = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const value = rest.reduce<unknown>((at, part) => fields(at)[part] ?? null, fields(record)[key])
  const shown = typeof value === 'string' || typeof value === 'number' ? `“${value}”` : rest.join(' ')
  return shown === '' || shown === '“”' ? message : `${shown}: ${message}`
}

/** Back to the default, one setting. */
export function withDefault(draft: Draft, key: SettingKey): Draft {
  return { ...draft, [key]: draftOf(settingsRecord(DEFAULT_SETTINGS))[key] }
}

export interface Rebased {
  readonly draft: Draft
  /** Changed here and there to different values: the one here is kept. */
  readonly both: readonly SettingKey[]
  /** Changed only there, and taken over. */
  readonly taken: readonly SettingKey[]
}

/** My changes on top of what is there now. */
export function rebase(draft: Draft, base: Settings, theirs: Settings): Rebased {
  const { settings } = readDraft(draft)
  const changedThere = changedSettings(theirs, base)
  const changedHere = new Set(settings ? changedSettings(settings, base) : KEYS)
  const differs = new Set(settings ? changedSettings(settings, theirs) : KEYS)
  const taken = changedThere.filter((key) => !changedHere.has(key))
  const there = draftOf(settingsRecord(theirs))
  return {
    draft: { ...draft, ...Object.fromEntries(taken.map((key) => [key, there[key]])) },
    both: changedThere.filter((key) => changedHere.has(key) && differs.has(key)),
    taken,
  }
}
