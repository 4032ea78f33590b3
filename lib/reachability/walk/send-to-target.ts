/**
 * A node of a load balancer sends to one target: over a connection of its own, or with the address of the client.
 * Source: ELB guides, "Target groups", "Client IP preservation".
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import { type Address, formatAddress } from '../../net/prefix.ts'
import { TCP } from '../../net/protocol.ts'
import { firstAddress } from '../address-index.ts'
import { type ClientIp, clientIpOf } from '../client-ip.ts'
import { CAVEATS, type CaveatCode } from '../codes.ts'
import { EPHEMERAL_PORTS, type Packet, sameAddress } from '../packet.ts'
import type { TraceCaveat, TraceHop } from '../trace-result.ts'
import { type Crossing, crossAcl } from './cross-acl.ts'
import { blocks, passes, type Refusal, unknownAt } from './hop.ts'
import type { Place, Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { zoneOf } from './zone.ts'

type Here = WalkState & { readonly place: Extract<Place, { readonly kind: 'load-balancer-target' }> }

export const sendToTarget: Step<'load-balancer-target'> = (context, state) => {
  const { choice, interfaceId } = state.place
  const node = context.network.inventory.networkInterfaces.get(interfaceId)
  if (!node) return { hops: [unknownAt(state, headOf(state), { key: 'NetworkInterfaces' })], next: [] }
  const { target, standing } = choice
  if (standing.kind === 'never') {
    return { hops: [blocks(state, headOf(state), { ...standing, rule: choice.rule })], next: [] }
  }
  if (target.kind === 'untold') return { hops: [unknownAt(state, headOf(state), target.unknown)], next: [] }
  if (target.kind === 'function') {
    // The node calls the Lambda API; the client hears from the node.
    return { hops: [hopOf(state, { outbound: state.packet })], next: [], arrival: { kind: 'interface', id: node.id } }
  }
  const destinations = target.kind === 'address' ? [target.address] : addressesOf(target.nodes, state)
  if (destinations.length === 0) {
    const detail = `The nodes of ${choice.targetId} were not collected.`
    return { hops: [unknownAt(state, headOf(state), { detail, key: 'NetworkInterfaces' })], next: [] }
  }
  const [first, ...others] = destinations.map((destination) => sendTo(context, state, { node, destination }))
  if (!first) return { hops: [], next: [] }
  return { ...first, next: [...first.next, ...others.flatMap(({ next }) => next)], branching: 'any' }
}

function addressesOf(nodes: readonly NetworkInterface[], { packet }: Here): readonly Address[] {
  return nodes.flatMap((node) => firstAddress(node, packet.family) ?? firstAddress(node, 4) ?? [])
}

interface Sending {
  readonly node: NetworkInterface
  readonly destination: Address
}

function sendTo(context: WalkContext, state: Here, { node, destination }: Sending): StepOutcome {
  const { choice } = state.place
  const { packet } = state
  const balancer = context.network.inventory.loadBalancers.get(state.place.arn)
  const clientIp = clientIpOf({
    balancer: balancer ?? { kind: 'application' },
    group: choice.group,
    isInstance: choice.targetId.startsWith('i-'),
    clientFamily: packet.family,
    targetFamily: destination.family,
  })
  const source = clientIp.preserved ? packet.source : firstAddress(node, destination.family)
  if (source === null || choice.port === null) {
    const detail =
      source === null ? `${node.id} has no IPv${destination.family} address.` : `${PORT} ${choice.targetId}`
    return { hops: [unknownAt(state, headOf(state), { detail, key: 'TargetGroups' })], next: [] }
  }
  const after = sentPacket(packet, { source, destination, port: choice.port, preserved: clientIp.preserved })
  const onward = leaving(context, state, { node, after })
  const acl = balancer?.kind === 'classic' ? classicAcl(context, onward, node) : null
  const refusals = loopRefusal(state, after, clientIp)
  const hops = [hopOf(state, { outbound: after, caveats: clientIp.caveats, refusals }), ...(acl?.hops ?? [])]
  return { hops, next: [acl?.state ?? onward] }
}

const PORT = 'AWS did not tell the port of'

interface Sent {
  readonly source: Address
  readonly destination: Address
  readonly port: number
  readonly preserved: boolean
}

function sentPacket(packet: Packet, { source, destination, port, preserved }: Sent): Packet {
  return {
    ...packet,
    family: destination.family,
    source,
    destination,
    sourcePorts: preserved ? packet.sourcePorts : EPHEMERAL_PORTS,
    destinationPorts: [[port, port]],
  }
}

interface Leaving {
  readonly node: NetworkInterface
  readonly after: Packet
}

/** The node sends it: its groups, its subnet and its routes are asked next, and the reply comes back to it. */
function leaving({ network }: WalkContext, state: Here, { node, after }: Leaving): WalkState {
  const place = { kind: 'leaving-interface', interfaceId: node.id } as const
  const subnet = network.inventory.subnets.get(node.subnetId)
  const keepsClient = sameAddress(after.source, state.packet.source)
  const translation = {
    kind: 'load-balancer',
    component: state.place.arn,
    interfaceId: node.id,
    before: state.packet,
    after,
    place,
  } as const
  return {
    ...state,
    place,
    packet: after,
    identity: { interfaceId: node.id, over: [], ...(keepsClient ? { keepsClient: true as const } : {}) },
    zone: subnet ? zoneOf(subnet) : state.zone,
    translations: [...state.translations, translation],
  }
}

