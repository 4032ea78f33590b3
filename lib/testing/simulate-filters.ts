/** Network ACLs and security groups, one packet at a time. Source: VPC guide, "Network ACL rules" and "Security group rules". */

import { isInside } from './plain-addresses.ts'
import {
  type Documents,
  find,
  inside,
  isWhole,
  isWholeFor,
  list,
  listEntries,
  ownsPrivate,
  type Raw,
  rows,
  subnetOf,
  word,
} from './simulate-records.ts'
import { type Answer, choose, idOf, note, type Packet, some, type Walk } from './simulate-walk.ts'

/** The network ACL of a subnet: its own, else its VPC's default one; null when it is not known. */
export function aclOf({ documents }: Walk, subnetId: string): Raw | null {
  const subnet = subnetOf(documents, subnetId)
  if (!subnet) return null
  const acls = rows(documents, 'NetworkAcls')
  const own = acls.find((each) => list(each, 'Associations').some((row) => row['SubnetId'] === subnetId))
  if (own || !isWholeFor(documents, 'NetworkAcls', subnet)) return own ?? null
  return acls.find((each) => each['VpcId'] === subnet['VpcId'] && each['IsDefault'] === true) ?? null
}

/** Entries in the order of their numbers; the first that matches decides; none denies. */
export function askAcl(walk: Walk, subnetId: string, direction: 'in' | 'out'): Answer {
  const acl = aclOf(walk, subnetId)
  if (!acl) return note(walk, 'unknown', `network ACL of ${subnetId} is not known`)
  const { packet } = walk
  const entry = list(acl, 'Entries')
    .filter((each) => (each['Egress'] === true) === (direction === 'out'))
    .toSorted((a, b) => Number(a['RuleNumber']) - Number(b['RuleNumber']))
    .find((each) => entryMatches(walk, each, direction === 'out' ? packet.destination : packet.source))
  const answer = entry?.['RuleAction'] === 'allow' ? 'passes' : 'blocked'
  return note(walk, answer, `${word(acl, 'NetworkAclId')} ${direction}, entry ${entry?.['RuleNumber'] ?? '*'}`)
}

function entryMatches(walk: Walk, entry: Raw, remote: string): boolean {
  const { packet } = walk
  const block = word(entry, 'CidrBlock') || word(entry, 'Ipv6CidrBlock')
  if (!isInside(remote, block) || !isProtocol(entry['Protocol'], packet.protocol)) return false
  if (entry['Protocol'] === '-1') return true
  const { From, To } = inside(entry, 'PortRange')
  const { Type, Code } = inside(entry, 'IcmpTypeCode')
  if (packet.destinationPort >= 0 || From === undefined) return fits(packet, [From, To], [Type, Code])
  return fits({ ...packet, destinationPort: pickedPort(walk, packet.destinationPort) }, [From, To], [Type, Code])
}

/** Which port was picked: one of 1024 to 65535 that lets the connection be is enough. */
export function pickedPort(walk: Walk, name: number): number {
  const port = walk.ports.get(name) ?? choose(walk, ephemeralPorts(walk), 'some')
  walk.ports.set(name, port)
  return port
}

/** Ports count for TCP and UDP, type and code for ICMP, nothing for any other protocol. */
function fits(packet: Packet, [from, to]: readonly unknown[], [type, code]: readonly unknown[]): boolean {
  if (packet.protocol === 6 || packet.protocol === 17) {
    if (from === undefined || from === -1) return true
    return Number(from) <= packet.destinationPort && packet.destinationPort <= Number(to ?? from)
  }
  if (packet.protocol !== 1 && packet.protocol !== 58) return true
  if (type === undefined || type === -1) return true
  return type === packet.icmpType && (code === undefined || code === -1 || code === packet.icmpCode)
}

function isProtocol(printed: unknown, protocol: number): boolean {
  const names: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' }
  const text = String(printed).toLowerCase()
  return text === '-1' || text === 'all' || (names[text] ?? text) === String(protocol)
}

/** Interfaces of these types have no groups and are not filtered. Source: VPC guide, "NAT gateway basics"; ELB guides. */
const UNFILTERED = [
  ...['nat_gateway', 'natGateway', 'transit_gateway', 'network_load_balancer'],
  ...['gateway_load_balancer', 'gateway_load_balancer_endpoint'],
]

