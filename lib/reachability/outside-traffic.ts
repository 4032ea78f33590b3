/**
 * Everything between one end and an outside, complete in addresses and ports: the internet to an interface, an
 * interface to the internet, or to whatever lies behind a gateway. The request alone is judged, and its reply beside it.
 */

import { unreadOf } from '../inventory/filters.ts'
import { type Interval, type IntervalSet, intersect, intervalSet, type NumberSet } from '../net/interval-set.ts'
import { type Address, type Family, lastIpv4, lastIpv6, type Prefix } from '../net/prefix.ts'
import { type AddressSet, NO_ADDRESSES, unionAddresses } from '../net/traffic.ts'
import { publicBinding } from './address-index.ts'
import type { Endpoint } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { wayOf } from './pair-traffic.ts'
import { type Box, partition } from './partition.ts'
import { peerPrefixes } from './security-group-filter.ts'
import { trace } from './trace.ts'
import { cutsOf } from './trace-cuts.ts'
import type { Trace, TraceQuery } from './trace-result.ts'
import { wayOfProbe } from './way-between.ts'

type Value = number | bigint

/** A rectangle of addresses outside and destination ports, with the trace of one packet of it. */
export interface OutsideTraffic {
  readonly addresses: AddressSet
  readonly ports: NumberSet
  readonly trace: Trace
}

export interface OutsideQuestion {
  /** The end in the network. */
  readonly end: Endpoint
  /** `out`: the end sends. */
  readonly direction: 'in' | 'out'
  readonly protocol: number
  /** The addresses outside that are asked about, of the family of the end. */
  readonly outside: AddressSet
  /** One packet as a question; `address` is the one outside. */
  readonly ask: (address: Address, port: number) => TraceQuery
}

/** What is delivered or may be, and by `keep` what else is worth telling; rectangles are disjoint. */
export function outsideTraffic(
  network: Network,
  question: OutsideQuestion,
  keep: (answer: Trace) => boolean = ({ delivered }) => delivered !== 'blocked',
): readonly OutsideTraffic[] {
  const { family } = question.end.address
  const boxes = boxesOf(network, question)
  const pieces = partition<Trace, Value>(boxes, ({ addresses, ports }) => {
    const [port] = ports
    const value = askedAddress(network, family, addresses)
    const answer = trace(network, question.ask(addressOf(family, value), port))
    return {
      answer,
      at: { address: value, port },
      cuts: cutsOf(network.inventory, answer, [question.end.networkInterface]),
    }
  })
  const kept = pieces.filter(({ answer }) => keep(answer))
  return joined(
    family,
    kept.map(({ box, answer }) => ({ box, answer })),
  )
}

/** The groups of the end say where asking is worth while: outside of what they let through nothing passes. */
function boxesOf(network: Network, question: OutsideQuestion): readonly Box<Value>[] {
  const { end, outside } = question
  const all: readonly Interval<Value>[] = end.address.family === 4 ? outside.v4 : outside.v6
  const spans = settles(network, question, all) ? spansOf(network, question) : EVERYTHING
  const cuts = [...new Set(spans.flatMap(({ ports }) => ports.flatMap(([lo, hi]) => [lo, hi + 1])))]
  const sorted = cuts.toSorted((a, b) => a - b)
  return sorted.slice(0, -1).flatMap((lo, index) => {
    const ports: Interval<number> = [lo, (sorted[index + 1] ?? lo + 1) - 1]
    const open = spans.filter((span) => intersect(span.ports, [ports]).length > 0)
    const within = intervalSet<Value>(open.flatMap((span) => span.addresses ?? all))
    return intersect<Value>(within, all).map((addresses) => ({ addresses, ports }))
  })
}

