/** Everything one end can open towards another: protocols and ports, complete, each range with a trace that shows it. */

import { intersect, intervalSet, type NumberSet } from '../net/interval-set.ts'
import { hasPorts, ICMP, ICMPV6, TCP, UDP } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import { candidatePorts, namedProtocols } from './candidate-ports.ts'
import type { Network } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { type Box, partition } from './partition.ts'
import { trace } from './trace.ts'
import { portCutsOf } from './trace-cuts.ts'
import type { Trace, TraceQuery } from './trace-result.ts'
import type { Pair } from './way-between.ts'

export interface PairTraffic {
  /** IANA number. */
  readonly protocol: number
  /** Destination ports; every port where the protocol has none. */
  readonly ports: NumberSet
  /** Of the connection; `blocked` only where the request alone arrives. */
  readonly verdict: Trace['verdict']
  /** Of the request alone. */
  readonly delivered: Trace['delivered']
  /** For one packet of the range. */
  readonly trace: Trace
}

/** TCP, UDP, the echo request of the family, and every protocol a rule of either side names. */
export function pairProtocols(network: Network, pair: Pair): readonly number[] {
  const echo = pair.to.address.family === 4 ? ICMP : ICMPV6
  const named = namedProtocols(network, pair).filter((each) => !FOREIGN.has(each))
  return [...new Set([TCP, UDP, echo, ...named])]
}

/** Each is asked by its own family. */
const FOREIGN: ReadonlySet<number> = new Set([ICMP, ICMPV6])

/** One protocol, within some ports; what does not arrive at all is left out. */
export function trafficOf(
  network: Network,
  pair: Pair,
  wanted: { readonly protocol: number; readonly ports: NumberSet },
): readonly PairTraffic[] {
  const { protocol } = wanted
  const candidates = intersect(candidatePorts(network, pair, protocol), wanted.ports)
  const [first] = candidates
  if (!first) return []
  if (!hasPorts(protocol))
    return worthTelling([{ ports: ALL_PORTS, answer: askPair(network, pair, { protocol, port: null }) }])
  const boxes = candidates.map((ports): Box<number> => ({ addresses: [0, 0], ports }))
  const pieces = partition(boxes, ({ ports: [port] }) => {
    const answer = askPair(network, pair, { protocol, port })
    const ports = portCutsOf(network.inventory, answer, [pair.from.networkInterface, pair.to.networkInterface])
    return { answer, at: { address: 0, port }, cuts: { addresses: [], ports } }
  })
  return worthTelling(pieces.map(({ box, answer }) => ({ ports: [box.ports], answer })))
}

function askPair(network: Network, pair: Pair, service: Pick<TraceQuery, 'protocol' | 'port'>): Trace {
  return trace(network, pairQuery(pair, service))
}

interface Range {
  readonly ports: NumberSet
  readonly answer: Trace
}

/** Joins the ranges that go the same way to the same end. */
function worthTelling(ranges: readonly Range[]): readonly PairTraffic[] {
  const alike = new Map<string, Range[]>()
  for (const range of ranges) {
    if (range.answer.delivered === 'blocked') continue
    const key = wayOf(range.answer)
    const group = alike.get(key)
    if (group) group.push(range)
    else alike.set(key, [range])
  }
  return [...alike.values()].flatMap((group) => {
    const answer = group[0]?.answer
    if (!answer) return []
    const { verdict, delivered, query } = answer
    const ports = intervalSet(group.flatMap((range) => range.ports))
    return [{ protocol: query.protocol, ports, verdict, delivered, trace: answer }]
  })
}

/** Component by component, with the verdict on both legs. */
export function wayOf({ verdict, delivered, forward }: Trace): string {
  return [verdict, delivered, ...forward.map(({ component, attachedTo }) => `${component} ${attachedTo ?? ''}`)].join(
    '|',
  )
}
