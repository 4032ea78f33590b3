/**
 * From some interfaces to some others on some ports: which of them can open a connection, told by classes of alike
 * ends and never by all pairs. The work is bounded, and it is told when it was cut.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { covers, intersect, type NumberSet, union } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { candidatePorts } from '../reachability/candidate-ports.ts'
import { type EndpointClass, endpointClasses } from '../reachability/endpoint-classes.ts'
import type { Network } from '../reachability/network.ts'
import { trafficOf } from '../reachability/pair-traffic.ts'
import { type PairOfClasses, pairsWorthAsking } from '../reachability/pairs-worth-asking.ts'
import type { Trace, TraceHop } from '../reachability/trace-result.ts'
import type { FindingHop } from './finding.ts'
import { capitalized } from './wording.ts'

export interface LateralQuestion {
  readonly senders: readonly NetworkInterface[]
  readonly receivers: readonly NetworkInterface[]
  /** TCP. */
  readonly ports: NumberSet
}

export interface LateralPath {
  readonly from: readonly NetworkInterface[]
  readonly to: readonly NetworkInterface[]
  readonly ports: NumberSet
  readonly verdict: 'reachable' | 'unknown'
  /** Of one packet between the first of each. */
  readonly trace: Trace
}

export interface LateralAnswer {
  readonly paths: readonly LateralPath[]
  /** More pairs of classes were worth a question than were asked. */
  readonly isCut: boolean
}

/** Pairs of classes that are asked packet by packet; each takes well under a millisecond or two. */
export const PAIRS_ASKED = 400
/** Pairs that are only looked at, to see whether any port is worth a question. */
const PAIRS_SEEN = 20_000

export function lateralPaths(network: Network, question: LateralQuestion, limit = PAIRS_ASKED): LateralAnswer {
  const paths: LateralPath[] = []
  const reached = new Map<EndpointClass, Reached>()
  let asked = 0
  let isCut = false
  for (const each of worthAsking(network, question)) {
    if (each === TOO_MANY) return { paths, isCut: true }
    const { from, to, pair, ports } = each
    const known = reached.get(to) ?? { ports: [], sources: 0, asked: 0 }
    if (known.sources >= SOURCES_TOLD && covers(known.ports, ports)) continue
    if (known.asked >= ASKED_OF_ONE) {
      isCut = true
      continue
    }
    if (++asked > limit) return { paths, isCut: true }
    const found = trafficOf(network, pair, { protocol: TCP, ports }).flatMap((traffic): LateralPath[] => {
      const { ports: open, verdict, trace } = traffic
      return verdict === 'blocked'
        ? []
        : [{ from: interfacesOf(from), to: interfacesOf(to), ports: open, verdict, trace }]
    })
    paths.push(...found)
    reached.set(to, joined(known, found))
  }
  return { paths, isCut }
}

/** Kinds of sources told of one end; a further one that reaches no other port of it is not asked. */
const SOURCES_TOLD = 10

/** One end that many could reach and none does leaves questions for the others. */
const ASKED_OF_ONE = 40

interface Reached {
  readonly ports: NumberSet
  readonly sources: number
  readonly asked: number
}

function joined({ ports, sources, asked }: Reached, found: readonly LateralPath[]): Reached {
  const sure = found.filter(({ verdict }) => verdict === 'reachable')
  return {
    ports: sure.reduce((all, path) => union(all, path.ports), ports),
    sources: sources + Math.min(sure.length, 1),
    asked: asked + 1,
  }
}

interface Askable extends PairOfClasses {
  readonly ports: NumberSet
}

const TOO_MANY = 'too many'

/** Pairs of which some port could get through by the rules alone. */
function* worthAsking(network: Network, question: LateralQuestion): Generator<Askable | typeof TOO_MANY> {
  let seen = 0
  for (const family of FAMILIES) {
    const senders = endpointClasses(network, family, question.senders)
    const receivers = senders.length === 0 ? [] : endpointClasses(network, family, question.receivers)
    for (const each of pairsWorthAsking(network, { senders, receivers })) {
      if (++seen > PAIRS_SEEN) yield TOO_MANY
      const ports = intersect(candidatePorts(network, each.pair, TCP), question.ports)
      if (ports.length > 0) yield { ...each, ports }
    }
  }
}

const FAMILIES: readonly Family[] = [4, 6]

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
