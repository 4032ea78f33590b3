/** Ends that are gateways, attachments or what lies beyond them. */

import type { DescribeKey } from '../describe/document.ts'
import type { TransitGatewayAttachment } from '../inventory/connectivity.ts'
import { type Address, containsAddress, type Family, type Prefix } from '../net/prefix.ts'
import { coverageOf, type Network } from './network.ts'
import { behindAttachment, behindVpnGateway, destinationsOf } from './prefixes-behind.ts'
import type { Place } from './walk/state.ts'

/** Where what comes from outside enters. */
export interface Entrance {
  /** The gateway, attachment or peering connection. */
  readonly id: string
  readonly place: Place
  /** An address on the far side, when one is known. */
  readonly address: Address | null
  /** The key that would tell the addresses of the far side, when it was not collected. */
  readonly untold?: DescribeKey
  /** Surely nobody there has an address of the family. */
  readonly isEmpty?: true
}

/** The entrances an id stands for; null for an id of another kind, none for one that was not collected. */
export function entrancesOf(network: Network, id: string, family: Family): readonly Entrance[] | null {
  const { inventory, index } = network
  if (id.startsWith('vgw-')) return inventory.vpnGateways.has(id) ? throughVpnGateway(network, id, family) : []
  if (id.startsWith('tgw-attach-')) {
    const attachment = inventory.transitGatewayAttachments.get(id)
    return attachment ? byAttachment(network, attachment, family) : []
  }
  if (id.startsWith('tgw-')) {
    const attachments = index.transitGatewayAttachmentsByGateway.get(id) ?? []
    return attachments.flatMap((each) => byAttachment(network, each, family))
  }
  if (id.startsWith('vpn-')) return byVpnConnection(network, id, family)
  if (id.startsWith('pcx-')) return byPeering(network, id, family)
  if (id.startsWith('vpce-')) return byEndpoint(network, id, family)
  if (id.startsWith('cgw-')) return byCustomerGateway(network, id, family)
  return null
}

/** Where a private address that nobody here has may come from, on its way to one of these VPCs: a peer, or outside. */
export function entrancesFor(network: Network, vpcIds: readonly string[], address: Address): readonly Entrance[] {
  const { index } = network
  const near = vpcIds.flatMap((vpcId) => fromPeers(network, vpcId, address))
  if (near.length > 0) return near
  return vpcIds.flatMap((vpcId) => {
    const gateways = (index.vpnGatewaysByVpc.get(vpcId) ?? []).map(({ id }) => byVpnGateway(id))
    const transits = (index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []).flatMap(({ transitGatewayId }) =>
      (index.transitGatewayAttachmentsByGateway.get(transitGatewayId) ?? [])
        .filter(({ kind }) => kind === 'vpn' || kind === 'direct-connect-gateway')
        .map(({ id }) => ({ id, place: placeOfAttachment(transitGatewayId, id), address: null })),
    )
    return [...gateways, ...transits]
  })
}

/** A peer VPC that was not collected, whose blocks the peering connection tells. */
function fromPeers({ index }: Network, vpcId: string, address: Address): readonly Entrance[] {
  return (index.peeringsByVpc.get(vpcId) ?? []).flatMap(({ id, requester, accepter }): readonly Entrance[] => {
    const far = requester.vpcId === vpcId ? accepter : requester
    if (far.vpcId === null || !far.cidrs.some((cidr) => containsAddress(cidr, address))) return []
    return [{ id, place: { kind: 'peering', id, fromVpcId: far.vpcId }, address }]
  })
}

function byVpnGateway(id: string): Entrance {
  return { id, place: { kind: 'vpn-gateway', id, direction: 'in' }, address: null }
}

/** Whoever is behind it may ask: one address of every block that is told. */
function throughVpnGateway(network: Network, id: string, family: Family): readonly Entrance[] {
  const addresses = hostsOf(behindVpnGateway(network, id), family)
  return addresses.map((address) => ({ ...byVpnGateway(id), address }))
}

function byAttachment(network: Network, attachment: TransitGatewayAttachment, family: Family): readonly Entrance[] {
  const { id, transitGatewayId, kind, resourceId } = attachment
  const place = placeOfAttachment(transitGatewayId, id)
  if (kind !== 'vpc') return hostsOf(behindAttachment(network, id), family).map((address) => ({ id, place, address }))
  return [{ id, place, ...hostOfVpc(network, resourceId ?? '', family) }]
}

/** Some address of a VPC, or why there is none. */
function hostOfVpc({ inventory }: Network, vpcId: string, family: Family): Omit<Entrance, 'id' | 'place'> {
  const vpc = inventory.vpcs.get(vpcId)
  if (!vpc) return { address: null, untold: 'Vpcs' }
  const address = hostOf(vpc.cidrs, family)
  return address ? { address } : { address, isEmpty: true }
}

/** Could a transit gateway have attachments beside those that are known? */
export function hasUntoldAttachments({ inventory }: Network, id: string): boolean {
  const gateway = inventory.transitGateways.get(id)
  if (!id.startsWith('tgw-') || id.startsWith('tgw-attach-')) return false
  return !gateway || coverageOf(inventory, gateway, 'TransitGatewayAttachments') !== 'complete'
}

