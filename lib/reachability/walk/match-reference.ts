/**
 * Does a rule that names a security group mean this packet? It matches private addresses of interfaces that carry the
 * group, as long as nothing on the way hides who sends. Source: VPC guide, "Security group referencing"; VPC Peering
 * guide, "Reference peer security groups"; Transit Gateway guide, "Security group referencing".
 */

import type { TransitGatewayAttachment } from '../../inventory/connectivity.ts'
import type { RulePeer } from '../../inventory/filters.ts'
import type { NetworkInterface } from '../../inventory/network.ts'
import { type Address, containsAddress } from '../../net/prefix.ts'
import { interfaceAt, interfacesTold, isPublic, ownsAddress, publicBinding } from '../address-index.ts'
import { coverageOf, type Network } from '../network.ts'
import type { Doubt, Refusal } from './hop.ts'
import type { GroupsQuestion, PeerMatch } from './judge-groups.ts'
import { onWayOut } from './reference-way-out.ts'

type Reference = Extract<RulePeer, { readonly kind: 'security-group' }>

const MATCHES: PeerMatch = { kind: 'matches' }
const DIFFERS: PeerMatch = { kind: 'differs', refusal: null }

export function matchReference(network: Network, peer: Reference, question: GroupsQuestion): PeerMatch {
  // A stale reference admits nothing. Source: VPC Peering guide, "Work with stale security group rules".
  if (peer.peeringStatus === 'deleted') return DIFFERS
  return question.direction === 'ingress'
    ? matchSender(network, peer, question)
    : matchReceiver(network, peer, question)
}

function matchSender(network: Network, peer: Reference, question: GroupsQuestion): PeerMatch {
  const { identity, packet, networkInterface } = question
  const sender = identity && network.inventory.networkInterfaces.get(identity.interfaceId)
  if (!identity || !sender) return matchStranger(network, peer, question)
  const carried = carries(sender, peer.id)
  if (carried === false || !(identity.keepsClient || ownsAddress(sender, packet.source))) return DIFFERS
  const way = wayBetween(network, { sender, receiver: networkInterface, over: identity.over }, peer)
  if (way.kind !== 'matches' || carried) return way
  const detail = `Whether ${sender.id} carries ${peer.id} is not known.`
  return { kind: 'unsure', doubt: { component: sender.id, detail, key: 'NetworkInterfaces' } }
}

/** Nobody knows who sends, or something on the way hid it. */
function matchStranger(
  network: Network,
  peer: Reference,
  { packet, networkInterface, identity }: GroupsQuestion,
): PeerMatch {
  const owner =
    interfaceAt(network, networkInterface.vpcId, packet.source) ??
    publicBinding(network, packet.source)?.networkInterface ??
    null
  if (owner && carries(owner, peer.id) === true) {
    const detail = `${peer.id} names ${owner.id}, and something on the way hides that it sends`
    return { kind: 'differs', refusal: { code: 'SG_REFERENCES_NOT_PRESERVED', detail } }
  }
  // Where the sender was lost on the way (an appliance, a NAT gateway) nobody is matched; an address of a peer that
  // was not collected may be anyone there.
  const unknownPeer = identity === null && !owner && unknownPeerHolds(network, networkInterface.vpcId, packet.source)
  return unknownPeer ? { kind: 'unsure', doubt: unknownPeered(peer.id) } : DIFFERS
}

interface Way {
  readonly sender: NetworkInterface
  readonly receiver: NetworkInterface
  readonly over: readonly ('vpc-peering' | 'transit-gateway')[]
}

/** Do references hold on this way? Only one join keeps them, and each kind on its own terms. */
function wayBetween(network: Network, way: Way, peer: Reference): PeerMatch {
  const [join, ...more] = way.over
  if (join === undefined) return way.sender.vpcId === way.receiver.vpcId ? MATCHES : lost(peer, 'the VPCs differ')
  if (more.length > 0) return lost(peer, 'more than one join lies between')
  if (join === 'transit-gateway') return overTransitGateway(network, way, peer)
  // Source: VPC Peering guide: a group of a peer VPC in another Region cannot be referenced.
  return isOneRegion(network, way) ? MATCHES : lost(peer, 'the peer VPC is in another Region')
}

/** By where both were collected, and by what the peering connection tells. */
function isOneRegion({ index }: Network, { sender, receiver }: Way): boolean {
  const joins = (index.peeringsByVpc.get(sender.vpcId) ?? []).filter(
    ({ status, requester, accepter }) =>
      status === 'active' && (requester.vpcId === receiver.vpcId || accepter.vpcId === receiver.vpcId),
  )
  const near = joins.some(
    ({ requester, accepter }) =>
      requester.region === null || accepter.region === null || requester.region === accepter.region,
  )
  return sender.region === receiver.region && (near || joins.length === 0)
}

function lost(peer: Reference, why: string): PeerMatch {
  return {
    kind: 'differs',
    refusal: { code: 'SG_REFERENCES_NOT_PRESERVED', detail: `${peer.id} does not match: ${why}` },
  }
}

/** The gateway (off by default) and both attachments (on by default) must support it. */
function overTransitGateway(network: Network, { sender, receiver }: Way, peer: Reference): PeerMatch {
  const ofVpc = (vpcId: string) => network.index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []
  const pairs = ofVpc(sender.vpcId).flatMap((near) =>
    ofVpc(receiver.vpcId).flatMap((far) => (far.transitGatewayId === near.transitGatewayId ? [{ near, far }] : [])),
  )
  const answers = pairs.map(({ near, far }) => supports(network, near, far))
  if (answers.includes(true)) return MATCHES
  const [pair] = pairs
  const component = pair?.near.transitGatewayId ?? receiver.vpcId
  if (answers.includes(null) || pairs.length === 0) {
    const detail = `Whether ${component} supports security group references was not collected.`
    return { kind: 'unsure', doubt: { code: 'SG_REFERENCING_SUPPORT', component, detail, key: 'TransitGateways' } }
  }
  const refusal: Refusal = {
    code: 'SG_REFERENCING_SUPPORT',
    component,
    detail: `${peer.id} does not match over ${component}`,
  }
  return { kind: 'differs', refusal }
}

