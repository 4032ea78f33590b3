/**
 * The paths of a scope: those that match one of its patterns and none of what it leaves out, complete in interfaces,
 * addresses and ports. Source: Network Access Analyzer guide, "How Network Access Analyzer works".
 */

import type { NumberSet } from '../../net/interval-set.ts'
import type { Family } from '../../net/prefix.ts'
import { prefixOf } from '../../net/prefix.ts'
import { type AddressSet, addressSet } from '../../net/traffic.ts'
import type { Endpoint } from '../endpoint-classes.ts'
import type { Network } from '../network.ts'
import type { TraceHop, TraceQuery } from '../trace-result.ts'
import { type Flow, type FlowWish, flows, SCOPE_PROTOCOLS } from './flows.ts'
import { type MatchOptions, matchPath, type PathMatch, type ReadyPattern } from './match-path.ts'
import { mergePaths } from './merge-paths.ts'
import { type PathProduct, withoutCut } from './path-product.ts'
import type { AddressStatement, Scope, ScopePattern } from './scope.ts'
import { type MissingResource, type Selection, select } from './select-ends.ts'

/** One end of what was found: interfaces, or the component where the network ends or the path was asked to. */
export interface ScopeEnd {
  /** Interface ids, ascending; empty when it is a component. */
  readonly interfaces: readonly string[]
  readonly component: string | null
  /** Of the interfaces, or of the outside. */
  readonly addresses: AddressSet
  readonly ports: NumberSet
}

/** Every interface of the source reaches every other of the destination, from and to all of these addresses and ports. */
export interface ScopePath {
  /** Index into the scope's `MatchPaths`. */
  readonly matched: number
  readonly family: Family
  /** IANA number: TCP or UDP. */
  readonly protocol: number
  readonly source: ScopeEnd
  readonly destination: ScopeEnd
  /** Component by component, for one packet; the others pass the same. */
  readonly hops: readonly TraceHop[]
  /** The question that shows it in full. */
  readonly query: TraceQuery
  readonly verdict: 'reachable' | 'unknown'
}

export function reachable(network: Network, scope: Scope): readonly ScopePath[] {
  const match = scope.match.map((pattern) => ready(network, pattern))
  const exclude = scope.exclude.map((pattern) => ready(network, pattern))
  const options = { inventory: network.inventory, bidirectional: scope.bidirectional }
  const paths: ScopePath[] = []
  for (const flow of flows(network, wishOf(network, scope, match))) {
    paths.push(...pathsOf(flow, { match, exclude, options }))
  }
  return mergePaths(paths)
}

/** What the scope names and the inventory cannot tell: such paths may be there and are not found. */
export function scopeGaps(network: Network, scope: Scope): readonly MissingResource[] {
  const patterns = [...scope.match, ...scope.exclude]
  const resources = patterns.flatMap((pattern) => {
    const { source, destination, through } = ready(network, pattern)
    return [source, destination, through].flatMap((selection) => selection?.missing ?? [])
  })
  return [...resources, ...patterns.flatMap((pattern) => listGaps(network, pattern))]
}

function listGaps({ inventory }: Network, { source, destination }: ScopePattern): readonly MissingResource[] {
  const headers = [source?.header, destination?.header].flatMap((header) => header ?? [])
  const statements = headers.flatMap(({ sources, destinations, except }) => [
    ...[sources, destinations, except?.sources ?? null, except?.destinations ?? null],
  ])
  return statements
    .filter((statement): statement is AddressStatement => statement !== null)
    .flatMap(({ prefixLists, pointer }) =>
      prefixLists.flatMap((resource, index) => {
        const list = inventory.prefixLists.get(resource)
        if (list?.entries && list.unread.length === 0) return []
        return [{ pointer: `${pointer}/${index}`, resource, message: `The entries of ${resource} were not collected.` }]
      }),
    )
}

function ready(network: Network, pattern: ScopePattern): ReadyPattern {
  const { source, destination, through } = pattern
  return {
    pattern,
    source: source?.resources ? select(network, source.resources) : null,
    destination: destination?.resources ? select(network, destination.resources) : null,
    through: through ? select(network, through) : null,
  }
}

