/** VPC peering, virtual private gateways and endpoints, one packet at a time. */

import { isInside } from './plain-addresses.ts'
import { askAcl, askInbound, askLife } from './simulate-filters.ts'
import { askFirewall } from './simulate-firewall.ts'
import {
  blocksOf,
  type Documents,
  find,
  inside,
  interfaceOf,
  isWhole,
  list,
  ownsPrivate,
  type Raw,
  rows,
  word,
  words,
} from './simulate-records.ts'
import { edgeRouteOf } from './simulate-routes.ts'
import { isDown } from './simulate-transit.ts'
import { blocked, type Move, note, unknown, type Walk } from './simulate-walk.ts'

/** Not transitive, nothing beyond the far VPC. Source: VPC peering guide, "How VPC peering works" and its limitations. */
export function crossPeering(walk: Walk, peeringId: string, vpcId: string): Move {
  const { documents, packet } = walk
  const peering = find(documents, 'VpcPeeringConnections', ['VpcPeeringConnectionId', peeringId])
  if (!peering) return unknown(walk, `${peeringId} is not in the documents`)
  const status = word(inside(peering, 'Status'), 'Code')
  if (status !== 'active') return status === '' ? unknown(walk, `${peeringId}: no status`) : blocked(walk, status)
  const sides = [inside(peering, 'RequesterVpcInfo'), inside(peering, 'AccepterVpcInfo')]
  const far = sides.find((side) => word(side, 'VpcId') !== vpcId)
  if (!far || !sides.some((side) => word(side, 'VpcId') === vpcId))
    return blocked(walk, `${peeringId} is not of ${vpcId}`)
  if (!isOfVpc(walk, vpcId)) return blocked(walk, `${peeringId}: source is not of ${vpcId}`)
  const farVpc = find(documents, 'Vpcs', ['VpcId', word(far, 'VpcId')])
  const blocks = farVpc ? blocksOf(farVpc) : blocksOfSide(far)
  if (!blocks.some((block) => isInside(packet.destination, block)))
    return blocked(walk, `${peeringId}: destination is not of ${word(far, 'VpcId')}`)
  if (!farVpc) return unknown(walk, `${word(far, 'VpcId')} is not in the documents`)
  const [one, other] = sides.map((side) => word(side, 'Region'))
  if (walk.crossing !== 'lost') walk.crossing = one === other ? 'peering' : 'lost'
  note(walk, 'passes', peeringId)
  return { at: 'local', vpcId: word(far, 'VpcId'), fromSubnet: null }
}

/** Sent inside the VPC, by a node of a load balancer under the address of its client, or under an address of the VPC. */
function isOfVpc({ documents, packet, sender, sessions }: Walk, vpcId: string): boolean {
  const blocks = blocksOf(find(documents, 'Vpcs', ['VpcId', vpcId]))
  const isNode = sessions.at(-1)?.keepsClient === true
  return sender?.vpcId === vpcId && (isNode || blocks.some((block) => isInside(packet.source, block)))
}

function blocksOfSide(side: Raw): readonly string[] {
  return [
    word(side, 'CidrBlock'),
    ...list(side, 'CidrBlockSet').map((each) => word(each, 'CidrBlock')),
    ...list(side, 'Ipv6CidrBlockSet').map((each) => word(each, 'Ipv6CidrBlock')),
  ].filter((block) => block !== '')
}

/** Out to the network on premises: only for interfaces of the VPC. Source: Site-to-Site VPN guide. */
export function leaveByVpnGateway(walk: Walk, gatewayId: string, vpcId: string): Move {
  const { documents, packet, sender } = walk
  const refusal = vpnGatewayRefusal(documents, gatewayId, vpcId)
  if (refusal) return refusal.answer === 'blocked' ? blocked(walk, refusal.text) : unknown(walk, refusal.text)
  const isNat = sender?.owner['NatGatewayId'] !== undefined
  const hosts = rows(documents, 'NetworkInterfaces').filter((each) => each['VpcId'] === vpcId)
  if (sender?.vpcId !== vpcId || !(isNat || hosts.some((each) => ownsPrivate(each, packet.source))))
    return blocked(walk, `${gatewayId}: source is no interface of ${vpcId}`)
  if (isOwn(walk, vpcId, packet.destination)) return blocked(walk, `${gatewayId}: ${vpcId} itself has that address`)
  note(walk, 'passes', `out by ${gatewayId}`)
  return { at: 'end', arrival: { kind: 'on-premises', door: { kind: 'vpn-gateway', gatewayId, vpcId } } }
}

/** Source: Reachability Analyzer guide, "Explanation codes": a gateway rejects spoofed traffic. */
function isOwn(walk: Walk, vpcId: string, address: string): boolean {
  return blocksOf(find(walk.documents, 'Vpcs', ['VpcId', vpcId])).some((block) => isInside(address, block))
}

interface Refusal {
  readonly answer: 'blocked' | 'unknown'
  readonly text: string
}

