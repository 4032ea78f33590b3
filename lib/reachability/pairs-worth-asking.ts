/**
 * Which pairs of classes are worth a question: those whose receiver has a rule that may admit the sender, found from
 * the rules and not by trying all. What is left out surely has no candidate ports.
 */

import { type RulePeer, type SecurityGroup, unreadOf } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { lastIpv4, lastIpv6, type Prefix } from '../net/prefix.ts'
import type { Endpoint, EndpointClass } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { prefixListEntries } from './security-group-filter.ts'
import { type Pair, receiverKey, senderKey, wayBetween } from './way-between.ts'

export interface ClassPair {
  readonly from: EndpointClass
  readonly to: EndpointClass
}

export interface PairOfClasses extends ClassPair {
  /** A member of each, not of the same interface. */
  readonly pair: Pair
  /** Is it sure that nothing gets through but what the groups of the receiver admit? */
  readonly settled: boolean
}

/** Receiver by receiver, and for each the senders in their order. */
export function* pairsWorthAsking(
  network: Network,
  { senders, receivers }: { readonly senders: readonly EndpointClass[]; readonly receivers: readonly EndpointClass[] },
): Generator<PairOfClasses> {
  const index = new SenderIndex(network, senders)
  for (const to of receivers) {
    const settlements = index.settlementsFor(to)
    for (const number of index.worthAsking(to, settlements)) {
      const from = senders[number]
      const pair = from && differentMembers(from, to)
      if (pair) yield { from, to, pair, settled: settlements[index.wayOf(number)] === 'groups' }
    }
  }
}

/** A member of each that are not the same interface; null when there are none. */
function differentMembers(from: EndpointClass, to: EndpointClass): Pair | null {
  const sender = from.representative
  const other = (end: Endpoint) => end.networkInterface !== sender.networkInterface
  const receiver = to.members.find(other)
  return receiver ? { from: sender, to: receiver } : null
}

/** What settles that a sender is not admitted: that no way leads there, or the groups of the receiver. */
type Settlement = 'way' | 'groups' | 'nothing'

/** Numbers of senders, ascending. */
type Numbers = readonly number[]

class SenderIndex {
  readonly #network: Network
  readonly #senders: readonly EndpointClass[]
  readonly #all: Numbers
  readonly #byGroup = new Map<string, number[]>()
  /** Senders that may carry any group: a reference to whichever group may mean them. */
  readonly #ofAnyGroup: number[] = []
  readonly #byAddress: readonly { readonly value: number | bigint; readonly number: number }[]
  /** Senders whose packets take the same way to wherever they go, by one of them, and which of these each is of. */
  readonly #ways: readonly Endpoint[]
  readonly #wayOf: Numbers
  readonly #byGroups = new Map<string, Numbers>()
  readonly #settlements = new Map<number, readonly Settlement[]>()

  constructor(network: Network, senders: readonly EndpointClass[]) {
    this.#network = network
    this.#senders = senders
    this.#all = senders.map((_, number) => number)
    for (const [number, { representative }] of senders.entries()) this.#file(number, representative.networkInterface)
    this.#byAddress = senders
      .map(({ representative }, number) => ({ value: representative.address.value, number }))
      .toSorted((a, b) => (a.value < b.value ? -1 : 1))
    const keys = senders.map(({ representative }) => senderKey(network, representative))
    const ways = new Map(senders.map(({ representative }, number) => [keys[number], representative] as const))
    const place = new Map([...ways.keys()].map((key, way) => [key, way]))
    this.#wayOf = keys.map((key) => place.get(key) ?? 0)
    this.#ways = [...ways.values()]
  }

  /** The number of the way the packets of a sender take. */
  wayOf(number: number): number {
    return this.#wayOf[number] ?? 0
  }

  /** By the numbers of the ways; receivers of one key are alike. */
  settlementsFor({ representative: to }: EndpointClass): readonly Settlement[] {
    const key = receiverKey(this.#network, to)
    const known = this.#settlements.get(key)
    if (known) return known
    const found = this.#ways.map((from) => this.#settledBy({ from, to }))
    this.#settlements.set(key, found)
    return found
  }

  #settledBy(pair: Pair): Settlement {
    const way = wayBetween(this.#network, pair)
    if (way.kind === 'none') return 'way'
    return way.kind === 'told' && way.source.value === pair.from.address.value ? 'groups' : 'nothing'
  }

  worthAsking(to: EndpointClass, settlements: readonly Settlement[]): Numbers {
    const admitted = this.#admittedBy(to.representative.networkInterface)
    if (!settlements.includes('nothing')) {
      return admitted.filter((number) => settlements[this.wayOf(number)] === 'groups')
    }
    const named = new Set(admitted)
    return this.#all.filter((number) => {
      const by = settlements[this.wayOf(number)]
      return by === 'nothing' || (by === 'groups' && named.has(number))
    })
  }

  /** Those that some rule of the groups names, whatever its protocol; all where the groups are not known. */
  #admittedBy({ securityGroupIds, unread }: NetworkInterface): Numbers {
    const groups = securityGroupIds.map((id) => this.#network.inventory.securityGroups.get(id))
    const known = groups.filter(
      (group): group is SecurityGroup => group !== undefined && unreadOf(group, 'ingress').length === 0,
    )
    if (groups.length === 0 || unread.length > 0 || known.length < groups.length) return this.#all
    const key = securityGroupIds.join()
    const kept = this.#byGroups.get(key)
    if (kept) return kept
    const ingress = known.flatMap(({ rules }) => rules.filter(({ direction }) => direction === 'ingress'))
    const named = new Set(ingress.flatMap(({ peer }) => this.#named(peer)))
    const numbers = [...named].toSorted((a, b) => a - b)
    this.#byGroups.set(key, numbers)
    return numbers
  }

  #named(peer: RulePeer): Numbers {
    if (peer.kind === 'security-group') return [...(this.#byGroup.get(peer.id) ?? []), ...this.#ofAnyGroup]
    if (peer.kind === 'prefix') return this.#within(peer.prefix)
    const entries = prefixListEntries(this.#network.inventory.prefixLists.get(peer.id))
    return entries?.flatMap((prefix) => this.#within(prefix)) ?? this.#all
  }

  #within(prefix: Prefix): Numbers {
    if (this.#senders[0]?.representative.address.family !== prefix.family) return []
    const end = prefix.family === 4 ? lastIpv4(prefix) : lastIpv6(prefix)
    const found: number[] = []
    for (let at = this.#firstFrom(prefix.base); ; at++) {
      const sender = this.#byAddress[at]
      if (!sender || sender.value > end) break
      found.push(sender.number)
    }
    return found
  }

  #firstFrom(value: number | bigint): number {
    let lo = 0
    let hi = this.#byAddress.length
    while (lo < hi) {
      const middle = (lo + hi) >> 1
      if ((this.#byAddress[middle]?.value ?? 0) < value) lo = middle + 1
      else hi = middle
    }
    return lo
  }

  #file(number: number, { securityGroupIds, unread }: NetworkInterface): void {
    if (securityGroupIds.length === 0 || unread.length > 0) {
      this.#ofAnyGroup.push(number)
      return
    }
    for (const id of securityGroupIds) {
      const members = this.#byGroup.get(id)
      if (members) members.push(number)
      else this.#byGroup.set(id, [number])
    }
  }
}