/** The groups of a sender always settle it; those of a receiver where the way to them is known. */
function settles(network: Network, { end, direction, ask }: OutsideQuestion, all: readonly Interval<Value>[]): boolean {
  const [first] = all
  if (direction === 'out' || !first) return true
  const { family } = end.address
  const probe = trace(network, ask(addressOf(family, askedAddress(network, family, first)), PROBED_PORT))
  // A gateway table asks for replies to come back the same way, so there the way depends on who sends.
  const steered = probe.forward.some(({ kind }) => kind === 'route-table')
  return !steered && wayOfProbe(probe, { from: null, to: end }).kind === 'told'
}

const PROBED_PORT = 443

interface Span {
  readonly ports: NumberSet
  /** Null for every address. */
  readonly addresses: readonly Interval<Value>[] | null
}

const EVERYTHING: readonly Span[] = [{ ports: [[0, 65_535]], addresses: null }]

/** What the groups may let through; everything where a group is not known or there is none. */
function spansOf({ inventory }: Network, { end, direction: way, protocol: wanted }: OutsideQuestion): readonly Span[] {
  const { networkInterface, address } = end
  const side = way === 'in' ? 'ingress' : 'egress'
  const { securityGroupIds, unread } = networkInterface
  if (securityGroupIds.length === 0 || unread.length > 0) return EVERYTHING
  const groups = securityGroupIds.map((id) => inventory.securityGroups.get(id))
  if (groups.some((group) => !group || unreadOf(group, side).length > 0)) return EVERYTHING
  return groups
    .flatMap((group) => group?.rules ?? [])
    .filter(({ direction, protocol }) => direction === side && (protocol === 'any' || protocol === wanted))
    .map((rule) => {
      const prefixes = peerPrefixes(inventory, rule)
      return {
        ports: rule.ports,
        addresses: prefixes?.flatMap((prefix) => intervalOf(prefix, address.family)) ?? null,
      }
    })
}

function intervalOf(prefix: Prefix, family: Family): readonly Interval<Value>[] {
  if (prefix.family !== family) return []
  return [prefix.family === 4 ? [prefix.base, lastIpv4(prefix)] : [prefix.base, lastIpv6(prefix)]]
}

const TRIES_MAX = 256

/** An address of the interval that nothing of the inventory owns, so that the outside is asked and nothing inside. */
function askedAddress(network: Network, family: Family, [lo, hi]: Interval<Value>): Value {
  let value = lo
  for (let tries = 0; tries < TRIES_MAX && value < hi && publicBinding(network, addressOf(family, value)); tries++) {
    value = typeof value === 'bigint' ? value + 1n : value + 1
  }
  return value
}

export function addressOf(family: Family, value: Value): Address {
  return family === 4 ? { family, value: Number(value) } : { family, value: BigInt(value) }
}

interface Found {
  readonly box: Box<Value>
  readonly answer: Trace
}

/** Boxes that go the same way: first the addresses with the same ports, so that few rectangles are left. */
function joined(family: Family, found: readonly Found[]): readonly OutsideTraffic[] {
  const byWay = groupedBy(found, ({ answer }) => wayOf(answer))
  return byWay.flatMap((ways) => {
    const answer = ways[0]?.answer
    if (!answer) return []
    const byAddress = groupedBy(ways, ({ box }) => String(box.addresses)).map((same) => ({
      addresses: same.slice(0, 1).map(({ box }) => box.addresses),
      ports: intervalSet(same.map(({ box }) => box.ports)),
    }))
    return groupedBy(byAddress, ({ ports }) => String(ports)).flatMap((same) => {
      const ports = same[0]?.ports
      const addresses = same
        .map((each) => setOf(family, intervalSet(each.addresses)))
        .reduce(unionAddresses, NO_ADDRESSES)
      return ports ? [{ addresses, ports, trace: answer }] : []
    })
  })
}

function setOf(family: Family, values: IntervalSet<Value>): AddressSet {
  return family === 4
    ? { v4: values.map(([lo, hi]) => [Number(lo), Number(hi)] as const), v6: [] }
    : { v4: [], v6: values.map(([lo, hi]) => [BigInt(lo), BigInt(hi)] as const) }
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
