/**
 * Who can talk to whom on what, between groups of interfaces. Sparse: it starts from what each destination admits, asks
 * one pair of every two classes, and tells only what gets through or may.
 */

import { covers, intersect, type NumberSet, subtract, union } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { candidatePorts } from './candidate-ports.ts'
import { type Endpoint, type EndpointClass, endpointClasses } from './endpoint-classes.ts'
import { exposure } from './exposure.ts'
import type { ExposureRow } from './exposure-row.ts'
import type { Network } from './network.ts'
import { type PairTraffic, pairProtocols, trafficOf } from './pair-traffic.ts'

/** Interfaces that are asked about as one. An interface may be in several groups. */
export interface MatrixGroup {
  readonly id: string
  readonly label: string
  readonly interfaceIds: readonly string[]
}

/** The row of the internet. */
export const INTERNET_ROW = 'internet'

/** Some interface of `from` reaches some interface of `to` on these ports. Ports of one verdict are told once. */
export interface MatrixCell {
  /** The id of a group, or `internet`. */
  readonly from: string
  readonly to: string
  /** IANA number; `any` for every protocol that is told in no cell of its own, and from the internet only. */
  readonly protocol: number | 'any'
  readonly ports: NumberSet
  readonly verdict: 'reachable' | 'unknown'
  /** A few pairs, each as it can be asked: interface ids, or `internet`. */
  readonly examples: readonly MatrixExample[]
}

export interface MatrixExample {
  readonly from: string
  readonly to: string
  readonly family: Family
  /** The first port; null where the protocol has none. */
  readonly port: number | null
}

const EXAMPLES_MAX = 3

/** The cells where something gets through or may, in the order of the groups. Both families count. */
export function matrix(network: Network, groups: readonly MatrixGroup[]): readonly MatrixCell[] {
  const draft = new CellDraft(groups)
  const asked = groupedInterfaces(network, groups)
  for (const family of FAMILIES) {
    const classes = endpointClasses(network, family, asked)
    for (const to of classes) for (const from of classes) addPair(network, draft, { from, to })
  }
  for (const row of exposure(network)) draft.addExposure(row)
  return draft.cells()
}

const FAMILIES: readonly Family[] = [4, 6]

function groupedInterfaces({ inventory }: Network, groups: readonly MatrixGroup[]) {
  const ids = [...new Set(groups.flatMap(({ interfaceIds }) => interfaceIds))].toSorted()
  return ids.flatMap((id) => inventory.networkInterfaces.get(id) ?? [])
}

interface ClassPair {
  readonly from: EndpointClass
  readonly to: EndpointClass
}

/** One pair of members answers for all; a class of one has nobody of its own to talk to. */
function addPair(network: Network, draft: CellDraft, { from, to }: ClassPair): void {
  const pair = differentMembers(from, to)
  if (!pair || !draft.hasBoth(from, to)) return
  for (const protocol of pairProtocols(network, pair)) {
    const ports = candidatePorts(network, pair, protocol)
    if (ports.length === 0 || draft.isTold({ from, to }, protocol, ports)) continue
    for (const traffic of trafficOf(network, pair, { protocol, ports })) {
      if (traffic.verdict !== 'blocked') draft.addTraffic({ from, to }, pair, traffic)
    }
  }
}

/** A member of each that are not the same interface; null when there are none. */
export function differentMembers(from: EndpointClass, to: EndpointClass): { from: Endpoint; to: Endpoint } | null {
  const sender = from.representative
  const other = (end: Endpoint) => end.networkInterface !== sender.networkInterface
  const receiver = other(to.representative) ? to.representative : to.members.find(other)
  return receiver ? { from: sender, to: receiver } : null
}

interface OpenCell {
  readonly ports: Record<MatrixCell['verdict'], NumberSet>
  readonly examples: Record<MatrixCell['verdict'], MatrixExample[]>
}

/** Cells as they fill: by pair of groups and protocol. */
class CellDraft {
  readonly #groups: readonly MatrixGroup[]
  readonly #groupsOf = new Map<string, readonly number[]>()
  readonly #cells = new Map<string, OpenCell>()
  readonly #byClass = new Map<EndpointClass, ReadonlyMap<number, readonly string[]>>()

  constructor(groups: readonly MatrixGroup[]) {
    this.#groups = groups
    for (const [index, { interfaceIds }] of groups.entries()) {
      for (const id of interfaceIds) this.#groupsOf.set(id, [...(this.#groupsOf.get(id) ?? []), index])
    }
  }

