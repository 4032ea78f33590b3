/** Who in a public subnet needs to be there. */

import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import { type Network, unreadAddresses } from '../reachability/network.ts'
import { hasPublicAddress } from '../reachability/public-addresses.ts'
import { interfaceRole, isExempt } from './interface-role.ts'
import type { Settings } from './settings.ts'

/**
 * The interfaces of a subnet that have no public address, nor belong to an instance with one, and are no edge
 * component: they gain nothing from a route to an internet gateway.
 */
export function withoutNeedOfInternet(
  network: Network,
  subnet: Subnet,
  settings: Settings,
): readonly NetworkInterface[] {
  const answers = ANSWERS.get(network)?.settings === settings ? ANSWERS.get(network) : undefined
  const kept = answers ?? { settings, bySubnet: new Map<string, readonly NetworkInterface[]>() }
  ANSWERS.set(network, kept)
  const known = kept.bySubnet.get(subnet.id)
  if (known) return known
  const found = lookedAt(network, subnet, settings)
  kept.bySubnet.set(subnet.id, found)
  return found
}

/** Two rules ask the same of every subnet: the answers under the settings last asked with. */
const ANSWERS = new WeakMap<
  Network,
  { readonly settings: Settings; readonly bySubnet: Map<string, readonly NetworkInterface[]> }
>()

function lookedAt(network: Network, subnet: Subnet, settings: Settings): readonly NetworkInterface[] {
  return (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter(
    (networkInterface) =>
      networkInterface.status !== 'available' &&
      MOVABLE.has(interfaceRole(networkInterface)) &&
      !isExempt(networkInterface, settings) &&
      !facesInternet(network, networkInterface) &&
      !mayFaceInternet(network, networkInterface),
  )
}

/** Those in use of which it is not known whether they, or another interface of their instance, have a public address. */
export function perhapsWithoutNeed(network: Network, subnet: Subnet, settings: Settings): readonly NetworkInterface[] {
  return (network.index.interfacesBySubnet.get(subnet.id) ?? []).filter(
    (each) =>
      each.status !== 'available' &&
      MOVABLE.has(interfaceRole(each)) &&
      !isExempt(each, settings) &&
      !facesInternet(network, each) &&
      mayFaceInternet(network, each),
  )
}

function mayFaceInternet(network: Network, networkInterface: NetworkInterface): boolean {
  return siblingsOf(network, networkInterface).some((each) => unreadAddresses(each).length > 0)
}

/** Does the interface, or another of its instance, have a public IPv4 or global IPv6 address? */
function facesInternet(network: Network, networkInterface: NetworkInterface): boolean {
  return siblingsOf(network, networkInterface).some(
    (each) => hasPublicAddress(network, each, 4) || hasPublicAddress(network, each, 6),
  )
}

function siblingsOf({ index }: Network, networkInterface: NetworkInterface): readonly NetworkInterface[] {
  const { instanceId } = networkInterface
  return instanceId ? (index.interfacesByInstance.get(instanceId) ?? []) : [networkInterface]
}

const MOVABLE: ReadonlySet<ReturnType<typeof interfaceRole>> = new Set(['host', 'database', 'function', 'container'])