function groupsOf(owner: Raw): readonly string[] {
  return list(owner, 'Groups').map((each) => word(each, 'GroupId'))
}

function isUnfiltered(owner: Raw): boolean {
  if (owner['NatGatewayId'] !== undefined) return true
  return groupsOf(owner).length === 0 && UNFILTERED.includes(word(owner, 'InterfaceType'))
}

/** All groups of the interface together: one rule of one group that admits the packet is enough. */
export function askInbound(walk: Walk, owner: Raw): Answer {
  return askGroups(walk, owner, {
    direction: 'IpPermissions',
    packet: walk.packet,
    admitsGroup: (pair) => isFromGroup(walk, owner, pair),
  })
}

/** Outbound rules of the interface the packet left, now that it is known whom it reached: null when no interface. */
export function askOutbound(walk: Walk, reached: Raw | null, isUnknown: boolean): Answer {
  const { pending } = walk
  if (!pending) return 'passes'
  walk.pending = null
  return askGroups(walk, pending.owner, {
    direction: 'IpPermissionsEgress',
    packet: pending.packet,
    admitsGroup: (pair) =>
      isUnknown ? mayReachGroup(walk, pair, pending) : isToGroup(walk, reached, { pair, from: pending.owner }),
  })
}

interface Question {
  readonly direction: 'IpPermissions' | 'IpPermissionsEgress'
  readonly packet: Packet
  readonly admitsGroup: (pair: Raw) => Answer
}

function askGroups(walk: Walk, owner: Raw, question: Question): Answer {
  if (isUnfiltered(owner)) return 'passes'
  const ids = groupsOf(owner)
  if (ids.length === 0) return note(walk, 'unknown', `groups of ${idOf(owner)} were not told`)
  const answers = ids.map((id): Answer => {
    const group = find(walk.documents, 'SecurityGroups', ['GroupId', id])
    return group ? some(list(group, question.direction).map((each) => askPermission(walk, each, question))) : 'unknown'
  })
  return note(walk, some(answers), `${question.direction} of ${ids.join(', ')} on ${idOf(owner)}`)
}

function askPermission(walk: Walk, permission: Raw, { direction, packet, admitsGroup }: Question): Answer {
  if (!isProtocol(permission['IpProtocol'], packet.protocol)) return 'blocked'
  const range = [permission['FromPort'], permission['ToPort']]
  if (permission['IpProtocol'] !== '-1' && !fits(packet, range, range)) return 'blocked'
  const remote = direction === 'IpPermissions' ? packet.source : packet.destination
  const blocks = [
    ...list(permission, 'IpRanges').map((each) => word(each, 'CidrIp')),
    ...list(permission, 'Ipv6Ranges').map((each) => word(each, 'CidrIpv6')),
  ]
  const lists = list(permission, 'PrefixListIds').map((each): Answer => {
    const entries = listEntries(walk.documents, word(each, 'PrefixListId'), remote)
    if (!entries) return 'unknown'
    return entries.some((cidr) => isInside(remote, cidr)) ? 'passes' : 'blocked'
  })
  const groups = list(permission, 'UserIdGroupPairs').map(admitsGroup)
  return some([blocks.some((cidr) => isInside(remote, cidr)) ? 'passes' : 'blocked', ...lists, ...groups])
}

/**
 * A reference admits the private addresses of interfaces that carry the group, in the VPC the packet comes from:
 * the same one, an active peer of the same region, or over a transit gateway that supports it.
 * Source: VPC guide, "Security group rules"; VPC peering guide; Transit Gateway guide, "Security group referencing".
 */
function isFromGroup(walk: Walk, owner: Raw, pair: Raw): Answer {
  const group = word(pair, 'GroupId')
  const { sender, crossing, packet } = walk
  // Behind a middlebox a node of a load balancer is recognised no more than any other interface.
  if (!sender || crossing === 'lost' || isStale(pair)) return 'blocked'
  if (walk.balancerGroups.includes(group)) return crossing === 'unknown' ? 'unknown' : 'passes'
  // Whose address a load balancer keeps is not known by its groups. Source: NLB guide, "Security groups".
  if (walk.sessions.at(-1)?.keepsClient) return 'blocked'
  if (crossing === 'same-vpc' && sender.vpcId !== word(owner, 'VpcId')) return 'blocked'
  // What an appliance passes on for another is not from the other's groups. Source: VPC guide, "Security group referencing".
  if (!groupsOf(sender.owner).includes(group) || !ownsPrivate(sender.owner, packet.source)) return 'blocked'
  return crossing === 'unknown' ? 'unknown' : 'passes'
}