/**
 * A target that asks its own load balancer gets its own address back as the client's, and drops it.
 * Source: Network Load Balancers guide, "Troubleshoot": requests from a target to its load balancer time out.
 */
function loopRefusal({ packet }: Here, after: Packet, { preserved }: ClientIp): readonly Refusal[] {
  if (!preserved || !sameAddress(packet.source, after.destination)) return []
  const detail = `${formatAddress(packet.source)} is client and target at once, and its address is kept`
  return [{ code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION', detail }]
}

/** The ACL applies to what a Classic Load Balancer sends into its own subnet too; into another, the subnet's step asks it. */
function classicAcl(context: WalkContext, onward: WalkState, node: NetworkInterface): Crossing | null {
  const target = onward.packet.destination
  const neighbour = context.network.index.interfacesBySubnet
    .get(node.subnetId)
    ?.some(({ addresses }) => addresses.some(({ privateIp }) => sameAddress(privateIp, target)))
  if (!neighbour || onward.packet.protocol !== TCP) return null
  const crossed = crossAcl(context.network, onward, { subnetId: node.subnetId, direction: 'egress' })
  return { ...crossed, hops: crossed.hops.map(asBalancersAcl) }
}

function asBalancersAcl(hop: TraceHop): TraceHop {
  return { ...hop, blockers: hop.blockers.map((blocker) => ({ ...blocker, code: 'ELB_ACL_RESTRICTION' })) }
}

function headOf({ place }: Here) {
  const { choice, arn, interfaceId } = place
  const component = choice.group?.id ?? arn
  const kind = choice.group ? ('target-group' as const) : ('load-balancer' as const)
  return { component, kind, attachedTo: interfaceId, vpcId: choice.group?.vpcId ?? null, detail: choice.rule.excerpt }
}

interface HopFacts {
  readonly outbound: Packet
  readonly caveats?: readonly CaveatCode[]
  readonly refusals?: readonly Refusal[]
}

function hopOf(state: Here, { outbound, caveats = [], refusals = [] }: HopFacts): TraceHop {
  const { choice } = state.place
  const { standing } = choice
  const told = standing.kind === 'never' ? [] : [...standing.caveats, ...caveats]
  const head = { ...headOf(state), rules: [choice.rule], outbound, caveats: told.map((code) => caveat(state, code)) }
  if (refusals.length > 0) return blocks(state, head, ...refusals)
  if (standing.kind === 'unknown') return unknownAt(state, head, ...standing.unknowns)
  return passes(state, head)
}

function caveat(state: Here, code: CaveatCode): TraceCaveat {
  const { group, targetId } = state.place.choice
  const ofTarget = code === 'TARGET_HEALTH_UNKNOWN' || code === 'TARGETS_ALL_UNHEALTHY'
  return { code, component: ofTarget || !group ? targetId : group.id, detail: CAVEATS[code] }
}
