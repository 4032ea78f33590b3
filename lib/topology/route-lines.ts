/** Dotted lines: from a subnet to what its routes name. */

import type { Subnet } from '../inventory/network.ts'
import type { Route, RouteTarget } from '../inventory/routing.ts'
import { formatPrefix } from '../net/prefix.ts'
import { type Chart, sorted } from './chart.ts'
import type { NodeKind } from './graph.ts'
import { transitGatewayBox } from './place-rail.ts'

interface RouteLookups {
  /** `vpc tgw` → the harbour of that VPC's attachment. */
  readonly attachments: ReadonlyMap<string, string>
}

export function drawRouteLines(chart: Chart): void {
  const lookups = routeLookups(chart)
  for (const subnet of sorted(chart.inventory.subnets)) {
    const table = chart.tableBySubnet.get(subnet.id)
    if (!table) continue
    for (const route of table.routes) {
      const to = targetNode({ chart, subnet, lookups }, route)
      if (to === null || to === subnet.id) continue
      chart.draft.line({
        kind: 'route',
        from: subnet.id,
        to,
        label: destinationText(chart, route),
        blackhole: route.state === 'blackhole',
        isDefault: route.destination.kind === 'prefix' && route.destination.prefix.length === 0,
        resourceIds: [table.id],
      })
    }
  }
}

function destinationText(chart: Chart, route: Route): string {
  if (route.destination.kind === 'prefix') return formatPrefix(route.destination.prefix)
  return chart.inventory.prefixLists.get(route.destination.id)?.listName ?? route.destination.id
}

function routeLookups(chart: Chart): RouteLookups {
  const attachments = new Map<string, string>()
  for (const attachment of sorted(chart.inventory.transitGatewayAttachments)) {
    if (attachment.kind === 'vpc' && chart.draft.node(attachment.id)) {
      attachments.set(`${attachment.resourceId} ${attachment.transitGatewayId}`, attachment.id)
    }
  }
  return { attachments }
}

interface RouteAt {
  readonly chart: Chart
  readonly subnet: Subnet
  readonly lookups: RouteLookups
}

const ON_BORDER: ReadonlyMap<RouteTarget['kind'], { readonly kind: NodeKind; readonly code: string }> = new Map<
  RouteTarget['kind'],
  { readonly kind: NodeKind; readonly code: string }
>([
  ['internet-gateway', { kind: 'internet-gateway', code: 'IGW' }],
  ['egress-only-internet-gateway', { kind: 'egress-only-internet-gateway', code: 'EIGW' }],
  ['carrier-gateway', { kind: 'carrier-gateway', code: 'CAGW' }],
  ['vpn-gateway', { kind: 'vpn-gateway', code: 'VGW' }],
  ['vpc-peering', { kind: 'vpc-peering', code: 'PCX' }],
])

const INSIDE: ReadonlyMap<RouteTarget['kind'], { readonly kind: NodeKind; readonly code: string }> = new Map<
  RouteTarget['kind'],
  { readonly kind: NodeKind; readonly code: string }
>([
  ['nat-gateway', { kind: 'nat-gateway', code: 'NAT' }],
  ['network-interface', { kind: 'network-interface', code: 'ENI' }],
  ['instance', { kind: 'instance', code: 'EC2' }],
  ['vpc-endpoint', { kind: 'vpc-endpoint', code: 'VPCE' }],
])

/** Networks this version draws as a box beside the VPCs and no more. */
const BEYOND: ReadonlyMap<RouteTarget['kind'], string> = new Map<RouteTarget['kind'], string>([
  ['local-gateway', 'LGW'],
  ['core-network', 'CWAN'],
  ['odb-network', 'ODB'],
  ['ip-address', 'IP'],
  ['unsupported', '?'],
])

/** Null for what leads nowhere: local routes, and targets AWS left out. */
function targetNode(at: RouteAt, route: Route): string | null {
  const { target } = route
  if (target.kind === 'local' || target.kind === 'none') return null
  const { chart, subnet, lookups } = at
  if (target.kind === 'transit-gateway') {
    return lookups.attachments.get(`${subnet.vpcId} ${target.id}`) ?? transitGatewayBox(chart, target.id)
  }
  const harbour = `${target.id}@${subnet.vpcId}`
  if (chart.draft.has(harbour)) return harbour
  const nearer = `${target.id}@${subnet.id}`
  if (chart.draft.has(nearer)) return nearer
  const known = chart.draft.standsFor(target.id)
  if (known !== undefined) return known
  return missingTarget(at, { target, isDead: route.state === 'blackhole' })
}

interface MissingTarget {
  readonly target: Exclude<RouteTarget, { kind: 'local' | 'none' }>
  readonly isDead: boolean
}

/**
 * A route may name what was deleted or not collected; it is drawn, dotted, on the border of its VPC or beside it.
 * Source: VPC guide, "Route tables": a route is a blackhole when its target is gone, detached or stopped.
 */
function missingTarget({ chart, subnet }: RouteAt, { target, isDead }: MissingTarget): string {
  const mark = ON_BORDER.get(target.kind) ?? INSIDE.get(target.kind)
  const isGone = isDead && INSIDE.has(target.kind)
  chart.draft.add({
    id: target.id,
    kind: mark?.kind ?? 'transit-gateway',
    code: mark?.code ?? BEYOND.get(target.kind) ?? '?',
    parentId: mark ? subnet.vpcId : null,
    label: target.id,
    detail: isGone ? 'gone' : mark ? '' : 'not collected',
    collected: false,
    facts: [isGone ? 'Named by a blackhole route: deleted, detached or stopped' : 'Named by a route, not collected'],
  })
  return target.id
}
