/**
 * Through a virtual private gateway, between interfaces of its VPC and the network on the other side; nothing passes
 * through the VPC to somewhere else. Source: Site-to-Site VPN guide, "Virtual private gateway"; VPC guide, "Gateway
 * route tables"; Reachability Analyzer guide, VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS and …_INGRESS.
 */

import type { VpnGateway } from '../../inventory/routing.ts'
import { type Address, containsAddress, formatAddress } from '../../net/prefix.ts'
import { addressesTold, interfaceAt } from '../address-index.ts'
import type { ExplanationCode } from '../codes.ts'
import { coverageOf, type Network } from '../network.ts'
import { sameAddress } from '../packet.ts'
import { followRoute } from './follow-route.ts'
import { judged, type Objections, passes, unknownAt } from './hop.ts'
import { isSentFrom } from './is-sent-from.ts'
import type { Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { linesOf } from './vpn-gateway-lines.ts'

export const crossVpnGateway: Step<'vpn-gateway'> = (context, state) => {
  const { network, destinationId } = context
  const { id, direction } = state.place
  const gateway = network.inventory.vpnGateways.get(id)
  if (!gateway) {
    const head = { component: id, kind: 'vpn-gateway' as const, detail: `${id} was not collected.` }
    return { hops: [unknownAt(state, head, { key: 'VpnGateways' })], next: [] }
  }
  const passage = { context, network, state, gateway, vpcId: vpcOf(gateway) }
  if (destinationId === id && direction === 'out') {
    return { hops: [gatewayHop(passage, [])], next: [], arrival: { kind: 'gateway', id } }
  }
  return direction === 'out' ? leave(passage) : arrive(passage)
}

interface Passage {
  readonly context: WalkContext
  readonly network: Network
  readonly state: WalkState
  readonly gateway: VpnGateway
  /** The VPC it is attached to, if any; a gateway has one at a time. */
  readonly vpcId: string | null
}

function vpcOf({ attachments }: VpnGateway): string | null {
  return (attachments.find(({ state }) => state === 'attached') ?? attachments.at(0))?.vpcId ?? null
}

function gatewayHop({ state, gateway, vpcId }: Passage, more: readonly Objections[]) {
  const objections = [stateObjections(gateway), ...more]
  const all: Objections = {
    refusals: objections.flatMap(({ refusals }) => refusals),
    doubts: objections.flatMap(({ doubts }) => doubts),
  }
  const words = [...all.refusals, ...all.doubts].map(({ detail }) => detail ?? '')
  const detail = words.length > 0 ? words.join(' ') : `${gateway.id} is attached to ${vpcId ?? 'no VPC'}.`
  return judged(state, { component: gateway.id, kind: 'vpn-gateway', attachedTo: vpcId, vpcId, detail }, all)
}

function stateObjections({ id, state, attachments }: VpnGateway): Objections {
  if (state !== 'available' && state !== 'unknown') {
    return { refusals: [{ code: 'BAD_STATE', component: id, detail: `${id} is ${state}.` }], doubts: [] }
  }
  const [first] = attachments
  if (!first) {
    const detail = `${id} is attached to no VPC.`
    return { refusals: [{ code: 'UNASSOCIATED_COMPONENT', component: id, detail }], doubts: [] }
  }
  if (attachments.some((attachment) => attachment.state === 'attached')) return NONE
  const detail = `The attachment of ${id} to ${first.vpcId} is ${first.state}.`
  if (first.state !== 'unknown' && first.state !== '') {
    return { refusals: [{ code: 'BAD_STATE_ATTACHMENT', component: id, detail }], doubts: [] }
  }
  return { refusals: [], doubts: [{ code: 'BAD_STATE_ATTACHMENT', component: id, detail, key: 'VpnGateways' }] }
}

const NONE: Objections = { refusals: [], doubts: [] }

function leave(passage: Passage): StepOutcome {
  const { network, state, gateway } = passage
  const { destination } = state.packet
  const hop = gatewayHop(passage, [sourceObjections(passage), beyondObjections(passage, destination)])
  const detail = 'Beyond AWS nothing is known of the network.'
  const outside = passes(state, { component: 'on-premises', kind: 'on-premises', attachedTo: gateway.id, detail })
  return {
    hops: [hop, lineHop(network, state, { gateway, outside: destination }), outside],
    next: [],
    arrival: { kind: 'on-premises', id: gateway.id, attachmentId: null },
  }
}

interface LineQuestion {
  readonly gateway: VpnGateway
  readonly outside: Address
}

function lineHop(network: Network, state: WalkState, { gateway, outside }: LineQuestion) {
  const { ids, refusals, doubts } = linesOf(network, gateway, outside)
  const [id = gateway.id] = ids
  const words = [...refusals, ...doubts].map(({ detail }) => detail ?? '')
  const detail = words.length > 0 ? words.join(' ') : `${ids.join(', ')} carries ${formatAddress(outside)}.`
  return judged(state, { component: id, kind: 'vpn-connection', attachedTo: gateway.id, detail }, { refusals, doubts })
}

/** Of another VPC with the same block is not of this one. */
function sourceObjections(passage: Passage): Objections {
  const { state, gateway, vpcId } = passage
  const code = 'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS'
  const inside = insideObjections(passage, state.packet.source, code)
  if (vpcId === null || inside.refusals.length > 0 || hasSender(passage, vpcId)) return inside
  const detail = `${formatAddress(state.packet.source)} is no address of ${vpcId}.`
  return { refusals: [{ code, component: gateway.id, detail }], doubts: [] }
}

/** An interface has the address, or whoever translated to it; where not all were collected, one may. */
function hasSender({ network, state }: Passage, vpcId: string): boolean {
  const { packet, translations } = state
  if (!isSentFrom(state, vpcId)) return false
  const last = translations.at(-1)
  const isTranslated = last !== undefined && sameAddress(last.after.source, packet.source)
  return isTranslated || interfaceAt(network, vpcId, packet.source) !== null || !addressesTold(network, vpcId)
}

/** On the side of the VPC only its own addresses count. */
function insideObjections({ network, gateway, vpcId }: Passage, address: Address, code: ExplanationCode): Objections {
  if (vpcId === null) return NONE
  const vpc = network.inventory.vpcs.get(vpcId)
  if (!vpc) return { refusals: [], doubts: [{ component: vpcId, detail: `${vpcId} was not collected.`, key: 'Vpcs' }] }
  if (vpc.cidrs.some((cidr) => containsAddress(cidr, address))) return NONE
  const detail = `${formatAddress(address)} is no address of ${vpcId}.`
  return { refusals: [{ code, component: gateway.id, detail }], doubts: [] }
}

/** Nor is an address of the VPC on the other side. */
function beyondObjections({ network, gateway, vpcId }: Passage, address: Address): Objections {
  const vpc = vpcId === null ? undefined : network.inventory.vpcs.get(vpcId)
  if (!vpc?.cidrs.some((cidr) => containsAddress(cidr, address))) return NONE
  const detail = `${formatAddress(address)} is an address of ${vpcId} and cannot be on the other side.`
  return { refusals: [{ code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', component: gateway.id, detail }], doubts: [] }
}

function arrive(passage: Passage): StepOutcome {
  const { context, network, state, gateway, vpcId } = passage
  const { source, destination } = state.packet
  const line = lineHop(network, state, { gateway, outside: source })
  const hop = gatewayHop(passage, [
    insideObjections(passage, destination, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'),
    beyondObjections(passage, source),
  ])
  if (vpcId === null) return { hops: [line, hop], next: [] }
  const onward = byEdgeTable(context, state, { gateway, vpcId })
  return { ...onward, hops: [line, hop, ...onward.hops] }
}

interface Inside {
  readonly gateway: VpnGateway
  readonly vpcId: string
}

/** The gateway's own table steers what comes in; without one it goes where the VPC delivers it. */
function byEdgeTable(context: WalkContext, state: WalkState, { gateway, vpcId }: Inside): StepOutcome {
  const { inventory, index } = context.network
  const inside: WalkState = { ...state, place: { kind: 'in-vpc', vpcId, fromSubnetId: null }, zone: null }
  const table = index.routeTableByGateway.get(gateway.id)
  if (table) return followRoute(context, inside, { table, subnetId: null })
  const vpc = inventory.vpcs.get(vpcId)
  if (vpc && coverageOf(inventory, vpc, 'RouteTables') === 'complete') return { hops: [], next: [inside] }
  const detail = `Whether ${gateway.id} has a route table of its own was not told.`
  const head = { component: gateway.id, kind: 'route-table' as const, attachedTo: gateway.id, vpcId, detail }
  return { hops: [unknownAt(state, head, { key: 'RouteTables' })], next: [inside] }
}
