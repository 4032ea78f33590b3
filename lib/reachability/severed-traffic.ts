/**
 * Connections between interfaces that one network has and the same network without some rules has not: what a change
 * would break beside what it is meant to close.
 */

import { type NumberSet, subtract, union } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import { type EndpointClass, endpointClasses } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { pairProtocols, trafficOf } from './pair-traffic.ts'
import { type PairOfClasses, pairsWorthAsking } from './pairs-worth-asking.ts'
import type { FoundRule } from './rule-id.ts'
import type { Pair } from './way-between.ts'

/** Everyone in `from` reached everyone in `to` on these ports, and no longer does. */
export interface SeveredTraffic {
  /** Interface ids, ascending. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly family: Family
  readonly protocol: number
  /** Destination ports; every port where the protocol has none. */
  readonly ports: NumberSet
}

export interface Severed {
  readonly traffic: readonly SeveredTraffic[]
  /** False when the bound was met: there may be more. */
  readonly complete: boolean
}

/** Pairs of classes that are asked before the answer is given as incomplete. */
const PAIRS_MAX = 2000

/** Only pairs with an end the rules guard are asked: nothing else can change. */
export function severedTraffic(before: Network, after: Network, rules: readonly FoundRule[]): Severed {
  const touched = touchedInterfaces(before, rules)
  const traffic: SeveredTraffic[] = []
  let asked = 0
  for (const family of [4, 6] as const) {
    for (const pair of pairsTouched(before, family, touched)) {
      asked += 1
      if (asked > PAIRS_MAX) return { traffic, complete: false }
      traffic.push(...lostBetween(before, after, pair))
    }
  }
  return { traffic, complete: true }
}

function* pairsTouched(network: Network, family: Family, touched: ReadonlySet<string>): Generator<PairOfClasses> {
  const classes = endpointClasses(network, family)
  const own = classes.filter((one) => isTouched(one, touched))
  const others = classes.filter((one) => !isTouched(one, touched))
  yield* pairsWorthAsking(network, { senders: classes, receivers: own })
  yield* pairsWorthAsking(network, { senders: own, receivers: others })
}

/** The rules of one class guard all of its members alike. */
function isTouched({ representative }: EndpointClass, touched: ReadonlySet<string>): boolean {
  return touched.has(representative.networkInterface.id)
}

function touchedInterfaces({ index, subnetsByAcl, subnetsByTable }: Network, rules: readonly FoundRule[]) {
  const inSubnets = (subnets: readonly { readonly id: string }[] = []) =>
    subnets.flatMap(({ id }) => index.interfacesBySubnet.get(id) ?? [])
  const guarded = rules.flatMap((found) => {
    if (found.kind === 'security-group-rule') return index.interfacesBySecurityGroup.get(found.group.id) ?? []
    return inSubnets(found.kind === 'route' ? subnetsByTable.get(found.table.id) : subnetsByAcl.get(found.acl.id))
  })
  return new Set(guarded.map(({ id }) => id))
}

function lostBetween(before: Network, after: Network, { from, to, pair }: PairOfClasses): readonly SeveredTraffic[] {
  return pairProtocols(before, pair).flatMap((protocol) => {
    const open = openPorts(before, pair, protocol)
    if (open.length === 0) return []
    const left = openPorts(after, pair, protocol)
    const ports = hasPorts(protocol) ? subtract(open, left) : left.length === 0 ? ALL_PORTS : []
    if (ports.length === 0) return []
    return [{ from: idsOf(from), to: idsOf(to), family: pair.to.address.family, protocol, ports }]
  })
}

/** What is certain: a connection nobody could be sure of is not one that breaks. */
function openPorts(network: Network, pair: Pair, protocol: number): NumberSet {
  return trafficOf(network, pair, { protocol, ports: ALL_PORTS })
    .filter(({ verdict }) => verdict === 'reachable')
    .reduce<NumberSet>((ports, each) => union(ports, each.ports), [])
}

function idsOf({ members }: EndpointClass): readonly string[] {
  return [...new Set(members.map(({ networkInterface }) => networkInterface.id))].toSorted()
}
