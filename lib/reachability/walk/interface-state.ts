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

/** Does it refuse what is not from or for its own addresses? Source: EC2 API, SourceDestCheck. */
export function checksAddresses({ type, sourceDestCheck }: NetworkInterface): boolean {
  return sourceDestCheck && CHECKED.has(type)
}

/** `i-1 · eni-1 · 10.0.0.10`. */
export function interfaceWords(networkInterface: NetworkInterface, { family }: Packet): string {
  const address = firstAddress(networkInterface, family)
  const words = [networkInterface.instanceId, networkInterface.id, address && formatAddress(address)]
  return words.filter((word) => word).join(' · ')
}
