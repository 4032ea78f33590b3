/** From the words of a question to places and addresses: who sends, and to whom. */

import type { NetworkInterface } from '../inventory/network.ts'
import { type Address, type Family, parseAddress } from '../net/prefix.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import { firstAddress, interfaceAt, isPublic, publicBinding, vpcsHolding } from './address-index.ts'
import { CLIENTS, type Ends, nobody, one, type SourceEnd, unknownEnd } from './endpoint.ts'
import { type Entrance, entrancesFor, entrancesOf, hasUntoldAttachments } from './endpoint-gateways.ts'
import { allMembersTold, MEMBERS_MAX, membersOf } from './endpoint-members.ts'
import { type Network, unreadAddresses } from './network.ts'
import { isDefaultWay } from './prefixes-behind.ts'
import type { TraceQuery } from './trace-result.ts'
import { zoneOf } from './walk/zone.ts'

/** Told, else that of an address, else what the protocol has, else IPv4 unless an end has IPv6 only. */
export function familyOf(network: Network, query: TraceQuery): Family {
  const { family, sourceIp, destinationIp, from, to, protocol } = query
  const told = sourceIp ?? destinationIp ?? parseAddress(from) ?? parseAddress(to)
  if (family !== null) return family
  if (told) return told.family
  if (protocol === ICMPV6) return 6
  return protocol !== ICMP && [from, to].some((id) => hasIpv6Only(network, id)) ? 6 : 4
}

function hasIpv6Only(network: Network, id: string): boolean {
  const members = membersOf(network, id)?.interfaces ?? []
  const [first] = members
  if (!first || members.some((each) => firstAddress(each, 4))) return false
  return firstAddress(first, 6) !== null
}

/** `internet`, an id or an address: everyone who may be meant, tried until one works. */
export function resolveSource(network: Network, query: TraceQuery, family: Family): Ends<SourceEnd> {
  const { from, sourceIp } = query
  if (isInternet(from)) return fromInternet(network, from, sourceIp ?? CLIENTS[family])
  const address = parseAddress(from)
  if (address) return fromAddress(network, query, address)
  const entrances = entrancesOf(network, from, family)
  if (entrances)
    return fromGateway(network, entrances, { id: from, address: sourceIp ?? CLIENTS[family], told: sourceIp })
  const members = membersOf(network, from)
  if (!members) return unknownEnd(from, `${from} is no id a question can begin at.`)
  if (members.interfaces.length === 0) return nobodyThere(network, from, members)
  const ends = members.interfaces.flatMap((each) => {
    const own = sourceIp ?? firstAddress(each, family)
    return own ? [senderEnd(network, each, own)] : []
  })
  return ends.length > 0 ? someOf(ends) : withoutAddress(from, members.interfaces, family)
}

export function isInternet(text: string): boolean {
  return text === 'internet' || text.startsWith('igw-')
}

/** As many as are tried. */
export function someOf<E>(ends: readonly E[]): Ends<E> {
  const cut = ends.length > MEMBERS_MAX
  return { kind: 'ends', ends: cut ? ends.slice(0, MEMBERS_MAX) : ends, several: ends.length > 1, cut }
}

export function nobodyThere<E>(
  network: Network,
  id: string,
  members: NonNullable<ReturnType<typeof membersOf>>,
): Ends<E> {
  if (!members.resource) return unknownEnd(id, `${id} was not collected.`, { key: members.key })
  if (allMembersTold(network, members)) return nobody(id, `no interface belongs to ${id}`)
  return unknownEnd(id, `Not all interfaces of ${id} were collected.`, { key: 'NetworkInterfaces' })
}

/** Surely none, unless an address could not be read. */
export function withoutAddress<E>(id: string, interfaces: readonly NetworkInterface[], family: Family): Ends<E> {
  const unread = interfaces.find((each) => unreadAddresses(each).length > 0)
  if (unread) {
    return unknownEnd(unread.id, `${unread.id} has addresses that were not told.`, { key: 'NetworkInterfaces' })
  }
  return nobody(id, `${id} has no IPv${family} address`)
}

function fromInternet({ inventory }: Network, from: string, address: Address): Ends<SourceEnd> {
  if (from !== 'internet' && !inventory.internetGateways.has(from)) {
    return unknownEnd(from, `${from} was not collected.`, { key: 'InternetGateways' })
  }
  return one(outside(address))
}

function outside(address: Address): SourceEnd {
  const origin = { kind: 'internet' } as const
  return { id: null, address, place: origin, identity: null, zone: null, origin, vpcId: null, subnetId: null }
}

function senderEnd({ inventory }: Network, sender: NetworkInterface, address: Address): SourceEnd {
  const { id, vpcId, subnetId } = sender
  const subnet = inventory.subnets.get(subnetId)
  return {
    id,
    address,
    place: { kind: 'leaving-interface', interfaceId: id },
    identity: { interfaceId: id, over: [] },
    zone: subnet ? zoneOf(subnet) : null,
    origin: { kind: 'interface', id },
    vpcId,
    subnetId,
  }
}

