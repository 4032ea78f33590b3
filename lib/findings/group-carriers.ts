/** What carries a security group: whatever a group is read, named and told by. */

import type { NetworkInterface } from '../inventory/network.ts'
import type { Network } from '../reachability/network.ts'

/**
 * The interfaces that carry a group, in the order of the inventory. Those of NAT gateways are left out, also where a
 * document names groups at them: AWS manages them, and nobody can give or take a group.
 * Source: VPC guide, "NAT gateway basics" (a security group cannot be associated with a NAT gateway).
 */
export function carriersOf(network: Network, groupId: string): readonly NetworkInterface[] {
  const carriers = network.index.interfacesBySecurityGroup.get(groupId) ?? []
  const ofNat = natInterfaces(network)
  const isOfNat = ({ id, type }: NetworkInterface) => type === 'nat-gateway' || ofNat.has(id)
  return carriers.some(isOfNat) ? carriers.filter((one) => !isOfNat(one)) : carriers
}

const OF_NAT = new WeakMap<Network, ReadonlySet<string>>()

/** The interfaces that NAT gateways name, by id: older documents call them plain interfaces. */
function natInterfaces(network: Network): ReadonlySet<string> {
  const known = OF_NAT.get(network)
  if (known) return known
  const gateways = [...network.inventory.natGateways.values()]
  const found = new Set(gateways.flatMap(({ addresses }) => addresses.flatMap(({ interfaceId }) => interfaceId ?? [])))
  OF_NAT.set(network, found)
  return found
}
