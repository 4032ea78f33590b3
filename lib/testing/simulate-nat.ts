/** NAT gateways, one packet at a time. Source: VPC guide, "NAT gateway basics", "Regional NAT gateways". */

import { isInside } from './plain-addresses.ts'
import { askAcl } from './simulate-filters.ts'
import { blocksOf, find, list, type Raw, subnetOf, word } from './simulate-records.ts'
import { anyPort, blocked, choose, type Move, note, type Packet, unknown, type Walk } from './simulate-walk.ts'

/**
 * Source becomes the gateway's own address; its subnet's ACL sees the packet before and after.
 * Source: VPC guide, "NAT gateway basics", "Regional NAT gateways".
 */
export function leaveByNatGateway(
  walk: Walk,
  natGatewayId: string,
  from: { vpcId: string; subnetId: string | null },
): Move {
  const nat = find(walk.documents, 'NatGateways', ['NatGatewayId', natGatewayId])
  if (!nat) return unknown(walk, `${natGatewayId} is not in the documents`)
  const refusal = natRefusal(walk, nat, from)
  if (refusal !== null) return blocked(walk, `${natGatewayId}: ${refusal}`)
  if (isNat64(walk.packet)) return unknown(walk, `${natGatewayId}: NAT64 is not interpreted`)
  const own = natAddresses(walk, nat, from.subnetId)
  if (own.length === 0) return blocked(walk, `${natGatewayId} has no address for this zone`)
  const subnetId = word(nat, 'SubnetId') || null
  if (subnetId !== null) askAcl(walk, subnetId, 'in')
  const before = walk.packet
  // Which of its addresses a flow gets, the gateway says.
  const address = choose(walk, own, 'each')
  const hasPorts = before.protocol === 6 || before.protocol === 17
  const sourcePort = hasPorts ? anyPort(walk) : before.sourcePort
  walk.packet = { ...before, source: address, sourcePort }
  const tableId = word(nat, 'RouteTableId')
  const place = { vpcId: from.vpcId, subnetId, ...(tableId ? { tableId } : {}) }
  walk.sessions.push({ kind: 'nat', id: natGatewayId, ...place, before, after: walk.packet, keepsClient: false })
  walk.sender = { vpcId: from.vpcId, owner: nat }
  walk.crossing = 'lost'
  note(walk, 'passes', `translated by ${natGatewayId}`)
  return { at: 'leave', ...place }
}

/** Source: VPC guide, "DNS64 and NAT64"; RFC 6052. */
function isNat64({ destination, protocol }: Packet): boolean {
  return isInside(destination, '64:ff9b::/96') && [6, 17, 58].includes(protocol)
}

function natRefusal(walk: Walk, nat: Raw, from: { vpcId: string; subnetId: string | null }): string | null {
  const { packet, sender, leg, broughtTo } = walk
  if (word(nat, 'State') !== 'available') return 'is not available'
  if (walk.sessions.some(({ id }) => id === nat['NatGatewayId'])) return 'was passed already'
  if (leg === 'reply') return 'translates the reply, so nobody waits for it'
  if (packet.family === 6 && !isNat64(packet)) return 'translates IPv4 only'
  if (![1, 6, 17, 58].includes(packet.protocol)) return 'translates TCP, UDP and ICMP only'
  if (nat['SubnetId'] !== undefined && nat['SubnetId'] === from.subnetId) return 'is in the subnet it serves'
  const blocks = blocksOf(find(walk.documents, 'Vpcs', ['VpcId', from.vpcId]))
  const isHere = sender?.vpcId === from.vpcId && blocks.some((block) => isInside(packet.source, block))
  const own = isHere || broughtTo === from.vpcId
  return own ? null : 'serves its own VPC only'
}

/** A regional gateway has addresses zone by zone, and for flows of a zone uses those; some have no private address. */
function natAddresses({ documents }: Walk, nat: Raw, subnetId: string | null): readonly string[] {
  const addresses = list(nat, 'NatGatewayAddresses')
  const own = (some: readonly Raw[]) => some.map((each) => word(each, 'PrivateIp') || word(each, 'PublicIp'))
  if (nat['SubnetId'] !== undefined && nat['AvailabilityMode'] !== 'regional') return own(addresses)
  const subnet = subnetOf(documents, subnetId ?? '')
  const here = addresses.filter(
    (each) =>
      (each['AvailabilityZoneId'] !== undefined && each['AvailabilityZoneId'] === subnet?.['AvailabilityZoneId']) ||
      (each['AvailabilityZone'] !== undefined && each['AvailabilityZone'] === subnet?.['AvailabilityZone']),
  )
  return own(here)
}
