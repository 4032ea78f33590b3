/** Addresses and prefixes of both families as plain values: IPv4 in a number, IPv6 in a bigint. */

export type Family = 4 | 6

/** An IPv4 prefix. `base` is the network address as an unsigned 32-bit number, host bits cleared. */
export interface Ipv4Prefix {
  readonly family: 4
  readonly base: number
  readonly length: number
}

/** An IPv6 prefix. `base` is the network address as a 128-bit integer, host bits cleared. */
export interface Ipv6Prefix {
  readonly family: 6
  readonly base: bigint
  readonly length: number
}

export type Prefix = Ipv4Prefix | Ipv6Prefix

export type Ipv4Address = { readonly family: 4; readonly value: number }
export type Ipv6Address = { readonly family: 6; readonly value: bigint }
export type Address = Ipv4Address | Ipv6Address

const LENGTH = /^(?:0|[1-9]\d{0,2})$/

/** Reads `10.0.0.1` or `2001:db8::1`; null for anything else, leading zeros and zone ids included. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** Reads `10.0.0.0/16` or `2001:db8::/32`. Host bits are cleared, as AWS does. Null for anything else. */
export function parsePrefix(text: string): Prefix | null {
  const slash = text.indexOf('/')
  if (slash < 0) return null
  const lengthText = text.slice(slash + 1)
  if (!LENGTH.test(lengthText)) return null
  const address = parseAddress(text.slice(0, slash))
  return address ? prefixOf(address, Number(lengthText)) : null
}

/** The prefix of the given length around an address; null when the length does not fit the family. */
export function prefixOf(address: Address, length: number): Prefix | null {
  if (address.family === 4) {
    if (length > 32) return null
    const size = 2 ** (32 - length)
    return { family: 4, base: address.value - (address.value % size), length }
  }
  if (length > 128) return null
  const shift = BigInt(128 - length)
  return { family: 6, base: (address.value >> shift) << shift, length }
}

/** Reads an address or a prefix; an address becomes a prefix of one. */
export function parsePrefixOrAddress(text: string): Prefix | null {
  if (text.includes('/')) return parsePrefix(text)
  const address = parseAddress(text)
  return address ? prefixOf(address, address.family === 4 ? 32 : 128) : null
}

/** The highest address of an IPv4 prefix. */
export function lastIpv4(prefix: Ipv4Prefix): number {
  return prefix.base + 2 ** (32 - prefix.length) - 1
}

/** The highest address of an IPv6 prefix. */
export function lastIpv6(prefix: Ipv6Prefix): bigint {
  return prefix.base + (1n << BigInt(128 - prefix.length)) - 1n
}

/** Does `outer` hold every address of `inner`? False across families. */
export function containsPrefix(outer: Prefix, inner: Prefix): boolean {
  if (outer.family === 4 && inner.family === 4) {
    return outer.base <= inner.base && lastIpv4(inner) <= lastIpv4(outer)
  }
  if (outer.family === 6 && inner.family === 6) {
    return outer.base <= inner.base && lastIpv6(inner) <= lastIpv6(outer)
  }
  return false
}

/** Does the prefix hold the address? False across families. */
export function containsAddress(prefix: Prefix, address: Address): boolean {
  if (prefix.family === 4 && address.family === 4) {
    return prefix.base <= address.value && address.value <= lastIpv4(prefix)
  }
  if (prefix.family === 6 && address.family === 6) {
    return prefix.base <= address.value && address.value <= lastIpv6(prefix)
  }
  return false
}

/** Do the two prefixes share an address? False across families. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return containsPrefix(a, b) || containsPrefix(b, a)
}

/** Canonical text: `10.0.0.0/16`, `2001:db8::/32` (RFC 5952). */
export function formatPrefix(prefix: Prefix): string {
  return prefix.family === 4
    ? `${formatIpv4(prefix.base)}/${prefix.length}`
    : `${formatIpv6(prefix.base)}/${prefix.length}`
}

/** Canonical text of an address (RFC 5952 for IPv6). */
export function formatAddress(address: Address): string {
  return address.family === 4 ? formatIpv4(address.value) : formatIpv6(address.value)
}

export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

