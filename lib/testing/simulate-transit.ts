/** Transit gateways, one packet at a time. Source: Transit Gateway guide, "How transit gateways work". */

import { isInside } from './plain-addresses.ts'
import { askAcl } from './simulate-filters.ts'
import {
  type Documents,
  find,
  inside,
  isWhole,
  isWholeFor,
  list,
  listEntries,
  type Raw,
  rows,
  subnetOf,
  word,
  words,
} from './simulate-records.ts'
import { blocked, choose, type Move, note, unknown, type Walk } from './simulate-walk.ts'

/** Everything printed about one attachment, from the general list and from the list of its kind. */
export function attachmentOf(documents: Documents, id: string): Raw | null {
  const general = find(documents, 'TransitGatewayAttachments', ['TransitGatewayAttachmentId', id])
  const vpc = find(documents, 'TransitGatewayVpcAttachments', ['TransitGatewayAttachmentId', id])
  const peering = find(documents, 'TransitGatewayPeeringAttachments', ['TransitGatewayAttachmentId', id])
  if (!general && !vpc && !peering) return null
  return {
    ...(vpc ? { ResourceType: 'vpc', ResourceId: vpc['VpcId'] } : {}),
    ...(peering ? { ResourceType: 'peering' } : {}),
    ...general,
    ...peering,
    ...vpc,
  }
}

function isLive(attachment: Raw): boolean {
  return word(attachment, 'State') === 'available'
}

/** From a subnet into the transit gateway: only in zones where the attachment has a subnet. */
export function enterTransitGateway(
  walk: Walk,
  transitGatewayId: string,
  from: { vpcId: string; subnetId: string | null },
): Move {
  const { documents } = walk
  const attachment = attachmentIn(documents, transitGatewayId, from.vpcId)
  if (!attachment) {
    const vpc = find(documents, 'Vpcs', ['VpcId', from.vpcId])
    const whole = vpc !== null && isWholeFor(documents, 'TransitGatewayVpcAttachments', vpc)
    const text = `${from.vpcId} has no attachment to ${transitGatewayId}`
    return whole ? blocked(walk, text) : unknown(walk, text)
  }
  const id = word(attachment, 'TransitGatewayAttachmentId')
  if (!isLive(attachment)) return blocked(walk, `${id} is ${word(attachment, 'State')}`)
  const zone = zoneOf(documents, from.subnetId ?? '')
  const refusal = askZone(walk, attachment, from.subnetId)
  if (refusal !== null) return blocked(walk, refusal)
  // Over one gateway, from VPC to VPC: what comes from a third VPC is from nobody's group.
  walk.crossing = walk.crossing === 'same-vpc' ? referencing(walk, attachment, transitGatewayId) : 'lost'
  return { at: 'transit', attachmentId: id, gatewayId: transitGatewayId, zone }
}

function attachmentIn(documents: Documents, gatewayId: string, vpcId: string): Raw | null {
  const general = rows(documents, 'TransitGatewayAttachments').filter((each) => each['ResourceId'] === vpcId)
  const own = rows(documents, 'TransitGatewayVpcAttachments').filter((each) => each['VpcId'] === vpcId)
  return [...own, ...general].find((each) => each['TransitGatewayId'] === gatewayId) ?? null
}

/** In by the attachment's subnet of the same zone, past its ACL when it is another subnet; why not, else null. */
function askZone(walk: Walk, attachment: Raw, subnetId: string | null): string | null {
  const id = word(attachment, 'TransitGatewayAttachmentId')
  const zone = zoneOf(walk.documents, subnetId ?? '')
  const zones = words(attachment, 'SubnetIds').map((each) => [each, zoneOf(walk.documents, each)] as const)
  if (zone === '' || zones.length === 0 || zones.some(([, each]) => each === '')) {
    note(walk, 'unknown', `zones of ${id} are not known`)
    return null
  }
  const entry = zones.find(([, each]) => each === zone)
  if (!entry) return `${id} has no subnet in ${zone}`
  if (entry[0] !== subnetId) askAcl(walk, entry[0], 'in')
  return null
}

