/** Load balancers, one packet at a time: listener, target, and the second half of the way. Source: the three ELB guides. */

import { askAcl } from './simulate-filters.ts'
import {
  type Documents,
  inside,
  interfaceOf,
  isSameAddress,
  isWhole,
  list,
  ownsPrivate,
  primaryInterfaceOf,
  privateBlocksOf,
  type Raw,
  rows,
  subnetOf,
  word,
  words,
} from './simulate-records.ts'
import { staysInSubnet } from './simulate-routes.ts'
import { anyPort, blocked, choose, type Move, note, type Packet, undo, unknown, type Walk } from './simulate-walk.ts'

export interface Balancer {
  /** ARN, or the name of a Classic Load Balancer. */
  readonly id: string
  readonly kind: 'application' | 'network' | 'gateway' | 'classic'
  readonly raw: Raw
}

export function balancersOf(documents: Documents): readonly Balancer[] {
  const classic = rows(documents, 'LoadBalancerDescriptions').map(
    (raw): Balancer => ({ id: word(raw, 'LoadBalancerName'), kind: 'classic', raw }),
  )
  const others = rows(documents, 'LoadBalancers').map((raw): Balancer => {
    const type = word(raw, 'Type')
    const kind = type === 'application' || type === 'gateway' ? type : 'network'
    return { id: word(raw, 'LoadBalancerArn'), kind, raw }
  })
  return [...others, ...classic]
}

/** The interfaces of a balancer say so in their description, `ELB net/<name>/<id>`; else its printed addresses tell. */
export function isNodeOf(balancer: Balancer, networkInterface: Raw): boolean {
  const description = word(networkInterface, 'Description')
  if (balancer.kind === 'classic') return description === `ELB ${balancer.id}`
  const [, suffix = balancer.id] = balancer.id.split(':loadbalancer/')
  if (description === `ELB ${suffix}`) return true
  return list(balancer.raw, 'AvailabilityZones').some(
    (zone) =>
      word(zone, 'SubnetId') === word(networkInterface, 'SubnetId') &&
      list(zone, 'LoadBalancerAddresses').some((each) =>
        ownsPrivate(networkInterface, word(each, 'PrivateIPv4Address')),
      ),
  )
}

export function balancerOfNode(documents: Documents, networkInterface: Raw): Balancer | null {
  return balancersOf(documents).find((each) => isNodeOf(each, networkInterface)) ?? null
}

/** The node takes the connection if a listener does, and opens or passes on one to a target. */
export function passBalancer(walk: Walk, balancer: Balancer, node: Raw): Move {
  const { documents, packet } = walk
  const code = word(inside(balancer.raw, 'State'), 'Code')
  if (!['', 'active', 'active_impaired'].includes(code)) return blocked(walk, `${balancer.id} is ${code}`)
  walk.balancers.push(balancer.id)
  if (answersPing(balancer) && (packet.protocol === 1 || packet.protocol === 58))
    return { at: 'end', arrival: { kind: 'interface', owner: node } }
  const offers = offersOf(documents, balancer, packet)
  if (offers === 'unknown') return unknown(walk, `listeners or targets of ${balancer.id} are not known`)
  const near = offers.filter((offer) => isWithinZones(walk, balancer, { node, offer }))
  const usable = standing(near).filter(
    (offer) => (walk.wanted === null || offer.target === walk.wanted) && !isLoop(balancer, offer, packet),
  )
  if (usable.length === 0) return blocked(walk, `${balancer.id}: no listener or no usable target`)
  const offer = choose(walk, usable, 'some')
  note(walk, 'passes', `${balancer.id} to ${offer.address}:${offer.port}`)
  return passOn(walk, { balancer, node, offer })
}

/** Pings go to the node itself, not to a target. Source: ALB and Classic Load Balancers guides, "Security groups". */
function answersPing({ kind }: Balancer): boolean {
  return kind === 'application' || kind === 'classic'
}

interface Offer {
  readonly group: Raw
  readonly address: string
  readonly port: number
  /** The target's interface; null for an address outside the inventory. */
  readonly target: Raw | null
  /** Empty when it is not known. */
  readonly health: string
}

