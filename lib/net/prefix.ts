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

const IPV4_OCTET = /^(?:0|[1-9]\d{0,2})$/
const IPV6_GROUP = /^[0-9a-f]{1,4}$/i
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
  return [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((part) => Math.floor(part) % 256).join('.')
}

export function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - index * 16)) & 0xffffn))
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

function parseIpv4(text: string): Ipv4Address | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0
  for (const part of parts) {
    if (!IPV4_OCTET.test(part) || Number(part) > 255) return null
    value = value * 256 + Number(part)
  }
  return { family: 4, value }
}

function parseIpv6(text: string): Ipv6Address | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = ipv6Groups(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? ipv6Groups(halves[1] ?? '', true) : []
  if (!head || !tail) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail]
  return { family: 6, value: groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n) }
}

/** The 16-bit groups of one side of `::`; IPv4 may stand at the very end of an address and counts as two (RFC 4291). */
function ipv6Groups(text: string, isEnd: boolean): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && isEnd && index === parts.length - 1) {
      const embedded = parseIpv4(part)
      if (!embedded) return null
      groups.push(Math.floor(embedded.value / 65536), embedded.value % 65536)
    } else if (IPV6_GROUP.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}
