/** Gaps that stand on one resource: what of it could not be read, was not collected, or is not understood. */

import type { DescribeKey } from '../describe/document.ts'
import { formatPrefix } from '../net/prefix.ts'
import { commandFor } from './collection-calls.ts'
import type { TransitGatewayRouteTable } from './connectivity.ts'
import type { PrefixList } from './filters.ts'
import type { GapKind } from './gap.ts'
import type { GapRecorder } from './gap-recorder.ts'
import type { Inventory } from './inventory.ts'
import type { NetworkInterface } from './network.ts'
import type { Resource } from './resource.ts'
import type { RouteTable } from './routing.ts'
import { shellQuote } from './shell-quote.ts'

export function recordResourceGaps(gaps: GapRecorder, inventory: Omit<Inventory, 'gaps'>): void {
  recordUnreadInterfaces(gaps, inventory.networkInterfaces.values())
  recordUnread(gaps, inventory.securityGroups.values(), 'rules, one of which may allow anything')
  recordUnread(gaps, inventory.networkAcls.values(), 'entries, one of which may decide first')
  recordUnread(gaps, inventory.routeTables.values(), 'routes, one of which may be the most specific')
  recordUnread(gaps, inventory.transitGatewayRouteTables.values(), 'routes or attachments, one of which may decide')
  recordUnread(gaps, inventory.prefixLists.values(), 'entries, so rules that name it cannot be judged')
  for (const list of inventory.prefixLists.values()) recordEntries(gaps, list)
  for (const table of inventory.transitGatewayRouteTables.values()) recordTransitCalls(gaps, table)
  for (const table of inventory.routeTables.values()) recordTargets(gaps, table)
  recordUnsupported(gaps, inventory)
}

export function recordUnreadInterfaces(gaps: GapRecorder, interfaces: Iterable<NetworkInterface>): void {
  recordUnread(gaps, interfaces, 'groups or addresses, so what reaches it is unknown')
}

function recordUnread(
  gaps: GapRecorder,
  resources: Iterable<Resource & { readonly unread: readonly string[] }>,
  what: string,
): void {
  for (const resource of resources) {
    if (resource.unread.length === 0) continue
    const [first, ...others] = resource.unread
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    record(gaps, resource, { kind: 'unreadable', message: `${resource.id} has unread ${what}: ${first}${more}` })
  }
}

interface ResourceGap {
  readonly kind: GapKind
  readonly message: string
  readonly remedy?: string
  readonly key?: DescribeKey
  readonly detail?: string
}

function record(gaps: GapRecorder, { id, account, region, source }: Resource, gap: ResourceGap): void {
  gaps.add({ key: source.key, remedy: null, ...gap, account, region, resourceId: id })
}

function recordEntries(gaps: GapRecorder, list: PrefixList): void {
  if (list.entries !== null) return
  const whose = list.ownerId === 'AWS' ? ` is AWS's own list${list.listName === '' ? '' : ` ${list.listName}`}; it` : ''
  const message = `${list.id}${whose} was collected without its entries, so rules and routes that name it cannot be judged.`
  const command = commandFor('ManagedPrefixLists', list.region, 'GetManagedPrefixListEntries')
  record(gaps, list, { kind: 'not-collected', message, remedy: `${command} --prefix-list-id ${shellQuote(list.id)}` })
}

const TRANSIT_CALLS = [
  ['routes', 'SearchTransitGatewayRoutes', "--filters 'Name=type,Values=static,propagated'"],
  ['associations', 'GetTransitGatewayRouteTableAssociations', ''],
  ['propagations', 'GetTransitGatewayRouteTablePropagations', ''],
] as const

function recordTransitCalls(gaps: GapRecorder, table: TransitGatewayRouteTable): void {
  for (const [list, operation, filters] of TRANSIT_CALLS) {
    if (table[list] !== null) continue
    const command = commandFor('TransitGatewayRouteTables', table.region, operation)
    record(gaps, table, {
      kind: 'not-collected',
      message: `The ${list} of ${table.id} were not collected, so what passes through it is unknown.`,
      remedy: `${command} --transit-gateway-route-table-id ${shellQuote(table.id)} ${filters}`.trim(),
      detail: list,
    })
  }
}

function recordTargets(gaps: GapRecorder, table: RouteTable): void {
  for (const { target, state, destination } of table.routes) {
    const nowhere = target.kind === 'none' && state === 'active'
    if (target.kind !== 'unsupported' && !nowhere) continue
    const where = destination.kind === 'prefix' ? formatPrefix(destination.prefix) : destination.id
    const what = target.kind === 'unsupported' ? target.id : 'a target that could not be read'
    const message = `The route of ${table.id} to ${where} leads to ${what}, which this version does not follow.`
    record(gaps, table, { kind: 'unsupported', message, detail: where })
  }
}

/** Kinds this version keeps but cannot follow. */
function recordUnsupported(gaps: GapRecorder, inventory: Omit<Inventory, 'gaps'>): void {
  for (const attachment of inventory.transitGatewayAttachments.values()) {
    if (attachment.kind !== 'other') continue
    const message = `${attachment.id} is an attachment of kind ${attachment.kindText}, which this version does not follow.`
    record(gaps, attachment, { kind: 'unsupported', message })
  }
  for (const endpoint of inventory.vpcEndpoints.values()) {
    if (endpoint.kind !== 'other') continue
    record(gaps, endpoint, {
      kind: 'unsupported',
      message: `${endpoint.id} is an endpoint of a kind this version does not follow.`,
    })
  }
}
