/** Where a VPC's way out leads when it goes by a transit gateway: to a VPC that inspects, or past every one. */

import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../../inventory/connectivity.ts'
import type { Vpc } from '../../../inventory/network.ts'
import type { Network } from '../../../reachability/network.ts'
import { transitAssociation } from '../../../reachability/walk/transit-association.ts'
import { defaultRoutes } from './inspected-ways.ts'
import type { InspectionPlaces } from './inspection-places.ts'

export type Egress =
  | { readonly kind: 'none' }
  /** By which attachment or VPC it is inspected. */
  | { readonly kind: 'inspected'; readonly by: string }
  | { readonly kind: 'uninspected'; readonly by: string }
  | { readonly kind: 'unknown'; readonly what: string }

/** How what leaves the VPC for the internet goes, worst first: past inspection, unknown, inspected, not at all. */
export function egressOf(network: Network, vpc: Vpc, places: InspectionPlaces): Egress {
  const tables = (network.index.routeTablesByVpc.get(vpc.id) ?? []).filter(({ id }) => network.subnetsByTable.has(id))
  const targets = new Map(
    tables.flatMap(defaultRoutes).flatMap(({ target }) => ('id' in target ? [[target.id, target] as const] : [])),
  )
  const ways = [...targets.values()].map((target): Egress => {
    if (OUT.has(target.kind)) return { kind: 'uninspected', by: target.id }
    if (target.kind === 'transit-gateway') return throughTransit(network, { vpc, gatewayId: target.id, places })
    return { kind: 'unknown', what: `where ${target.id} leads` }
  })
  const rank = (kind: Egress['kind']) => ways.find((way) => way.kind === kind)
  return rank('uninspected') ?? rank('unknown') ?? rank('inspected') ?? { kind: 'none' }
}

const OUT: ReadonlySet<string> = new Set([
  'internet-gateway',
  'nat-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
])

interface Transit {
  readonly vpc: Vpc
  readonly gatewayId: string
  readonly places: InspectionPlaces
}

/** By the default route of the table its attachment is associated with. Source: Transit Gateway guide, "Centralized outbound routing". */
function throughTransit(network: Network, { vpc, gatewayId, places }: Transit): Egress {
  const attachment = (network.index.transitGatewayAttachmentsByVpc.get(vpc.id) ?? []).find(
    ({ transitGatewayId }) => transitGatewayId === gatewayId,
  )
  if (!attachment) return { kind: 'unknown', what: `the attachment of ${vpc.id} to ${gatewayId}` }
  const { table, doubts } = transitAssociation(network, attachment, gatewayId)
  if (table === null)
    return doubts.length > 0 ? { kind: 'unknown', what: `the route table of ${attachment.id}` } : { kind: 'none' }
  if (table.routes === null || table.unread.length > 0) return { kind: 'unknown', what: `the routes of ${table.id}` }
  const [onward] = defaultAttachments(network, table)
  return onward === undefined ? { kind: 'none' } : egressAt(network, onward, places)
}

function egressAt(network: Network, onward: TransitGatewayAttachment | string, places: InspectionPlaces): Egress {
  if (typeof onward === 'string') return { kind: 'unknown', what: `what ${onward} is attached to` }
  const { id, kind, kindText, resourceId } = onward
  // A firewall of its own attachment. Source: Network Firewall guide, "Transit gateway-attached firewalls".
  if (kindText === 'network-function') return { kind: 'inspected', by: id }
  if (kind !== 'vpc' || resourceId === null || !network.inventory.vpcs.has(resourceId))
    return { kind: 'unknown', what: `what stands behind ${id}` }
  return { kind: places.has(resourceId) ? 'inspected' : 'uninspected', by: resourceId }
}

/** Attachments that everything without a better route goes to; the id of one that was not collected. */
function defaultAttachments(
  { inventory }: Network,
  { routes }: TransitGatewayRouteTable,
): readonly (TransitGatewayAttachment | string)[] {
  return (routes ?? [])
    .filter(
      ({ state, destination }) =>
        state === 'active' && destination.kind === 'prefix' && destination.prefix.length === 0,
    )
    .flatMap(({ attachments }) => attachments)
    .flatMap(({ id }) => (id === null ? [] : [inventory.transitGatewayAttachments.get(id) ?? id]))
}
