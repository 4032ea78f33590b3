/** What sits on a VPC's border: gateways on top, gateway endpoints at the bottom. */

import { type Chart, sorted } from './chart.ts'
import type { NodeKind } from './graph.ts'
import { boxFor, type Place, vpcBox } from './place-areas.ts'

interface Gateway extends Place {
  readonly id: string
  readonly name: string | null
  readonly attachments: readonly { readonly vpcId: string; readonly state: string }[]
}

const DETACHED: ReadonlySet<string> = new Set(['detached', 'detaching'])

export function placeGateways(chart: Chart): void {
  const { inventory } = chart
  for (const gateway of sorted(inventory.internetGateways)) {
    placeGateway(chart, gateway, { kind: 'internet-gateway', code: 'IGW' })
  }
  for (const gateway of sorted(inventory.egressOnlyInternetGateways)) {
    placeGateway(chart, gateway, { kind: 'egress-only-internet-gateway', code: 'EIGW' })
  }
  for (const gateway of sorted(inventory.vpnGateways)) {
    placeGateway(chart, gateway, { kind: 'vpn-gateway', code: 'VGW' })
  }
  for (const gateway of sorted(inventory.carrierGateways)) {
    const attached = { ...gateway, attachments: [{ vpcId: gateway.vpcId, state: gateway.state }] }
    placeGateway(chart, attached, { kind: 'carrier-gateway', code: 'CAGW' })
  }
  for (const endpoint of sorted(inventory.vpcEndpoints)) {
    if (endpoint.kind !== 'gateway') continue
    chart.draft.add({
      id: endpoint.id,
      kind: 'gateway-endpoint',
      parentId: vpcBox(chart, endpoint.vpcId, endpoint),
      code: 'VPCE',
      label: serviceTail(endpoint.serviceName),
      detail: endpoint.name ?? endpoint.id,
      facts: [endpoint.serviceName, endpoint.state],
    })
  }
}

/** `s3` of `com.amazonaws.eu-west-1.s3`; a service of one's own keeps its tail. */
export function serviceTail(serviceName: string): string {
  const parts = serviceName.split('.')
  const amazon = parts.findIndex((part) => part === 'amazonaws' || part === 'aws')
  return (amazon >= 0 && parts.length > amazon + 2 ? parts.slice(amazon + 2) : parts.slice(-1)).join('.')
}

/** On the border of the VPC it is attached to; a detached one has no border and goes to the card of its account. */
function placeGateway(chart: Chart, gateway: Gateway, mark: { readonly kind: NodeKind; readonly code: string }): void {
  const attached = gateway.attachments.find((attachment) => !DETACHED.has(attachment.state))
  chart.draft.add({
    id: gateway.id,
    kind: mark.kind,
    code: mark.code,
    parentId: attached ? vpcBox(chart, attached.vpcId, gateway) : boxFor(chart, gateway),
    label: gateway.name ?? gateway.id,
    detail: gateway.name ? gateway.id : '',
    resourceIds: [gateway.id],
    facts: attached ? [] : ['Not attached to a VPC'],
  })
}
