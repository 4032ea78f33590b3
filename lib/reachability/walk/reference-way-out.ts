/**
 * Outward a rule that names a group holds only where the packet goes to its receiver directly or over a peering
 * connection: not by a transit gateway, nor past anything that hides who is meant. Source: VPC guide, "Security group
 * referencing"; Transit Gateway guide, "Security group referencing": for inbound rules only.
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import type { Route } from '../../inventory/routing.ts'
import { type Address, containsAddress } from '../../net/prefix.ts'
import { ownsAddress } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { PeerMatch } from './judge-groups.ts'
import { lookUpRoute } from './look-up-route.ts'

export interface WayOut {
  readonly networkInterface: NetworkInterface
  readonly destination: Address
  /** Where the receiver is: in the same VPC, or in a peer. */
  readonly by: 'local' | 'vpc-peering'
}

/** What the groups of the receiver say, as far as the way to it lets them count. */
export function onWayOut(network: Network, way: WayOut, found: PeerMatch): PeerMatch {
  if (found.kind === 'differs' || (way.by === 'local' && isBeside(network, way))) return found
  const { subnetId } = way.networkInterface
  const table = network.index.routeTableBySubnet.get(subnetId)
  if (!table) return unsure(subnetId, `The route table of ${subnetId} was not collected.`)
  const lookup = lookUpRoute(network.inventory, { table, destination: way.destination, mayBeService: false })
  if (lookup.kind === 'none') return found
  const ways = lookup.kind === 'route' ? [lookup.route] : lookup.routes
  const holding = ways.filter((route) => route === null || holdsOn(network, way, route))
  const isOpen = lookup.kind === 'unsure' && lookup.open
  if (holding.length === ways.length && !isOpen) return found
  if (holding.length > 0 || isOpen) return unsure(table.id, `Which route of ${table.id} takes it is not known.`)
  const detail = `no rule that names a group holds by the way out of ${table.id}`
  return { kind: 'differs', refusal: { code: 'SG_REFERENCES_NOT_PRESERVED', detail } }
}

function isBeside({ inventory }: Network, { networkInterface, destination }: WayOut): boolean {
  const cidrs = inventory.subnets.get(networkInterface.subnetId)?.cidrs ?? []
  return cidrs.some((cidr) => containsAddress(cidr, destination))
}

/** A route that leads nowhere says nothing of groups; one to the receiver itself is as good as a local one. */
function holdsOn({ inventory }: Network, { destination, by }: WayOut, { target, state }: Route): boolean {
  if (state === 'blackhole' || target.kind === by) return true
  const reached = target.kind === 'network-interface' ? inventory.networkInterfaces.get(target.id) : undefined
  return by === 'local' && reached !== undefined && ownsAddress(reached, destination)
}

function unsure(component: string, detail: string): PeerMatch {
  return { kind: 'unsure', doubt: { component, detail, key: 'RouteTables' } }
}