function supports(network: Network, near: TransitGatewayAttachment, far: TransitGatewayAttachment): boolean | null {
  const gateway = network.inventory.transitGateways.get(near.transitGatewayId)?.securityGroupReferencing ?? null
  const all = [gateway, near.securityGroupReferencing, far.securityGroupReferencing]
  if (all.includes(false)) return false
  return all.includes(null) ? null : true
}

/** Outward a reference names the receiver: of the same VPC, or of a peer. Over a transit gateway it never matches. */
function matchReceiver(network: Network, peer: Reference, { networkInterface, packet }: GroupsQuestion): PeerMatch {
  const { destination } = packet
  const here = interfaceAt(network, networkInterface.vpcId, destination)
  if (here) return onWayOut(network, { networkInterface, destination, by: 'local' }, matchOwner(here, peer))
  if (holdsAddress(network, networkInterface.vpcId, destination)) {
    return interfacesTold(network, networkInterface.vpcId) ? DIFFERS : unknownReceiver(networkInterface.vpcId, peer)
  }
  return matchPeerOf(network, peer, { networkInterface, destination })
}

interface Outward {
  readonly networkInterface: NetworkInterface
  readonly destination: Address
}

/** A receiver in another VPC: over a peering connection of the same Region its groups count. */
function matchPeerOf(network: Network, peer: Reference, { networkInterface, destination }: Outward): PeerMatch {
  for (const { near, far } of peersHolding(network, networkInterface.vpcId, destination)) {
    const { vpcId, region } = far
    const owner = vpcId && interfaceAt(network, vpcId, destination)
    if (region !== null && region !== (near.region ?? networkInterface.region)) continue
    const way = { networkInterface, destination, by: 'vpc-peering' } as const
    if (owner) return onWayOut(network, way, matchOwner(owner, peer))
    if (vpcId === null || !interfacesTold(network, vpcId)) return { kind: 'unsure', doubt: unknownPeered(peer.id) }
  }
  const { vpcId } = networkInterface
  return mayBePeered(network, vpcId, destination) ? unknownPeering(vpcId, peer) : DIFFERS
}

/** Could the address belong to a peer nobody told of? A public IPv4 address is never reached over a peering connection. */
function mayBePeered({ inventory }: Network, vpcId: string, address: Address): boolean {
  if (address.family === 4 && isPublic(address)) return false
  const vpc = inventory.vpcs.get(vpcId)
  return vpc === undefined || coverageOf(inventory, vpc, 'VpcPeeringConnections') !== 'complete'
}

function unknownPeering(vpcId: string, peer: Reference): PeerMatch {
  const detail = `Not all peering connections of ${vpcId} were collected, so who carries ${peer.id} is not known.`
  return {
    kind: 'unsure',
    doubt: { code: 'UNKNOWN_PEERED_SGS', component: vpcId, detail, key: 'VpcPeeringConnections' },
  }
}

function matchOwner(owner: NetworkInterface, peer: Reference): PeerMatch {
  const carried = carries(owner, peer.id)
  if (carried !== null) return carried ? MATCHES : DIFFERS
  const detail = `Whether ${owner.id} carries ${peer.id} is not known.`
  return { kind: 'unsure', doubt: { component: owner.id, detail, key: 'NetworkInterfaces' } }
}

function unknownReceiver(vpcId: string, peer: Reference): PeerMatch {
  const detail = `Not all interfaces of ${vpcId} were collected, so who carries ${peer.id} is not known.`
  return { kind: 'unsure', doubt: { component: vpcId, detail, key: 'NetworkInterfaces' } }
}

function unknownPeered(groupId: string): Doubt {
  const detail = `Who carries ${groupId} in the peer VPC was not collected.`
  return { code: 'UNKNOWN_PEERED_SGS', component: groupId, detail, key: 'NetworkInterfaces' }
}

/** Null when it carries groups that could not be read, or none where there must be some. */
function carries({ securityGroupIds, unread }: NetworkInterface, groupId: string): boolean | null {
  if (securityGroupIds.some((id) => id === groupId)) return true
  return unread.some((text) => text.startsWith('security group')) ? null : false
}

function holdsAddress({ inventory }: Network, vpcId: string, address: Address): boolean {
  return inventory.vpcs.get(vpcId)?.cidrs.some((cidr) => containsAddress(cidr, address)) ?? false
}

/** The far sides of the active peerings of a VPC whose blocks hold the address. */
function peersHolding(network: Network, vpcId: string, address: Address) {
  return (network.index.peeringsByVpc.get(vpcId) ?? [])
    .filter(({ status }) => status === 'active')
    .map(({ requester, accepter }) =>
      requester.vpcId === vpcId ? { near: requester, far: accepter } : { near: accepter, far: requester },
    )
    .filter(
      ({ far }) =>
        far.cidrs.some((cidr) => containsAddress(cidr, address)) ||
        (far.vpcId !== null && holdsAddress(network, far.vpcId, address)),
    )
}

function unknownPeerHolds(network: Network, vpcId: string, address: Address): boolean {
  return peersHolding(network, vpcId, address).some(
    ({ far }) => far.vpcId === null || !interfacesTold(network, far.vpcId),
  )
}
