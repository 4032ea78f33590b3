/**
 * From some interfaces to some others on some ports: which of them can open a connection, told by classes of alike
 * ends and never by all pairs. The work is bounded, and it is told when it was cut.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { covers, type NumberSet, union } from '../net/interval-set.ts'
import { TCP } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { likenessOf } from '../reachability/alike-pairs.ts'
import type { EndpointClass } from '../reachability/endpoint-classes.ts'
import type { Network } from '../reachability/network.ts'
import { pairQuery } from '../reachability/pair-query.ts'
import { type PairTraffic, trafficOf } from '../reachability/pair-traffic.ts'
import { trace as traceOf } from '../reachability/trace.ts'
import type { Trace, TraceHop } from '../reachability/trace-result.ts'
import type { FindingHop } from './finding.ts'
import { type LateralPair, type LateralQuestion, lateralPairs, TOO_MANY } from './lateral-pairs.ts'
import { capitalized } from './wording.ts'

export interface LateralPath {
  readonly from: readonly NetworkInterface[]
  readonly to: readonly NetworkInterface[]
  readonly ports: NumberSet
  readonly verdict: 'reachable' | 'unknown'
  /** Of one packet between the first of each; worked out when it is read. */
  readonly trace: Trace
  /** Of a pair that no filter tells apart from this one: the rules that let it pass are the same. */
  readonly alike: Trace
}

export interface LateralAnswer {
  readonly paths: readonly LateralPath[]
  /** More pairs of classes were worth a question than were asked. */
  readonly isCut: boolean
}

/** Pairs of classes that are asked packet by packet; each takes well under a millisecond or two. */
export const PAIRS_ASKED = 400
/** Kinds of sources told of one end; a further one that reaches no other port of it is not asked. */
const SOURCES_TOLD = 10
/** One end that many could reach and none does leaves questions for the others. */
const ASKED_OF_ONE = 40

export function lateralPaths(network: Network, question: LateralQuestion, limit = PAIRS_ASKED): LateralAnswer {
  const search = new LateralSearch(network, limit)
  for (const each of lateralPairs(network, question)) {
    if (each === TOO_MANY || !search.ask(each)) return { paths: search.paths(), isCut: true }
  }
  return { paths: search.paths(), isCut: search.isCut }
}

interface Reached {
  readonly ports: NumberSet
  readonly sources: number
  readonly asked: number
}

class LateralSearch {
  isCut = false
  readonly #network: Network
  readonly #limit: number
  readonly #found: { readonly order: readonly number[]; readonly path: LateralPath }[] = []
  readonly #reached = new Map<EndpointClass, Reached>()
  /** What pairs that nothing tells apart can open; kept only where it is sure. */
  readonly #alike = new Map<string, readonly PairTraffic[]>()
  #asked = 0

  constructor(network: Network, limit: number) {
    this.#network = network
    this.#limit = limit
  }

  /** Receiver by receiver, and for each the senders in their order, whatever was asked first. */
  paths(): readonly LateralPath[] {
    return this.#found.toSorted((a, b) => compareOrder(a.order, b.order)).map(({ path }) => path)
  }

  /** False when nothing more may be asked. */
  ask(each: LateralPair): boolean {
    const { to, pair, ports, order } = each
    const known = this.#reached.get(to) ?? { ports: [], sources: 0, asked: 0 }
    if (known.sources >= SOURCES_TOLD && covers(known.ports, ports)) return true
    const likeness = likenessOf(this.#network, pair)
    const key = likeness === null ? null : `${likeness} ${formatPorts(ports)}`
    const told = key === null ? undefined : this.#alike.get(key)
    if (!told && known.asked >= ASKED_OF_ONE) {
      this.isCut = true
      return true
    }
    if (!told && ++this.#asked > this.#limit) return false
    const traffic = told ?? trafficOf(this.#network, pair, { protocol: TCP, ports })
    if (key !== null && traffic.every(({ verdict }) => verdict !== 'unknown')) this.#alike.set(key, traffic)
    const found = traffic.flatMap((one) => this.#pathOf(each, one, told !== undefined))
    for (const path of found) this.#found.push({ order, path })
    this.#reached.set(to, joined(known, found, told ? 0 : 1))
    return true
  }

  #pathOf(each: LateralPair, { ports, verdict, trace }: PairTraffic, isOfAlike: boolean): readonly LateralPath[] {
    if (verdict === 'blocked') return []
    const network = this.#network
    let own = isOfAlike ? undefined : trace
    return [
      {
        from: interfacesOf(each.from),
        to: interfacesOf(each.to),
        ports,
        verdict,
        alike: trace,
        get trace() {
          own ??= traceOf(network, pairQuery(each.pair, { protocol: TCP, port: trace.query.port }))
          return own
        },
      },
    ]
  }
}

function compareOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function joined({ ports, sources, asked }: Reached, found: readonly LateralPath[], questions: number): Reached {
  const sure = found.filter(({ verdict }) => verdict === 'reachable')
  return {
    ports: sure.reduce((all, path) => union(all, path.ports), ports),
    sources: sources + Math.min(sure.length, 1),
    asked: asked + questions,
  }
}

function interfacesOf({ members }: EndpointClass): readonly NetworkInterface[] {
  return [...new Set(members.map(({ networkInterface }) => networkInterface))]
}

/** Everything that leads to the interfaces of a VPC with the same groups: their rules are what is to be changed. */
export interface LateralEnd {
  readonly to: readonly NetworkInterface[]
  readonly from: readonly NetworkInterface[]
  readonly ports: NumberSet
  readonly paths: readonly LateralPath[]
}

export function endsOf(paths: readonly LateralPath[]): readonly LateralEnd[] {
  return [...Map.groupBy(paths, endKey).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const from = [...new Set(own.flatMap((path) => path.from))].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const ports = own.reduce<NumberSet>((all, path) => union(all, path.ports), [])
    const to = [...new Set(own.flatMap((path) => path.to))].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return [{ to, from, ports, paths: own }]
  })
}

export function endKey({ to: [first] }: Pick<LateralPath, 'to'>): string {
  if (!first || first.securityGroupIds.length === 0) return first?.id ?? ''
  return `${first.vpcId} ${first.securityGroupIds.toSorted().join()}`
}

/** The way there, hop by hop, as findings number it. */
export function traceHops({ forward }: Trace): readonly FindingHop[] {
  return forward.map(({ component, kind, detail, decision }) => ({
    component,
    label: labelOf(kind),
    detail,
    outcome: decision,
  }))
}

function labelOf(kind: TraceHop['kind']): string {
  if (kind === 'network-acl') return 'Network ACL'
  return kind === 'network-interface' ? 'Interface' : capitalized(kind.replaceAll('-', ' '))
}

/** What is not known on the way, in the words of the trace. */
export function doubtsOf(paths: readonly LateralPath[]): readonly string[] {
  return [...new Set(paths.flatMap(({ trace }) => trace.unknowns.map(({ detail }) => detail.replace(/\.$/, ''))))]
}
