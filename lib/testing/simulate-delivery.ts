/** The hops of the packet simulator, put together: where a packet goes next, until it arrives or does not. */

import { balancerOfNode, catchReply, passBalancer } from './simulate-balancers.ts'
import { crossInternet, leaveByEgressOnlyGateway, leaveByInternetGateway, publicOwnerOf } from './simulate-edge.ts'
import { askAcl, askInbound, askLife, askOutbound } from './simulate-filters.ts'
import { crossPeering, leaveByEndpoint, leaveByVpnGateway, passAppliance } from './simulate-gateways.ts'
import { leaveByNatGateway } from './simulate-nat.ts'
import {
  find,
  interfaceOf,
  isSameAddress,
  isWholeFor,
  list,
  ownsPrivate,
  type Raw,
  rows,
  word,
} from './simulate-records.ts'
import { askTable, staysInSubnet } from './simulate-routes.ts'
import { crossTransitGateway, enterTransitGateway } from './simulate-transit.ts'
import { type Arrival, blocked, type Move, note, sessionFor, undo, unknown, type Walk } from './simulate-walk.ts'

const HOPS_MAX = 64
/** Most packets arrive sooner: only then is it asked whether one has been here before. */
const HOPS_UNWATCHED = 6

/** Goes on until the packet arrives somewhere, or does not. */
export function follow(walk: Walk, first: Move): Arrival {
  const met = new Set<string>()
  let move = first
  for (let hop = 0; move.at !== 'end'; hop += 1) {
    if (hop > HOPS_MAX || (hop > HOPS_UNWATCHED && !isNew(met, standing(walk, move)))) {
      note(walk, 'blocked', 'goes round in circles')
      return { kind: 'nowhere' }
    }
    move = step(walk, move)
    if (walk.answers.includes('blocked')) return { kind: 'nowhere' }
  }
  const { arrival } = move
  if (arrival.kind !== 'interface') {
    const isUnknown = arrival.kind === 'nowhere' && walk.answers.at(-1) === 'unknown'
    if (arrival.kind !== 'nowhere' || isUnknown) askOutbound(walk, null, isUnknown)
  }
  return arrival
}

function isNew(met: Set<string>, place: string): boolean {
  return met.size < met.add(place).size
}

/**
 * Everything the next hops read. Where a packet stands as it stood before, each of its ways on is one it had already:
 * to go round once more finds nothing, and forks in a circle would be tried without end.
 */
function standing(walk: Walk, move: Move): string {
  const { answers, sessions, eigwExits, inspected, answered, balancers, entries, ports } = walk
  const { packet, leg, sender, broughtTo, crossing, pending, isInspected, balancerGroups } = walk
  const kept = { sessions, eigwExits, inspected, answered, balancers, entries, ports: [...ports], balancerGroups }
  const isUnsure = answers.includes('unknown')
  return JSON.stringify({ move, packet, leg, sender, broughtTo, crossing, pending, isInspected, isUnsure, ...kept })
}

function step(walk: Walk, move: Move): Move {
  switch (move.at) {
    case 'leave':
      return leave(walk, move)
    case 'local':
      return deliver(walk, move)
    case 'target':
      return takeRoute(walk, move)
    case 'internet':
      return crossInternet(walk)
    case 'transit':
      return crossTransitGateway(walk, move)
    case 'end':
      return move
  }
}

/** Inside the subnet nothing stands between; else the subnet's ACL and its table. Source: VPC guide, "Subnet route tables". */
function leave(walk: Walk, move: Move & { at: 'leave' }): Move {
  const caught = catchReply(walk, move.subnetId)
  if (caught) return caught
  const { vpcId, subnetId } = move
  if (staysInSubnet(walk, subnetId)) return { at: 'local', vpcId, fromSubnet: subnetId }
  if (subnetId !== null) askAcl(walk, subnetId, 'out')
  return askTable(walk, move)
}