function placeOfAttachment(transitGatewayId: string, attachmentId: string): Place {
  return { kind: 'transit-gateway', id: transitGatewayId, attachmentId }
}

function byVpnConnection(network: Network, id: string, family: Family): readonly Entrance[] {
  const { inventory, index } = network
  const connection = inventory.vpnConnections.get(id)
  if (!connection) return []
  if (connection.vpnGatewayId !== null) return throughVpnGateway(network, connection.vpnGatewayId, family)
  const attachments = index.transitGatewayAttachmentsByGateway.get(connection.transitGatewayId ?? '') ?? []
  return attachments
    .filter(({ resourceId }) => resourceId === id)
    .flatMap((each) => byAttachment(network, each, family))
}

function byCustomerGateway(network: Network, id: string, family: Family): readonly Entrance[] {
  const connections = [...network.inventory.vpnConnections.values()]
  return connections
    .filter(({ customerGatewayId }) => customerGatewayId === id)
    .flatMap((connection) => byVpnConnection(network, connection.id, family))
}

/** An endpoint asks nothing by itself, and the walk says so. Interface endpoints stand for their interfaces. */
function byEndpoint({ inventory }: Network, id: string, family: Family): readonly Entrance[] | null {
  const endpoint = inventory.vpcEndpoints.get(id)
  if (!endpoint) return []
  if (endpoint.interfaceIds.some((each) => inventory.networkInterfaces.has(each))) return null
  const list = [...inventory.prefixLists.values()].find(({ listName }) => listName === endpoint.serviceName)
  const place: Place = { kind: 'vpc-endpoint', id, fromSubnetId: null, initiates: true }
  return [{ id, place, address: hostOf(list?.entries ?? [], family) }]
}

/** From either side: the walk keeps to the one that leads to the destination. */
function byPeering(network: Network, id: string, family: Family): readonly Entrance[] {
  const { inventory } = network
  const peering = inventory.vpcPeeringConnections.get(id)
  return [peering?.requester, peering?.accepter].flatMap((side): readonly Entrance[] => {
    if (!side || side.vpcId === null) return []
    const place: Place = { kind: 'peering', id, fromVpcId: side.vpcId }
    const told = inventory.vpcs.has(side.vpcId) ? null : hostOf(side.cidrs, family)
    return [{ id, place, ...(told ? { address: told } : hostOfVpc(network, side.vpcId, family)) }]
  })
}

const GATEWAY_ID = /^(?:nat|eigw|tgw|tgw-attach|vgw|pcx|vpce)-/

export function isGatewayId(id: string): boolean {
  return GATEWAY_ID.test(id)
}

/** Was the gateway collected? */
export function isKnownGateway({ inventory }: Network, id: string): boolean {
  return [
    inventory.natGateways,
    inventory.egressOnlyInternetGateways,
    inventory.transitGateways,
    inventory.transitGatewayAttachments,
    inventory.vpnGateways,
    inventory.vpcPeeringConnections,
    inventory.vpcEndpoints,
  ].some((resources) => resources.has(id))
}

/** An address that lies behind a gateway, seen from a subnet: by its routes, else by what it joins. Null when neither tells. */
export function addressBehind(
  network: Network,
  id: string,
  { subnetId, family }: { readonly subnetId: string | null; readonly family: Family },
): Address | null {
  const { inventory, index } = network
  const attachment = inventory.transitGatewayAttachments.get(id)
  const vpcId = attachment?.kind === 'vpc' ? attachment.resourceId : null
  if (vpcId !== null) return hostOf(inventory.vpcs.get(vpcId)?.cidrs ?? [], family)
  const table = subnetId === null ? undefined : index.routeTableBySubnet.get(subnetId)
  const wanted = attachment?.transitGatewayId ?? id
  const routes = (table?.routes ?? []).filter(({ target }) => 'id' in target && target.id === wanted)
  return hostOf(
    [...behindAttachment(network, id), ...routes.flatMap((route) => destinationsOf(network, route))],
    family,
  )
}

/** One of each block; null alone where no block is told. */
function hostsOf(prefixes: readonly Prefix[], family: Family): readonly (Address | null)[] {
  const hosts = prefixes.flatMap((prefix) => hostOf([prefix], family) ?? [])
  const distinct = [...new Map(hosts.map((host) => [host.value, host])).values()]
  return distinct.length > 0 ? distinct : [null]
}

/** Some address of the first prefix of the family: not one AWS keeps for itself. Source: VPC guide, "Subnet sizing". */
function hostOf(prefixes: readonly Prefix[], family: Family): Address | null {
  const prefix = prefixes.find((each) => each.family === family && each.length > 0)
  if (!prefix) return null
  const host: Address =
    prefix.family === 4 ? { family: 4, value: prefix.base + 10 } : { family: 6, value: prefix.base + 10n }
  const first: Address = prefix.family === 4 ? { family: 4, value: prefix.base } : { family: 6, value: prefix.base }
  return containsAddress(prefix, host) ? host : first
}
