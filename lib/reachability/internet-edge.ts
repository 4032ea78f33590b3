/**
 * What stands between the internet and a VPC, whichever interface is asked for: the gateway that is attached, and the
 * route table of the gateway itself. Source: VPC guide, "Internet gateways" and "Gateway route tables".
 */

import type { Inventory } from '../inventory/inventory.ts'
import type { InternetGateway, Route, RouteTable } from '../inventory/routing.ts'
import { type Address, containsAddress } from '../net/prefix.ts'
import { type AttachedGateway, attachedGateways, coverageOf, type Network } from './network.ts'
import { destinationPrefixes } from './reply-routes.ts'

export interface EdgePlace {
  readonly vpcId: string
  readonly subnetId: string
}

export type GatewayPassage =
  /** `believed`: its state was not told, an active route to it says it is attached. */
  | { readonly kind: 'attached'; readonly gateway: InternetGateway; readonly believed: boolean }
  /** The gateway was not collected; AWS turns a route into a blackhole when its gateway goes, so an active one is proof. */
  | { readonly kind: 'routed'; readonly id: string }
  | { readonly kind: 'detaching'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly id: string | null }

export function gatewayPassage(network: Network, place: EdgePlace): GatewayPassage {
  const attached = attachedGateways(network, place.vpcId)
  const routed = routedGateway(network, place.subnetId)
  const working = attached.find(({ state }) => WORKING.has(state))
  if (working) return { kind: 'attached', gateway: working.gateway, believed: false }
  const believed = attached.find(({ gateway, state }) => state === 'unknown' && gateway.id === routed)
  if (believed) return { kind: 'attached', gateway: believed.gateway, believed: true }
  return withoutGateway(network, place, { present: attached.at(0) ?? null, routed: believable(network, routed) })
}

function withoutGateway(
  network: Network,
  place: EdgePlace,
  { present, routed }: { readonly present: AttachedGateway | null; readonly routed: string | null },
): GatewayPassage {
  if (present && present.state !== 'unknown') return { kind: 'detaching', id: present.gateway.id }
  if (routed) return { kind: 'routed', id: routed }
  if (!present && gatewaysTold(network.inventory, place.vpcId)) return { kind: 'none' }
  return { kind: 'unknown', id: present?.gateway.id ?? null }
}

/** A gateway that is told to be attached elsewhere, or to nothing, is not believed. */
function believable({ inventory }: Network, gatewayId: InternetGateway['id'] | null): string | null {
  const gateway = gatewayId === null ? undefined : inventory.internetGateways.get(gatewayId)
  return gateway?.attachmentsTold ? null : gatewayId
}

/** Is every gateway known, and what each is attached to? Then a VPC none of them names has none. */
function gatewaysTold(inventory: Inventory, vpcId: string): boolean {
  const vpc = inventory.vpcs.get(vpcId)
  if (!vpc || coverageOf(inventory, vpc, 'InternetGateways') !== 'complete') return false
  const { account, region } = vpc
  return [...inventory.internetGateways.values()].every(
    (gateway) => gateway.attachmentsTold || gateway.account !== account || gateway.region !== region,
  )
}

function routedGateway({ index }: Network, subnetId: string): InternetGateway['id'] | null {
  const table = index.routeTableBySubnet.get(subnetId)
  const route = table?.routes.find((each) => each.state === 'active' && each.target.kind === 'internet-gateway')
  return route?.target.kind === 'internet-gateway' ? route.target.id : null
}

export interface EdgeRoute {
  readonly table: RouteTable
  readonly route: Route
}

/** Has a gateway of the VPC a route table of its own? */
export function isSteered(network: Network, vpcId: string): boolean {
  return gatewayTables(network, vpcId).length > 0
}

/** May a gateway have a table that was not collected? Then nobody knows that what comes in goes straight on. */
export function mayBeSteered(network: Network, vpcId: string): boolean {
  const { inventory, index } = network
  const home = inventory.vpcs.get(vpcId) ?? index.subnetsByVpc.get(vpcId)?.[0]
  const told = home !== undefined && coverageOf(inventory, home, 'RouteTables') === 'complete'
  return !told && !isSteered(network, vpcId)
}

/** The tables of internet gateways; one that is routed to counts, though it was not collected itself. */
function gatewayTables({ index }: Network, vpcId: string): readonly RouteTable[] {
  return [...index.routeTableByGateway].flatMap(([id, table]) =>
    id.startsWith('igw-') && table.vpcId === vpcId ? [table] : [],
  )
}

/**
 * The route of a gateway's table that steers what comes in for a private address elsewhere; null when it goes there
 * directly, as it does for the appliance itself.
 * All addresses of an interface are in its subnet, and such a route is for whole subnets or VPCs: one speaks for all.
 */
export function edgeRouteFor(
  network: Network,
  { vpcId, id }: { readonly vpcId: string; readonly id: string },
  target: Address | undefined,
): EdgeRoute | null {
  for (const table of gatewayTables(network, vpcId)) {
    const route = longestRoute(network.inventory, table.routes, target)
    if (route && !isDirect(route, id)) return { table, route }
  }
  return null
}

function isDirect({ target, state }: Route, interfaceId: string): boolean {
  if (target.kind === 'local') return true
  return target.kind === 'network-interface' && target.id === interfaceId && state === 'active'
}

function longestRoute(inventory: Inventory, routes: readonly Route[], target: Address | undefined): Route | null {
  let best: { route: Route; length: number } | null = null
  for (const route of routes) {
    for (const prefix of destinationPrefixes(inventory, route) ?? []) {
      if (!target || !containsAddress(prefix, target)) continue
      if (!best || prefix.length > best.length) best = { route, length: prefix.length }
    }
  }
  return best?.route ?? null
}

const WORKING: ReadonlySet<string> = new Set(['available', 'attached'])
