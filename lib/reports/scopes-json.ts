/** The paths of scopes as JSON, piece by piece, and for a person. */

import type { Inventory } from '../inventory/inventory.ts'
import { addressBlocks, internetBlocks } from '../net/address-blocks.ts'
import type { NumberSet } from '../net/interval-set.ts'
import { awsProtocol } from '../net/protocol.ts'
import { hasAddresses, INTERNET, intersectAddresses, subtractAddresses } from '../net/traffic.ts'
import type { ScopeEnd, ScopePath } from '../reachability/scopes/reachable.ts'
import type { MissingResource } from '../reachability/scopes/select-ends.ts'
import { type HopJson, hopsJson } from './hop-json.ts'
import { queryJson } from './trace-json.ts'

export interface ScopeEndJson {
  readonly networkInterfaces: readonly string[]
  /** A gateway, an attachment, `internet`; null where the path starts or ends at the interfaces. */
  readonly component: string | null
  /** `0.0.0.0/0` is the internet: private and shared blocks never meant. */
  readonly addresses: readonly string[]
  readonly exceptAddresses: readonly string[]
  readonly ports: NumberSet
}

export interface ScopePathJson {
  /** Which of the scope's `MatchPaths` it matches first. */
  readonly matchPath: number
  readonly verdict: ScopePath['verdict']
  readonly family: 4 | 6
  readonly protocol: string
  readonly source: ScopeEndJson
  readonly destination: ScopeEndJson
  readonly path: readonly HopJson[]
  /** What `portolan trace --queries` would be asked to see it in full. */
  readonly query: ReturnType<typeof queryJson>
}

export interface ScopeAnswer {
  readonly scope: string | null
  readonly paths: readonly ScopePath[]
  /** What the scope names and no document holds. */
  readonly unknowns: readonly MissingResource[]
}

/** `[{ scope, paths: […], unknowns }, …]`, in pieces worth writing. */
export function* scopesChunks(inventory: Inventory, answers: Iterable<ScopeAnswer>): Generator<string> {
  let opening = '[\n'
  for (const { scope, paths, unknowns } of answers) {
    let chunk = `${opening}{"scope":${JSON.stringify(scope)},"unknowns":${JSON.stringify(unknowns)},"paths":[`
    for (const [index, path] of paths.entries()) {
      chunk += `${index === 0 ? '\n' : ',\n'}${JSON.stringify(scopePathJson(inventory, path))}`
      if (chunk.length < CHUNK_LENGTH) continue
      yield chunk
      chunk = ''
    }
    yield `${chunk}\n]}`
    opening = ',\n'
  }
  yield opening === '[\n' ? '[]\n' : '\n]\n'
}

const CHUNK_LENGTH = 65_536

export function scopePathJson(inventory: Inventory, path: ScopePath): ScopePathJson {
  return {
    matchPath: path.matched,
    verdict: path.verdict,
    family: path.family,
    protocol: awsProtocol(path.protocol),
    source: endJson(path.source, path.family),
    destination: endJson(path.destination, path.family),
    path: hopsJson(inventory, path.hops),
    query: queryJson(path.query),
  }
}

function endJson({ interfaces, component, addresses, ports }: ScopeEnd, family: 4 | 6): ScopeEndJson {
  return { networkInterfaces: interfaces, component, ...addressesJson(addresses, family), ports }
}

/** As part of the internet where it is one; else block by block. */
export function addressesJson(
  addresses: ScopeEnd['addresses'],
  family: 4 | 6,
): Pick<ScopeEndJson, 'addresses' | 'exceptAddresses'> {
  const inside = subtractAddresses(addresses, INTERNET)
  if (hasAddresses(inside)) return { addresses: addressBlocks(addresses), exceptAddresses: [] }
  const { blocks, except } = internetBlocks(intersectAddresses(addresses, INTERNET), family)
  return { addresses: blocks, exceptAddresses: except }
}
