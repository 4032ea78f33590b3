/** `portolan.yaml`: the settings of a team, read strictly. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type Interval, intervalSet, type NumberSet } from '../net/interval-set.ts'
import { parsePrefix } from '../net/prefix.ts'
import { DEFAULT_SETTINGS, type Settings, TIERS } from './settings.ts'

const port = z.int().min(0).max(65535)
const portRange = z.string().regex(/^\d{1,5}-\d{1,5}$/, 'must be a port or a range such as "5900-5903"')
/** Each port of each service is asked of each rule: what no team writes by hand must not stop an analysis. */
const PORTS_MAX = 2000
const SERVICES_MAX = 250
const portList = z
  .array(z.union([port, portRange]))
  .max(PORTS_MAX)
  .transform((items, context) => readPorts(items, context))
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()
const cidr = z.string().refine((text) => parsePrefix(text) !== null, 'must be a CIDR block such as 198.51.100.0/24')
const account = z.string().regex(/^\d{12}$/, 'must be a 12-digit account id, in quotes')

const names = z.array(z.string().min(1).max(256))
const byte = z.int().min(0).max(255)
const share = z.number().min(0).max(1)
const id = (start: string) => z.string().startsWith(start, `must begin with ${start}`)

const THRESHOLDS = {
  widePrefixIpv4: z.int().min(0).max(32),
  widePrefixIpv6: z.int().min(0).max(128),
  rulesPerGroup: z.int().min(1),
  quotaRulesPerGroup: z.int().min(1),
  quotaGroupsPerInterface: z.int().min(1).max(16),
  quotaShare: share,
  widePortRange: port,
  customAclEntries: z.int().min(0),
  remotePorts: port,
  tagCoverage: share,
}

const SETTINGS = z
  .strictObject({
    allowedPublicPorts: portList,
    adminPorts: portList,
    highRiskPorts: portList,
    namedServices: z
      .array(
        z.strictObject({ name: z.string().min(1).max(60), tcp: portList.prefault([]), udp: portList.prefault([]) }),
      )
      .max(SERVICES_MAX),
    corporateRanges: z.array(cidr),
    internetThreshold: z.strictObject({ ipv4Addresses: count, ipv6Networks: count }).partial(),
    corporatePrefixLists: z.array(id('pl-')),
    trustedAccounts: z.array(account).nullable(),
    organizationId: id('o-').nullable(),
    tagKeys: z.strictObject({ environment: names, workload: names, owner: names, tier: names }).partial(),
    productionValues: names.transform((values) => values.map((value) => value.toLowerCase())),
    tierOf: z.record(z.string().min(1), z.enum(TIERS)),
    publicRouteTables: z.array(id('rtb-')),
    exemptInterfaceTypes: names,
    publicServices: names,
    internetVpcs: z.array(id('vpc-')).nullable(),
    inspectionTargets: names,
    requiredEndpointServices: names,
    peeringDns: z.enum(['on', 'off']).nullable(),
    allowedIcmp: z.array(z.strictObject({ type: byte, code: byte.nullable().prefault(null) })),
    thresholds: z.strictObject(THRESHOLDS).partial(),
  })
  .partial()

/** One thing that is wrong with settings. */
export interface SettingsFault {
  /** RFC 6901 pointer into what was read: `/corporateRanges/1`. */
  readonly pointer: string
  readonly message: string
}

export type SettingsReading =
  | { readonly settings: Settings; readonly faults: readonly [] }
  | { readonly settings: null; readonly faults: readonly SettingsFault[] }

/** As `parseSettings`, and tells everything that is wrong instead of the first: for who is still typing. */
export function readSettings(input: unknown): SettingsReading {
  if (input === null || input === undefined) return { settings: DEFAULT_SETTINGS, faults: [] }
  const result = SETTINGS.safeParse(input)
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => ({ pointer: pointerOf(path), message }))
    return { settings: null, faults }
  }
  const { internetThreshold, tagKeys, thresholds, ...given } = result.data
  const settings = {
    ...DEFAULT_SETTINGS,
    ...defined(given),
    internetThreshold: { ...DEFAULT_SETTINGS.internetThreshold, ...defined(internetThreshold ?? {}) },
    tagKeys: { ...DEFAULT_SETTINGS.tagKeys, ...defined(tagKeys ?? {}) },
    thresholds: { ...DEFAULT_SETTINGS.thresholds, ...defined(thresholds ?? {}) },
  }
  return { settings, faults: [] }
}

/**
 * Settings from parsed YAML or JSON; what is left out keeps its default, null and undefined mean all defaults.
 * @throws AppError `usage` that names the first setting that is wrong and says what it must be
 */
export function parseSettings(input: unknown): Settings {
  const { settings, faults } = readSettings(input)
  if (settings) return settings
  const [first] = faults
  const path = first?.pointer.slice(1).replaceAll('/', '.') ?? ''
  throw new AppError(
    'usage',
    `The settings are not valid: ${path === '' ? '' : `${path}: `}${first?.message ?? 'unreadable'}.`,
    {
      pointer: first?.pointer ?? '',
      remedy: `The settings are ${Object.keys(DEFAULT_SETTINGS).join(', ')}.`,
    },
  )
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function readPorts(items: readonly (number | string)[], context: z.RefinementCtx): NumberSet {
  const intervals: Interval<number>[] = []
  for (const item of items) {
    const [lo = 0, hi = lo] = typeof item === 'number' ? [item] : item.split('-').map(Number)
    if (lo > hi || hi > 65535) context.addIssue({ code: 'custom', message: `${item} is no range of ports` })
    else intervals.push([lo, hi])
  }
  return intervalSet(intervals)
}
