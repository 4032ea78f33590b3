/** The security groups that stand behind a subnet or a network ACL: what many rules read in place of its interfaces. */

import type { NetworkAcl } from '../inventory/filters.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Network } from '../reachability/network.ts'

type GroupIds = NetworkInterface['securityGroupIds']

const BY_SUBNET = new WeakMap<Network, Map<string, ReadonlySet<string>>>()

/** The ids of the groups that interfaces of a subnet carry, in the order they are met; kept for the network. */
export function groupsInSubnet(network: Network, subnetId: string): ReadonlySet<string> {
  const kept = BY_SUBNET.get(network) ?? new Map<string, ReadonlySet<string>>()
  BY_SUBNET.set(network, kept)
  const known = kept.get(subnetId)
  if (known) return known
  const found = groupsOf(network.index.interfacesBySubnet.get(subnetId) ?? [])
  kept.set(subnetId, found)
  return found
}

/** The same of every subnet an ACL guards. */
export function groupsBehindAcl(network: Network, { id }: NetworkAcl): ReadonlySet<string> {
  const [first, ...others] = network.subnetsByAcl.get(id) ?? []
  if (!first) return new Set()
  if (others.length === 0) return groupsInSubnet(network, first.id)
  const groups = new Set(groupsInSubnet(network, first.id))
  for (const subnet of others) for (const each of groupsInSubnet(network, subnet.id)) groups.add(each)
  return groups
}

/** The ids of the groups that some interfaces carry, in the order they are met. Interfaces with the same share one list. */
export function groupsOf(interfaces: readonly NetworkInterface[]): ReadonlySet<string> {
  const lists = new Set<GroupIds>()
  for (const { securityGroupIds } of interfaces) lists.add(securityGroupIds)
  const groups = new Set<string>()
  for (const ids of lists) for (const id of ids) groups.add(id)
  return groups
}