function zoneOf(documents: Documents, subnetId: string): string {
  const subnet = subnetOf(documents, subnetId)
  return word(subnet, 'AvailabilityZoneId') || word(subnet, 'AvailabilityZone')
}

/** References need the gateway (default off) and both attachments (default on) to support them. */
function referencing(walk: Walk, attachment: Raw, transitGatewayId: string): Walk['crossing'] {
  if (supportOf(attachment) === 'disable') return 'lost'
  const gateway = find(walk.documents, 'TransitGateways', ['TransitGatewayId', transitGatewayId])
  if (!gateway) return 'unknown'
  return supportOf(gateway) === 'enable' ? 'transit' : 'lost'
}

function supportOf(raw: Raw): string {
  return word(inside(raw, 'Options'), 'SecurityGroupReferencingSupport')
}

/** The table the attachment is associated with, and the way that table knows. */
export function crossTransitGateway(walk: Walk, { attachmentId, gatewayId, zone }: Move & { at: 'transit' }): Move {
  const { documents, packet } = walk
  const tables = rows(documents, 'TransitGatewayRouteTables').filter((each) => each['TransitGatewayId'] === gatewayId)
  const isMember = (each: Raw) =>
    each['TransitGatewayAttachmentId'] === attachmentId && ['associated', ''].includes(word(each, 'State'))
  const told = inside(attachmentOf(documents, attachmentId), 'Association')
  const table =
    tables.find((each) => list(each, 'Associations').some(isMember)) ??
    tables.find((each) => each['TransitGatewayRouteTableId'] === told['TransitGatewayRouteTableId'])
  if (!table) {
    const whole = tables.length > 0 && isWhole(documents, 'TransitGatewayRouteTables')
    const isKnown = whole && tables.every((each) => Array.isArray(each['Associations']))
    const text = `${attachmentId} is associated with no table of ${gatewayId}`
    return isKnown ? blocked(walk, text) : unknown(walk, text)
  }
  const id = word(table, 'TransitGatewayRouteTableId')
  if (!Array.isArray(table['Routes']) || table['AdditionalRoutesAvailable'] === true)
    return unknown(walk, `routes of ${id} are not known`)
  const best = bestTransitRoutes(documents, list(table, 'Routes'), packet.destination)
  if (best === 'unknown') return unknown(walk, `${id} has a prefix list that was not read`)
  if (best.length === 0) return blocked(walk, `${id}: no route`)
  const first = choose(walk, best, 'each')
  if (first['State'] === 'blackhole') return blocked(walk, `${id}: blackhole`)
  const ways = list(first, 'TransitGatewayAttachments').map((each) => word(each, 'TransitGatewayAttachmentId'))
  if (ways.length === 0) return unknown(walk, `${id}: the route names no attachment`)
  note(walk, 'passes', `${id} to ${ways.join(', ')}`)
  return leaveTransitGateway(walk, { attachmentId: choose(walk, ways, 'each'), gatewayId, zone })
}

/** Longest prefix, then static, then prefix list, then propagated from VPCs before the others; all that are equal. */
function bestTransitRoutes(
  documents: Documents,
  routes: readonly Raw[],
  destination: string,
): readonly Raw[] | 'unknown' {
  const live = routes.filter((each) => ['active', 'blackhole', ''].includes(word(each, 'State')))
  const cidrsOf = (each: Raw) =>
    each['DestinationCidrBlock'] === undefined
      ? listEntries(documents, word(each, 'PrefixListId'), destination)
      : [word(each, 'DestinationCidrBlock')]
  if (live.some((each) => cidrsOf(each) === null)) return 'unknown'
  const found = live.flatMap((route) =>
    (cidrsOf(route) ?? [])
      .filter((cidr) => isInside(destination, cidr))
      .map((cidr) => ({ route, length: Number(cidr.split('/')[1]), rank: transitRank(route) })),
  )
  const [best] = found.toSorted((a, b) => b.length - a.length || a.rank - b.rank)
  return found.filter((each) => each.length === best?.length && each.rank === best.rank).map(({ route }) => route)
}

