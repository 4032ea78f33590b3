/** From where a reply sets out. */

import type { Network } from '../network.ts'
import type { Arrival, Place } from './state.ts'

/** Null where the way back is not asked for: a gateway that was asked for, a service inside every VPC. */
export function replyPlaceOf({ inventory }: Network, arrival: Arrival): Place | null {
  switch (arrival.kind) {
    case 'interface':
      return { kind: 'leaving-interface', interfaceId: arrival.id }
    case 'internet':
      return { kind: 'internet' }
    case 'on-premises':
      return arrival.attachmentId === null
        ? { kind: 'vpn-gateway', id: arrival.id, direction: 'in' }
        : { kind: 'transit-gateway', id: arrival.id, attachmentId: arrival.attachmentId }
    case 'service': {
      // A gateway endpoint hands what its service answers to the VPC. Source: PrivateLink guide, "Gateway endpoints".
      const endpoint = inventory.vpcEndpoints.get(arrival.id)
      return endpoint ? { kind: 'in-vpc', vpcId: endpoint.vpcId, fromSubnetId: null } : null
    }
    case 'gateway':
      return null
  }
}
