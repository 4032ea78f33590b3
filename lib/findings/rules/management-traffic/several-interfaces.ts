/** Instances with more than one interface: all that the rules about keeping management apart look at. */

import type { Instance, NetworkInterface } from '../../../inventory/network.ts'
import type { Network } from '../../../reachability/network.ts'

export interface SeveralInterfaces {
  readonly instance: Instance
  readonly interfaces: readonly NetworkInterface[]
}

const FOUND = new WeakMap<Network, readonly SeveralInterfaces[]>()

/** Of those that are in a document themselves, in the order their first interface has; kept for the network. */
export function severalInterfaces(network: Network): readonly SeveralInterfaces[] {
  const known = FOUND.get(network)
  if (known) return known
  const found: SeveralInterfaces[] = []
  for (const [id, interfaces] of network.index.interfacesByInstance) {
    const instance = interfaces.length > 1 ? network.inventory.instances.get(id) : undefined
    if (instance) found.push({ instance, interfaces })
  }
  FOUND.set(network, found)
  return found
}
