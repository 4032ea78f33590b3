/** What carries a security group: whatever a group is read, named and told by. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import type { Network } from '../reachability/network.ts'

/**
 * The interfaces that carry a group, in the order of the inventory. Those of NAT gateways are left out, also where a
 * document names groups at them: AWS manages them, and nobody can give or take a group.
 * Source: VPC guide, "NAT gateway basics" (a security group cannot be associated with a NAT gateway).
 */
export function carriersOf(network: Network, groupId: string): readonly NetworkInterface[] {
  return ofNatApart(network).get(groupId) ?? network.index.interfacesBySecurityGroup.get(groupId) ?? NOBODY
}

const NOBODY: readonly never[] = []

const OF_NAT_APART = new WeakMap<Network, ReadonlyMap<string, readonly NetworkInterface[]>>()

/** The carriers of the few groups that an interface of a NAT gateway is told to carry, without those. */
function ofNatApart(network: Network): ReadonlyMap<string, readonly NetworkInterface[]> {
  const known = OF_NAT_APART.get(network)
  if (known) return known
  const { interfacesBySecurityGroup } = network.index
  const ofNat = natInterfaces(network.inventory)
  const groups = new Set([...ofNat].flatMap(({ securityGroupIds }) => securityGroupIds))
  const apart = new Map(
    [...groups].map((id) => [id, (interfacesBySecurityGroup.get(id) ?? []).filter((one) => !ofNat.has(one))]),
  )
  OF_NAT_APART.set(network, apart)
  return apart
}

/** Older documents call the interfaces that NAT gateways name plain ones. */
function natInterfaces({ natGateways, networkInterfaces }: Inventory): ReadonlySet<NetworkInterface> {
  const named = [...natGateways.values()].flatMap(({ addresses }) =>
    addresses.flatMap(({ interfaceId }) => networkInterfaces.get(interfaceId ?? '') ?? []),
  )
  const found = new Set(named)
  for (const one of networkInterfaces.values()) if (one.type === 'nat-gateway') found.add(one)
  return found
}
