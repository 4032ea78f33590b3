/**
 * What the groups of a destination could admit from a sender: wide enough that nothing outside of it gets through or
 * is in doubt, and cheap, so that most pairs of a network never need a trace.
 */

import { type SecurityGroupRule, unreadOf } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { EMPTY, intersect, type NumberSet, union } from '../net/interval-set.ts'
import { type Address, containsAddress } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import type { Endpoint } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { peerPrefixes } from './security-group-filter.ts'
import { type Pair, wayBetween } from './way-between.ts'

/** The ports of one protocol a pair is worth asking about: what the sender may send and the destination may admit. */
export function candidatePorts(network: Network, { from, to }: Pair, protocol: number): NumberSet {
  const sent = portsBetween(network, { networkInterface: from.networkInterface, direction: 'egress' }, (rule) =>
    concerns(rule, 'egress', protocol) ? matchesFar(network, rule, to) : false,
  )
  if (sent.length === 0) return EMPTY
  const way = wayBetween(network, { from, to })
  if (way.kind !== 'told') return way.kind === 'none' ? EMPTY : sent
  const sender = { networkInterface: from.networkInterface, address: way.source }
  const admitted = portsBetween(network, { networkInterface: to.networkInterface, direction: 'ingress' }, (rule) =>
    concerns(rule, 'ingress', protocol) ? matchesFar(network, rule, sender) : false,
  )
  return intersect(sent, admitted)
}

/** What the groups of a receiver admit of a protocol from anybody; everything where a group is not known or there is none. */
export function admittedPorts(network: Network, receiver: NetworkInterface, protocol: number): NumberSet {
  const { admitted } = factsOf(network, receiver)
  const known = admitted.get(protocol)
  if (known) return known
  const ports = portsBetween(network, { networkInterface: receiver, direction: 'ingress' }, (rule) =>
    concerns(rule, 'ingress', protocol),
  )
  admitted.set(protocol, ports)
  return ports
}

/** What the groups of a sender let out of a protocol to anybody; everything where a group is not known or there is none. */
export function sentPorts(network: Network, sender: NetworkInterface, protocol: number): NumberSet {
  return portsBetween(network, { networkInterface: sender, direction: 'egress' }, (rule) =>
    concerns(rule, 'egress', protocol),
  )
}

/** Protocols that a rule of either side names. */
export function namedProtocols(network: Network, { from, to }: Pair): readonly number[] {
  const [sent, received] = [from, to].map(({ networkInterface }) => factsOf(network, networkInterface).protocols)
  if (!sent || !received) return []
  if (sent === received || received.every((each) => sent.includes(each))) return sent
  return [...new Set([...sent, ...received])].toSorted((a, b) => a - b)
}

/** What the filters of an interface say by themselves, whoever is on the far side. */
interface Facts {
  /** Ascending. */
  readonly protocols: readonly number[]
  readonly admitted: Map<number, NumberSet>
}

const FACTS = new WeakMap<Network, WeakMap<NetworkInterface, Facts>>()

function factsOf(network: Network, one: NetworkInterface): Facts {
  const facts = FACTS.get(network) ?? new WeakMap<NetworkInterface, Facts>()
  FACTS.set(network, facts)
  const known = facts.get(one)
  if (known) return known
  const made: Facts = { protocols: protocolsAt(network, one), admitted: new Map() }
  facts.set(one, made)
  return made
}

function protocolsAt({ inventory, index }: Network, one: NetworkInterface): readonly number[] {
  const rules = one.securityGroupIds.flatMap((id) => inventory.securityGroups.get(id)?.rules ?? [])
  const entries = index.networkAclBySubnet.get(one.subnetId)?.entries ?? []
  const named = [...rules, ...entries].flatMap(({ protocol }) => (protocol === 'any' ? [] : [protocol]))
  return [...new Set(named)].toSorted((a, b) => a - b)
}

interface Side {
  readonly networkInterface: NetworkInterface
  readonly direction: SecurityGroupRule['direction']
}

/** The union over all groups; everything where a group is not known or there is none. */
function portsBetween(
  { inventory }: Network,
  { networkInterface: { securityGroupIds, unread }, direction }: Side,
  matches: (rule: SecurityGroupRule) => boolean,
): NumberSet {
  if (securityGroupIds.length === 0 || unread.length > 0) return ALL_PORTS
  let ports: NumberSet = EMPTY
  for (const id of securityGroupIds) {
    const group = inventory.securityGroups.get(id)
    if (!group || unreadOf(group, direction).length > 0) return ALL_PORTS
    for (const rule of group.rules) {
      if (!matches(rule)) continue
      if (!hasPorts(rule.protocol)) return ALL_PORTS
      ports = union(ports, rule.ports)
    }
  }
  return ports
}

function concerns(rule: SecurityGroupRule, direction: SecurityGroupRule['direction'], protocol: number): boolean {
  return rule.direction === direction && (rule.protocol === 'any' || rule.protocol === protocol)
}

function matchesFar(network: Network, rule: SecurityGroupRule, { networkInterface, address }: Endpoint): boolean {
  const { peer } = rule
  if (peer.kind !== 'security-group') return holdsAddress(network, rule, address)
  const { securityGroupIds, unread } = networkInterface
  return securityGroupIds.length === 0 || unread.length > 0 || securityGroupIds.some((id) => id === peer.id)
}

function holdsAddress({ inventory }: Network, rule: SecurityGroupRule, address: Address): boolean {
  if (rule.peer.kind === 'security-group') return false
  return peerPrefixes(inventory, rule)?.some((prefix) => containsAddress(prefix, address)) ?? true
}
