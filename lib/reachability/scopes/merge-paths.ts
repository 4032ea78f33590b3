/** Paths that differ in one thing alone are one path: ports first, then addresses. */

import { union } from '../../net/interval-set.ts'
import { unionAddresses } from '../../net/traffic.ts'
import type { ScopeEnd, ScopePath } from './reachable.ts'

/** As many as are needed to tell the same. */
export function mergePaths(paths: readonly ScopePath[]): readonly ScopePath[] {
  const byPort = merged(paths, {
    keyOf: (path) => `${wayKey(path)} ${addressKey(path)} ${String(path.source.ports)}`,
    join: (a, b) => ({
      ...a,
      destination: { ...a.destination, ports: union(a.destination.ports, b.destination.ports) },
    }),
  })
  const bySource = merged(byPort, {
    keyOf: (path) => `${wayKey(path)} ${portKey(path)} ${endKey(path.destination)}`,
    join: (a, b) => ({ ...a, source: withAddresses(a.source, b.source) }),
  })
  return merged(bySource, {
    keyOf: (path) => `${wayKey(path)} ${portKey(path)} ${endKey(path.source)}`,
    join: (a, b) => ({ ...a, destination: withAddresses(a.destination, b.destination) }),
  })
}

interface Merging {
  readonly keyOf: (path: ScopePath) => string
  readonly join: (a: ScopePath, b: ScopePath) => ScopePath
}

function merged(paths: readonly ScopePath[], { keyOf, join }: Merging): readonly ScopePath[] {
  const found = new Map<string, ScopePath>()
  for (const path of paths) {
    const key = keyOf(path)
    const known = found.get(key)
    found.set(key, known ? join(known, path) : path)
  }
  return [...found.values()]
}

/** Everything but addresses and ports. Interfaces are told by their ends, so only ends outside may differ in address. */
function wayKey({ matched, family, protocol, verdict, source, destination, hops }: ScopePath): string {
  const way = hops.map(({ component, attachedTo }) => `${component} ${attachedTo ?? ''}`).join(';')
  const ends = [source, destination].map((end) => `${end.component ?? ''} ${end.interfaces.join()}`)
  return [matched, family, protocol, verdict, way, ...ends].join('|')
}

function portKey({ source, destination }: ScopePath): string {
  return `${String(source.ports)} ${String(destination.ports)}`
}

function addressKey({ source, destination }: ScopePath): string {
  return `${endKey(source)} ${endKey(destination)}`
}

function endKey({ addresses }: ScopeEnd): string {
  return `${String(addresses.v4)}/${String(addresses.v6)}`
}

function withAddresses(a: ScopeEnd, b: ScopeEnd): ScopeEnd {
  return { ...a, addresses: unionAddresses(a.addresses, b.addresses) }
}