/** Outbound references never match over a transit gateway. Source: Transit Gateway guide, "Security group referencing". */
function isToGroup(walk: Walk, reached: Raw | null, { pair, from }: { pair: Raw; from: Raw }): Answer {
  if (!reached || isStale(pair) || !groupsOf(reached).includes(word(pair, 'GroupId'))) return 'blocked'
  if (walk.crossing === 'same-vpc') return from['VpcId'] === reached['VpcId'] ? 'passes' : 'blocked'
  return walk.crossing === 'peering' ? 'passes' : 'blocked'
}

/** Where the way is lost from sight: could whoever has the address carry the group? */
function mayReachGroup(
  { documents, crossing }: Walk,
  pair: Raw,
  { owner, packet }: { readonly owner: Raw; readonly packet: Packet },
): Answer {
  if (crossing !== 'same-vpc' && crossing !== 'peering') return 'blocked'
  const owners = rows(documents, 'NetworkInterfaces')
    .filter((each) => ownsPrivate(each, packet.destination))
    .filter((each) => !isOnlyFarAway(documents, word(owner, 'VpcId'), word(each, 'VpcId')))
  if (owners.some((each) => groupsOf(each).includes(word(pair, 'GroupId')))) return 'unknown'
  return isWhole(documents, 'NetworkInterfaces') ? 'blocked' : 'unknown'
}

/**
 * Joined only by peering connections that are to another Region or not active, over which no reference holds, or by a
 * transit gateway. Source: VPC peering guide, "Update your security groups to reference peer security groups".
 */
function isOnlyFarAway(documents: Documents, one: string, other: string): boolean {
  if (one === other || !isWhole(documents, 'VpcPeeringConnections')) return false
  const active = rows(documents, 'VpcPeeringConnections').filter(
    (each) => word(inside(each, 'Status'), 'Code') === 'active',
  )
  const sides = active.map((each) => [inside(each, 'RequesterVpcInfo'), inside(each, 'AccepterVpcInfo')])
  const between = sides.filter((both) => [one, other].every((id) => both.some((side) => side['VpcId'] === id)))
  return between.every(([near, far]) => word(near ?? null, 'Region') !== word(far ?? null, 'Region'))
}

function isStale(pair: Raw): boolean {
  const status = word(pair, 'PeeringStatus')
  return status !== '' && status !== 'active'
}

/** Ports of 1024 to 65535 that an ACL may tell apart: one of each stretch between the ends of its entries. */
function ephemeralPorts({ documents }: Walk): readonly number[] {
  const ends = rows(documents, 'NetworkAcls')
    .flatMap((acl) => list(acl, 'Entries'))
    .flatMap((entry) => {
      const { From, To } = inside(entry, 'PortRange')
      return typeof From === 'number' && typeof To === 'number' ? [From - 1, From, To, To + 1] : []
    })
  const ofFirewalls = rows(documents, 'RuleGroups')
    .flatMap((group) => [
      ...list(inside(inside(group, 'RulesSource'), 'StatelessRulesAndCustomActions'), 'StatelessRules'),
      ...list(inside(group, 'RulesSource'), 'StatefulRules'),
    ])
    .flatMap((each) => JSON.stringify(each).match(/\d{4,5}/g) ?? [])
    .flatMap((text) => [Number(text) - 1, Number(text), Number(text) + 1])
  return [...new Set([50_000, 1024, 65_535, ...ends, ...ofFirewalls])].filter((port) => port >= 1024 && port <= 65_535)
}

/** An interface that is attached to nothing, or to an instance that is off, neither sends nor answers. */
export function askLife(walk: Walk, owner: Raw): void {
  const instanceId = word(inside(owner, 'Attachment'), 'InstanceId')
  const instance = find(walk.documents, 'Instances', ['InstanceId', instanceId])
  const state = word(inside(instance, 'State'), 'Name')
  const isOff = ['stopping', 'stopped', 'shutting-down', 'terminated'].includes(state)
  if (isOff || owner['Status'] === 'available') note(walk, 'blocked', `${idOf(owner)} is off`)
}
