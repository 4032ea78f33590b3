/** Whom a question asks for: addresses to send to, and how to tell that the packet got there. */

import type { DescribeKey } from '../describe/document.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { type Address, type Family, parseAddress } from '../net/prefix.ts'
import { firstAddress, interfaceAt, isPublic, publicBinding } from './address-index.ts'
import { balancersInFrontOf } from './balancers-in-front.ts'
import { CLIENTS, type DestinationEnd, type Ends, one, type SourceEnd, unknownEnd } from './endpoint.ts'
import { addressBehind, isGatewayId, isKnownGateway } from './endpoint-gateways.ts'
import { membersOf } from './endpoint-members.ts'
import { isInternet, nobodyThere, ownersOf, preferred, someOf, withoutAddress } from './endpoints.ts'
import { loadBalancerNode, nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import { coverageOf, type Network } from './network.ts'
import { sameAddress } from './packet.ts'
import { publicAddresses } from './public-addresses.ts'
import { prefixListEntries } from './security-group-filter.ts'
import type { TraceQuery } from './trace-result.ts'
import { isVpnEnd, toVpn } from './vpn-ends.ts'

export interface Frame {
  readonly family: Family
  readonly source: SourceEnd
}

/** `internet`, an id or an address: everyone who may be meant, tried until one works. */
export function resolveDestination(network: Network, query: TraceQuery, frame: Frame): Ends<DestinationEnd> {
  const { to, destinationIp } = query
  if (isInternet(to)) return toInternet(network, to, destinationIp ?? CLIENTS[frame.family])
  const address = parseAddress(to)
  if (address) return toAddress(network, { text: to, address: destinationIp ?? address, named: address }, frame)
  const endpoint = toEndpoint(network, query, frame)
  if (endpoint) return endpoint
  if (isGatewayId(to)) return toGateway(network, query, frame)
  if (isVpnEnd(to)) return toVpn(network, query, frame.family)
  const members = membersOf(network, to)
  if (!members) return unknownEnd(to, `${to} is no id a question can end at.`)
  if (members.interfaces.length === 0) return nobodyThere(network, to, members)
  return toInterfaces(network, query, { interfaces: members.interfaces, frame })
}

/** The interfaces of an endpoint that has some; null for any other end, and for one that is a next hop only. */
function toEndpoint(network: Network, query: TraceQuery, frame: Frame): Ends<DestinationEnd> | null {
  const { to } = query
  const endpoint = network.inventory.vpcEndpoints.get(to)
  if (!endpoint || endpoint.kind === 'gateway') return null
  const interfaces = endpoint.interfaceIds.flatMap((id) => network.inventory.networkInterfaces.get(id) ?? [])
  if (interfaces.length > 0) return toInterfaces(network, query, { interfaces, frame })
  if (endpoint.kind !== 'interface') return null
  if (endpoint.unread.includes('NetworkInterfaceIds'))
    return unknownEnd(to, `The interfaces of ${to} were not told.`, { key: 'VpcEndpoints' })
  if (endpoint.interfaceIds.length === 0) return null
  return unknownEnd(to, `The interfaces of ${to} were not collected.`, { key: 'NetworkInterfaces' })
}

/** Beyond a network of one's own there may be the internet too; nobody can tell. */
function toInternet({ inventory }: Network, to: string, address: Address): Ends<DestinationEnd> {
  if (to !== 'internet' && !inventory.internetGateways.has(to)) {
    return unknownEnd(to, `${to} was not collected.`, { key: 'InternetGateways' })
  }
  return one({ id: null, address, accepts: ({ kind }) => (kind === 'on-premises' ? 'maybe' : 'yes') })
}

interface Named {
  readonly text: string
  /** Where the packet is sent to, and who is meant: `dst_ip` may name another address of the same interface. */
  readonly address: Address
  readonly named: Address
}

function haveOneOwner(network: Network, { vpcId }: SourceEnd, addresses: readonly Address[]): boolean {
  const [one, other] = addresses.map((address) => {
    const here = vpcId === null ? null : interfaceAt(network, vpcId, address)
    const owner = publicBinding(network, address)?.networkInterface ?? here
    return (owner ?? preferred(network, ownersOf(network, address), vpcId === null ? [] : [vpcId]))?.id
  })
  return one !== undefined && one === other
}

function toAddress(network: Network, { text, address, named }: Named, { source }: Frame): Ends<DestinationEnd> {
  const meant = sameAddress(address, named) || haveOneOwner(network, source, [address, named])
  const end = (id: string | null): Ends<DestinationEnd> => one({ id, address, accepts: () => (meant ? 'yes' : 'no') })
  const binding = publicBinding(network, address)
  if (binding) return end(binding.networkInterface?.id ?? null)
  const here = source.vpcId === null ? null : interfaceAt(network, source.vpcId, address)
  if (here) return end(here.id)
  const owners = ownersOf(network, address)
  if (source.origin.kind !== 'internet' || owners.length < 2 || isPublic(address)) {
    return end(preferred(network, owners, source.vpcId === null ? [] : [source.vpcId])?.id ?? null)
  }
  const ids = owners.map(({ id }) => id).join(', ')
  return unknownEnd(text, `${text} may be any of ${ids}; name the interface.`)
}

function toGateway(network: Network, query: TraceQuery, { family, source }: Frame): Ends<DestinationEnd> {
  const { to, destinationIp } = query
  if (!isKnownGateway(network, to)) return unknownEnd(to, `${to} was not collected.`)
  if (source.origin.kind === 'internet') {
    // From outside a NAT gateway is asked for at its interface, which says that it opens nothing inward.
    const interfaces = translatorInterfaces(network, to)
    if (interfaces.length > 0) return toInterfaces(network, query, { interfaces, frame: { family, source } })
  }
  const address =
    destinationIp ??
    natAddress(network, to, { family, source }) ??
    addressBehind(network, to, { subnetId: source.subnetId, family })
  if (!address && isServiceUnread(network, to)) {
    const detail = `The addresses of the service of ${to} were not collected.`
    return unknownEnd(to, detail, { code: 'UNKNOWN_DESTINATION', key: 'PrefixLists' })
  }
  const untold = address ? null : untoldBehind(network, to)
  if (untold) return unknownEnd(to, `The addresses behind ${to} were not collected.`, { key: untold })
  const accepts: DestinationEnd['accepts'] = (arrival) => ('id' in arrival && arrival.id === to ? 'yes' : 'no')
  return one({ id: to, address: address ?? CLIENTS[family], accepts })
}

/** The key that would tell what lies behind an attachment: its VPC, or the routes that lead to it. */
function untoldBehind({ inventory }: Network, id: string): DescribeKey | null {
  const attachment = inventory.transitGatewayAttachments.get(id)
  if (!attachment) return null
  if (attachment.kind === 'vpc') return inventory.vpcs.has(attachment.resourceId ?? '') ? null : 'Vpcs'
  const gateway = inventory.transitGateways.get(attachment.transitGatewayId)
  const told = gateway && coverageOf(inventory, gateway, 'TransitGatewayRouteTables') === 'complete'
  return told ? null : 'TransitGatewayRouteTables'
}

/** Of a gateway endpoint whose list has no entries at hand. Source: PrivateLink guide, "Gateway endpoints". */
function isServiceUnread({ inventory }: Network, id: string): boolean {
  const endpoint = inventory.vpcEndpoints.get(id)
  if (endpoint?.kind !== 'gateway') return false
  const lists = [...inventory.prefixLists.values()]
  return prefixListEntries(lists.find(({ listName }) => listName === endpoint.serviceName)) === null
}

function translatorInterfaces({ inventory }: Network, id: string): readonly NetworkInterface[] {
  const addresses = inventory.natGateways.get(id)?.addresses ?? []
  return addresses.flatMap(({ interfaceId }) => inventory.networkInterfaces.get(interfaceId ?? '') ?? [])
}

/** Of one whose interface was not collected, or that has none. */
function natAddress({ inventory }: Network, id: string, { family, source }: Frame): Address | null {
  if (source.origin.kind !== 'internet' || family !== 4) return null
  const told = inventory.natGateways.get(id)?.addresses.find(({ publicIp }) => publicIp !== null)
  return parseAddress(told?.publicIp ?? '')
}

interface Targets {
  readonly interfaces: readonly NetworkInterface[]
  readonly frame: Frame
}

function toInterfaces(network: Network, query: TraceQuery, { interfaces, frame }: Targets): Ends<DestinationEnd> {
  if (query.via?.startsWith('arn:')) return throughBalancer(network, query, { interfaces, frame })
  const ends = interfaces.flatMap((each): readonly DestinationEnd[] => {
    const address = query.destinationIp ?? addressFor(network, each, frame)
    if (!address) return []
    const node = loadBalancerNode(network, each.id)
    const asked = query.to.startsWith('arn:') ? query.to : each.id
    return [{ id: asked, address, accepts: node ? passesBy(node.arn) : isAt(each.id) }]
  })
  return ends.length > 0 ? someOf(ends) : withoutAddress(query.to, interfaces, frame.family)
}

/** From the internet the public address, where there is one; from inside the private one. */
function addressFor(network: Network, each: NetworkInterface, { family, source }: Frame): Address | null {
  if (source.origin.kind !== 'internet') return firstAddress(each, family)
  return publicAddresses(network, each, family)[0]?.publicIp ?? firstAddress(each, family)
}

function isAt(interfaceId: string): DestinationEnd['accepts'] {
  return (arrival) => (arrival.kind === 'interface' && arrival.id === interfaceId ? 'yes' : 'no')
}

/** At a load balancer the packet has arrived where it wanted to, whoever answers in the end. */
function passesBy(arn: string): DestinationEnd['accepts'] {
  return (_arrival, hops) => (hops.some(({ component }) => component === arn) ? 'yes' : 'no')
}

/** A load balancer behind another is where its own targets answer. */
function arrivesAt(network: Network, id: string): DestinationEnd['accepts'] {
  const arn = loadBalancerNode(network, id)?.arn ?? id
  return arn.startsWith('arn:') ? passesBy(arn) : isAt(id)
}

/** To a node of the load balancer, or of one in front of it, and from there to who is asked for. */
function throughBalancer(network: Network, query: TraceQuery, { interfaces, frame }: Targets): Ends<DestinationEnd> {
  const arn = query.via ?? ''
  const nodes = nodesOfLoadBalancer(network, arn)
  if (nodes.length === 0)
    return unknownEnd(arn, `The nodes of ${arn} were not collected.`, { key: 'NetworkInterfaces' })
  const itself = query.to === arn
  const front = balancersInFrontOf(network, arn)
  const doors = [...nodes, ...front.arns.flatMap((each) => nodesOfLoadBalancer(network, each))]
  const ends = interfaces.flatMap((target) =>
    doors.flatMap((node): readonly DestinationEnd[] => {
      const address = query.destinationIp ?? addressFor(network, node, frame)
      if (!address) return []
      return [{ id: itself ? arn : target.id, address, accepts: arrivesAt(network, itself ? arn : target.id) }]
    }),
  )
  if (ends.length === 0) return withoutAddress(arn, nodes, frame.family)
  const some = someOf(ends)
  return some.kind === 'ends' && !front.isWhole ? { ...some, cut: true } : some
}
