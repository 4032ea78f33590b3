/** Whether what leaves a subnet for the internet, and what comes back, passes a place of inspection of its zone. */

import type { Subnet } from '../../../inventory/network.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { containsPrefix, type Family } from '../../../net/prefix.ts'
import { attachedGateways, coverageOf, type Network } from '../../../reachability/network.ts'
import { describeRoute } from '../../../reachability/reply-routes.ts'
import { interfaceRole } from '../../interface-role.ts'
import { type InspectionPlace, placeAt } from './inspection-places.ts'

/** What is wrong with one way, or not known of it; the routes are its evidence. */
export interface WayFault {
  readonly kind: 'out' | 'back' | 'zone' | 'unknown'
  readonly text: string
  readonly routes: readonly TableRoute[]
}

export interface TableRoute {
  readonly table: RouteTable
  readonly route: Route
}

interface Way {
  readonly network: Network
  readonly places: readonly InspectionPlace[]
  readonly table: RouteTable
  readonly subnet: Subnet
}

/** The faults of each default route of the table, for one subnet that uses it. */
export function faultsOf(way: Way): readonly WayFault[] {
  return defaultRoutes(way.table).flatMap((route) => faultsOfRoute(way, route))
}

/** Everything, or half of it, or all of IPv6 that is in use. Source: RFC 4291 (2000::/3). */
export function defaultRoutes({ routes }: RouteTable): readonly Route[] {
  return routes.filter(
    ({ destination, state }) =>
      state === 'active' &&
      destination.kind === 'prefix' &&
      destination.prefix.length <= WHOLE[destination.prefix.family],
  )
}

const WHOLE = { 4: 1, 6: 3 } as const

function familyOf({ destination }: Route): Family {
  return destination.kind === 'prefix' ? destination.prefix.family : 4
}

function faultsOfRoute(way: Way, route: Route): readonly WayFault[] {
  const { table, subnet, places } = way
  const own = { table, route }
  const place = placeAt(places, route.target)
  if (place) return [...zoneFaults(way, { place, own }), ...backFaults(way, { place, own })]
  switch (route.target.kind) {
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return [{ kind: 'out', text: `${subnet.id} leaves by ${describeRoute(route)}`, routes: [own] }]
    case 'nat-gateway':
      return throughNat(way, own, route.target.id)
    default:
      return []
  }
}

interface Passing {
  readonly place: InspectionPlace
  /** The route that leads to it. */
  readonly own: TableRoute
}

function zoneFaults({ subnet }: Way, { place, own }: Passing): readonly WayFault[] {
  if (place.zone === null || subnet.availabilityZone === '' || place.zone === subnet.availabilityZone) return []
  const text = `${subnet.id} in ${subnet.availabilityZone} goes through ${place.id} in ${place.zone}`
  return [{ kind: 'zone', text, routes: [own] }]
}

/** Is the firewall behind the NAT gateway, on the side of the internet? */
function throughNat({ network, places, subnet }: Way, own: TableRoute, natId: string): readonly WayFault[] {
  const nat = network.inventory.natGateways.get(natId)
  const table = nat?.subnetId ? network.index.routeTableBySubnet.get(nat.subnetId) : undefined
  if (!table || !nat) return [{ kind: 'unknown', text: `where ${natId} leads is not known`, routes: [own] }]
  const onward = defaultRoutes(table).filter((route) => familyOf(route) === familyOf(own.route))
  const direct = onward.find(({ target }) => target.kind === 'internet-gateway')
  if (!direct || onward.some(({ target }) => placeAt(places, target) !== null)) return []
  const text = `${subnet.id} leaves by ${describeRoute(own.route)}, and ${natId} by ${describeRoute(direct)}`
  return [{ kind: 'out', text, routes: [own, { table, route: direct }] }]
}

/** What comes back by the gateway behind the place: an internet gateway by its edge table, a NAT gateway by its subnet's. */
function backFaults(way: Way, passing: Passing): readonly WayFault[] {
  const { network } = way
  const { place, own } = passing
  if (place.subnet === null) return [{ kind: 'unknown', text: `the subnet of ${place.id} was not told`, routes: [own] }]
  const behind = network.index.routeTableBySubnet.get(place.subnet.id)
  if (!behind) return [{ kind: 'unknown', text: `the route table of ${place.subnet.id} is not known`, routes: [own] }]
  return defaultRoutes(behind)
    .filter((route) => familyOf(route) === familyOf(own.route))
    .flatMap((route): readonly WayFault[] => {
      if (route.target.kind === 'internet-gateway') return fromInternetGateway(way, passing, route.target.id)
      return route.target.kind === 'nat-gateway' ? fromNat(way, passing, route.target.id) : []
    })
}

