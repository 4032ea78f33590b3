/** Interfaces that no filter can tell apart: one path answers for all of them. */

import type { NetworkInterface } from '../inventory/network.ts'
import { publicAddresses } from './internet-path.ts'
import { attachedGateways, type Network } from './network.ts'

export interface InterfaceClass {
  /** The first by id; its path is everyone's. */
  readonly representative: NetworkInterface
  readonly members: readonly NetworkInterface[]
}

/** Groups interfaces by subnet, security groups, kind, and whether the internet has an address for them. */
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
  const instance = networkInterface.instanceId
    ? network.inventory.instances.get(networkInterface.instanceId)
    : undefined
  return [
    networkInterface.subnetId,
    networkInterface.securityGroupIds.toSorted().join(),
    networkInterface.type,
    networkInterface.status,
    networkInterface.denyAllIgwTraffic,
    instance?.state,
    publicAddresses(network, networkInterface, 4).length > 0,
    publicAddresses(network, networkInterface, 6).length > 0,
    edgeSensitive(network, networkInterface) ? networkInterface.id : '',
  ].join('|')
}

/** Where a gateway table steers what comes in, the private address itself decides. */
function edgeSensitive(network: Network, networkInterface: NetworkInterface): boolean {
  const gateways = attachedGateways(network, networkInterface.vpcId)
  return gateways.some(({ gateway }) => network.index.routeTableByGateway.has(gateway.id))
}