/** Every target that a matching listener may send to, were it healthy and near. */
function offersOf(documents: Documents, balancer: Balancer, packet: Packet): readonly Offer[] | 'unknown' {
  if (packet.protocol !== 6 && packet.protocol !== 17) return []
  if (balancer.kind === 'classic') return classicOffers(documents, balancer, packet)
  const listeners = rows(documents, 'Listeners').filter((each) => each['LoadBalancerArn'] === balancer.id)
  const matching = listeners.filter(
    (each) => each['Port'] === packet.destinationPort && carries(word(each, 'Protocol'), packet.protocol),
  )
  if (matching.length === 0) return isWhole(documents, 'Listeners') || listeners.length > 0 ? [] : 'unknown'
  const arns = matching.flatMap((listener) => list(listener, 'DefaultActions').flatMap(groupArns))
  const groups = rows(documents, 'TargetGroups').filter((each) => arns.includes(word(each, 'TargetGroupArn')))
  if (groups.length < new Set(arns).size || groups.some((each) => !Array.isArray(each['Targets']))) return 'unknown'
  const offers = groups.flatMap((group) => list(group, 'Targets').map((each) => offerOf(documents, group, each)))
  return offers.some((offer) => offer === null) ? 'unknown' : offers.filter((offer) => offer !== null)
}

/**
 * Healthy ones and those of unknown health; with none of them near a node, it sends to all of the group that are near.
 * Source: ELB guides, "Target group health".
 */
function standing(near: readonly Offer[]): readonly Offer[] {
  const used = near.filter(({ health }) => !['unused', 'draining', 'unhealthy.draining'].includes(health))
  return used.filter(
    ({ group, health }) =>
      health !== 'unhealthy' || used.every((other) => other.group !== group || other.health === 'unhealthy'),
  )
}

function carries(protocol: string, number: number): boolean {
  if (protocol === 'TCP_UDP') return number === 6 || number === 17
  return number === (protocol === 'UDP' || protocol === 'QUIC' ? 17 : 6)
}

function groupArns(action: Raw): readonly string[] {
  if (action['Type'] !== undefined && action['Type'] !== 'forward') return []
  const weighted = list(inside(action, 'ForwardConfig'), 'TargetGroups').map((each) => word(each, 'TargetGroupArn'))
  return [...new Set([word(action, 'TargetGroupArn'), ...weighted])].filter((arn) => arn !== '')
}

function offerOf(documents: Documents, group: Raw, registered: Raw): Offer | null {
  const target = inside(registered, 'Target')
  const health = word(inside(registered, 'TargetHealth'), 'State')
  const port = Number(target['Port'] ?? group['Port'])
  const id = word(target, 'Id')
  const family = group['IpAddressType'] === 'ipv6' ? 6 : 4
  if (group['TargetType'] === 'ip') {
    const owner = rows(documents, 'NetworkInterfaces').find(
      (each) => each['VpcId'] === group['VpcId'] && ownsPrivate(each, id),
    )
    return { group, port, address: id, target: owner ?? null, health }
  }
  const primary = primaryInterfaceOf(documents, id)
  const [address] = primary ? privateBlocksOf(primary, family) : []
  return address === undefined ? null : { group, port, address, target: primary, health }
}

function classicOffers(documents: Documents, { raw }: Balancer, packet: Packet): readonly Offer[] | 'unknown' {
  const listeners = list(raw, 'ListenerDescriptions').map((each) => inside(each, 'Listener'))
  const matching = listeners.filter((each) => each['LoadBalancerPort'] === packet.destinationPort)
  if (packet.protocol !== 6) return []
  const targets = list(raw, 'Instances').map((each) => primaryInterfaceOf(documents, word(each, 'InstanceId')))
  if (targets.includes(null)) return 'unknown'
  return matching.flatMap((listener) =>
    targets.flatMap((target) =>
      target === null
        ? []
        : [
            {
              group: {},
              target,
              port: Number(listener['InstancePort']),
              address: privateBlocksOf(target, 4)[0] ?? '',
              health: '',
            },
          ],
    ),
  )
}