interface Patterns {
  readonly match: readonly ReadyPattern[]
  readonly exclude: readonly ReadyPattern[]
  readonly options: Omit<MatchOptions, 'unreadLists'>
}

/** Parts that two patterns mean are told under the first. */
function pathsOf(flow: Flow, { match, exclude, options }: Patterns): readonly ScopePath[] {
  const found: ScopePath[] = []
  const taken: PathProduct[] = []
  for (const [matched, pattern] of match.entries()) {
    const path = matchPath(flow, pattern, { ...options, unreadLists: 'everything' })
    if (!path) continue
    const cuts = exclude.flatMap((each) => matchPath(flow, each, { ...options, unreadLists: 'nothing' })?.product ?? [])
    const left = [...cuts, ...taken].reduce<readonly PathProduct[]>(
      (parts, cut) => parts.flatMap((part) => withoutCut(part, cut)),
      [path.product],
    )
    found.push(...left.filter(hasPair).map((product) => scopePath(flow, { ...path, product }, matched)))
    taken.push(path.product)
  }
  return found
}

/** An interface and itself are no path. */
function hasPair({ senders, receivers }: PathProduct): boolean {
  if (senders.length === 0 || receivers.length === 0) return true
  const ids = new Set([...senders, ...receivers].map(({ networkInterface }) => networkInterface.id))
  return ids.size > 1
}

function scopePath(flow: Flow, { product, hops, start, finish, verdict }: PathMatch, matched: number): ScopePath {
  return {
    matched,
    family: flow.family,
    protocol: flow.protocol,
    source: endOf(product.senders, start, { addresses: product.sourceAddresses, ports: product.sourcePorts }),
    destination: endOf(product.receivers, finish, {
      addresses: product.destinationAddresses,
      ports: product.destinationPorts,
    }),
    hops,
    query: flow.trace.query,
    verdict,
  }
}

function endOf(
  ends: readonly Endpoint[],
  component: string | null,
  outside: Pick<ScopeEnd, 'addresses' | 'ports'>,
): ScopeEnd {
  const interfaces = [...new Set(ends.map(({ networkInterface }) => networkInterface.id))].toSorted()
  if (ends.length === 0) return { ...outside, interfaces, component }
  const blocks = ends.flatMap(({ address }) => prefixOf(address, address.family === 4 ? 32 : 128) ?? [])
  return { interfaces, component, addresses: addressSet(blocks), ports: outside.ports }
}

/** Which flows are worth looking at: a scope about the internet never asks about neighbours. */
function wishOf(network: Network, scope: Scope, match: readonly ReadyPattern[]): FlowWish {
  const sources = match.map(({ source }) => source)
  const destinations = match.map(({ destination }) => destination)
  return {
    families: scope.families,
    protocols: SCOPE_PROTOCOLS,
    sends: testOf(sources),
    receives: testOf(destinations),
    starts: namesComponent(sources),
    finishes: namesComponent(destinations),
    between: match.some(({ source, destination }) => isInside(network, source) && isInside(network, destination)),
  }
}

/** Null when one of the patterns names no interface: it may mean any, by what it passes. */
function testOf(selections: readonly (Selection | null)[]): FlowWish['sends'] {
  const named = selections.filter((each): each is Selection => each !== null && each.components.size === 0)
  if (named.length < selections.length) return null
  return ({ networkInterface }) => named.some(({ interfaces }) => interfaces.has(networkInterface.id))
}

function namesComponent(selections: readonly (Selection | null)[]): (component: string) => boolean {
  return (component) => selections.some((each) => each === null || each.components.has(component))
}

/** Can a path between interfaces have this end? One that names internet gateways alone cannot. */
function isInside({ inventory }: Network, selection: Selection | null): boolean {
  if (!selection || selection.interfaces.size > 0) return true
  return [...selection.components].some((id) => !inventory.internetGateways.has(id) && !id.startsWith('igw-'))
}
