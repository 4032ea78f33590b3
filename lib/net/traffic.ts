/**
 * The one normaliser of traffic: protocols × ports × sources as interval sets, per family. Every rule that
 * asks "is this open to the internet" asks it here, by coverage of the union, never by comparing text.
 */

import {
  type BigintSet,
  covers,
  EMPTY,
  type Interval,
  type IntervalSet,
  intersect,
  intervalSet,
  type NumberSet,
  sharedSize,
  size,
  subtract,
  union,
} from './interval-set.ts'
import { type Family, formatIpv4, formatIpv6, lastIpv4, lastIpv6, type Prefix, parsePrefix } from './prefix.ts'
import type { Protocol } from './protocol.ts'

/** Addresses of both families. The families never mix: `0.0.0.0/0` says nothing of IPv6. */
export interface AddressSet {
  readonly v4: NumberSet
  readonly v6: BigintSet
}

export const NO_ADDRESSES: AddressSet = { v4: EMPTY, v6: EMPTY }

export const ALL_PORTS: NumberSet = [[0, 65535]]

/** How many public addresses count as the internet although some are missing; null asks for every one. */
export interface InternetThreshold {
  /** Public IPv4 addresses, exclusive. */
  readonly ipv4Addresses: number | null
  /** IPv6 space in networks of length 32, exclusive. */
  readonly ipv6Networks: number | null
}

/** One rule's share of the traffic: what it admits, from where. */
export interface Traffic {
  readonly protocol: Protocol
  readonly ports: NumberSet
  readonly sources: AddressSet
}

/** Ports that satisfy a test on the union of their sources, with those who contribute. */
export interface TrafficRegion<T extends Traffic> {
  readonly ports: NumberSet
  readonly sources: AddressSet
  readonly contributors: readonly T[]
}

/** The set of addresses a list of prefixes holds. */
export function addressSet(prefixes: Iterable<Prefix>): AddressSet {
  if (Array.isArray(prefixes) && prefixes.length === 1) return addressesOf(prefixes[0])
  const v4: Interval<number>[] = []
  const v6: Interval<bigint>[] = []
  for (const prefix of prefixes) {
    if (prefix.family === 4) v4.push([prefix.base, lastIpv4(prefix)])
    else v6.push([prefix.base, lastIpv6(prefix)])
  }
  return { v4: intervalSet(v4), v6: intervalSet(v6) }
}

/** The addresses of one prefix: what nearly every rule names. */
function addressesOf(prefix: Prefix): AddressSet {
  return prefix.family === 4
    ? { v4: [[prefix.base, lastIpv4(prefix)]], v6: EMPTY }
    : { v4: EMPTY, v6: [[prefix.base, lastIpv6(prefix)]] }
}

export function unionAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: union(a.v4, b.v4), v6: union(a.v6, b.v6) }
}

export function intersectAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: intersect(a.v4, b.v4), v6: intersect(a.v6, b.v6) }
}

export function subtractAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return { v4: subtract(a.v4, b.v4), v6: subtract(a.v6, b.v6) }
}

export function hasAddresses(set: AddressSet): boolean {
  return set.v4.length > 0 || set.v6.length > 0
}

/** The part of one family, the other left empty. */
export function ofFamily(set: AddressSet, family: Family): AddressSet {
  return family === 4 ? { v4: set.v4, v6: EMPTY } : { v4: EMPTY, v6: set.v6 }
}

/**
 * Addresses a client on the internet can have. An internet gateway drops RFC 1918 and RFC 6598 sources; the other
 * blocks are never routed. Documentation ranges stay in, so that examples behave as the real thing.
 * Source: Reachability Analyzer guide, explanation codes IGW_SOURCE_ADDRESS_NOT_IN_…; RFC 6890.
 */
export const INTERNET: AddressSet = subtractAddresses(
  prefixes('0.0.0.0/0', '2000::/3'),
  prefixes(
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ),
)

/** The families for which the set holds the whole public internet, or more of it than the threshold allows. */
export function internetFamilies(set: AddressSet, threshold: InternetThreshold): readonly Family[] {
  const open4 = isWide(set.v4, INTERNET.v4, { count: INTERNET_COUNT.v4, limit: units(threshold.ipv4Addresses, 0) })
  const open6 = isWide(set.v6, INTERNET.v6, { count: INTERNET_COUNT.v6, limit: units(threshold.ipv6Networks, 96) })
  if (open4) return open6 ? FAMILIES.both : FAMILIES.ipv4
  return open6 ? FAMILIES.ipv6 : FAMILIES.none
}

const FAMILIES: Readonly<Record<'both' | 'ipv4' | 'ipv6' | 'none', readonly Family[]>> = {
  both: [4, 6],
  ipv4: [4],
  ipv6: [6],
  none: [],
}

const INTERNET_COUNT = { v4: size(INTERNET.v4), v6: size(INTERNET.v6) }

