/** Solid lines: what is attached to what, between VPCs and beyond them. */

import { type Chart, sorted } from './chart.ts'
import { SHORE } from './place-rail.ts'

export const INTERNET = 'internet'

export function drawAssociationLines(chart: Chart): void {
  drawInternetLines(chart)
  drawTransitLines(chart)
  drawPeeringLines(chart)
  drawVpnLines(chart)
  drawDirectConnectLines(chart)
  drawPrivateLinkLines(chart)
}

/** Both ends must be on the chart. */
function connect(
  chart: Chart,
  from: string | null,
  to: string | null,
): { label: (text: string, ids: readonly string[]) => void } {
  return {
    label(text, resourceIds) {
      if (from === null || to === null || from === to) return
      if (!chart.draft.has(from) || !chart.draft.has(to)) return
      chart.draft.line({ kind: 'association', from, to, label: text, resourceIds })
    },
  }
}

function drawInternetLines(chart: Chart): void {
  const { inventory } = chart
  const gateways = [...sorted(inventory.internetGateways), ...sorted(inventory.egressOnlyInternetGateways)]
  for (const gateway of gateways) {
    if (gateway.attachments.length > 0) connect(chart, INTERNET, gateway.id).label('', [gateway.id])
  }
}

function drawTransitLines(chart: Chart): void {
  for (const attachment of sorted(chart.inventory.transitGatewayAttachments)) {
    const gateway = attachment.transitGatewayId
    const label = attachment.name ?? shortId(attachment.id)
    if (attachment.kind === 'vpc') {
      const harbour = chart.draft.has(attachment.id) ? attachment.id : attachment.resourceId
      connect(chart, harbour, gateway).label(label, [attachment.id])
    } else if (attachment.kind === 'peering') {
      const peer = attachment.peerTransitGatewayId ?? attachment.resourceId
      const [from, to] = peer !== null && peer < gateway ? [peer, gateway] : [gateway, peer]
      connect(chart, from, to).label(label, [attachment.id])
    } else connect(chart, gateway, attachment.resourceId).label(label, [attachment.id])
  }
}

function drawPeeringLines(chart: Chart): void {
  for (const peering of sorted(chart.inventory.vpcPeeringConnections)) {
    const [from, to] = [peering.requester.vpcId, peering.accepter.vpcId].map((vpcId) => {
      const harbour = `${peering.id}@${vpcId}`
      if (chart.draft.has(harbour)) return harbour
      return vpcId !== null && chart.draft.node(peering.id)?.parentId === vpcId ? peering.id : vpcId
    })
    connect(chart, from ?? null, to ?? null).label(peering.name ?? shortId(peering.id), [peering.id])
  }
}

function drawVpnLines(chart: Chart): void {
  for (const connection of sorted(chart.inventory.vpnConnections)) {
    connect(chart, connection.vpnGatewayId ?? connection.transitGatewayId, connection.id).label('', [connection.id])
    connect(chart, connection.id, connection.customerGatewayId).label('', [connection.id])
  }
  for (const endpoint of sorted(chart.inventory.clientVpnEndpoints)) {
    connect(chart, endpoint.vpcId, endpoint.id).label('client VPN', [endpoint.id])
  }
}

function drawDirectConnectLines(chart: Chart): void {
  for (const item of sorted(chart.inventory.virtualInterfaces)) {
    connect(chart, item.vpnGatewayId ?? item.directConnectGatewayId, item.id).label('', [item.id])
    connect(chart, item.id, item.connectionId ?? SHORE).label('', [item.id])
  }
}

/** An interface endpoint and the load balancer behind its service. Source: PrivateLink guide, "Concepts". */
function drawPrivateLinkLines(chart: Chart): void {
  const services = new Map(sorted(chart.inventory.vpcEndpointServices).map((service) => [service.serviceName, service]))
  for (const endpoint of sorted(chart.inventory.vpcEndpoints)) {
    const service = services.get(endpoint.serviceName)
    for (const arn of service?.loadBalancerArns ?? []) {
      connect(chart, endpoint.id, arn).label('PrivateLink', [endpoint.id, ...(service ? [service.id] : [])])
    }
  }
}

/** `pcx-0a1f…` kept to a length that fits on a line. */
function shortId(id: string): string {
  const dash = id.lastIndexOf('-')
  return id.length - dash > 6 ? `${id.slice(0, dash + 5)}…` : id
}
