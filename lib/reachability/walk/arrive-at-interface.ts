/**
 * At an interface: it takes what is its own, through its security groups; it forwards what is not, when it may; or it
 * stands for a NAT gateway or a load balancer. Source: VPC guide, "Security groups"; EC2 guide, source/destination checking.
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { ownsAddress } from '../address-index.ts'
import { loadBalancerNode } from '../load-balancer-nodes.ts'
import type { Network } from '../network.ts'
import { endpointRefusals } from './endpoint-interface.ts'
import { blocks, passes, type Refusal, unknownAt } from './hop.ts'
import { foreignAddressCode, interfaceWords, stateRefusals, WHY_FOREIGN } from './interface-state.ts'
import { passGroups } from './leave-interface.ts'
import { rewriteBack } from './reply-to-translator.ts'
import type { Place, Step, StepOutcome, WalkState } from './state.ts'
import { zoneOf } from './zone.ts'

export const arriveAtInterface: Step<'at-interface'> = ({ network }, arriving) => {
  const { interfaceId } = arriving.place
  const taker = network.inventory.networkInterfaces.get(interfaceId)
  if (!taker) {
    const head = {
      component: interfaceId,
      kind: 'network-interface',
      detail: `${interfaceId} was not collected.`,
    } as const
    return { hops: [unknownAt(arriving, head, { key: 'NetworkInterfaces' })], next: [] }
  }
  const state = inZoneOf(network, arriving, taker)
  const undone = rewriteBack(state, taker)
  if (undone) return undone
  if (!ownsAddress(taker, state.packet.destination)) return forward(network, state, taker)
  const node = state.leg === 'request' ? loadBalancerNode(network, interfaceId) : null
  if (node) return intoNode(network, state, { taker, arn: node.arn })
  return take(network, state, taker)
}

function inZoneOf(network: Network, state: WalkState, { subnetId }: NetworkInterface): WalkState {
  const subnet = network.inventory.subnets.get(subnetId)
  return subnet ? { ...state, zone: zoneOf(subnet) } : state
}

/** The groups of the load balancer filter what comes to its nodes; its listeners are asked next. */
function intoNode(
  network: Network,
  state: WalkState,
  { taker, arn }: { readonly taker: NetworkInterface; readonly arn: string },
): StepOutcome {
  const filtered = passGroups(network, state, { networkInterface: taker, direction: 'ingress' })
  const place: Place = { kind: 'load-balancer', arn, interfaceId: taker.id }
  return { hops: filtered.hops, next: [{ ...filtered.state, place }] }
}

function take(network: Network, state: WalkState, taker: NetworkInterface): StepOutcome {
  const { id, subnetId, vpcId } = taker
  const filtered =
    state.leg === 'reply'
      ? { hops: [], state }
      : passGroups(network, state, { networkInterface: taker, direction: 'ingress' })
  const refusals = [
    ...stateRefusals(network, taker),
    ...endpointRefusals(network, taker),
    ...natRefusals(network, taker),
  ]
  const head = { component: id, kind: 'network-interface', attachedTo: subnetId, vpcId } as const
  const detail = refusals.map((refusal) => refusal.detail).join('; ') || interfaceWords(taker, state.packet)
  const hop =
    refusals.length > 0
      ? blocks(filtered.state, { ...head, detail }, ...refusals)
      : passes(filtered.state, { ...head, detail })
  return { hops: [...filtered.hops, hop], next: [], arrival: { kind: 'interface', id } }
}

/** Source: VPC guide, "NAT gateway basics": nothing outside opens a connection through one. */
function natRefusals({ inventory, index }: Network, { id, type, subnetId }: NetworkInterface): readonly Refusal[] {
  if (type !== 'nat-gateway') return []
  const own = (index.natGatewaysBySubnet.get(subnetId) ?? []).find(({ addresses }) =>
    addresses.some(({ interfaceId }) => interfaceId === id),
  )
  const component = own && inventory.natGateways.has(own.id) ? own.id : id
  return [{ code: 'NAT_NO_INBOUND', component, detail: `${component} is a NAT gateway, which opens nothing inward` }]
}

/** Not for itself: an appliance. What it does with the packet nobody knows from here. */
function forward(network: Network, state: WalkState, appliance: NetworkInterface): StepOutcome {
  const { id, subnetId, vpcId } = appliance
  const filtered =
    state.leg === 'reply'
      ? { hops: [], state }
      : passGroups(network, state, { networkInterface: appliance, direction: 'ingress' })
  const head = { component: id, kind: 'network-interface', attachedTo: subnetId, vpcId } as const
  const refusals = [...stateRefusals(network, appliance), ...foreignRefusals(appliance, state)]
  const onward: WalkState = { ...filtered.state, identity: null, place: placeAfter(network, state, appliance) }
  if (refusals.length > 0) {
    const detail = refusals.map((refusal) => refusal.detail).join('; ')
    return { hops: [...filtered.hops, blocks(state, { ...head, detail }, ...refusals)], next: [onward] }
  }
  const detail = `What ${id} does with the packet is not checked.`
  const caveats = [{ code: 'PATH_THROUGH_APPLIANCE_NOT_CHECKED', component: id, detail }] as const
  const hop = unknownAt(state, { ...head, detail, caveats }, { code: 'UNSUPPORTED_COMPONENT' })
  const hops = [...filtered.hops, hop]
  // Many send under an address of their own, or by a tunnel: that the packet is stopped as it is proves nothing.
  return { hops, next: [onward, { ...onward, place: rewritten(id) }], branching: 'unsure' }
}

function foreignRefusals(appliance: NetworkInterface, { packet }: WalkState): readonly Refusal[] {
  const code = foreignAddressCode(appliance)
  if (code === null) return []
  return [{ code, detail: `${formatAddress(packet.destination)} is no address of ${appliance.id}${WHY_FOREIGN[code]}` }]
}

function placeAfter({ inventory }: Network, { packet }: WalkState, { subnetId, vpcId }: NetworkInterface): Place {
  const subnet = inventory.subnets.get(subnetId)
  const beside = subnet?.cidrs.some((cidr) => containsAddress(cidr, packet.destination)) ?? false
  return beside ? { kind: 'in-vpc', vpcId, fromSubnetId: subnetId } : { kind: 'leaving-subnet', subnetId }
}

function rewritten(id: string): Place {
  const detail = `which address ${id} sends under is not known`
  return {
    kind: 'unfollowed',
    id,
    unknown: { code: 'UNSUPPORTED_COMPONENT', component: id, detail, key: null, gapIds: [] },
  }
}
