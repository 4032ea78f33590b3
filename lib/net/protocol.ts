/** IP protocols as AWS writes them: names, IANA numbers in strings, and `-1` for all. */

/** An IANA protocol number, or `any` for AWS's `-1`. */
export type Protocol = number | 'any'

export const ICMP = 1
export const TCP = 6
export const UDP = 17
export const ICMPV6 = 58

const NUMBERS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['-1', 'any'],
  ['all', 'any'],
  ['icmp', ICMP],
  ['tcp', TCP],
  ['udp', UDP],
  ['icmpv6', ICMPV6],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
])

const NAMES: ReadonlyMap<Protocol, string> = new Map<Protocol, string>([
  ['any', 'all'],
  [ICMP, 'icmp'],
  [TCP, 'tcp'],
  [UDP, 'udp'],
  [ICMPV6, 'icmpv6'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
])

/** Reads `tcp`, `6`, `-1`; null for what is no protocol. Source: EC2 API, IpPermission. */
export function parseProtocol(text: string): Protocol | null {
  const named = NUMBERS.get(text.toLowerCase())
  if (named !== undefined) return named
  const number = /^\d{1,3}$/.test(text) ? Number(text) : -1
  return number >= 0 && number <= 255 ? number : null
}

/** `tcp`, `udp`, `all`, or `protocol 132` for one without a common name. */
export function formatProtocol(protocol: Protocol): string {
  return NAMES.get(protocol) ?? `protocol ${protocol}`
}

/** `tcp`, `132`, `-1`: as AWS itself writes it in IpPermission, for what machines read. */
export function awsProtocol(protocol: Protocol): string {
  return protocol === 'any' ? '-1' : (NAMES.get(protocol) ?? String(protocol))
}

/** Only TCP and UDP have ports. */
export function hasPorts(protocol: Protocol): boolean {
  return protocol === TCP || protocol === UDP
}
