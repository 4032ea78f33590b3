/**
 * Through a NAT gateway: the source becomes its own address and the port one of 1024 to 65535; the reply is rewritten
 * back. It has no security group; the ACL of its subnet sees both flows. Source: VPC guide, "NAT gateway basics".
 */

import type { NatGateway } from '../../inventory/routing.ts'
import { type Address, containsAddress, formatAddress, parsePrefix } from '../../net/prefix.ts'
import { formatProtocol, hasPorts, ICMP, ICMPV6, TCP, UDP } from '../../net/protocol.ts'
import { interfaceAt } from '../address-index.ts'
import type { Network } from '../network.ts'
import { EPHEMERAL_PORTS, type Packet } from '../packet.ts'
import { enterSubnet } from './cross-acl.ts'
import { followRoute } from './follow-route.ts'
import { type Doubt, judged, type Objections, type Refusal, undecided, unknownAt } from './hop.ts'
import { type NatAddress, natAddressesFor } from './nat-address.ts'
import type { Place, Step, StepOutcome, Translation, WalkContext, WalkState } from './state.ts'

type AtGateway = WalkState & { readonly place: Extract<Place, { readonly kind: 'nat-gateway' }> }

export const passNatGateway: Step<'nat-gateway'> = (context, state) => {
  const { network, destinationId } = context
  const { id, fromSubnetId } = state.place
  const gateway = network.inventory.natGateways.get(id)
  if (!gateway) {
    const head = { component: id, kind: 'nat-gateway', detail: `${id} was not collected.` } as const
    return { hops: [unknownAt(state, head, { key: 'NatGateways' })], next: [] }
  }
  const { subnetId, vpcId } = gateway
  const own = natAddressesFor(network, gateway, { fromSubnetId, family: state.packet.family })
  if (own.all.length > 1 && state.place.address === undefined) return byEach(state, gateway, own.all)
  const address = own.all[state.place.address ?? 0] ?? null
  const entered = subnetId === null ? { hops: [], state } : enterSubnet(network, state, { subnetId, fromSubnetId })
  const refusals = [...gatewayRefusals(gateway, state), ...sourceRefusals(network, gateway, state), ...own.refusals]
  const objections: Objections = { refusals, doubts: [...own.doubts, ...nat64Doubts(state)] }
  // An IPv6 packet cannot bear the address of the gateway: past it nothing can be told.
  const bears = address !== null && address.inside.family === state.packet.family
  const sent = bears ? { address, packet: translated(entered.state.packet, address.inside) } : null
  const told = [...refusals, ...objections.doubts].map((each) => each.detail).join('; ')
  const detail = told || `sends as ${formatAddress((sent ?? state).packet.source)}`
  const head = { component: id, kind: 'nat-gateway', attachedTo: subnetId, vpcId, detail } as const
  const hop = judged(entered.state, { ...head, outbound: (sent ?? entered.state).packet }, objections)
  const hops = [...entered.hops, hop]
  if (destinationId === id && state.leg === 'request') return { hops, next: [], arrival: { kind: 'gateway', id } }
  if (!sent || isNat64(state.packet) || stops(refusals)) return { hops, next: [] }
  const onward = sendOn(
    context,
    { ...entered.state, packet: sent.packet },
    { gateway, address: sent.address, before: entered.state.packet },
  )
  return { ...onward, hops: [...hops, ...onward.hops] }
}

/** Which of its addresses a flow gets is the gateway's own affair. Source: VPC guide, "NAT gateway basics". */
function byEach(state: AtGateway, { id, vpcId, subnetId }: NatGateway, all: readonly NatAddress[]): StepOutcome {
  const detail = `sends as one of ${all.map(({ inside }) => formatAddress(inside)).join(', ')}`
  const head = { component: id, kind: 'nat-gateway', attachedTo: subnetId, vpcId, detail } as const
  const next = all.map((_, address): WalkState => ({ ...state, place: { ...state.place, address } }))
  return { hops: [undecided(state, head, {})], next, branching: 'unsure' }
}

/** Past a loop, and past a reply of no connection, there is no way on. */
function stops(refusals: readonly Refusal[]): boolean {
  return refusals.some(({ code }) => code === 'NAT_SAME_SUBNET_LOOP' || code === 'NAT_NO_INBOUND')
}

const NOT_WORKING: ReadonlySet<string> = new Set(['pending', 'failed', 'deleting', 'deleted'])

