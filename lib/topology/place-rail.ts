/** What stands between VPCs and beyond them: transit gateways, attachments, peerings, VPN, Direct Connect, the shore. */

import type { PeeringSide, TransitGatewayAttachment, VpcPeeringConnection } from '../inventory/connectivity.ts'
import { formatPrefix } from '../net/prefix.ts'
import { type Chart, sorted } from './chart.ts'

export const SHORE = 'on-premises'

export function placeRail(chart: Chart): void {
  placeTransitGateways(chart)
  placePeerings(chart)
  placeShore(chart)
  placeVpns(chart)
  adoptAttachments(chart)
}

/** A transit gateway named by an attachment or a route but not collected is still drawn. */
export function transitGatewayBox(chart: Chart, id: string): string {
  chart.draft.add({
    id,
    kind: 'transit-gateway',
    parentId: null,
    code: 'TGW',
    label: id,
    detail: 'not collected',
    collected: false,
    facts: ['Not collected'],
  })
  return id
}

/** A VPC of another account or region of which only the name is known. */
export function externalVpcBox(chart: Chart, vpcId: string, detail: string): string {
  chart.draft.add({
    id: vpcId,
    kind: 'external-vpc',
    parentId: null,
    code: 'VPC',
    label: vpcId,
    detail,
    collected: false,
    facts: ['Not collected; its routes are unknown'],
  })
  return vpcId
}

function placeTransitGateways(chart: Chart): void {
  const attachments = sorted(chart.inventory.transitGatewayAttachments)
  for (const gateway of sorted(chart.inventory.transitGateways)) {
    const own = attachments.filter((attachment) => attachment.transitGatewayId === gateway.id)
    chart.draft.add({
      id: gateway.id,
      kind: 'transit-gateway',
      parentId: null,
      code: 'TGW',
      label: gateway.name ?? gateway.id,
      detail: own.length === 1 ? '1 attachment' : `${own.length} attachments`,
      facts: [gateway.state],
    })
  }
  for (const attachment of attachments) {
    transitGatewayBox(chart, attachment.transitGatewayId)
    if (attachment.kind === 'vpc') placeVpcAttachment(chart, attachment)
  }
}

/** A harbour on the border of the VPC; of a VPC nobody collected, the VPC itself stands for it. */
function placeVpcAttachment(chart: Chart, attachment: TransitGatewayAttachment): void {
  const vpcId = attachment.resourceId
  if (vpcId === null) return
  if (!chart.draft.has(vpcId)) externalVpcBox(chart, vpcId, attachment.resourceOwner ?? '')
  if (chart.draft.node(vpcId)?.kind === 'external-vpc') {
    chart.draft.adopt(vpcId, [attachment.id])
    return
  }
  chart.draft.add({
    id: attachment.id,
    kind: 'transit-gateway-attachment',
    parentId: vpcId,
    code: 'ATT',
    label: attachment.name ?? attachment.id,
    detail: attachment.state,
    facts: [attachment.state],
  })
}

/** Attachments that are no harbour belong to what they attach: the VPN, the Direct Connect gateway, else the transit gateway. */
function adoptAttachments(chart: Chart): void {
  for (const attachment of sorted(chart.inventory.transitGatewayAttachments)) {
    if (chart.draft.isClaimed(attachment.id)) continue
    const attached = attachment.resourceId
    const home = attachment.kind !== 'peering' && attached !== null && chart.draft.has(attached) ? attached : null
    chart.draft.adopt(home ?? attachment.transitGatewayId, [attachment.id])
  }
}

function placePeerings(chart: Chart): void {
  for (const peering of sorted(chart.inventory.vpcPeeringConnections)) {
    const sides = [peering.requester, peering.accepter]
    for (const side of sides) {
      if (side.vpcId === null || chart.draft.has(side.vpcId)) continue
      if (sides.some((other) => other !== side && other.vpcId !== null && chart.inventory.vpcs.has(other.vpcId))) {
        externalVpcBox(
          chart,
          side.vpcId,
          [side.account ?? '', ...side.cidrs.map(formatPrefix)].filter(Boolean).join(' · '),
        )
      }
    }
    const homes = sides.filter((side) => side.vpcId !== null && chart.draft.node(side.vpcId)?.kind === 'vpc')
    for (const [index, home] of homes.entries()) placePeeringHarbour(chart, { peering, home, first: index === 0 })
    if (homes.length === 0) placePeeringHarbour(chart, { peering, home: null, first: true })
  }
}

