/**
 * In by an internet gateway: the public destination becomes the private address it is mapped to; the gateway's own
 * table may steer the packet to an appliance first. Source: VPC guide, "Internet gateways", "Gateway route tables".
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import type { Route, RouteTable } from '../../inventory/routing.ts'
import { type Address, containsAddress, formatAddress } from '../../net/prefix.ts'
import { firstAddress, interfaceAt, type PublicBinding, publicBinding } from '../address-index.ts'
import { edgeRouteFor, mayBeSteered } from '../internet-edge.ts'
import { type Network, unreadAddresses } from '../network.ts'
import { publicAddresses } from '../public-addresses.ts'
import { describeRoute, routeRef } from '../reply-routes.ts'
import type { TraceHop } from '../trace-result.ts'
import { crossBlockPublicAccess } from './cross-block-public-access.ts'
import { forwardTo } from './forward-to-interface.ts'
import { blocks, judged, type Objections, passes, type Refusal, unknownAt } from './hop.ts'
import { lookUpRoute } from './look-up-route.ts'
import { notRouted } from './private-addresses.ts'
import type { Place, StepOutcome, WalkContext, WalkState } from './state.ts'

type AtGateway = WalkState & { readonly place: Extract<Place, { readonly kind: 'internet-gateway' }> }

export function comeIn(context: WalkContext, state: AtGateway): StepOutcome {
  const { network } = context
  const { id, vpcId } = state.place
  const { packet } = state
  const binding = bindingIn(network, vpcId, packet.destination)
  const target = binding ? binding.networkInterface : askedFor(context, vpcId, packet.destination)
  const inside = binding?.privateIp ?? insideAddress(target, packet.destination)
  const mapping = binding ? { refusals: [], doubts: [] } : unmapped(network, state, target)
  const refusals = [...notRouted(packet.source, 'source'), ...mapping.refusals, ...refusesInternet(target)]
  const { doubts } = mapping
  const translator = closedTranslator(state, binding)
  const inbound = inside ? { ...packet, destination: inside } : packet
  const mapped = `maps ${formatAddress(packet.destination)} to ${formatAddress(inbound.destination)}`
  const same = inbound.destination === packet.destination || !binding
  const detail = [...refusals, ...doubts].map((each) => each.detail).join('; ') || (same ? 'comes in' : mapped)
  const hop = judged(
    state,
    { component: id, kind: 'internet-gateway', vpcId, detail, outbound: inbound },
    { refusals, doubts },
  )
  const subnetId = binding?.subnetId ?? target?.subnetId ?? null
  const block = crossBlockPublicAccess(network, state, { subnetId, use: 'in' })
  if (!inside || translator) return { hops: [...block, hop, ...(translator ? [translator] : [])], next: [] }
  const entries =
    state.leg === 'request' ? [...(state.entries ?? []), state.translations.length] : (state.entries ?? [])
  const entered = { ...state, packet: inbound, identity: null, sourceVpcId: null, entries }
  const onward = steer(network, entered, { vpcId, subnetId, address: inside })
  return { ...onward, hops: [...block, hop, ...onward.hops] }
}

/** A NAT gateway whose interface was not collected, or that has none; where there is one, the interface says it. */
function closedTranslator(state: WalkState, binding: PublicBinding | null): TraceHop | null {
  if (state.leg === 'reply' || !binding || binding.natGatewayId === null || binding.networkInterface) return null
  const { natGatewayId: component, subnetId, vpcId } = binding
  const detail = `${component} is a NAT gateway, which opens nothing inward`
  const head = { component, kind: 'nat-gateway', attachedTo: subnetId, vpcId, detail } as const
  return blocks(state, head, { code: 'NAT_NO_INBOUND' })
}

function bindingIn(network: Network, vpcId: string, address: Address): PublicBinding | null {
  const binding = publicBinding(network, address)
  return binding?.vpcId === vpcId ? binding : null
}

