/**
 * Where a packet would go if its route were right: for telling every blocker, not only the first.
 * The way is the one that could be configured: the VPC itself, a peer, a transit gateway, the internet gateway.
 */

import { type Address, containsAddress } from '../../net/prefix.ts'
import { interfaceAt, isPublic, publicAddressOf } from '../address-index.ts'
import { attachedGateways, type Network } from '../network.ts'
import type { Place, WalkState } from './state.ts'

export interface Standing {
  readonly vpcId: string
  readonly subnetId: string | null
}

/** Most likely first; empty when nothing joins the packet to its destination. */
export function likelyPlaces(network: Network, state: WalkState, { vpcId, subnetId }: Standing): readonly Place[] {
  const { destination, source } = state.packet
  if (interfaceAt(network, vpcId, destination)) return [{ kind: 'in-vpc', vpcId, fromSubnetId: subnetId }]
  if (!isPublic(destination)) {
    return [...peeringPlaces(network, vpcId, destination), ...transitPlaces(network, vpcId, destination)]
  }
  if (!publicAddressOf(network, vpcId, source)) return []
  return attachedGateways(network, vpcId).map(
    ({ gateway }): Place => ({ kind: 'internet-gateway', id: gateway.id, vpcId, direction: 'out' }),
  )
}

function peeringPlaces(network: Network, vpcId: string, destination: Address): readonly Place[] {
  return (network.index.peeringsByVpc.get(vpcId) ?? []).flatMap(({ id, requester, accepter }): readonly Place[] => {
    const far = requester.vpcId === vpcId ? accepter : requester
    const there = far.vpcId !== null && interfaceAt(network, far.vpcId, destination)
    const holds = there || far.cidrs.some((cidr) => containsAddress(cidr, destination))
    return holds ? [{ kind: 'peering', id, fromVpcId: vpcId }] : []
  })
}

function transitPlaces({ index, ...network }: Network, vpcId: string, destination: Address): readonly Place[] {
  return (index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []).flatMap((near): readonly Place[] => {
    const others = index.transitGatewayAttachmentsByGateway.get(near.transitGatewayId) ?? []
    const holds = others.some(
      ({ kind, resourceId }) =>
        kind === 'vpc' &&
        resourceId !== null &&
        network.inventory.vpcs.get(resourceId)?.cidrs.some((cidr) => containsAddress(cidr, destination)),
    )
    return holds ? [{ kind: 'transit-gateway', id: near.transitGatewayId, attachmentId: near.id }] : []
  })
}