function fromInternetGateway(way: Way, { place, own }: Passing, gatewayId: string): readonly WayFault[] {
  const { network, subnet, table } = way
  const comes = comesFromInternet(way, familyOf(own.route))
  if (comes === false) return []
  if (comes === null)
    return [
      { kind: 'unknown', text: `whether something in ${subnet.id} has a public address is not known`, routes: [own] },
    ]
  const edge = network.index.routeTableByGateway.get(gatewayId)
  const known =
    coverageOf(network.inventory, table, 'RouteTables') === 'complete' &&
    attachedGateways(network, subnet.vpcId).some(({ gateway }) => gateway.id === gatewayId)
  if (!edge && !known) return [{ kind: 'unknown', text: `the edge table of ${gatewayId} is not known`, routes: [own] }]
  if (!edge) {
    const text = `${gatewayId} has no edge table: what comes in for ${subnet.id} does not pass ${place.id}`
    return [{ kind: 'back', text, routes: [own] }]
  }
  return towardSubnet(way, { edge, place, own, from: gatewayId })
}

/** Behind a NAT gateway nothing comes in but replies, which take the table of its subnet. */
function fromNat(way: Way, { place, own }: Passing, natId: string): readonly WayFault[] {
  const { network, places, subnet } = way
  const nat = network.inventory.natGateways.get(natId)
  const edge = nat?.subnetId ? network.index.routeTableBySubnet.get(nat.subnetId) : undefined
  if (!edge) return [{ kind: 'unknown', text: `the table behind ${natId} is not known`, routes: [own] }]
  const standing = network.index.interfacesBySubnet.get(subnet.id) ?? []
  const isTransit = standing.length > 0 && standing.every((each) => interfaceRole(each) === 'transit')
  if (!isTransit) return towardSubnet(way, { edge, place, own, from: natId })
  if (edge.routes.some(({ target }) => placeAt(places, target) !== null)) return []
  const text = `replies that reach ${natId} for networks behind the transit gateway do not pass ${place.id}`
  return [{ kind: 'back', text, routes: [own] }]
}

interface Return {
  readonly edge: RouteTable
  readonly place: InspectionPlace
  readonly own: TableRoute
  readonly from: string
}

/** The most specific route of the edge table that holds the whole block decides. */
function towardSubnet({ subnet, places }: Way, { edge, place, own, from }: Return): readonly WayFault[] {
  return subnet.cidrs
    .filter(({ family }) => family === familyOf(own.route))
    .flatMap((cidr): readonly WayFault[] => {
      const holding = edge.routes.filter(
        ({ destination }) => destination.kind === 'prefix' && containsPrefix(destination.prefix, cidr),
      )
      const best = holding.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
      const routes = [own, ...(best ? [{ table: edge, route: best }] : [])]
      const back = best ? placeAt(places, best.target) : null
      if (back === null) {
        if (edge.unread.length > 0 || edge.routes.some(({ destination }) => destination.kind === 'prefix-list'))
          return [{ kind: 'unknown', text: `not every route of ${edge.id} could be read`, routes }]
        const how = best ? `by ${describeRoute(best)}` : 'by no route'
        const text = `what comes back by ${from} for ${subnet.id} goes ${how} of ${edge.id}, past ${place.id}`
        return [{ kind: 'back', text, routes }]
      }
      if (back.id === place.id) return []
      const text = `${subnet.id} goes out through ${place.id} and back through ${back.id}`
      return [{ kind: 'zone', text, routes }]
    })
}

function lengthOf({ destination }: Route): number {
  return destination.kind === 'prefix' ? destination.prefix.length : -1
}

/** Does something of the subnet have an address the internet gateway brings traffic to? Replies come by it, too. */
function comesFromInternet({ network, subnet }: Way, family: Family): boolean | null {
  const standing = network.index.interfacesBySubnet.get(subnet.id) ?? []
  const found = standing.some(({ addresses, ipv6Addresses }) =>
    family === 6 ? ipv6Addresses.length > 0 : addresses.some(({ publicIp }) => publicIp !== null),
  )
  if (found) return true
  return coverageOf(network.inventory, subnet, 'NetworkInterfaces') === 'complete' ? false : null
}