function vpnGatewayRefusal(documents: Documents, gatewayId: string, vpcId: string): Refusal | null {
  const gateway = find(documents, 'VpnGateways', ['VpnGatewayId', gatewayId])
  if (!gateway) return { answer: 'unknown', text: `${gatewayId} is not in the documents` }
  const isAttached = list(gateway, 'VpcAttachments').some(
    (each) => each['VpcId'] === vpcId && each['State'] === 'attached',
  )
  if (!isAttached || word(gateway, 'State') !== 'available')
    return { answer: 'blocked', text: `${gatewayId} is not attached to ${vpcId}` }
  const vpns = rows(documents, 'VpnConnections').filter((each) => each['VpnGatewayId'] === gatewayId)
  const lines = rows(documents, 'VirtualInterfaces').filter((each) => each['virtualGatewayId'] === gatewayId)
  const isUp = lines.some((each) => each['virtualInterfaceState'] === 'available')
  if (isUp || rows(documents, 'DirectConnectGateways').length > 0) return null
  const whole = isWhole(documents, 'VirtualInterfaces') && isWhole(documents, 'DirectConnectGateways')
  if (vpns.length + lines.length > 0 && vpns.every((each) => isDown(documents, word(each, 'VpnConnectionId'))))
    return { answer: whole ? 'blocked' : 'unknown', text: `every connection of ${gatewayId} is down` }
  return null
}

/** In from the network on premises, to interfaces of the VPC. */
export function enterByVpnGateway(walk: Walk, gatewayId: string, vpcId: string): Move {
  const refusal = vpnGatewayRefusal(walk.documents, gatewayId, vpcId)
  if (refusal) return refusal.answer === 'blocked' ? blocked(walk, refusal.text) : unknown(walk, refusal.text)
  if (isOwn(walk, vpcId, walk.packet.source)) return blocked(walk, `${gatewayId}: source spoofs ${vpcId}`)
  const edge = edgeRouteOf(walk, gatewayId, walk.packet.destination)
  if (!isWhole(walk.documents, 'RouteTables')) note(walk, 'unknown', `whether ${gatewayId} has a table was not told`)
  const reached = edge === null ? null : interfaceOf(walk.documents, word(edge, 'NetworkInterfaceId'))
  if (edge?.['State'] === 'blackhole') return blocked(walk, `${gatewayId}: edge route leads nowhere`)
  if (edge && !(reached && ownsPrivate(reached, walk.packet.destination)))
    return unknown(walk, `${gatewayId} steers it through an appliance`)
  return { at: 'local', vpcId, fromSubnet: null }
}

/**
 * Gateway endpoints take TCP and echo from interfaces of their own VPC; any other endpoint is a wire with something on
 * it that nobody knows. Source: PrivateLink guide, "Gateway endpoints"; Gateway Load Balancer guide.
 */
export function leaveByEndpoint(
  walk: Walk,
  endpointId: string,
  { vpcId, subnetId }: { vpcId: string; subnetId: string | null },
): Move {
  const { documents, packet, sender } = walk
  const endpoint = find(documents, 'VpcEndpoints', ['VpcEndpointId', endpointId])
  if (!endpoint) return unknown(walk, `${endpointId} is not in the documents`)
  const state = word(endpoint, 'State').toLowerCase()
  if (state !== 'available' && state !== '') return blocked(walk, `${endpointId} is ${state}`)
  if (endpoint['VpcEndpointType'] !== 'Gateway') return throughFirewall(walk, endpoint, { vpcId, subnetId })
  const own = blocksOf(find(documents, 'Vpcs', ['VpcId', vpcId])).some((block) => isInside(packet.source, block))
  if (!own || sender?.vpcId !== vpcId) return blocked(walk, `${endpointId}: source is no interface of ${vpcId}`)
  const isEcho = packet.protocol === 1 && packet.icmpType === 8
  if (packet.protocol !== 6 && !isEcho) return blocked(walk, `${endpointId} takes TCP and echo only`)
  if (packet.family === 6) return unknown(walk, `${endpointId}: IPv6 is not settled`)
  return { at: 'end', arrival: { kind: 'service', vpcId } }
}

/** Into the subnet of the endpoint, past the firewall behind it, and on as the table of that subnet says. */
function throughFirewall(walk: Walk, endpoint: Raw, from: { vpcId: string; subnetId: string | null }): Move {
  const id = word(endpoint, 'VpcEndpointId')
  const [own = ''] = words(endpoint, 'SubnetIds')
  walk.crossing = 'lost'
  walk.isInspected = true
  if (own !== '' && own !== from.subnetId) askAcl(walk, own, 'in')
  const inspected = own === '' ? null : askFirewall(walk, id)
  if (inspected === null) return unknown(walk, `${id}: what inspects is not known`)
  return { at: 'leave', vpcId: from.vpcId, subnetId: own }
}

/** An interface as next hop: it forwards only with the check off, and what it then does is its own affair. */
export function passAppliance(walk: Walk, interfaceId: string, from: { vpcId: string; subnetId: string | null }): Move {
  const appliance = interfaceOf(walk.documents, interfaceId)
  if (!appliance) return unknown(walk, `${interfaceId} is not in the documents`)
  if (ownsPrivate(appliance, walk.packet.destination))
    return { at: 'local', vpcId: from.vpcId, fromSubnet: from.subnetId }
  if (word(appliance, 'SubnetId') !== from.subnetId) askAcl(walk, word(appliance, 'SubnetId'), 'in')
  note(walk, appliance['SourceDestCheck'] === false ? 'passes' : 'blocked', `${interfaceId} forwards`)
  askLife(walk, appliance)
  if (walk.leg === 'request') askInbound(walk, appliance)
  walk.crossing = 'lost'
  return unknown(walk, `what ${interfaceId} does with it is not known`)
}