  hasBoth(from: EndpointClass, to: EndpointClass): boolean {
    return [from, to].every(({ members }) =>
      members.some(({ networkInterface }) => this.#groupsOf.has(networkInterface.id)),
    )
  }

  /** Is it known already that these groups reach each other on all of these ports? Then another pair adds nothing. */
  isTold({ from, to }: ClassPair, protocol: number, ports: NumberSet): boolean {
    const targets = [...this.#byGroup(to).keys()]
    return [...this.#byGroup(from).keys()].every((source) =>
      targets.every((target) => {
        const cell = this.#cells.get(`${source} ${target} ${protocol}`)
        return cell !== undefined && covers(cell.ports.reachable, ports)
      }),
    )
  }

  addTraffic({ from, to }: ClassPair, pair: { from: Endpoint; to: Endpoint }, traffic: PairTraffic): void {
    const verdict = traffic.verdict === 'reachable' ? 'reachable' : 'unknown'
    const sources = this.#byGroup(from)
    const targets = this.#byGroup(to)
    for (const [source, senders] of sources) {
      for (const [target, receivers] of targets) {
        const found = differing(senders, receivers, pair)
        if (!found) continue
        const example = { ...found, family: pair.to.address.family, port: traffic.trace.query.port }
        this.#add(`${source} ${target}`, traffic.protocol, { ports: traffic.ports, verdict, example })
      }
    }
  }

  addExposure(row: ExposureRow): void {
    const targets = new Map<number, string>()
    for (const id of row.members)
      for (const index of this.#groupsOf.get(id) ?? []) if (!targets.has(index)) targets.set(index, id)
    const port = typeof row.protocol === 'number' && row.icmp === null ? (row.ports[0]?.[0] ?? null) : null
    for (const [target, to] of targets) {
      const example = { from: INTERNET_ROW, to, family: row.family, port }
      this.#add(`${INTERNET_ROW} ${target}`, row.protocol, { ports: row.ports, verdict: row.certainty, example })
    }
  }

  cells(): readonly MatrixCell[] {
    const order = (place: string) => (place === INTERNET_ROW ? -1 : Number(place))
    const cells = [...this.#cells].flatMap(([key, cell]) => {
      const [from = '', to = '', protocol = ''] = key.split(' ')
      return this.#written({ from, to, protocol: protocol === 'any' ? 'any' : Number(protocol) }, cell)
    })
    return cells
      .toSorted((a, b) => order(a.from) - order(b.from) || order(a.to) - order(b.to) || number(a) - number(b))
      .map((cell) => ({ ...cell, from: this.#idOf(cell.from), to: this.#idOf(cell.to) }))
  }

  /** What is surely reached is not told again as perhaps reached. */
  #written(head: Pick<MatrixCell, 'from' | 'to' | 'protocol'>, { ports, examples }: OpenCell): readonly MatrixCell[] {
    const maybe = subtract(ports.unknown, ports.reachable)
    const parts: readonly MatrixCell[] = [
      { ...head, ports: ports.reachable, verdict: 'reachable', examples: examples.reachable },
      { ...head, ports: maybe, verdict: 'unknown', examples: examples.unknown.filter((each) => isWithin(each, maybe)) },
    ]
    return parts.filter((part) => part.ports.length > 0)
  }

  #idOf(place: string): string {
    return place === INTERNET_ROW ? INTERNET_ROW : (this.#groups[Number(place)]?.id ?? '')
  }

  #byGroup(one: EndpointClass): ReadonlyMap<number, readonly string[]> {
    const known = this.#byClass.get(one)
    if (known) return known
    const found = new Map<number, string[]>()
    this.#byClass.set(one, found)
    for (const { networkInterface } of one.members) {
      for (const index of this.#groupsOf.get(networkInterface.id) ?? []) {
        const ids = found.get(index)
        // Two tell enough: one of them is another than whoever is on the far side.
        if (!ids) found.set(index, [networkInterface.id])
        else if (ids.length < 2 && ids[0] !== networkInterface.id) ids.push(networkInterface.id)
      }
    }
    return found
  }

  #add(
    place: string,
    protocol: number | 'any',
    found: Pick<MatrixCell, 'ports' | 'verdict'> & { readonly example: MatrixExample },
  ): void {
    const key = `${place} ${protocol}`
    const cell = this.#cells.get(key) ?? {
      ports: { reachable: [], unknown: [] },
      examples: { reachable: [], unknown: [] },
    }
    const { verdict, ports, example } = found
    cell.ports[verdict] = union(cell.ports[verdict], ports)
    if (cell.examples[verdict].length < EXAMPLES_MAX) cell.examples[verdict].push(example)
    this.#cells.set(key, cell)
  }
}

function number({ protocol }: Pick<MatrixCell, 'protocol'>): number {
  return protocol === 'any' ? 256 : protocol
}

function isWithin({ port }: MatrixExample, ports: NumberSet): boolean {
  return port === null || intersect(ports, [[port, port]]).length > 0
}

/** The asked pair where the groups hold it, else any two that differ. */
function differing(
  senders: readonly string[],
  receivers: readonly string[],
  { from, to }: { readonly from: Endpoint; readonly to: Endpoint },
): { readonly from: string; readonly to: string } | null {
  const asked = { from: from.networkInterface.id, to: to.networkInterface.id }
  if (senders.includes(asked.from) && receivers.includes(asked.to)) return asked
  for (const sender of senders) {
    const receiver = receivers.find((id) => id !== sender)
    if (receiver !== undefined) return { from: sender, to: receiver }
  }
  return null
}
