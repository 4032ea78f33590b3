/** What speaks against an endpoint working at all. Source: EC2 API, VpcEndpoint; PrivateLink guide. */

import type { VpcEndpoint } from '../../inventory/connectivity.ts'
import type { Subnet } from '../../inventory/network.ts'
import type { Network } from '../network.ts'
import type { Objections } from './hop.ts'

/** An endpoint works while it is available: one that waits for acceptance, or was rejected, does not. */
export function endpointObjections({ id, state }: VpcEndpoint): Objections {
  const word = state.toLowerCase()
  if (word === 'available') return { refusals: [], doubts: [] }
  if (word !== 'unknown') {
    return { refusals: [{ code: 'BAD_STATE', component: id, detail: `${id} is ${state}.` }], doubts: [] }
  }
  const detail = `The state of ${id} was not told.`
  return { refusals: [], doubts: [{ code: 'BAD_STATE', component: id, detail, key: 'VpcEndpoints' }] }
}

/**
 * A service that is not offered in a zone does not answer there. Zones are compared by name within one account only:
 * another account may call them otherwise. Source: PrivateLink guide, "Subnets and Availability Zones".
 */
export function zoneObjections({ inventory }: Network, endpoint: VpcEndpoint, subnet: Subnet): Objections {
  const service = [...inventory.vpcEndpointServices.values()].find(
    ({ serviceName, account, region }) =>
      serviceName === endpoint.serviceName && account === subnet.account && region === subnet.region,
  )
  const zones = service?.availabilityZones ?? null
  if (zones === null || zones.length === 0 || zones.includes(subnet.availabilityZone))
    return { refusals: [], doubts: [] }
  const detail = `${endpoint.serviceName} is not offered in ${subnet.availabilityZone}.`
  return { refusals: [{ code: 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ', component: endpoint.id, detail }], doubts: [] }
}

export function joined(...all: readonly Objections[]): Objections {
  return { refusals: all.flatMap(({ refusals }) => refusals), doubts: all.flatMap(({ doubts }) => doubts) }
}
