/**
 * Over a VPC peering connection: only between addresses of its two VPCs, never through one of them to somewhere else.
 * Source: VPC Peering guide, "How VPC peering connections work", "VPC peering limitations".
 */

import type { PeeringSide, VpcPeeringConnection } from '../../inventory/connectivity.ts'
import { type Address, containsAddress, formatAddress } from '../../net/prefix.ts'
import type { Network } from '../network.ts'
import { type Doubt, judged, type Objections, unknownAt } from './hop.ts'
import { isSentFrom } from './is-sent-from.ts'
import type { Step, StepOutcome, WalkState } from './state.ts'

export const crossPeering: Step<'peering'> = ({ network, destinationId }, state) => {
  const { id, fromVpcId } = state.place
  const peering = network.inventory.vpcPeeringConnections.get(id)
  const head = { component: id, kind: 'vpc-peering' as const }
  if (!peering) {
    const detail = `${id} was not collected.`
    return { hops: [unknownAt(state, { ...head, detail }, { key: 'VpcPeeringConnections' })], next: [] }
  }
  const sides = sidesFrom(peering, fromVpcId)
  if (!sides) {
    const detail = `${id} does not say that it joins ${fromVpcId}.`
    return { hops: [unknownAt(state, { ...head, detail }, { key: 'VpcPeeringConnections' })], next: [] }
  }
  if (destinationId === id) {
    const hop = judged(state, { ...head, detail: `The packet comes to ${id}.` }, stateObjections(peering))
    return { hops: [hop], next: [], arrival: { kind: 'gateway', id } }
  }
  const objections = [
    stateObjections(peering),
    isSentFrom(state, fromVpcId)
      ? addressObjections(network, { peering, side: sides.near, address: senderAddress(state), what: 'source' })
      : foreign(peering, sides.near, senderAddress(state)),
    addressObjections(network, { peering, side: sides.far, address: state.packet.destination, what: 'destination' }),
  ]
  const all: Objections = {
    refusals: objections.flatMap(({ refusals }) => refusals),
    doubts: objections.flatMap(({ doubts }) => doubts),
  }
  const words = [...all.refusals, ...all.doubts].map(({ detail }) => detail ?? '')
  const detail = words.length > 0 ? words.join(' ') : `${id} joins ${fromVpcId} and ${sides.far.vpcId ?? 'its peer'}.`
  const hop = judged(state, { ...head, attachedTo: fromVpcId, detail }, all)
  const onward = enterFarVpc(network, state, sides)
  return { ...onward, hops: [hop, ...onward.hops] }
}

/**
 * Of a packet whose client a load balancer keeps it is the node that sends it over. Source: Network Load Balancers guide,
 * "Client IP preservation": the target may be in a peered VPC.
 */
function senderAddress({ packet, identity, translations }: WalkState): Address {
  const last = translations.at(-1)
  return identity?.keepsClient && last ? last.before.destination : packet.source
}

interface Sides {
  readonly near: PeeringSide
  readonly far: PeeringSide
}

function sidesFrom({ requester, accepter }: VpcPeeringConnection, fromVpcId: string): Sides | null {
  if (requester.vpcId === fromVpcId) return { near: requester, far: accepter }
  return accepter.vpcId === fromVpcId ? { near: accepter, far: requester } : null
}

function stateObjections({ id, status }: VpcPeeringConnection): Objections {
  if (status === 'active') return { refusals: [], doubts: [] }
  if (status !== 'unknown') {
    return { refusals: [{ code: 'BAD_STATE', component: id, detail: `${id} is ${status}.` }], doubts: [] }
  }
  const detail = `The status of ${id} was not told.`
  return { refusals: [], doubts: [{ code: 'BAD_STATE', component: id, detail, key: 'VpcPeeringConnections' }] }
}

interface AddressQuestion {
  readonly peering: VpcPeeringConnection
  readonly side: PeeringSide
  readonly address: Address
  readonly what: 'source' | 'destination'
}

/** This is what makes peering non-transitive, and keeps gateways of the far VPC out of reach ("edge to edge routing"). */
function addressObjections(network: Network, { peering, side, address, what }: AddressQuestion): Objections {
  const vpc = side.vpcId === null ? undefined : network.inventory.vpcs.get(side.vpcId)
  // The peering may tell blocks that were added since; the VPC tells them of both families.
  const cidrs = [...(vpc?.cidrs ?? []), ...side.cidrs]
  if (cidrs.some((cidr) => containsAddress(cidr, address))) return { refusals: [], doubts: [] }
  const who = side.vpcId ?? 'the peer VPC'
  const code = 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'
  if (vpc || side.cidrs.some(({ family }) => family === address.family)) {
    const detail = `The ${what} ${formatAddress(address)} is no address of ${who}.`
    return { refusals: [{ code, component: peering.id, detail }], doubts: [] }
  }
  const doubt: Doubt = { code, component: peering.id, detail: `The blocks of ${who} were not collected.`, key: 'Vpcs' }
  return { refusals: [], doubts: [doubt] }
}

function foreign(peering: VpcPeeringConnection, side: PeeringSide, address: Address): Objections {
  const detail = `The source ${formatAddress(address)} is no address of ${side.vpcId ?? 'the VPC'}.`
  return { refusals: [{ code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', component: peering.id, detail }], doubts: [] }
}

function enterFarVpc(network: Network, state: WalkState, { far }: Sides): StepOutcome {
  const vpc = far.vpcId === null ? undefined : network.inventory.vpcs.get(far.vpcId)
  if (!vpc) {
    const component = far.vpcId ?? 'the peer VPC'
    const detail = `${component} was not collected.`
    const head = { component, kind: 'vpc' as const, vpcId: far.vpcId, detail }
    return { hops: [unknownAt(state, head, { key: 'Vpcs' })], next: [] }
  }
  const { identity } = state
  const next: WalkState = {
    ...state,
    place: { kind: 'in-vpc', vpcId: vpc.id, fromSubnetId: null },
    identity: identity && { ...identity, over: [...identity.over, 'vpc-peering'] },
  }
  return { hops: [], next: [next] }
}
