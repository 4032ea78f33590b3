/**
 * What joins a virtual private gateway to the network on the other side: VPN connections, private virtual interfaces,
 * Direct Connect gateways. Source: Site-to-Site VPN guide, "Virtual private gateway"; Direct Connect guide, "Virtual
 * private gateway associations".
 */

import type { VpnConnection } from '../../inventory/connectivity.ts'
import type { VpnGateway } from '../../inventory/routing.ts'
import { type Address, containsAddress, formatAddress } from '../../net/prefix.ts'
import { coverageOf, type Network } from '../network.ts'
import type { Doubt, Objections } from './hop.ts'
import { directConnectObjections, vpnObjections } from './vpn-objections.ts'

/** A line that may carry the packet, and what speaks against it. */
interface Line extends Objections {
  readonly id: string
}

export interface Lines extends Objections {
  /** The lines that carry it for certain; or, while there is none, those that might. */
  readonly ids: readonly string[]
}

/** May the gateway carry a packet to or from an address on the other side? One line that works is enough. */
export function linesOf(network: Network, gateway: VpnGateway, outside: Address): Lines {
  const lines = [...connections(network, gateway, outside), ...directConnects(network, gateway)]
  const working = lines.filter(({ refusals, doubts }) => refusals.length + doubts.length === 0)
  if (working.length > 0) return { ids: working.map(({ id }) => id), refusals: [], doubts: [] }
  const doubtful = lines.filter(({ refusals }) => refusals.length === 0)
  const doubts = [...doubtful.flatMap((line) => line.doubts), ...untold(network, gateway)]
  if (doubts.length > 0) return { ids: doubtful.map(({ id }) => id), refusals: [], doubts }
  const refusals = lines.flatMap((line) => line.refusals)
  if (refusals.length > 0) return { ids: [], refusals, doubts: [] }
  const detail = `${gateway.id} has no connection for ${formatAddress(outside)}.`
  return { ids: [], refusals: [{ code: 'NO_ROUTE_TO_DESTINATION', component: gateway.id, detail }], doubts: [] }
}

function connections({ inventory }: Network, { id }: VpnGateway, outside: Address): readonly Line[] {
  return [...inventory.vpnConnections.values()]
    .filter((connection) => connection.vpnGatewayId === id && mayLeadTo(connection, outside))
    .map((connection) => ({ id: connection.id, ...vpnObjections(connection, 'BAD_STATE_VPN') }))
}

/** With static routing the routes are written down; with BGP the other side announces them, and what it says is its own. */
function mayLeadTo({ staticRoutesOnly, routes }: VpnConnection, outside: Address): boolean {
  return staticRoutesOnly !== true || routes.some((route) => containsAddress(route, outside))
}

function directConnects(network: Network, { id }: VpnGateway): readonly Line[] {
  const { virtualInterfaces, directConnectGateways } = network.inventory
  const own = [...virtualInterfaces.values()]
    .filter(({ vpnGatewayId }) => vpnGatewayId === id)
    .map((each): Line => ({ id: each.id, ...virtualInterfaceObjections(each) }))
  const behind = [...directConnectGateways.values()]
    .filter(({ associations }) => associations?.some(({ gatewayId }) => gatewayId === id))
    .map((each): Line => ({ id: each.id, ...directConnectObjections(network, each.id) }))
  return [...own, ...behind]
}

function virtualInterfaceObjections({ id, state }: { readonly id: string; readonly state: string }): Objections {
  if (state === 'available') return { refusals: [], doubts: [] }
  if (state !== 'unknown')
    return { refusals: [{ code: 'BAD_STATE', component: id, detail: `${id} is ${state}.` }], doubts: [] }
  const detail = `The state of ${id} was not told.`
  return { refusals: [], doubts: [{ code: 'BAD_STATE', component: id, detail, key: 'VirtualInterfaces' }] }
}

/** Lines nobody asked for may be there. */
function untold({ inventory }: Network, gateway: VpnGateway): readonly Doubt[] {
  const keys = ['VpnConnections', 'VirtualInterfaces', 'DirectConnectGateways'] as const
  const missing = keys.filter((key) => coverageOf(inventory, gateway, key) !== 'complete')
  const unasked = [...inventory.directConnectGateways.values()].some(({ associations }) => associations === null)
  return [
    ...missing.map((key): Doubt => {
      return {
        component: gateway.id,
        detail: `Not every connection of ${gateway.id} is known: ${key} is missing.`,
        key,
      }
    }),
    ...(unasked && !missing.includes('DirectConnectGateways')
      ? [
          {
            component: gateway.id,
            detail: 'What is associated with each Direct Connect gateway was not collected.',
            key: 'DirectConnectGateways' as const,
          },
        ]
      : []),
  ]
}
