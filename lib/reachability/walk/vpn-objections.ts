/** What speaks against a VPN connection or a Direct Connect gateway carrying a packet. */

import type { VpnConnection } from '../../inventory/connectivity.ts'
import type { Network } from '../network.ts'
import type { Objections, Refusal } from './hop.ts'

const NONE: Objections = { refusals: [], doubts: [] }

/**
 * A connection works while it is available and one of its tunnels is up.
 * Source: Site-to-Site VPN guide, "Tunnel options": two tunnels, of which one is enough.
 */
export function vpnObjections(
  { id, state, tunnels }: VpnConnection,
  code: Extract<Refusal['code'], 'BAD_STATE_VPN' | 'TGW_BAD_STATE_VPN'>,
): Objections {
  if (state !== 'available' && state !== 'modifying' && state !== 'unknown') {
    return { refusals: [{ code, component: id, detail: `${id} is ${state}.` }], doubts: [] }
  }
  if (state !== 'unknown' && tunnels.some(({ status }) => status === 'up')) return NONE
  if (tunnels.length > 0 && tunnels.every(({ status }) => status === 'down')) {
    return { refusals: [{ code, component: id, detail: `Every tunnel of ${id} is down.` }], doubts: [] }
  }
  const detail = `Whether a tunnel of ${id} is up was not told.`
  return { refusals: [], doubts: [{ code, component: id, detail, key: 'VpnConnections' }] }
}

/**
 * A Direct Connect gateway works while one of its virtual interfaces is up. They may belong to other accounts and are
 * listed Region by Region, so none at hand proves nothing. Source: Direct Connect guide, "Direct Connect gateways".
 */
export function directConnectObjections({ inventory }: Network, gatewayId: string): Objections {
  const gateway = inventory.directConnectGateways.get(gatewayId)
  if (!gateway) {
    const detail = `${gatewayId} was not collected.`
    return { refusals: [], doubts: [{ component: gatewayId, detail, key: 'DirectConnectGateways' }] }
  }
  if (gateway.state !== 'available' && gateway.state !== 'unknown') {
    const detail = `${gatewayId} is ${gateway.state}.`
    return { refusals: [{ code: 'BAD_STATE', component: gatewayId, detail }], doubts: [] }
  }
  const interfaces = [...inventory.virtualInterfaces.values()]
  const up = interfaces.some(
    ({ directConnectGatewayId, state }) => directConnectGatewayId === gatewayId && state === 'available',
  )
  if (up && gateway.state === 'available') return NONE
  const detail = `Whether a virtual interface of ${gatewayId} is up is not known.`
  return { refusals: [], doubts: [{ component: gatewayId, detail, key: 'VirtualInterfaces' }] }
}
