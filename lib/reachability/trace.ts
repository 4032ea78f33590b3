/**
 * Can one open a connection to the other? The request is walked to its end, the reply back to where it began; every
 * component says what it decided and why. Source: Reachability Analyzer guide, "How it works".
 */

import { formatAddress } from '../net/prefix.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import { resolveDestination } from './destination-ends.ts'
import { encryptionCaveats } from './encryption-caveats.ts'
import { type DestinationEnd, type Ends, type SourceEnd, unknownEnd } from './endpoint.ts'
import { membersOf } from './endpoint-members.ts'
import { familyOf, isInternet, resolveSource } from './endpoints.ts'
import { withGapIds } from './gaps-of.ts'
import { classicArnOf } from './load-balancer-nodes.ts'
import type { Network } from './network.ts'
import { EPHEMERAL_PORTS, echoRequest, type Packet, portsFor } from './packet.ts'
import { filterBlockers } from './question-filters.ts'
import type { Trace, TraceCaveat, TraceQuery } from './trace-result.ts'
import { branchBudget, type StepBudget } from './walk/explore.ts'
import { type Connection, type ConnectionAnswer, walkConnection } from './walk-connection.ts'
import { wayBackCaveats } from './way-back-caveats.ts'

/** Never throws: an end that is not known makes the answer `unknown`. */
export function trace(network: Network, query: TraceQuery): Trace {
  return { ...traceByArn(network, withArns(network, query)), query }
}

function traceByArn(network: Network, query: TraceQuery): Trace {
  const family = familyOf(network, query)
  const sources = resolveSource(network, query, family)
  if (sources.kind !== 'ends') return withoutEnd(network, query, sources)
  const found: Found = { answers: [], missing: [], cut: sources.cut }
  const budget = branchBudget()
  for (const source of sources.ends) {
    const destinations = resolveDestination(network, query, { family, source })
    if (destinations.kind === 'ends') {
      found.answers.push(...connectAll(network, query, { source, destinations, sources, budget }))
      found.cut ||= destinations.cut
    } else found.missing.push(destinations)
    if (found.answers.at(-1)?.answer.verdict === 'reachable') break
  }
  return settle(network, query, found)
}

/** A Classic Load Balancer is asked for by its name; an id that was collected means what has it. */
function withArns(network: Network, query: TraceQuery): TraceQuery {
  const { from, to, via } = query
  const arnOr = (text: string) => {
    const known = isInternet(text) || membersOf(network, text)?.resource
    return known ? text : (classicArnOf(network, text) ?? text)
  }
  return { ...query, from: arnOr(from), to: arnOr(to), via: via && arnOr(via) }
}

type Missing = Exclude<Ends<unknown>, { readonly kind: 'ends' }>

interface Found {
  readonly answers: Candidate[]
  readonly missing: Missing[]
  cut: boolean
}

/** Nobody is blocked while somebody who could be meant was not tried. */
function settle(network: Network, query: TraceQuery, { answers, missing, cut }: Found): Trace {
  const best = bestOf(answers)
  const untold = missing.find(({ kind }) => kind === 'unknown') ?? (cut ? tooMany(query) : undefined)
  if (best && !(best.answer.verdict === 'blocked' && untold)) return traceOf(network, query, best)
  return withoutEnd(network, query, untold ?? missing[0] ?? tooMany(query))
}

function tooMany({ to }: TraceQuery): Missing {
  return unknownEnd(to, 'There are more members than were tried; name one of them.')
}

interface Candidate {
  readonly answer: ConnectionAnswer
  readonly caveats: readonly TraceCaveat[]
}

interface Choice {
  readonly source: SourceEnd
  readonly sources: Ends<SourceEnd> & { readonly kind: 'ends' }
  readonly destinations: Ends<DestinationEnd> & { readonly kind: 'ends' }
  readonly budget: StepBudget
}

/** One connection after the other, until one works. */
function connectAll(
  network: Network,
  query: TraceQuery,
  { source, sources, destinations, budget }: Choice,
): readonly Candidate[] {
  const answers: Candidate[] = []
  for (const destination of destinations.ends) {
    const connection = { ...connectionOf(network, query, { source, destination }), budget }
    const caveats = [...chosen(sources, source), ...chosen(destinations, destination)]
    answers.push({ answer: walkConnection(connection), caveats })
    if (answers.at(-1)?.answer.verdict === 'reachable') break
  }
  return answers
}

