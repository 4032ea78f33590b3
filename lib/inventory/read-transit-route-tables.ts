/** Transit gateway route tables with what three further calls tell of each. Source: Transit Gateway guide, route tables. */

import type { JsonObject, JsonValue } from '../describe/document.ts'
import type { TransitGatewayRoute, TransitGatewayRouteTable } from './connectivity.ts'
import {
  type ElementReader,
  fillMissing,
  type Reading,
  readAll,
  resourceOf,
  unreadable,
  type Wire,
} from './element-reader.ts'
import type { TransitGatewayAttachmentId } from './ids.ts'
import { destinationOf, destinationText } from './read-routes.ts'
import { transitGatewayId } from './read-transit.ts'
import { isDead } from './state.ts'
import { excerpt, flag, hasList, idText, isObject, list, objects, text } from './wire.ts'

/** Of two tellings the one with routes speaks first: its pointers name its own document. */
export function readTransitGatewayRouteTables(reading: Reading): Map<string, TransitGatewayRouteTable> {
  return readAll(reading, [TRANSIT_GATEWAY_ROUTE_TABLE], (best, other) => {
    if (best.routes !== null || other.routes === null) return fillMissing(best, other)
    return fillMissing(other, best)
  })
}

const TRANSIT_GATEWAY_ROUTE_TABLE: ElementReader<TransitGatewayRouteTable> = {
  key: 'TransitGatewayRouteTables',
  idOf: (element) => idText(element, 'TransitGatewayRouteTableId', 'tgw-rtb'),
  read: (wire, id) => {
    const { element } = wire
    const gateway = transitGatewayId(element, 'TransitGatewayId')
    const state = text(element, 'State') ?? 'unknown'
    if (isDead(state)) {
      wire.reading.dead.add(id)
      return null
    }
    if (gateway === null) return unreadable(wire, `${id} names no transit gateway and was left out.`)
    const unread: string[] = []
    return {
      ...resourceOf(wire, id),
      transitGatewayId: gateway,
      state,
      associations: members(element, 'Associations', unread),
      propagations: members(element, 'Propagations', unread),
      routes: routesOf(wire, unread),
      unread,
    }
  },
}

type MemberKey = 'Associations' | 'Propagations'

/** Attachments in force; null when the call was not made. Source: EC2 API, TransitGatewayRouteTableAssociation. */
function members(element: JsonObject, key: MemberKey, unread: string[]): readonly TransitGatewayAttachmentId[] | null {
  if (!hasList(element, key)) return null
  const ids: TransitGatewayAttachmentId[] = []
  for (const item of list(element, key)) {
    const state = isObject(item) ? (text(item, 'State') ?? 'associated') : 'unknown'
    if (isDead(state) || state === 'disabled') continue
    const id = isObject(item) ? idText(item, 'TransitGatewayAttachmentId', 'tgw-attach') : null
    if (id !== null) ids.push(id)
    else unread.push(`${key} ${excerpt(item)}`)
  }
  return ids
}

/**
 * `Routes` is the whole table unless AWS cut it at 1,000; `StaticRoutes` is what a collector leaves that asked for
 * static routes only, and then the propagated ones are missing wherever anything propagates.
 */
function routesOf(wire: Wire, unread: string[]): readonly TransitGatewayRoute[] | null {
  const { element } = wire
  const key = hasList(element, 'Routes') ? 'Routes' : 'StaticRoutes'
  if (!hasList(element, key)) return null
  unread.push(...missingRoutes(element, key))
  const routes: TransitGatewayRoute[] = []
  const pointer = `/TransitGatewayRouteTables/${wire.source.index}/${key}`
  for (const [index, item] of list(element, key).entries()) {
    if (isObject(item) && isDead(text(item, 'State') ?? '')) continue
    const route = isObject(item) ? routeOf(item, `${pointer}/${index}`) : null
    if (route) routes.push(route)
    else unread.push(nameOf(item))
  }
  return routes
}

function missingRoutes(element: JsonObject, key: 'Routes' | 'StaticRoutes'): readonly string[] {
  const propagates = !hasList(element, 'Propagations') || list(element, 'Propagations').length > 0
  return [
    ...(flag(element, 'AdditionalRoutesAvailable') === true ? ['routes beyond the first 1,000'] : []),
    ...(key === 'StaticRoutes' && propagates ? ['propagated routes'] : []),
  ]
}

function nameOf(item: JsonValue): string {
  return (isObject(item) ? destinationText(item) : null) ?? excerpt(item)
}

function routeOf(item: JsonObject, pointer: string): TransitGatewayRoute | null {
  const destination = destinationOf(item)
  const type = text(item, 'Type') ?? 'static'
  if (!destination || (type !== 'static' && type !== 'propagated')) return null
  const attachments = objects(item, 'TransitGatewayAttachments').map((attachment) => ({
    id: idText(attachment, 'TransitGatewayAttachmentId', 'tgw-attach'),
    resourceId: text(attachment, 'ResourceId'),
    kindText: text(attachment, 'ResourceType') ?? 'unknown',
  }))
  return { destination, attachments, type, state: stateOf(text(item, 'State')), pointer }
}

function stateOf(state: string | null): TransitGatewayRoute['state'] {
  return state === 'active' || state === 'blackhole' ? state : 'other'
}
