/**
 * The names this server answers to. A page of another site can make its own name point at 127.0.0.1 and
 * then read us as "same origin"; the name it must send in `Host` gives it away. Ports are free: tunnels change them.
 */

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

export type AllowedHosts = ReadonlySet<string>

export function allowedHosts(bound: string, extra: readonly string[]): AllowedHosts {
  const names = [...LOOPBACK, bound.includes(':') && !bound.startsWith('[') ? `[${bound}]` : bound, ...extra]
  return new Set(names.map((name) => name.toLowerCase()))
}

/** The name in a `Host` header, without its port; null when it is not one plain name or address. */
export function hostName(header: string): string | null {
  const match = /^([a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i.exec(header)
  return match?.[1]?.toLowerCase() ?? null
}

export function isAllowedHost(hosts: AllowedHosts, header: string): boolean {
  const name = hostName(header)
  return name !== null && hosts.has(name)
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name)
}
