/** What a team decides for itself: every list and threshold a rule uses, with its default. Findings print the values they used. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type Interval, intervalSet, type NumberSet } from '../net/interval-set.ts'
import { parsePrefix } from '../net/prefix.ts'
import type { InternetThreshold } from '../net/traffic.ts'

export interface NamedService {
  readonly name: string
  readonly tcp: NumberSet
  readonly udp: NumberSet
}

export interface Settings {
  /** Ports that may be open to everyone (SG-002). */
  readonly allowedPublicPorts: NumberSet
  /** Ports one administers a host by (SG-003, NACL-001). */
  readonly adminPorts: NumberSet
  /** Security Hub's EC2.19 list (SG-004). */
  readonly highRiskPorts: NumberSet
  readonly namedServices: readonly NamedService[]
  /** Public ranges that are the team's own: they never count towards "the internet". CIDR text. */
  readonly corporateRanges: readonly string[]
  /** How much of the public address space counts as the internet. */
  readonly internetThreshold: InternetThreshold
  /** Account ids that belong to the organisation or are trusted by it. */
  readonly trustedAccounts: readonly string[]
  /** Route tables that are meant to lead to the internet (RT-001). */
  readonly publicRouteTables: readonly string[]
  /** AWS interface types that never need to leave a public subnet (RT-004). */
  readonly exemptInterfaceTypes: readonly string[]
}

export const DEFAULT_SETTINGS: Settings = {
  allowedPublicPorts: ports(80, 443),
  adminPorts: ports(22, 23, 2375, 2376, 3389, [5900, 5903], 5985, 5986, 10250),
  highRiskPorts: ports(
    ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601],
    ...[8080, 8088, 8888, 9200, 9300],
  ),
  namedServices: [
    service('MySQL', [3306]),
    service('PostgreSQL', [5432]),
    service('Oracle', [1521, 2483, 2484]),
    service('SQL Server', [1433, 1434], [1434]),
    service('MongoDB', [27017, 27018]),
    service('Redis', [6379]),
    service('Memcached', [11211], [11211]),
    service('Cassandra', [7000, 7001, 7199, 8888, 9042, 9160]),
    service('Kafka', [9092]),
    service('Elasticsearch', [9200, 9300]),
    service('Kibana', [5601]),
    service('FTP', [20, 21]),
    service('NFS', [2049], [2049]),
    service('DNS', [], [53]),
    service('SMTP', [25]),
    service('Docker', [2375]),
  ],
  corporateRanges: [],
  internetThreshold: { ipv4Addresses: 16_777_216, ipv6Networks: 65_536 },
  trustedAccounts: [],
  publicRouteTables: [],
  exemptInterfaceTypes: [
    'nat_gateway',
    'load_balancer',
    'network_load_balancer',
    'gateway_load_balancer',
    'gateway_load_balancer_endpoint',
    'vpc_endpoint',
    'transit_gateway',
    'api_gateway_managed',
    'global_accelerator_managed',
    'ec2_instance_connect_endpoint',
  ],
}

const port = z.int().min(0).max(65535)
const portRange = z.string().regex(/^\d{1,5}-\d{1,5}$/, 'must be a port or a range such as "5900-5903"')
const portList = z.array(z.union([port, portRange])).transform((items, context) => readPorts(items, context))
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()
const cidr = z.string().refine((text) => parsePrefix(text) !== null, 'must be a CIDR block such as 198.51.100.0/24')
const account = z.string().regex(/^\d{12}$/, 'must be a 12-digit account id, in quotes')

const SETTINGS = z
  .strictObject({
    allowedPublicPorts: portList,
    adminPorts: portList,
    highRiskPorts: portList,
    namedServices: z.array(
      z.strictObject({ name: z.string().min(1).max(60), tcp: portList.prefault([]), udp: portList.prefault([]) }),
    ),
    corporateRanges: z.array(cidr),
    internetThreshold: z.strictObject({ ipv4Addresses: count, ipv6Networks: count }).partial(),
    trustedAccounts: z.array(account),
    publicRouteTables: z.array(z.string().regex(/^rtb-/, 'must be a route table id')),
    exemptInterfaceTypes: z.array(z.string().min(1)),
  })
  .partial()

/**
 * Settings from parsed YAML or JSON; what is left out keeps its default, null and undefined mean all defaults.
 * @throws AppError `usage` that names the first setting that is wrong and says what it must be
 */
export function parseSettings(input: unknown): Settings {
  if (input === null || input === undefined) return DEFAULT_SETTINGS
  const result = SETTINGS.safeParse(input)
  if (result.success) {
    const { internetThreshold, ...given } = result.data
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    return {
      ...DEFAULT_SETTINGS,
      ...present,
      internetThreshold: { ...DEFAULT_SETTINGS.internetThreshold, ...defined(internetThreshold ?? {}) },
    }
  }
  const [first] = result.error.issues
  const path = first?.path.join('.') ?? ''
  throw new AppError(
    'usage',
    `The settings are not valid: ${path === '' ? '' : `${path}: `}${first?.message ?? 'unreadable'}.`,
    {
      pointer: first ? first.path.map((part) => `/${String(part)}`).join('') : '',
      remedy: `The settings are ${Object.keys(DEFAULT_SETTINGS).join(', ')}.`,
    },
  )
}

/** `22, 5900-5903`: a list of ports as a finding prints it. */
export function portsText(set: NumberSet): string {
  return set.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(', ')
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

function ports(...items: readonly (number | Interval<number>)[]): NumberSet {
  return intervalSet(items.map((item): Interval<number> => (typeof item === 'number' ? [item, item] : item)))
}

function service(name: string, tcp: readonly number[], udp: readonly number[] = []): NamedService {
  return { name, tcp: ports(...tcp), udp: ports(...udp) }
}
