/** Interfaces that AWS puts into a subnet for an endpoint: they answer while the endpoint works, and never ask. */

import type { VpcEndpoint } from '../../inventory/connectivity.ts'
import type { NetworkInterface } from '../../inventory/network.ts'
import type { Network } from '../network.ts'
import { endpointObjections, joined, zoneObjections } from './endpoint-objections.ts'
import type { Refusal } from './hop.ts'

/** The endpoint an interface belongs to; null when it belongs to none, or the endpoint was not collected. */
export function endpointOfInterface({ index }: Network, { id, vpcId, type }: NetworkInterface): VpcEndpoint | null {
  if (type !== 'vpc-endpoint' && type !== 'gateway-load-balancer-endpoint') return null
  const all = index.vpcEndpointsByVpc.get(vpcId) ?? []
  return all.find(({ interfaceIds }) => interfaceIds.some((each) => each === id)) ?? null
}

/** What keeps the endpoint of an interface from answering. Source: PrivateLink guide, "Interface endpoint states". */
export function endpointRefusals(network: Network, networkInterface: NetworkInterface): readonly Refusal[] {
  const endpoint = endpointOfInterface(network, networkInterface)
  if (!endpoint) return []
  const subnet = network.inventory.subnets.get(networkInterface.subnetId)
  const zones = subnet ? zoneObjections(network, endpoint, subnet) : { refusals: [], doubts: [] }
  return joined(endpointObjections(endpoint), zones).refusals
}

/** Source: Reachability Analyzer guide, VPCE_INTRA_VPC_TRAFFIC; PrivateLink guide, "Interface endpoints". */
export function initiationRefusals(network: Network, networkInterface: NetworkInterface): readonly Refusal[] {
  if (networkInterface.type !== 'vpc-endpoint') return []
  const component = endpointOfInterface(network, networkInterface)?.id ?? networkInterface.id
  const detail = `${component} is an endpoint, which opens no connections into ${networkInterface.vpcId}`
  return [{ code: 'VPCE_INTRA_VPC_TRAFFIC', component, detail }]
}
