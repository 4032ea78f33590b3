/**
 * A VPN connection or a customer gateway as the end of a question: somebody on the other side, at an address that the
 * routes tell, reached by the gateway the connection ends at. Source: Site-to-Site VPN guide, "How it works", "Static
 * and dynamic routing".
 */

import type { VpnConnection } from '../inventory/connectivity.ts'
import type { Address, Family } from '../net/prefix.ts'
import { type DestinationEnd, type Ends, unknownEnd } from './endpoint.ts'
import { entrancesOf } from './endpoint-gateways.ts'
import { someOf } from './endpoints.ts'
import type { Network } from './network.ts'
import type { TraceQuery } from './trace-result.ts'
import { vpnObjections } from './walk/vpn-objections.ts'

export function isVpnEnd(id: string): boolean {
  return id.startsWith('vpn-') || id.startsWith('cgw-')
}

/** To the address that is pinned, else to one of each block that is told to lie behind it. */
export function toVpn(network: Network, { to, destinationIp }: TraceQuery, family: Family): Ends<DestinationEnd> {
  const behind = (entrancesOf(network, to, family) ?? []).flatMap(({ address }) => address ?? [])
  const addresses: readonly Address[] = destinationIp ? [destinationIp] : behind
  if (addresses.length === 0) {
    return unknownEnd(to, `Name the address behind ${to}.`, { code: 'UNKNOWN_DESTINATION' })
  }
  const connections = connectionsOf(network, to)
  return someOf(
    addresses.map((address) => ({
      id: to,
      address,
      accepts: (arrival): ReturnType<DestinationEnd['accepts']> => {
        if (arrival.kind !== 'on-premises') return 'no'
        const ends = [arrival.id, arrival.attachmentId]
        const here = connections.filter((each) => gatewaysOf(network, each).some((id) => ends.includes(id)))
        return connections.length === 0 ? 'maybe' : standingOf(here)
      },
    })),
  )
}

/** Another line of the same gateway may have carried it, while this one is down. */
function standingOf(connections: readonly VpnConnection[]): 'yes' | 'no' | 'maybe' {
  const standing = connections.map((each) => vpnObjections(each, 'BAD_STATE_VPN'))
  const usable = standing.filter(({ refusals }) => refusals.length === 0)
  if (usable.length === 0) return 'no'
  return usable.some(({ doubts }) => doubts.length === 0) ? 'yes' : 'maybe'
}

function connectionsOf({ inventory }: Network, id: string): readonly VpnConnection[] {
  return [...inventory.vpnConnections.values()].filter((each) => each.id === id || each.customerGatewayId === id)
}

/** The virtual private gateway, or the transit gateway attachment, where the connection ends. */
function gatewaysOf({ index }: Network, { id, vpnGatewayId, transitGatewayId }: VpnConnection): readonly string[] {
  if (vpnGatewayId !== null) return [vpnGatewayId]
  const attachments = index.transitGatewayAttachmentsByGateway.get(transitGatewayId ?? '') ?? []
  return attachments.filter(({ resourceId }) => resourceId === id).map((attachment) => attachment.id)
}