/** Counting comes first: it is cheap, and what holds all of the internet is at least as large. */
function isWide<T extends number | bigint>(
  set: IntervalSet<T>,
  internet: IntervalSet<T>,
  { count, limit }: { readonly count: bigint; readonly limit: bigint | null },
): boolean {
  if (set.length === 0) return false
  const shared = sharedSize(set, internet)
  if (limit !== null && shared > limit) return true
  return shared >= count && covers(set, internet)
}

function units(limit: number | null, shift: number): bigint | null {
  return limit === null ? null : BigInt(limit) << BigInt(shift)
}

/** Does the set hold the internet, in either family? Two halves do; so does a long list of large prefixes. */
export function coversInternet(set: AddressSet, threshold: InternetThreshold): boolean {
  return internetFamilies(set, threshold).length > 0
}

/**
 * The ports of one protocol whose sources, united over every rule that admits them, pass the test.
 * Rules for all protocols count. Regions are disjoint; each has one set of contributors.
 */
export function regionsWhere<T extends Traffic>(
  rules: readonly T[],
  protocol: number,
  test: (sources: AddressSet) => boolean,
): readonly TrafficRegion<T>[] {
  const relevant = rules.filter((rule) => rule.protocol === 'any' || rule.protocol === protocol)
  const [only] = relevant
  if (!only) return []
  if (relevant.length === 1) {
    const ports = intervalSet(only.ports)
    return ports.length > 0 && test(only.sources) ? [{ ports, sources: only.sources, contributors: relevant }] : []
  }
  return regionsOfSeveral(relevant, test)
}

function regionsOfSeveral<T extends Traffic>(
  relevant: readonly T[],
  test: (sources: AddressSet) => boolean,
): readonly TrafficRegion<T>[] {
  const regions = new Map<string, { ports: Interval<number>[]; contributors: readonly T[] }>()
  for (const ports of elementaryPorts(relevant)) {
    const admitting: T[] = []
    let key = ''
    for (const [index, rule] of relevant.entries()) {
      if (!holdsInterval(rule.ports, ports)) continue
      admitting.push(rule)
      key += `${index},`
    }
    const known = regions.get(key)
    if (known) known.ports.push(ports)
    else if (admitting.length > 0) regions.set(key, { ports: [ports], contributors: admitting })
  }
  const found: TrafficRegion<T>[] = []
  for (const { ports, contributors } of regions.values()) {
    const sources = contributors.reduce((all, rule) => unionAddresses(all, rule.sources), NO_ADDRESSES)
    if (test(sources)) found.push({ ports: intervalSet(ports), sources, contributors })
  }
  return found
}

/** `22, 80-443`; `all` for the whole range. */
export function formatPorts(ports: NumberSet): string {
  if (covers(ports, [[1, 65535]])) return 'all'
  return ports.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(', ')
}

/** `0.0.0.0/0`, or first–last of each interval where it is no prefix; both families, at most `limit` of them. */
export function formatAddresses(set: AddressSet, limit = 8): string {
  const words = [...set.v4.map(formatIpv4Interval), ...set.v6.map(formatIpv6Interval)]
  const shown = words.slice(0, limit).join(', ')
  return words.length > limit ? `${shown} and ${words.length - limit} more` : shown
}

function prefixes(...texts: string[]): AddressSet {
  return addressSet(texts.map(parsePrefix).filter((prefix) => prefix !== null))
}

/** The port line cut at every boundary, so that each piece is admitted whole or not at all by each rule. */
function elementaryPorts(rules: readonly Traffic[]): Interval<number>[] {
  const starts = new Set<number>()
  for (const rule of rules) {
    for (const [lo, hi] of rule.ports) {
      starts.add(lo)
      starts.add(hi + 1)
    }
  }
  const sorted = [...starts].sort((a, b) => a - b)
  const pieces: Interval<number>[] = []
  for (let index = 1; index < sorted.length; index++) pieces.push([sorted[index - 1] ?? 0, (sorted[index] ?? 0) - 1])
  return pieces
}

function holdsInterval(set: NumberSet, [lo, hi]: Interval<number>): boolean {
  for (const each of set) if (each[0] <= lo && hi <= each[1]) return true
  return false
}

function formatIpv4Interval([lo, hi]: Interval<number>): string {
  const count = hi - lo + 1
  const length = 32 - Math.log2(count)
  if (Number.isInteger(length) && lo % count === 0) return `${formatIpv4(lo)}/${length}`
  return `${formatIpv4(lo)}-${formatIpv4(hi)}`
}

function formatIpv6Interval([lo, hi]: Interval<bigint>): string {
  const count = hi - lo + 1n
  const bits = count.toString(2).length - 1
  if (count === 1n << BigInt(bits) && lo % count === 0n) return `${formatIpv6(lo)}/${128 - bits}`
  return `${formatIpv6(lo)}-${formatIpv6(hi)}`
}