function connectionOf(
  network: Network,
  query: TraceQuery,
  { source, destination }: { readonly source: SourceEnd; readonly destination: DestinationEnd },
): Omit<Connection, 'budget'> {
  return {
    network,
    start: {
      place: source.place,
      packet: packetOf(query, source, destination),
      leg: 'request',
      identity: source.identity,
      zone: source.zone,
      translations: [],
    },
    origin: source.origin,
    originId: source.id,
    destinationId: destination.id,
    accepts: destination.accepts,
    via: query.via,
  }
}

function packetOf(
  { protocol, port, sourcePort, icmp }: TraceQuery,
  source: SourceEnd,
  destination: DestinationEnd,
): Packet {
  const from = sourcePort === null ? EPHEMERAL_PORTS : ([[sourcePort, sourcePort]] as const)
  const to = port === null ? ALL_PORTS : ([[port, port]] as const)
  const isIcmp = protocol === ICMP || protocol === ICMPV6
  return {
    family: destination.address.family,
    protocol,
    source: source.address,
    destination: destination.address,
    sourcePorts: portsFor(protocol, from),
    destinationPorts: portsFor(protocol, to),
    icmp: isIcmp ? (icmp ?? echoRequest(protocol)) : null,
  }
}

/** Of several members the answer is for one, and says for which. */
function chosen(ends: { readonly several: boolean }, end: SourceEnd | DestinationEnd): readonly TraceCaveat[] {
  if (!ends.several || end.id === null) return []
  const detail = `The answer is for ${end.id} (${formatAddress(end.address)}).`
  return [{ code: 'CHOSEN_MEMBER', component: end.id, detail }]
}

const RANK = { reachable: 0, unknown: 1, blocked: 2 } as const

/** One that works, else one that may, else the one that gets furthest; the first by id among equals. */
function bestOf(answers: readonly Candidate[]): Candidate | undefined {
  const score = ({ answer }: Candidate) =>
    RANK[answer.verdict] * 1e6 + RANK[answer.delivered] * 1e4 + answer.blockers.length * 100
  return answers.toSorted((a, b) => score(a) - score(b)).at(0)
}

function traceOf(network: Network, query: TraceQuery, { answer, caveats }: Candidate): Trace {
  const { verdict, delivered, forward, reply, blockers } = answer
  const hops = [...forward, ...reply].map((hop) => ({
    ...hop,
    unknowns: hop.unknowns.map((unknown) => withGapIds(network, unknown)),
  }))
  const unknowns = verdict === 'unknown' ? distinct([...hops.flatMap((hop) => hop.unknowns), ...answer.unknowns]) : []
  return {
    verdict,
    query,
    forward: hops.slice(0, forward.length),
    return: hops.slice(forward.length),
    blockers: verdict === 'blocked' ? [...blockers, ...filterBlockers(query, forward)] : blockers,
    unknowns,
    caveats: distinct([
      ...hops.flatMap((hop) => hop.caveats),
      ...encryptionCaveats(network, hops),
      ...wayBackCaveats(forward, reply),
      ...answer.caveats,
      ...caveats,
    ]),
    delivered,
  }
}

/** An end that is not known, or that surely does not exist. */
function withoutEnd(network: Network, query: TraceQuery, end: Missing): Trace {
  const verdict = end.kind === 'unknown' ? 'unknown' : 'blocked'
  return {
    verdict,
    query,
    forward: [],
    return: [],
    blockers: end.kind === 'nobody' ? [end.blocker] : [],
    unknowns: end.kind === 'unknown' ? distinct(end.unknowns.map((unknown) => withGapIds(network, unknown))) : [],
    caveats: [],
    delivered: verdict,
  }
}

function distinct<T extends { readonly code: string; readonly component: string; readonly detail: string }>(
  all: readonly T[],
): readonly T[] {
  return [...new Map(all.map((each) => [`${each.code} ${each.component} ${each.detail}`, each])).values()]
}