function gatewayRefusals(
  { id, state: standing, subnetId }: NatGateway,
  { leg, packet, place }: AtGateway,
): readonly Refusal[] {
  const refusals: Refusal[] = []
  const refuse = (code: Refusal['code'], detail: string) => refusals.push({ code, detail })
  if (leg === 'reply') refuse('NAT_NO_INBOUND', `replies leave by ${id}, which did not see the request`)
  if (NOT_WORKING.has(standing)) refuse('BAD_STATE', `${id} is ${standing}`)
  if (subnetId !== null && subnetId === place.fromSubnetId)
    refuse('NAT_SAME_SUBNET_LOOP', `${id} stands in ${subnetId}, whose routes lead back to it`)
  if (!isNat64(packet) && (packet.family === 6 || !CARRIED.has(packet.protocol)))
    refuse('PROTOCOL_RESTRICTION', `${id} carries TCP, UDP and ICMP over IPv4, not ${formatProtocol(packet.protocol)}`)
  return refusals
}

/** What NAT64 makes of an IPv6 packet for this prefix is not followed. Source: VPC guide, "DNS64 and NAT64"; RFC 6052. */
const NAT64 = parsePrefix('64:ff9b::/96')

function isNat64({ destination, protocol }: Packet): boolean {
  const carried = protocol === TCP || protocol === UDP || protocol === ICMPV6
  return carried && NAT64 !== null && containsAddress(NAT64, destination)
}

function nat64Doubts({ place, packet }: AtGateway): readonly Doubt[] {
  if (!isNat64(packet)) return []
  return [
    { code: 'UNSUPPORTED_COMPONENT', detail: `What ${place.id} makes of an IPv6 packet by NAT64 is not followed.` },
  ]
}

/** Source: VPC guide, "NAT gateway basics". */
const CARRIED: ReadonlySet<number> = new Set([TCP, UDP, ICMP])

/**
 * It serves its own VPC, and what a transit gateway brings there. Source: VPC guide, "NAT gateways" (no peering, VPN or
 * Direct Connect); Transit Gateway guide, centralised egress.
 */
function sourceRefusals(
  network: Network,
  gateway: NatGateway,
  { packet, broughtTo, place }: AtGateway,
): readonly Refusal[] {
  const { inventory } = network
  const from = place.fromSubnetId === null ? undefined : inventory.subnets.get(place.fromSubnetId)
  const foreign = from !== undefined && from.vpcId !== gateway.vpcId
  const cidrs = inventory.vpcs.get(gateway.vpcId)?.cidrs ?? []
  const here =
    cidrs.some((cidr) => containsAddress(cidr, packet.source)) || interfaceAt(network, gateway.vpcId, packet.source)
  const brought = broughtTo === gateway.vpcId
  if (!foreign && (here || brought || cidrs.length === 0)) return []
  const detail = `${formatAddress(packet.source)} is no address of ${gateway.vpcId}`
  return [{ code: 'NGW_REQUIRES_SOURCE_IN_VPC', detail }]
}

function translated(packet: Packet, source: Address): Packet {
  const sent = { ...packet, source }
  return hasPorts(packet.protocol) ? { ...sent, sourcePorts: EPHEMERAL_PORTS } : sent
}

interface Sending {
  readonly gateway: NatGateway
  readonly address: NatAddress
  readonly before: Packet
}

function sendOn(context: WalkContext, state: WalkState, { gateway, address, before }: Sending): StepOutcome {
  const { network } = context
  const { id, subnetId, vpcId } = gateway
  const place: Place =
    subnetId === null ? { kind: 'in-vpc', vpcId, fromSubnetId: null } : { kind: 'leaving-subnet', subnetId }
  const kept: Translation = {
    kind: 'nat-gateway',
    component: id,
    interfaceId: address.interfaceId,
    before,
    after: state.packet,
    place,
  }
  const onward: WalkState = {
    ...state,
    identity: null,
    sourceVpcId: vpcId,
    translations: [...state.translations, kept],
    place,
  }
  if (subnetId !== null) {
    const cidrs = network.inventory.subnets.get(subnetId)?.cidrs ?? []
    const beside = cidrs.some((cidr) => containsAddress(cidr, state.packet.destination))
    return {
      hops: [],
      next: [beside ? { ...onward, place: { kind: 'in-vpc', vpcId, fromSubnetId: subnetId } } : onward],
    }
  }
  const table = gateway.routeTableId === null ? undefined : network.inventory.routeTables.get(gateway.routeTableId)
  if (table) return followRoute(context, onward, { table, subnetId: null })
  const detail = `The route table of ${id} was not collected.`
  const head = { component: id, kind: 'route-table', vpcId, detail } as const
  return { hops: [unknownAt(onward, head, { key: 'RouteTables' })], next: [] }
}
