/** Route tables. A route that cannot be read may be the most specific one, so it is named, never dropped. */

import type { JsonObject } from '../describe/document.ts'
import { type ElementReader, resourceOf, unreadable, type Wire } from './element-reader.ts'
import type { SubnetId } from './ids.ts'
import { readRouteTarget } from './read-route-target.ts'
import type { Route, RouteDestination, RouteTable } from './routing.ts'
import { isDead } from './state.ts'
import {
  excerpt,
  flag,
  hasList,
  idsOf,
  idText,
  isObject,
  list,
  object,
  objects,
  prefixOfFamily,
  text,
  textsOf,
} from './wire.ts'

export const ROUTE_TABLE: ElementReader<RouteTable> = {
  key: 'RouteTables',
  idOf: (element) => idText(element, 'RouteTableId', 'rtb'),
  read: (wire, id) => {
    const { element } = wire
    const vpcId = idText(element, 'VpcId', 'vpc')
    if (vpcId === null) return unreadable(wire, `${id} names no VPC and was left out.`)
    const unread: string[] = []
    return {
      ...resourceOf(wire, id),
      vpcId,
      ...associationsOf(element),
      routes: routesOf(wire, unread),
      propagatingVgwIds: idsOf(textsOf(element, 'PropagatingVgws', 'GatewayId'), 'vgw'),
      unread,
    }
  },
}

/** Subnets without an association use the main table; AWS prints no association for them. Source: EC2 API, RouteTableAssociation. */
function associationsOf(
  element: JsonObject,
): Pick<RouteTable, 'isMain' | 'subnetIds' | 'gatewayIds' | 'associationsTold'> {
  const subnetIds: SubnetId[] = []
  const gatewayIds: string[] = []
  let isMain = false
  for (const association of objects(element, 'Associations')) {
    if (isDead(text(object(association, 'AssociationState'), 'State') ?? 'associated')) continue
    const subnetId = idText(association, 'SubnetId', 'subnet')
    const gatewayId = text(association, 'GatewayId')
    if (flag(association, 'Main') === true) isMain = true
    if (subnetId !== null) subnetIds.push(subnetId)
    if (gatewayId !== null) gatewayIds.push(gatewayId)
  }
  return { isMain, subnetIds, gatewayIds, associationsTold: associationsTold(element) }
}

/** An association is the main one, or names what it is with. Source: EC2 API, RouteTableAssociation. */
function associationsTold(element: JsonObject): boolean {
  const named = objects(element, 'Associations').filter(
    (item) => flag(item, 'Main') === true || ASSOCIATED.some((field) => text(item, field) !== null),
  )
  return hasList(element, 'Associations') && named.length === list(element, 'Associations').length
}

const ASSOCIATED = ['SubnetId', 'GatewayId', 'PublicIpv4Pool'] as const

function routesOf(wire: Wire, unread: string[]): readonly Route[] {
  if (!hasList(wire.element, 'Routes')) unread.push('Routes (no list)')
  const routes: Route[] = []
  for (const [index, item] of list(wire.element, 'Routes').entries()) {
    const route = isObject(item) ? routeOf(item, `/RouteTables/${wire.source.index}/Routes/${index}`) : null
    if (route) routes.push(route)
    else unread.push(isObject(item) ? (destinationText(item) ?? excerpt(item)) : excerpt(item))
  }
  return routes
}

const STATES: ReadonlyMap<string, Route['state']> = new Map([
  ['active', 'active'],
  ['blackhole', 'blackhole'],
  ['filtered', 'filtered'],
])

/** Source: EC2 API, Route. `Advertisement` is VPC Route Server's. */
const ORIGINS: ReadonlyMap<string, Route['origin']> = new Map([
  ['CreateRouteTable', 'create-route-table'],
  ['CreateRoute', 'create-route'],
  ['EnableVgwRoutePropagation', 'propagated'],
  ['Advertisement', 'advertised'],
])

function routeOf(item: JsonObject, pointer: string): Route | null {
  const destination = destinationOf(item)
  const state = STATES.get(text(item, 'State') ?? 'active')
  if (!destination || !state) return null
  const origin = ORIGINS.get(text(item, 'Origin') ?? '') ?? 'unknown'
  return { destination, target: readRouteTarget(item), state, origin, pointer }
}

/** Where a route leads to, as a prefix or a prefix list; null when it is neither. */
export function destinationOf(item: JsonObject): RouteDestination | null {
  const prefix =
    prefixOfFamily(text(item, 'DestinationCidrBlock'), 4) ??
    prefixOfFamily(text(item, 'DestinationIpv6CidrBlock'), 6) ??
    prefixOfFamily(text(item, 'DestinationCidrBlock'), 6)
  if (prefix) return { kind: 'prefix', prefix }
  const id = idText(item, 'DestinationPrefixListId', 'pl') ?? idText(item, 'PrefixListId', 'pl')
  return id && { kind: 'prefix-list', id }
}

/** A route's destination as AWS printed it, for naming one that could not be read. */
export function destinationText(item: JsonObject): string | null {
  return (
    text(item, 'DestinationCidrBlock') ??
    text(item, 'DestinationIpv6CidrBlock') ??
    text(item, 'DestinationPrefixListId') ??
    text(item, 'PrefixListId')
  )
}
