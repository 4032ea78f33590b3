/** Interfaces that no filter can tell apart: one path answers for all of them. */

import type { NetworkInterface } from '../inventory/network.ts'
import { isSteered } from './internet-edge.ts'
import type { Network } from './network.ts'
import { hasPublicAddress } from './public-addresses.ts'

export interface InterfaceClass {
  /** The first by id; its path is everyone's. */
  readonly representative: NetworkInterface
  readonly members: readonly NetworkInterface[]
}

/** Groups interfaces by what decides on the way: route table, ACL, security groups, kind, having a public address. */
export function interfaceClasses(network: Network, interfaces: readonly NetworkInterface[]): readonly InterfaceClass[] {
  const classes = new Map<string, NetworkInterface[]>()
  for (const networkInterface of interfaces) {
    const key = classKey(network, networkInterface)
    const members = classes.get(key)
    if (members) members.push(networkInterface)
    else classes.set(key, [networkInterface])
  }
  return [...classes.values()].flatMap((members) => {
    const representative = members.at(0)
    return representative ? [{ representative, members }] : []
  })
}

function classKey(network: Network, networkInterface: NetworkInterface): string {
  const known = network.classKeys.get(networkInterface.id)
  if (known !== undefined) return known
  const key = [...placeOf(network, networkInterface), ...ownOf(network, networkInterface)].join('|')
  network.classKeys.set(networkInterface.id, key)
  return key
}

/** What the subnet contributes: the same table, ACL and Block Public Access decide alike in every subnet that has them. */
function placeOf(network: Network, { subnetId, vpcId }: NetworkInterface): readonly (string | undefined)[] {
  const { routeTableBySubnet, networkAclBySubnet, blockPublicAccessExclusionsByResource } = network.index
  return [
    vpcId,
    routeTableBySubnet.get(subnetId)?.id ?? subnetId,
    networkAclBySubnet.get(subnetId)?.id ?? subnetId,
    blockPublicAccessExclusionsByResource.has(subnetId) ? subnetId : '',
    network.inventory.subnets.get(subnetId)?.blockPublicAccess ?? '',
  ]
}

function ownOf(network: Network, networkInterface: NetworkInterface): readonly (string | boolean | undefined)[] {
  const { instanceId, securityGroupIds } = networkInterface
  const instance = instanceId ? network.inventory.instances.get(instanceId) : undefined
  return [
    securityGroupIds.length > 1 ? securityGroupIds.toSorted().join() : securityGroupIds[0],
    networkInterface.type,
    networkInterface.status,
    networkInterface.denyAllIgwTraffic,
    instance?.state,
    networkInterface.unread.join(),
    hasPublicAddress(network, networkInterface, 4),
    hasPublicAddress(network, networkInterface, 6),
    isSteered(network, networkInterface.vpcId) ? networkInterface.id : '',
  ]
}
