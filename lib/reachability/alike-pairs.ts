/**
 * Pairs of ends that nothing on the way can tell apart, because nothing is on the way but the filters of the two: both
 * in one VPC, each led to the other by its local route. What one of them can open, all can.
 */

import type { NetworkInterface } from '../inventory/network.ts'
import { containsAddress } from '../net/prefix.ts'
import { addressSide, type Endpoint } from './endpoint-classes.ts'
import type { Network } from './network.ts'
import { isDelivered, type Pair } from './way-between.ts'

/**
 * A text that alike pairs share; null where more than the filters may decide.
 * Source: VPC guide, "Network ACLs" (traffic within a subnet meets none) and "Route tables" (the local route).
 */
export function likenessOf(network: Network, { from, to }: Pair): string | null {
  if (!isDelivered(network, { from, to }) || !isDelivered(network, { from: to, to: from })) return null
  const ends = [endOf(network, from), endOf(network, to)]
  if (ends.includes(null)) return null
  const isBeside = from.networkInterface.subnetId === to.networkInterface.subnetId
  return [isBeside, ...ends].join(' ')
}

/** Null where what is known of an end is not whole. */
function endOf(network: Network, { networkInterface: one, address }: Endpoint): string | null {
  const { inventory, index } = network
  const subnet = inventory.subnets.get(one.subnetId)
  const acl = index.networkAclBySubnet.get(one.subnetId)
  if (!subnet || !acl || one.unread.length > 0) return null
  if (!subnet.cidrs.some((cidr) => containsAddress(cidr, address))) return null
  // In their order: which of two groups a trace names depends on it.
  return [
    acl.id,
    one.securityGroupIds.join(),
    stateOf(network, one),
    address.family,
    addressSide(network, address),
  ].join('|')
}

function stateOf({ inventory }: Network, one: NetworkInterface): string {
  const instance = inventory.instances.get(one.instanceId ?? '')
  const isPlain = one.type === 'interface' && !one.description.startsWith('ELB ')
  return [one.status, one.sourceDestCheck, instance?.state, isPlain ? '' : one.id].join()
}
