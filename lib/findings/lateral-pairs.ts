/**
 * Which pairs of classes to ask for paths, in order of danger: those within a VPC first, where nothing but filters
 * stands between, then those across. How much is looked at does not grow with the network, and it is told when it was cut.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { intersect, type NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { candidatePorts } from '../reachability/candidate-ports.ts'
import { type EndpointClass, endpointClasses } from '../reachability/endpoint-classes.ts'
import type { Network } from '../reachability/network.ts'
import { type PairOfClasses, pairsWorthAsking } from '../reachability/pairs-worth-asking.ts'
import { receiverKey, senderKey } from '../reachability/way-between.ts'

export interface LateralQuestion {
  readonly senders: readonly NetworkInterface[]
  readonly receivers: readonly NetworkInterface[]
  /** TCP. */
  readonly ports: NumberSet
}

export interface LateralPair extends PairOfClasses {
  /** Those that the rules alone would let through. */
  readonly ports: NumberSet
  /** Family, number of the receiver, number of the sender: in what order to tell what was found. */
  readonly order: readonly number[]
}

/** Stands where a bound was met. */
export const TOO_MANY = 'too many'

/** Pairs that are only looked at, to see whether any port is worth a question. */
const PAIRS_SEEN = 20_000
/** Ways between VPCs that are only looked at, to see whether anything leads across. */
const WAYS_SEEN = 4000

interface Ends {
  readonly family: Family
  readonly senders: readonly EndpointClass[]
  readonly receivers: readonly EndpointClass[]
}

/** Pairs of which some port could get through by the rules alone. */
export function* lateralPairs(network: Network, question: LateralQuestion): Generator<LateralPair | typeof TOO_MANY> {
  const all = FAMILIES.map((family) => endsOf(network, family, question))
  let seen = 0
  for (const [find, ends] of [
    ...all.map((each) => [pairsWithin, each] as const),
    ...all.map((each) => [pairsAcross, each] as const),
  ]) {
    const number = numbersOf(ends)
    for (const each of find(network, ends)) {
      if (each === TOO_MANY || ++seen > PAIRS_SEEN) return yield TOO_MANY
      const ports = intersect(candidatePorts(network, each.pair, TCP), question.ports)
      const order = [ends.family, number(each.to), number(each.from)]
      if (ports.length > 0) yield { ...each, ports, order }
    }
  }
}

const FAMILIES: readonly Family[] = [4, 6]

function endsOf(network: Network, family: Family, question: LateralQuestion): Ends {
  const senders = endpointClasses(network, family, question.senders)
  const receivers = senders.length === 0 ? [] : endpointClasses(network, family, question.receivers)
  return { family, senders, receivers }
}

function numbersOf({ senders, receivers }: Ends): (end: EndpointClass) => number {
  const numbers = new Map([...senders, ...receivers].map((end, number) => [end, number]))
  return (end) => numbers.get(end) ?? 0
}

function* pairsWithin(network: Network, { senders, receivers }: Ends): Generator<PairOfClasses> {
  const byVpc = Map.groupBy(senders, vpcOf)
  for (const [vpcId, own] of Map.groupBy(receivers, vpcOf)) {
    yield* pairsWorthAsking(network, { senders: byVpc.get(vpcId) ?? [], receivers: own })
  }
}

/** Ways are told from every kind of sender to every kind of receiver, so receivers are taken until these are too many. */
function* pairsAcross(network: Network, { senders, receivers }: Ends): Generator<PairOfClasses | typeof TOO_MANY> {
  if (new Set([...senders, ...receivers].map(vpcOf)).size < 2) return
  const kinds = new Set(senders.map(({ representative }) => senderKey(network, representative))).size
  const known = new Set<number>()
  const near: EndpointClass[] = []
  for (const to of receivers) {
    known.add(receiverKey(network, to.representative))
    if (known.size * kinds > WAYS_SEEN) break
    near.push(to)
  }
  for (const each of pairsWorthAsking(network, { senders, receivers: near })) {
    if (vpcOf(each.from) !== vpcOf(each.to)) yield each
  }
  if (near.length < receivers.length) yield TOO_MANY
}

function vpcOf({ representative }: EndpointClass): string {
  return representative.networkInterface.vpcId
}
