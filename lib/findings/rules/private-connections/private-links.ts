/** The VPN connections and Direct Connect virtual interfaces that lead to a VPC, and what lies behind them. */

import { isDead } from '../../../inventory/state.ts'
import type { Prefix } from '../../../net/prefix.ts'
import { behindAttachment, behindVpnGateway } from '../../../reachability/prefixes-behind.ts'
import type { RuleContext } from '../../rule.ts'

export interface PrivateLink {
  /** Of the VPN connection or the virtual interface. */
  readonly id: string
  /** Null when that was not told. */
  readonly up: boolean | null
}

export interface PrivateLinks {
  readonly links: readonly PrivateLink[]
  /** Remote networks, as far as routes name them. */
  readonly remote: readonly Prefix[]
}

/** Computed once for each VPC, of which there are few; rules ask it for thousands of groups. */
export function privateLinksOf(context: RuleContext): (vpcId: string) => PrivateLinks {
  const known = new Map<string, PrivateLinks>()
  return (vpcId) => {
    const found = known.get(vpcId) ?? linksTo(context, vpcId)
    known.set(vpcId, found)
    return found
  }
}

function linksTo(context: RuleContext, vpcId: string): PrivateLinks {
  const { network } = context
  const { vpnGatewaysByVpc, transitGatewayAttachmentsByVpc, transitGatewayAttachmentsByGateway } = network.index
  const gateways = (vpnGatewaysByVpc.get(vpcId) ?? []).map(({ id }) => id)
  const transits = (transitGatewayAttachmentsByVpc.get(vpcId) ?? []).map(({ transitGatewayId }) => transitGatewayId)
  const outward = [...new Set(transits)]
    .flatMap((id) => transitGatewayAttachmentsByGateway.get(id) ?? [])
    .filter(({ kind, state }) => (kind === 'vpn' || kind === 'direct-connect-gateway') && !isDead(state))
  return {
    links: linksOn(context, new Set<string>([...gateways, ...transits])),
    remote: [
      ...gateways.flatMap((id) => behindVpnGateway(network, id)),
      ...outward.flatMap(({ id }) => behindAttachment(network, id)),
    ],
  }
}

function linksOn({ inventory }: RuleContext, gateways: ReadonlySet<string>): readonly PrivateLink[] {
  const direct = [...inventory.directConnectGateways.values()].filter(({ associations }) =>
    associations?.some(({ gatewayId }) => gateways.has(gatewayId)),
  )
  const all = new Set([...gateways, ...direct.map(({ id }) => id)])
  const vpns = [...inventory.vpnConnections.values()].filter(
    ({ vpnGatewayId, transitGatewayId }) => all.has(vpnGatewayId ?? '') || all.has(transitGatewayId ?? ''),
  )
  const interfaces = [...inventory.virtualInterfaces.values()].filter(
    ({ vpnGatewayId, directConnectGatewayId }) => all.has(vpnGatewayId ?? '') || all.has(directConnectGatewayId ?? ''),
  )
  return [
    ...vpns.map(({ id, tunnels }): PrivateLink => {
      const isUp = tunnels.some(({ status }) => status === 'up')
      const isTold = tunnels.length > 0 && tunnels.every(({ status }) => status !== null)
      return { id, up: isUp ? true : isTold ? false : null }
    }),
    ...interfaces.map(({ id, state }): PrivateLink => ({ id, up: state === 'unknown' ? null : state === 'available' })),
  ]
}
