/** Which interfaces can really open a connection to which others: asked of the engine, one pair of each two classes. */

import type { NetworkInterface } from '../../../inventory/network.ts'
import type { NumberSet } from '../../../net/interval-set.ts'
import type { Family } from '../../../net/prefix.ts'
import { ALL_PORTS } from '../../../net/traffic.ts'
import { endpointClasses } from '../../../reachability/endpoint-classes.ts'
import type { Network } from '../../../reachability/network.ts'
import { pairProtocols, trafficOf } from '../../../reachability/pair-traffic.ts'
import { pairsWorthAsking } from '../../../reachability/pairs-worth-asking.ts'
import type { Trace } from '../../../reachability/trace-result.ts'
import type { Pair } from '../../../reachability/way-between.ts'

export interface Talk {
  readonly from: NetworkInterface
  readonly to: NetworkInterface
  readonly protocol: number
  readonly ports: NumberSet
  readonly verdict: 'reachable' | 'unknown'
  readonly trace: Trace
}

export interface TalkQuestion {
  readonly senders: readonly NetworkInterface[]
  readonly receivers: readonly NetworkInterface[]
  /** The pair one answer is enough for, such as both VPCs; null for a pair that is not asked about. */
  readonly pairOf: (from: NetworkInterface, to: NetworkInterface) => string | null
}

const FAMILIES: readonly Family[] = [4, 6]

/** The first connection found of each pair; one that is sure takes the place of one that is not. */
export function talksOf(network: Network, question: TalkQuestion): ReadonlyMap<string, Talk> {
  const found = new Map<string, Talk>()
  for (const family of FAMILIES) {
    const senders = endpointClasses(network, family, question.senders)
    const receivers = endpointClasses(network, family, question.receivers)
    for (const { pair } of pairsWorthAsking(network, { senders, receivers })) {
      const key = question.pairOf(pair.from.networkInterface, pair.to.networkInterface)
      if (key === null || found.get(key)?.verdict === 'reachable') continue
      const talk = talkOf(network, pair)
      if (talk) found.set(key, talk)
    }
  }
  return found
}

/** What one end can open to the other: something sure, else something that may be, else null. */
function talkOf(network: Network, pair: Pair): Talk | null {
  const { networkInterface: from } = pair.from
  const { networkInterface: to } = pair.to
  let best: Talk | null = null
  for (const protocol of pairProtocols(network, pair)) {
    for (const { verdict, ports, trace } of trafficOf(network, pair, { protocol, ports: ALL_PORTS })) {
      if (verdict === 'reachable') return { from, to, protocol, ports, verdict, trace }
      if (verdict === 'unknown') best ??= { from, to, protocol, ports, verdict, trace }
    }
  }
  return best
}