/** Whom the question is about, when the address leads to nobody: for telling what else would stop the packet. */
function askedFor({ network, destinationId }: WalkContext, vpcId: string, address: Address): NetworkInterface | null {
  const asked = destinationId === null ? undefined : network.inventory.networkInterfaces.get(destinationId)
  return asked?.vpcId === vpcId ? asked : interfaceAt(network, vpcId, address)
}

function insideAddress(target: NetworkInterface | null, { family }: Address): Address | null {
  return target && firstAddress(target, family)
}

/** No public address leads here, unless one that was not told does. */
function unmapped(network: Network, { packet }: AtGateway, target: NetworkInterface | null): Objections {
  if (target && unreadAddresses(target).length > 0) {
    const detail = `${target.id} has addresses that were not told.`
    return { refusals: [], doubts: [{ component: target.id, detail, key: 'NetworkInterfaces' }] }
  }
  if (target && publicAddresses(network, target, packet.family).length > 0) {
    const detail = `${formatAddress(packet.destination)} is no public address of ${target.id}`
    const refusal: Refusal = { code: 'IGW_EXPECTS_PUBLIC_ADDRESS', detail }
    return { refusals: [refusal, ...outsideBlocks(network, target, packet.destination)], doubts: [] }
  }
  const missing = packet.family === 4 ? 'public IPv4 address' : 'global IPv6 address'
  const detail = target
    ? `${target.id} has no ${missing}`
    : `${formatAddress(packet.destination)} is the public address of no interface here`
  const refusals: readonly Refusal[] = [{ code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', detail }]
  return { refusals: [...refusals, ...outsideBlocks(network, target, packet.destination)], doubts: [] }
}

/** Source: Reachability Analyzer guide, IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS. */
function outsideBlocks({ inventory }: Network, target: NetworkInterface | null, address: Address): readonly Refusal[] {
  const cidrs = inventory.vpcs.get(target?.vpcId ?? '')?.cidrs ?? []
  if (cidrs.length === 0 || cidrs.some((cidr) => containsAddress(cidr, address))) return []
  const detail = `${formatAddress(address)} is in no block of ${target?.vpcId}`
  return [{ code: 'IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS', detail }]
}

/** Source: EC2 API, NetworkInterface, DenyAllIgwTraffic. */
function refusesInternet(target: NetworkInterface | null): readonly Refusal[] {
  if (!target?.denyAllIgwTraffic) return []
  const detail = `${target.id} refuses all internet gateway traffic`
  return [{ code: 'ENI_DENY_ALL_IGW_TRAFFIC', component: target.id, detail }]
}

interface Inside {
  readonly vpcId: string
  /** Of the interface it is for. */
  readonly subnetId: string | null
  readonly address: Address
}

/** Straight into the VPC, or where the gateway's own table says. */
function steer(network: Network, state: AtGateway, inside: Inside): StepOutcome {
  const { vpcId } = inside
  const straight: WalkState = { ...state, place: { kind: 'in-vpc', vpcId, fromSubnetId: null } }
  const id = interfaceAt(network, vpcId, inside.address)?.id ?? ''
  const edge = edgeRouteFor(network, { vpcId, id }, inside.address)
  if (!edge) return { hops: mayBeSteered(network, vpcId) ? [untold(state, vpcId)] : [], next: [straight] }
  const { table, route } = edge
  const rule = routeRef(table, route)
  const head = { component: table.id, kind: 'route-table', vpcId, detail: describeRoute(route), rules: [rule] } as const
  if (route.state === 'blackhole') {
    return { hops: [blocks(state, head, { code: 'BAD_STATE_ROUTE', rule })], next: [straight] }
  }
  const past = repliesPast(network, inside.subnetId, state.packet.source)
  if (past === 'surely' && !isInspected(network, route)) {
    const detail = `what comes in is steered by ${rule.excerpt}, replies leave by the gateway itself`
    return {
      hops: [blocks(state, { ...head, detail }, { code: 'INGRESS_RTB_TRAFFIC_REDIRECTION', rule })],
      next: [straight],
    }
  }
  const hop =
    past === 'maybe'
      ? unknownAt(state, head, { detail: 'Whether replies come back past it is not known.' })
      : passes(state, head)
  const onward = byAppliance(network, state, { table, route })
  return { ...onward, hops: [hop, ...onward.hops] }
}

function untold(state: AtGateway, vpcId: string): TraceHop {
  const { id } = state.place
  const detail = `Whether ${id} has a route table of its own was not told.`
  return unknownAt(state, { component: id, kind: 'route-table', attachedTo: id, vpcId, detail }, { key: 'RouteTables' })
}

/** A Network Firewall keeps the packet as it is: it may well be delivered, and its reply is refused on its own way. */
function isInspected({ inventory }: Network, { target }: Route): boolean {
  if (target.kind !== 'vpc-endpoint') return false
  return [...inventory.networkFirewalls.values()].some(({ endpointIds }) => endpointIds.includes(target.id))
}

/** The way back must be the way in. Does the subnet send what it answers to the gateway itself? */
export function repliesPast(
  { index, inventory }: Network,
  subnetId: string | null,
  client: Address,
): 'surely' | 'maybe' | 'no' {
  const table = subnetId === null ? undefined : index.routeTableBySubnet.get(subnetId)
  if (!table) return 'maybe'
  const found = lookUpRoute(inventory, { table, destination: client, mayBeService: false })
  if (found.kind === 'none') return 'no'
  const direct = (route: Route | null) => route?.target.kind === 'internet-gateway' && route.state === 'active'
  if (found.kind === 'route') return direct(found.route) ? 'surely' : 'no'
  return !found.open && found.routes.every(direct) ? 'surely' : 'maybe'
}

interface Steered {
  readonly table: RouteTable
  readonly route: Route
}

/** Targets of a gateway's table: an interface or a Gateway Load Balancer endpoint. Others AWS does not take. */
function byAppliance(network: Network, state: WalkState, { table, route }: Steered): StepOutcome {
  const { target } = route
  const { vpcId } = table
  if (target.kind === 'network-interface') {
    const publicless = withoutPublicAddress(network, state, target.id)
    const onward = forwardTo(network, state, { interfaceId: target.id, vpcId, fromSubnetId: null })
    return { ...onward, hops: [...publicless, ...onward.hops] }
  }
  if (target.kind === 'vpc-endpoint') {
    return { hops: [], next: [{ ...state, place: { kind: 'vpc-endpoint', id: target.id, fromSubnetId: null } }] }
  }
  const component = 'id' in target ? target.id : table.id
  const detail = `What happens at ${component} is not followed.`
  const hop = unknownAt(state, { component, kind: 'unsupported', vpcId, detail }, { code: 'UNSUPPORTED_COMPONENT' })
  return { hops: [hop], next: [] }
}

/** Source: VPC guide, "Gateway route tables"; Reachability Analyzer guide, INGRESS_RTB_NO_PUBLIC_IP. */
function withoutPublicAddress(network: Network, state: WalkState, interfaceId: string): readonly TraceHop[] {
  const appliance = network.inventory.networkInterfaces.get(interfaceId)
  const { family } = state.packet
  if (!appliance || family === 6) return []
  if (appliance.unread.length > 0 || appliance.addresses.some(({ publicIp }) => publicIp !== null)) return []
  const elastic = network.index.elasticIpsByInterface.has(interfaceId)
  if (elastic) return []
  const detail = `${interfaceId} has no public address`
  const head = { component: interfaceId, kind: 'network-interface', vpcId: appliance.vpcId, detail } as const
  return [blocks(state, head, { code: 'INGRESS_RTB_NO_PUBLIC_IP' })]
}
