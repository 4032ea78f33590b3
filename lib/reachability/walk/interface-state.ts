/** What an interface is, for who sends to it or from it. Source: EC2 guide, "Elastic network interfaces". */

import type { NetworkInterface } from '../../inventory/network.ts'
import { formatAddress } from '../../net/prefix.ts'
import { firstAddress } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { Refusal } from './hop.ts'

const STOPPED: ReadonlySet<string> = new Set(['stopping', 'stopped', 'shutting-down', 'terminated'])

/** An interface that is attached to nothing, or to an instance that does not run, neither sends nor takes. */
export function stateRefusals(network: Network, { id, status, instanceId }: NetworkInterface): readonly Refusal[] {
  if (status === 'available') return [{ code: 'BAD_STATE', component: id, detail: `${id} is attached to nothing` }]
  const instance = instanceId ? network.inventory.instances.get(instanceId) : undefined
  if (!instance || !STOPPED.has(instance.state)) return []
  return [{ code: 'BAD_STATE', component: id, detail: `${instance.id} is ${instance.state}` }]
}

/** Kinds whose owner is AWS forward what they must; the check is for what customers run. */
const CHECKED: ReadonlySet<NetworkInterface['type']> = new Set([
  'interface',
  'efa',
  'trunk',
  'branch',
  'lambda',
  'other',
])

/** Endpoints and nodes of load balancers answer for themselves; no setting makes them pass on what is another's. */
const OWN_ONLY: ReadonlySet<NetworkInterface['type']> = new Set([
  'vpc-endpoint',
  'load-balancer',
  'network-load-balancer',
])

/**
 * Why it refuses what is not from or for its own addresses; null where it does not. Source: EC2 API, SourceDestCheck;
 * Reachability Analyzer guide, ENI_SOURCE_DEST_CHECK_RESTRICTION, ENI_ADDRESS_RESTRICTION.
 */
export function foreignAddressCode({ type, sourceDestCheck }: NetworkInterface): keyof typeof WHY_FOREIGN | null {
  if (sourceDestCheck && CHECKED.has(type)) return 'ENI_SOURCE_DEST_CHECK_RESTRICTION'
  return OWN_ONLY.has(type) ? 'ENI_ADDRESS_RESTRICTION' : null
}

export const WHY_FOREIGN = {
  ENI_SOURCE_DEST_CHECK_RESTRICTION: ', whose source/destination check is on',
  ENI_ADDRESS_RESTRICTION: ', which passes on nothing',
} as const

/** `i-1 · eni-1 · 10.0.0.10`. */
export function interfaceWords(networkInterface: NetworkInterface, { family }: Packet): string {
  const address = firstAddress(networkInterface, family)
  const words = [networkInterface.instanceId, networkInterface.id, address && formatAddress(address)]
  return words.filter((word) => word).join(' · ')
}