interface PeeringHarbour {
  readonly peering: VpcPeeringConnection
  readonly home: PeeringSide | null
  readonly first: boolean
}

/** On the border of each VPC that was collected; the first stands for the connection. */
function placePeeringHarbour(chart: Chart, { peering, home, first }: PeeringHarbour): void {
  const vpcId = home?.vpcId ?? null
  chart.draft.add({
    id: first ? peering.id : `${peering.id}@${vpcId}`,
    kind: 'vpc-peering',
    parentId: vpcId,
    code: 'PCX',
    label: peering.name ?? peering.id,
    detail: peering.status,
    resourceIds: first ? [peering.id] : [],
    sharedIds: [peering.id],
    facts: [peering.status],
  })
}

function placeShore(chart: Chart): void {
  const { inventory, draft } = chart
  const sides = [inventory.customerGateways, inventory.vpnConnections, inventory.directConnectGateways]
  const reachesOut = [...sides, inventory.virtualInterfaces, inventory.directConnectConnections]
  if (reachesOut.every((map) => map.size === 0)) return
  draft.add({
    id: SHORE,
    kind: 'on-premises',
    parentId: null,
    label: 'On-premises',
    resourceIds: [],
    facts: ['Networks outside AWS'],
  })
  for (const gateway of sorted(inventory.customerGateways)) {
    draft.add({
      id: gateway.id,
      kind: 'customer-gateway',
      parentId: SHORE,
      code: 'CGW',
      label: gateway.name ?? gateway.id,
      detail: gateway.ipAddress ?? '',
      facts: [gateway.state],
    })
  }
  for (const gateway of sorted(inventory.directConnectGateways)) {
    const label = gateway.name ?? gateway.id
    draft.add({
      id: gateway.id,
      kind: 'direct-connect-gateway',
      parentId: null,
      code: 'DX',
      label,
      detail: gateway.state,
    })
  }
  for (const item of sorted(inventory.virtualInterfaces)) {
    const label = item.name ?? item.id
    draft.add({
      id: item.id,
      kind: 'direct-connect-gateway',
      parentId: null,
      code: 'VIF',
      label,
      detail: `${item.kind} ${item.state}`,
    })
  }
  for (const item of sorted(inventory.directConnectConnections)) {
    const detail = [item.bandwidth, item.location].filter((text) => text !== null).join(' · ')
    draft.add({
      id: item.id,
      kind: 'customer-gateway',
      parentId: SHORE,
      code: 'DX',
      label: item.name ?? item.id,
      detail,
    })
  }
}

function placeVpns(chart: Chart): void {
  for (const connection of sorted(chart.inventory.vpnConnections)) {
    const up = connection.tunnels.filter((tunnel) => tunnel.status === 'up').length
    const told = connection.tunnels.some((tunnel) => tunnel.status !== null)
    if (connection.transitGatewayId) transitGatewayBox(chart, connection.transitGatewayId)
    chart.draft.add({
      id: connection.id,
      kind: 'vpn-connection',
      parentId: null,
      code: 'VPN',
      label: connection.name ?? connection.id,
      detail: told ? `${up} of ${connection.tunnels.length} tunnels up` : 'tunnels not told',
      facts: [connection.state],
    })
  }
  for (const endpoint of sorted(chart.inventory.clientVpnEndpoints)) {
    chart.draft.add({
      id: endpoint.id,
      kind: 'vpn-connection',
      parentId: null,
      code: 'CVPN',
      label: endpoint.name ?? endpoint.id,
      detail: endpoint.clientCidr ? formatPrefix(endpoint.clientCidr) : 'client VPN',
      facts: [endpoint.state, 'Client VPN'],
    })
  }
}