/** Across zones only where that is on, and only to zones the balancer is enabled in. */
function isWithinZones({ documents }: Walk, balancer: Balancer, { node, offer }: { node: Raw; offer: Offer }): boolean {
  const zone = word(subnetOf(documents, word(node, 'SubnetId')), 'AvailabilityZone')
  const other = offer.target && word(subnetOf(documents, word(offer.target, 'SubnetId')), 'AvailabilityZone')
  if (other === null || other === zone) return true
  return enabledZones(documents, balancer).includes(other) && isCrossZone(balancer, offer.group)
}

function enabledZones(documents: Documents, { kind, raw }: Balancer): readonly string[] {
  if (kind === 'classic')
    return words(raw, 'Subnets').map((subnetId) => word(subnetOf(documents, subnetId), 'AvailabilityZone'))
  return list(raw, 'AvailabilityZones').map((each) => word(each, 'ZoneName'))
}

function isCrossZone({ kind, raw }: Balancer, group: Raw): boolean {
  const ofGroup = attributeOf(group, 'load_balancing.cross_zone.enabled')
  if (ofGroup === 'true' || ofGroup === 'false') return ofGroup === 'true'
  if (kind === 'application') return true
  return (
    attributeOf(raw, 'load_balancing.cross_zone.enabled') === 'true' ||
    inside(inside(raw, 'Attributes'), 'CrossZoneLoadBalancing')['Enabled'] === true
  )
}

function attributeOf(raw: Raw, key: string): string {
  return word(list(raw, 'Attributes').find((each) => each['Key'] === key) ?? null, 'Value')
}

/** Network Load Balancers keep the client's address for instance targets and for UDP, unless told otherwise. */
function keepsClient({ kind }: Balancer, { group }: Offer): boolean {
  if (kind !== 'network') return false
  const told = attributeOf(group, 'preserve_client_ip.enabled')
  if (told !== '') return told === 'true'
  return group['TargetType'] !== 'ip' || ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(word(group, 'Protocol'))
}

/** A client that is its own target, and whose address is kept, sees a reply from itself. Source: NLB guide, "Troubleshoot". */
function isLoop(balancer: Balancer, offer: Offer, packet: Packet): boolean {
  return keepsClient(balancer, offer) && isSameAddress(offer.address, packet.source)
}

function passOn(walk: Walk, { balancer, node, offer }: { balancer: Balancer; node: Raw; offer: Offer }): Move {
  const { packet: before } = walk
  const family = offer.address.includes(':') ? 6 : 4
  const keeps = keepsClient(balancer, offer) && family === before.family
  const [own] = privateBlocksOf(node, family)
  if (own === undefined) return blocked(walk, `${balancer.id}: node has no IPv${family} address`)
  const after: Packet = {
    ...before,
    family,
    source: keeps ? before.source : own,
    destination: offer.address,
    sourcePort: keeps ? before.sourcePort : anyPort(walk),
    destinationPort: offer.port,
  }
  const [vpcId, subnetId] = [word(node, 'VpcId'), word(node, 'SubnetId')]
  walk.sessions.push({
    kind: 'balancer',
    id: word(node, 'NetworkInterfaceId'),
    vpcId,
    subnetId,
    before,
    after,
    keepsClient: keeps,
  })
  walk.packet = after
  walk.pending = { owner: node, packet: after }
  walk.sender = { vpcId, owner: node }
  walk.crossing = 'same-vpc'
  walk.broughtTo = null
  walk.balancerGroups = list(node, 'Groups').map((each) => word(each, 'GroupId'))
  if (balancer.kind === 'classic' && staysInSubnet(walk, subnetId)) askAcl(walk, subnetId, 'out')
  return { at: 'leave', vpcId, subnetId }
}

/**
 * A reply to a client whose address was kept does not follow the target's route table: the balancer takes it, past the
 * network ACLs of both subnets. Source: Network Load Balancer guide, "Client IP preservation".
 */
export function catchReply(walk: Walk, subnetId: string | null): Move | null {
  const session = walk.sessions.at(-1)
  if (walk.leg !== 'reply' || !session?.keepsClient) return null
  if (!isSameAddress(walk.packet.source, session.after.destination)) return null
  if (subnetId !== null && session.subnetId !== null && subnetId !== session.subnetId) {
    askAcl(walk, subnetId, 'out')
    askAcl(walk, session.subnetId, 'in')
  }
  return undo(walk, session, interfaceOf(walk.documents, session.id))
}
