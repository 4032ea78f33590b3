/** Which route a table takes for one address. Source: VPC guide, "Route priority" and "Subnet route tables". */

import { holdsCidr, isInside } from './plain-addresses.ts'
import {
  blocksOf,
  type Documents,
  find,
  isWholeFor,
  list,
  listEntries,
  type Raw,
  rows,
  subnetOf,
  word,
} from './simulate-records.ts'
import { blocked, choose, type Move, note, unknown, type Walk } from './simulate-walk.ts'

/** The subnet's own table, else its VPC's main one; null when it is not known which. */
export function tableOf(documents: Documents, subnetId: string): Raw | null {
  const subnet = subnetOf(documents, subnetId)
  if (!subnet) return null
  const tables = rows(documents, 'RouteTables')
  const own = tables.find((each) => list(each, 'Associations').some((row) => row['SubnetId'] === subnetId))
  if (own || !isWholeFor(documents, 'RouteTables', subnet)) return own ?? null
  const isMain = (each: Raw) => list(each, 'Associations').some((row) => row['Main'] === true)
  return tables.find((each) => each['VpcId'] === subnet['VpcId'] && isMain(each)) ?? null
}

/** The packet leaves a subnet or a gateway without one: straight on inside the subnet, else as the table says. */
export function askTable(walk: Walk, { vpcId, subnetId, tableId }: Move & { at: 'leave' }): Move {
  const { documents, packet } = walk
  const table = tableId ? find(documents, 'RouteTables', ['RouteTableId', tableId]) : tableOf(documents, subnetId ?? '')
  if (!table) return unknown(walk, `route table of ${subnetId ?? vpcId} is not known`)
  const routes = candidates(documents, table, packet.destination)
  if (routes.length === 0) return blocked(walk, `${word(table, 'RouteTableId')}: no route`)
  const route = choose(walk, routes, 'each')
  note(walk, 'passes', `${word(table, 'RouteTableId')} to ${JSON.stringify(route)}`)
  return { at: 'target', route, vpcId, subnetId }
}

/** Does the packet's destination lie in this subnet, so that nothing stands between? */
export function staysInSubnet({ documents, packet }: Walk, subnetId: string | null): boolean {
  const subnet = subnetId === null ? null : subnetOf(documents, subnetId)
  return blocksOf(subnet).some((block) => isInside(packet.destination, block))
}

/**
 * The route that is taken, and each that might be taken instead because the entries of its list are not known.
 * Two lists of equal length with different targets: AWS does not say which wins.
 */
function candidates(documents: Documents, table: Raw, destination: string): readonly Raw[] {
  const routes = list(table, 'Routes').filter((route) => route['State'] !== 'filtered')
  const ranked = routes
    .flatMap((route) =>
      (destinationsOf(documents, route, destination) ?? [])
        .filter((cidr) => isInside(destination, cidr) && !isShadowed(table, route, cidr))
        .map((cidr) => ({ route, length: Number(cidr.split('/')[1]), rank: rankOf(route) })),
    )
    .toSorted((a, b) => b.length - a.length || a.rank - b.rank)
  const [best] = ranked
  const equals = ranked.filter((each) => each.length === best?.length && each.rank === best.rank)
  const unread = routes.filter(
    (route) => destinationsOf(documents, route, destination) === null && !isOfService(documents, route),
  )
  const [first] = equals
  const distinct = equals.filter((each) => each === first || targetText(each.route) !== targetText(first?.route ?? {}))
  const known = distinct.map((each) => each.route)
  // Where nothing else matches, the list that was not read may be empty too: the packet then has no route.
  const nothing: readonly Raw[] = known.length === 0 && unread.length > 0 ? [{ State: 'blackhole' }] : []
  return [...known, ...nothing, ...unread]
}

function targetText(route: Raw): string {
  return Object.entries(route)
    .filter(([name]) => !name.startsWith('Destination'))
    .map(String)
    .toSorted()
    .join()
}

/** A propagated route never beats the local one, even when it is longer. */
export function isShadowed(table: Raw, route: Raw, cidr: string): boolean {
  return (
    route['Origin'] === 'EnableVgwRoutePropagation' &&
    list(table, 'Routes').some(
      (local) =>
        local['GatewayId'] === 'local' &&
        [local['DestinationCidrBlock'], local['DestinationIpv6CidrBlock']].some(
          (whole) => typeof whole === 'string' && holdsCidr(whole, cidr),
        ),
    )
  )
}

/** Static, then prefix list, then propagated. */
export function rankOf(route: Raw): number {
  if (route['Origin'] === 'EnableVgwRoutePropagation' || route['Origin'] === 'Advertisement') return 2
  return route['DestinationPrefixListId'] === undefined ? 0 : 1
}

function destinationsOf(documents: Documents, route: Raw, address: string): readonly string[] | null {
  const block = route['DestinationCidrBlock'] ?? route['DestinationIpv6CidrBlock']
  return typeof block === 'string' ? [block] : listEntries(documents, word(route, 'DestinationPrefixListId'), address)
}

/** A list that AWS keeps for a service behind a gateway endpoint holds that service's addresses, never a network's own. */
function isOfService(documents: Documents, route: Raw): boolean {
  const id = word(route, 'GatewayId')
  if (!id.startsWith('vpce-') || route['DestinationPrefixListId'] === undefined) return false
  const endpoint = find(documents, 'VpcEndpoints', ['VpcEndpointId', id])
  return !endpoint || endpoint['VpcEndpointType'] === 'Gateway'
}

/** Where the table of a gateway steers what comes in; null for straight on. Source: VPC guide, "Gateway route tables". */
export function edgeRouteOf(walk: Walk, gatewayId: string, address: string): Raw | null {
  const table = rows(walk.documents, 'RouteTables').find((each) =>
    list(each, 'Associations').some((row) => row['GatewayId'] === gatewayId),
  )
  if (!table) return null
  // Its routes are for blocks of the VPC: an address of none of them is steered nowhere.
  const [route] = candidates(walk.documents, table, address)
  if (!route) return null
  return route['GatewayId'] === 'local' && route['State'] !== 'blackhole' ? null : route
}

/** The route a subnet takes for an address, when it is certain. */
export function certainRoute(documents: Documents, subnetId: string, address: string): Raw | null {
  const table = tableOf(documents, subnetId)
  const routes = table ? candidates(documents, table, address) : []
  const [first, ...others] = routes
  // Which of them decides does not matter where all lead to one gateway.
  const isOne = others.every((each) => each['State'] === first?.['State'] && gatewayOf(each) === gatewayOf(first))
  return first && (others.length === 0 || (isOne && gatewayOf(first) !== '')) ? first : null
}

function gatewayOf(route: Raw | undefined): string {
  return word(route ?? null, 'GatewayId')
}
