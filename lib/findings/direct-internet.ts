/** Who in a public subnet needs to be there. */

import type { NetworkInterface, Subnet } from '../inventory/network.ts'
import { hasPublicAddress } from '../reachability/internet-path.ts'
import type { Network } from '../reachability/network.ts'
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
      !facesInternet(network, networkInterface),
  )
}

/** Does the interface, or another of its instance, have a public IPv4 or global IPv6 address? */
function facesInternet(network: Network, networkInterface: NetworkInterface): boolean {
  const { instanceId } = networkInterface
  const siblings = instanceId ? (network.index.interfacesByInstance.get(instanceId) ?? []) : [networkInterface]
  return siblings.some((each) => hasPublicAddress(network, each, 4) || hasPublicAddress(network, each, 6))
}

const MOVABLE: ReadonlySet<ReturnType<typeof interfaceRole>> = new Set(['host', 'database', 'function', 'container'])