const PROPAGATED_RANKS = ['vpc', 'direct-connect-gateway', 'connect', 'vpn', 'peering']

function transitRank(route: Raw): number {
  if (route['Type'] === 'static') return route['PrefixListId'] === undefined ? 0 : 1
  const type = word(list(route, 'TransitGatewayAttachments')[0] ?? null, 'ResourceType')
  const rank = PROPAGATED_RANKS.indexOf(type)
  return 2 + (rank < 0 ? PROPAGATED_RANKS.length : rank)
}

interface Way {
  readonly attachmentId: string
  readonly gatewayId: string
  readonly zone: string
}

function leaveTransitGateway(walk: Walk, way: Way): Move {
  const attachment = attachmentOf(walk.documents, way.attachmentId)
  if (!attachment) return unknown(walk, `${way.attachmentId} is not in the documents`)
  if (!isLive(attachment)) return blocked(walk, `${way.attachmentId} is ${word(attachment, 'State')}`)
  const type = word(attachment, 'ResourceType')
  if (type === 'vpc') return leaveIntoVpc(walk, attachment, way.zone)
  walk.crossing = 'lost'
  if (type === 'peering') return leaveIntoPeer(walk, attachment, way)
  if (type === 'vpn') {
    if (isDown(walk.documents, word(attachment, 'ResourceId'))) return blocked(walk, 'every tunnel is down')
  } else if (type !== 'direct-connect-gateway') return unknown(walk, `attachment of type ${type}`)
  const door = { kind: 'transit', gatewayId: way.gatewayId, attachmentId: way.attachmentId } as const
  return { at: 'end', arrival: { kind: 'on-premises', door } }
}

/** A VPN connection whose tunnels are all down, or that is being deleted. */
export function isDown(documents: Documents, vpnConnectionId: string): boolean {
  const vpn = find(documents, 'VpnConnections', ['VpnConnectionId', vpnConnectionId])
  if (!vpn) return false
  const tunnels = list(vpn, 'VgwTelemetry').map((each) => word(each, 'Status'))
  return word(vpn, 'State') !== 'available' || (tunnels.length > 0 && tunnels.every((status) => status === 'DOWN'))
}

/** In the zone the packet came from where there is a subnet, else in some other; then as that subnet's table says. */
function leaveIntoVpc(walk: Walk, attachment: Raw, zone: string): Move {
  const { documents } = walk
  const vpcId = word(attachment, 'ResourceId') || word(attachment, 'VpcId')
  if (!find(documents, 'Vpcs', ['VpcId', vpcId])) return unknown(walk, `${vpcId} is not in the documents`)
  const subnets = words(attachment, 'SubnetIds')
  if (subnets.length === 0) return unknown(walk, `subnets of the attachment to ${vpcId} are not known`)
  if (supportOf(attachment) === 'disable') walk.crossing = 'lost'
  const here = subnets.filter((subnetId) => zone !== '' && zoneOf(documents, subnetId) === zone)
  const subnetId = choose(walk, here.length > 0 ? here.slice(0, 1) : subnets, 'each')
  walk.broughtTo = vpcId
  return { at: 'leave', vpcId, subnetId }
}

/** The other gateway takes it up at its own end of the peering. */
function leaveIntoPeer(walk: Walk, attachment: Raw, { attachmentId, gatewayId }: Way): Move {
  const sides = [inside(attachment, 'RequesterTgwInfo'), inside(attachment, 'AccepterTgwInfo')]
  const far = sides.map((side) => word(side, 'TransitGatewayId')).find((id) => id !== '' && id !== gatewayId)
  if (far === undefined) return unknown(walk, `the far side of ${attachmentId} is not known`)
  if (!find(walk.documents, 'TransitGateways', ['TransitGatewayId', far]))
    return unknown(walk, `${far} is not in the documents`)
  return { at: 'transit', attachmentId, gatewayId: far, zone: '' }
}