/** Whoever has the address: an interface, a client on the internet, or somebody beyond a gateway. */
function fromAddress(network: Network, query: TraceQuery, address: Address): Ends<SourceEnd> {
  const binding = publicBinding(network, address)
  if (binding?.networkInterface) {
    return one(senderEnd(network, binding.networkInterface, query.sourceIp ?? binding.privateIp))
  }
  const owners = ownersOf(network, address)
  if (owners.length > 0) return oneOfOwners(network, query, { address, owners })
  if (isPublic(address)) return one(outside(query.sourceIp ?? address))
  const text = query.from
  const [vpc] = vpcsHolding(network, address)
  if (vpc)
    return unknownEnd(text, `No interface of ${vpc.id} that was collected owns ${text}.`, { key: 'NetworkInterfaces' })
  const near = [query.to, query.via ?? ''].flatMap((id) => [...vpcsOf(network, id), ...vpcsOfGateway(network, id)])
  const entrances = entrancesFor(network, [...new Set(near)], address)
  if (entrances.length === 0) return unknownEnd(text, `Where ${text} is, nothing tells.`)
  return fromEntrances(entrances, { id: null, address: query.sourceIp ?? address, told: query.sourceIp ?? address })
}

interface Outside {
  /** The id that was asked for; null for an address that may come by any of them. */
  readonly id: string | null
  readonly address: Address
  readonly told: Address | null
}

/** Who asks from behind an attachment whose VPC nobody told of has no address one could ask with. */
function fromGateway(network: Network, entrances: readonly Entrance[], outside: Outside & { readonly id: string }) {
  const { id, told } = outside
  const known = told ? entrances : entrances.filter((each) => isAsked(network, each))
  const key = entrances.at(0)?.untold
  if (known.length === 0 && key) return unknownEnd(id, `The addresses behind ${id} were not collected.`, { key })
  if (known.length === 0 && entrances.length > 0) {
    if (entrances.every(({ isEmpty }) => isEmpty))
      return nobody<SourceEnd>(id, `${id} has no IPv${outside.address.family} address`)
    return unknownEnd(id, `Which addresses are behind ${id} nothing tells; name one as src_ip.`)
  }
  const ends = fromEntrances(known, outside)
  if (ends.kind !== 'ends') return ends
  const some = entrances.filter(({ isEmpty }) => !isEmpty)
  return { ...ends, cut: ends.cut || known.length < some.length || hasUntoldAttachments(network, id) }
}

/** From an address that is told; from some other where all is sent to it; an endpoint asks nothing, from whatever address. */
function isAsked(network: Network, { id, address, untold, place }: Entrance): boolean {
  if (untold !== undefined) return false
  return address !== null || place.kind === 'vpc-endpoint' || isDefaultWay(network, id)
}

function fromEntrances(entrances: readonly Entrance[], { id, address, told }: Outside): Ends<SourceEnd> {
  if (entrances.length === 0) return unknownEnd(id ?? '', `${id} was not collected, or nothing is attached to it.`)
  return someOf(
    entrances.map(
      (entrance): SourceEnd => ({
        id: id === null ? null : entrance.id,
        address: told ?? entrance.address ?? address,
        place: entrance.place,
        identity: null,
        zone: null,
        origin:
          id === null
            ? { kind: 'on-premises', id: entrance.id, attachmentId: null }
            : { kind: 'gateway', id: entrance.id },
        vpcId: null,
        subnetId: null,
      }),
    ),
  )
}

/** The interfaces that own a private address; VPCs may share blocks, so there may be several. */
export function ownersOf(network: Network, address: Address): readonly NetworkInterface[] {
  return vpcsHolding(network, address).flatMap(({ id }) => interfaceAt(network, id, address) ?? [])
}

interface Shared {
  readonly address: Address
  readonly owners: readonly NetworkInterface[]
}

/** Of several the one in the VPC of the other end, else the only one whose VPC is joined to it. */
function oneOfOwners(network: Network, query: TraceQuery, { address, owners }: Shared): Ends<SourceEnd> {
  const owner = preferred(network, owners, vpcsOf(network, query.to))
  if (owner) return one(senderEnd(network, owner, query.sourceIp ?? address))
  const ids = owners.map(({ id }) => id).join(', ')
  return unknownEnd(query.from, `${query.from} may be any of ${ids}; name the interface.`)
}

/** Null when several fit alike. */
export function preferred(
  network: Network,
  owners: readonly NetworkInterface[],
  vpcIds: readonly string[],
): NetworkInterface | null {
  if (owners.length < 2) return owners[0] ?? null
  const same = owners.filter(({ vpcId }) => vpcIds.includes(vpcId))
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null
  const joined = owners.filter(({ vpcId }) => vpcIds.some((other) => areJoined(network, vpcId, other)))
  return joined.length === 1 ? (joined[0] ?? null) : null
}

function areJoined({ index }: Network, one: string, other: string): boolean {
  const peered = (index.peeringsByVpc.get(one) ?? []).some(
    ({ requester, accepter }) => requester.vpcId === other || accepter.vpcId === other,
  )
  const gateways = (vpcId: string) =>
    (index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []).map(({ transitGatewayId }) => transitGatewayId)
  const near = gateways(one)
  return peered || gateways(other).some((id) => near.includes(id))
}

/** The VPCs of a gateway to the internet that is asked for, or is to be passed. */
function vpcsOfGateway({ inventory }: Network, id: string): readonly string[] {
  const attachments = inventory.internetGateways.get(id)?.attachments ?? []
  const nat = inventory.natGateways.get(id)
  return [...attachments.map(({ vpcId }) => vpcId), ...(nat ? [nat.vpcId] : [])]
}

/** The VPCs an end of a question may be in. */
function vpcsOf(network: Network, text: string): readonly string[] {
  const address = parseAddress(text)
  if (address) return vpcsHolding(network, address).map(({ id }) => id)
  return [...new Set((membersOf(network, text)?.interfaces ?? []).map(({ vpcId }) => vpcId))]
}