export function formatIpv6(value: bigint): string {
  const digits = value.toString(16).padStart(32, '0')
  const groups: number[] = []
  for (let start = 0; start < 32; start += 4) groups.push(Number.parseInt(digits.slice(start, start + 4), 16))
  const run = longestZeroRun(groups)
  const words = groups.map((group) => group.toString(16))
  if (run.length < 2) return words.join(':')
  return `${words.slice(0, run.start).join(':')}::${words.slice(run.start + run.length).join(':')}`
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start }
  }
  return best
}

const DOT = 46
const COLON = 58

function parseIpv4(text: string): Ipv4Address | null {
  const value = ipv4Value(text, 0)
  return value < 0 ? null : { family: 4, value }
}

/** The four octets from `start` to the end as one number; -1 when they are not that. Without a leading zero, as AWS prints. */
function ipv4Value(text: string, start: number): number {
  let value = 0
  let octet = -1
  let dots = 0
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === DOT) {
      if (octet < 0 || dots === 3) return -1
      value = value * 256 + octet
      octet = -1
      dots += 1
    } else {
      octet = withDigit(octet, code - 48)
      if (octet < 0) return -1
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1
}

/** The octet with one more digit; -1 stands for none yet, and for what is no octet. */
function withDigit(octet: number, digit: number): number {
  if (digit < 0 || digit > 9 || octet === 0) return -1
  const value = octet < 0 ? digit : octet * 10 + digit
  return value > 255 ? -1 : value
}

/** The 16-bit groups of an address, and where `::` stands among them; -1 when it has none. */
interface Ipv6Groups {
  readonly groups: number[]
  readonly gap: number
}

function parseIpv6(text: string): Ipv6Address | null {
  const read = ipv6Groups(text)
  if (!read) return null
  const { groups, gap } = read
  const missing = 8 - groups.length
  if (gap < 0 ? missing !== 0 : missing < 1) return null
  const at = (place: number) => groupAt(read, missing, place)
  // Three groups fit a number exactly, and few bigints are made.
  const high = BigInt((at(0) * 65_536 + at(1)) * 65_536 + at(2)) << 80n
  const middle = BigInt((at(3) * 65_536 + at(4)) * 65_536 + at(5)) << 32n
  return { family: 6, value: high | middle | BigInt(at(6) * 65_536 + at(7)) }
}

/** The group at a place of eight, of which `missing` from the gap on are zero. */
function groupAt({ groups, gap }: Ipv6Groups, missing: number, place: number): number {
  if (gap < 0 || place < gap) return groups[place] ?? 0
  return place < gap + missing ? 0 : (groups[place - missing] ?? 0)
}

/** Null when a group is none. IPv4 may stand at the very end and counts as two groups (RFC 4291). */
function ipv6Groups(text: string): Ipv6Groups | null {
  const groups: number[] = []
  let gap = text.startsWith('::') ? 0 : -1
  let index = gap < 0 ? 0 : 2
  while (index < text.length) {
    const end = endOfGroup(text, index)
    if (!readGroup(text, { start: index, end }, groups)) return null
    if (end === text.length || text.charCodeAt(end) === DOT) return { groups, gap }
    index = end + 1
    if (text.charCodeAt(index) !== COLON) continue
    if (gap >= 0) return null
    gap = groups.length
    index += 1
  }
  // What ends in a colon ends in two.
  return gap >= 0 && gap === groups.length ? { groups, gap } : null
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Takes in the group that stands there, or the IPv4 address that closes the text; false when it is neither. */
function readGroup(text: string, { start, end }: Span, groups: number[]): boolean {
  const next = text.charCodeAt(end)
  if (next === DOT) {
    const embedded = ipv4Value(text, start)
    if (embedded < 0) return false
    groups.push(Math.floor(embedded / 65_536), embedded % 65_536)
    return groups.length <= 8
  }
  if (end === start || end - start > 4 || groups.length === 8) return false
  groups.push(hexValue(text, start, end))
  return end === text.length || next === COLON
}

function endOfGroup(text: string, start: number): number {
  let end = start
  while (hexDigit(text.charCodeAt(end)) >= 0) end += 1
  return end
}

function hexValue(text: string, start: number, end: number): number {
  let value = 0
  for (let index = start; index < end; index++) value = value * 16 + hexDigit(text.charCodeAt(index))
  return value
}

/** -1 for what is no hexadecimal digit, the end of the text included. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
