/**
 * What the groups of a destination could admit from a sender: wide enough that nothing outside of it gets through or
 * is in doubt, and cheap, so that most pairs of a network never need a trace.
 */

import type { SecurityGroupRule } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { EMPTY, intersect, type NumberSet, union } from '../net/interval-set.ts'
import { type Address, containsAddress, parseAddress } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import type { Endpoint } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { peerPrefixes } from './security-group-filter.ts'

export interface Pair {
  readonly from: Endpoint
  readonly to: Endpoint
}

/** The ports of one protocol a pair is worth asking about: what the sender may send and the destination may admit. */
export function candidatePorts(network: Network, { from, to }: Pair, protocol: number): NumberSet {
  if (!mayRoute(network, { from, to })) return EMPTY
  const sent = portsBetween(network, from.networkInterface, (rule) =>
    concerns(rule, 'egress', protocol) ? matchesFar(network, rule, to) : false,
  )
  if (sent.length === 0) return EMPTY
  const translated = translatedSources(network, { from, to })
  const admitted = portsBetween(network, to.networkInterface, (rule) => {
    if (!concerns(rule, 'ingress', protocol)) return false
    return matchesFar(network, rule, from) || translated.some((address) => holdsAddress(network, rule, address))
  })
  return intersect(sent, admitted)
}

/** Protocols other than TCP, UDP and ICMP that a rule of either side names. */
export function namedProtocols(network: Network, { from, to }: Pair): readonly number[] {
  const groups = [...from.networkInterface.securityGroupIds, ...to.networkInterface.securityGroupIds]
  const acls = [from, to].flatMap(
    ({ networkInterface }) => network.index.networkAclBySubnet.get(networkInterface.subnetId) ?? [],
  )
  const named = new Set<number>()
  for (const id of groups) for (const rule of network.inventory.securityGroups.get(id)?.rules ?? []) add(named, rule)
  for (const { entries } of acls) for (const entry of entries) add(named, entry)
  return [...named].toSorted((a, b) => a - b)
}

function add(named: Set<number>, { protocol }: Pick<SecurityGroupRule, 'protocol'>): void {
  if (protocol !== 'any') named.add(protocol)
}

/** The union over all groups; everything where a group is not known or there is none. */
function portsBetween(
  { inventory }: Network,
  { securityGroupIds, unread }: NetworkInterface,
  matches: (rule: SecurityGroupRule) => boolean,
): NumberSet {
  if (securityGroupIds.length === 0 || unread.length > 0) return ALL_PORTS
  let ports: NumberSet = EMPTY
  for (const id of securityGroupIds) {
    const group = inventory.securityGroups.get(id)
    if (!group || group.unread.length > 0) return ALL_PORTS
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

/** Within a VPC the local route delivers, unless a longer one stands before it; between VPCs some route must name the way. */
function mayRoute(network: Network, { from, to }: Pair): boolean {
  if (from.networkInterface.vpcId === to.networkInterface.vpcId) return true
  const table = network.index.routeTableBySubnet.get(from.networkInterface.subnetId)
  if (!table || table.unread.length > 0) return true
  return table.routes.some(({ target, destination }) => {
    if (target.kind === 'local' || target.kind === 'none') return false
    if (destination.kind === 'prefix') return containsAddress(destination.prefix, to.address)
    const entries = network.inventory.prefixLists.get(destination.id)?.entries
    return !entries || entries.some((prefix) => containsAddress(prefix, to.address))
  })
}

/** Private addresses a NAT gateway may put in place of the sender's. Source: VPC guide, "NAT gateways", private NAT. */
function translatedSources({ inventory, index }: Network, { from, to }: Pair): readonly Address[] {
  const { vpcId, subnetId } = from.networkInterface
  if (from.address.family === 6) return []
  const steered = index.routeTableBySubnet
    .get(subnetId)
    ?.routes.some(
      ({ target, destination }) =>
        target.kind === 'nat-gateway' &&
        (destination.kind === 'prefix-list' || containsAddress(destination.prefix, to.address)),
    )
  if (vpcId === to.networkInterface.vpcId && steered === false) return []
  return [...inventory.natGateways.values()].flatMap(({ addresses }) =>
    addresses.flatMap(({ privateIp }) => (privateIp === null ? [] : (parseAddress(privateIp) ?? []))),
  )
}
