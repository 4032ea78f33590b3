/**
 * What lies behind a gateway or an attachment, as the routes to it and the VPN connections on it tell. Source:
 * Site-to-Site VPN guide, "Static and dynamic routing"; Transit Gateway guide, "Route tables".
 */

import type { RouteDestination } from '../inventory/routing.ts'
import type { Prefix } from '../net/prefix.ts'
import type { Network } from './network.ts'

/** Of a VPN gateway: the static routes of its connections, and what route tables send to it. */
export function behindVpnGateway(network: Network, id: string): readonly Prefix[] {
  const { vpnConnections, routeTables } = network.inventory
  const told = [...vpnConnections.values()].filter(({ vpnGatewayId }) => vpnGatewayId === id)
  const routed = [...routeTables.values()].flatMap(({ routes }) =>
    routes.filter(({ target }) => target.kind === 'vpn-gateway' && target.id === id),
  )
  return [...told.flatMap(({ routes }) => routes), ...routed.flatMap((route) => destinationsOf(network, route))]
}

/** Of an attachment that is no VPC's: the static routes of its connection, and what transit gateways send to it. */
export function behindAttachment(network: Network, id: string): readonly Prefix[] {
  const { inventory } = network
  const resourceId = inventory.transitGatewayAttachments.get(id)?.resourceId ?? ''
  const told = inventory.vpnConnections.get(resourceId)?.routes ?? []
  const routed = [...inventory.transitGatewayRouteTables.values()].flatMap(({ routes }) =>
    (routes ?? []).filter(({ attachments }) => attachments.some((each) => each.id === id)),
  )
  return [...told, ...routed.flatMap((route) => destinationsOf(network, route))]
}

/** Does a route send to a VPN gateway or an attachment whatever no other takes? Then anybody may be behind it. */
export function isDefaultWay({ inventory }: Network, id: string): boolean {
  const isDefault = ({ destination }: { readonly destination: RouteDestination }) =>
    destination.kind === 'prefix' && destination.prefix.length === 0
  const inVpcs = [...inventory.routeTables.values()].flatMap(({ routes }) => routes)
  const inGateways = [...inventory.transitGatewayRouteTables.values()].flatMap(({ routes }) => routes ?? [])
  return (
    inVpcs.some((route) => isDefault(route) && route.target.kind === 'vpn-gateway' && route.target.id === id) ||
    inGateways.some((route) => isDefault(route) && route.attachments.some((each) => each.id === id))
  )
}

/** Where a route leads. A default route says nothing of what is there. */
export function destinationsOf(
  { inventory }: Network,
  { destination }: { readonly destination: RouteDestination },
): readonly Prefix[] {
  const prefixes =
    destination.kind === 'prefix' ? [destination.prefix] : (inventory.prefixLists.get(destination.id)?.entries ?? [])
  return prefixes.filter(({ length }) => length > 0)
}