function takeRoute(walk: Walk, { route, vpcId, subnetId }: Move & { at: 'target' }): Move {
  if (route['State'] === 'blackhole') return blocked(walk, 'the route is a blackhole')
  const from = { vpcId, subnetId }
  const gatewayId = word(route, 'GatewayId')
  if (gatewayId === 'local') return { at: 'local', vpcId, fromSubnet: subnetId }
  if (isDetour(walk, route)) note(walk, 'unknown', 'the address of a client is kept on a way that is not direct')
  if (isLostReply(walk, route)) return blocked(walk, 'the reply leaves past the gateway that knows the public address')
  if (gatewayId.startsWith('igw-')) return leaveByInternetGateway(walk, gatewayId, vpcId)
  if (gatewayId.startsWith('vgw-')) return leaveByVpnGateway(walk, gatewayId, vpcId)
  if (gatewayId.startsWith('vpce-')) return leaveByEndpoint(walk, gatewayId, from)
  const id = (name: string) => word(route, name)
  if (id('EgressOnlyInternetGatewayId')) return leaveByEgressOnlyGateway(walk, id('EgressOnlyInternetGatewayId'), vpcId)
  if (id('NatGatewayId')) return leaveByNatGateway(walk, id('NatGatewayId'), from)
  if (id('VpcPeeringConnectionId')) return crossPeering(walk, id('VpcPeeringConnectionId'), vpcId)
  if (id('TransitGatewayId')) return enterTransitGateway(walk, id('TransitGatewayId'), from)
  if (id('NetworkInterfaceId')) return passAppliance(walk, id('NetworkInterfaceId'), from)
  return unknown(walk, `no rules for the target of ${JSON.stringify(route)}`)
}

/**
 * With the address of its client kept, a packet must go directly to the target, in this VPC or a peer; a Gateway Load
 * Balancer endpoint between is not supported. Source: Network Load Balancers guide, "Client IP preservation".
 */
function isDetour({ leg, sessions }: Walk, route: Raw): boolean {
  return leg === 'request' && sessions.at(-1)?.keepsClient === true && route['VpcPeeringConnectionId'] === undefined
}

/**
 * Only the internet gateway of the VPC a request came in by turns the source of its reply back into the public address:
 * another way out loses it, whatever is beyond. An appliance may still lead there. Source: VPC guide, "Internet gateways".
 */
function isLostReply(walk: Walk, route: Raw): boolean {
  if (walk.leg !== 'reply' || walk.entries.at(-1) !== walk.sessions.length) return false
  // Over IPv6 nothing is turned: a client in the inventory may be answered by a shorter way.
  if (walk.packet.family === 6 && publicOwnerOf(walk.documents, walk.packet.destination)) return false
  const gatewayId = word(route, 'GatewayId')
  const endpoint = find(walk.documents, 'VpcEndpoints', ['VpcEndpointId', gatewayId])
  if (gatewayId.startsWith('vpce-')) return endpoint?.['VpcEndpointType'] === 'Gateway'
  return !gatewayId.startsWith('igw-') && route['NetworkInterfaceId'] === undefined
}

/** Inside a VPC, to whoever has the address there. */
function deliver(walk: Walk, { vpcId, fromSubnet }: Move & { at: 'local' }): Move {
  const session = sessionFor(walk, vpcId)
  if (session) {
    if (session.subnetId !== null && session.subnetId !== fromSubnet) askAcl(walk, session.subnetId, 'in')
    return undo(walk, session, session.kind === 'balancer' ? interfaceOf(walk.documents, session.id) : null)
  }
  if (isOfNat(walk, vpcId)) return blocked(walk, 'a NAT gateway takes no connections')
  const { documents, packet } = walk
  const owner = rows(documents, 'NetworkInterfaces').find(
    (each) => each['VpcId'] === vpcId && ownsPrivate(each, packet.destination),
  )
  if (!owner) return nobodyHome(walk, vpcId)
  const subnetId = word(owner, 'SubnetId')
  if (subnetId !== fromSubnet) askAcl(walk, subnetId, 'in')
  if (walk.leg === 'reply') return { at: 'end', arrival: { kind: 'interface', owner } }
  askLife(walk, owner)
  askOutbound(walk, owner, false)
  askInbound(walk, owner)
  if (word(owner, 'InterfaceType').toLowerCase().startsWith('nat')) return blocked(walk, 'a NAT gateway takes none')
  const balancer = balancerOfNode(documents, owner)
  return balancer ? passBalancer(walk, balancer, owner) : { at: 'end', arrival: { kind: 'interface', owner } }
}

function isOfNat({ documents, packet }: Walk, vpcId: string): boolean {
  return rows(documents, 'NatGateways').some(
    (nat) =>
      nat['VpcId'] === vpcId &&
      list(nat, 'NatGatewayAddresses').some((each) => isSameAddress(word(each, 'PrivateIp'), packet.destination)),
  )
}

function nobodyHome(walk: Walk, vpcId: string): Move {
  const vpc = find(walk.documents, 'Vpcs', ['VpcId', vpcId])
  const isKnown = vpc !== null && isWholeFor(walk.documents, 'NetworkInterfaces', vpc)
  const text = `nobody in ${vpcId} has the address`
  return isKnown ? blocked(walk, text) : unknown(walk, text)
}
