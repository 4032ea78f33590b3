/** Where traffic is inspected: endpoints of firewalls and Gateway Load Balancers, and what the team declared. */

import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import type { Subnet } from '../../../inventory/network.ts'
import type { RouteTarget } from '../../../inventory/routing.ts'
import type { Network } from '../../../reachability/network.ts'
import type { RuleContext } from '../../rule.ts'

export interface InspectionPlace {
  /** The endpoint, interface or instance that routes name. */
  readonly id: string
  readonly vpcId: string
  /** Null where it is not known. */
  readonly subnetId: string | null
  readonly subnet: Subnet | null
  readonly zone: string | null
}

export type InspectionPlaces = ReadonlyMap<string, readonly InspectionPlace[]>

/**
 * By VPC. Source: Network Firewall guide, "Firewall endpoints" (they are Gateway Load Balancer endpoints); PrivateLink
 * guide, "Gateway Load Balancer endpoints".
 */
export function inspectionPlaces({ network, settings }: RuleContext): InspectionPlaces {
  const { inventory } = network
  const endpoints = [...inventory.vpcEndpoints.values()].filter(({ kind }) => kind === 'gateway-load-balancer')
  const places = [
    ...endpoints.map((endpoint) => placeOfEndpoint(network, endpoint)),
    ...settings.inspectionTargets.flatMap((id) => declaredPlaces(network, id)),
  ]
  const distinct = new Map(places.map((place) => [place.id, place]))
  return Map.groupBy(distinct.values(), ({ vpcId }) => vpcId)
}

/** What a route with this target passes, if it is such a place. */
export function placeAt(places: readonly InspectionPlace[], target: RouteTarget): InspectionPlace | null {
  return 'id' in target ? (places.find(({ id }) => id === target.id) ?? null) : null
}

function placeOfEndpoint({ inventory }: Network, { id, vpcId, subnetIds }: VpcEndpoint): InspectionPlace {
  const [subnetId = null] = subnetIds
  const subnet = subnetId === null ? undefined : inventory.subnets.get(subnetId)
  return { id, vpcId, subnetId, ...standingIn(subnet) }
}

function standingIn(subnet: Subnet | undefined): Pick<InspectionPlace, 'subnet' | 'zone'> {
  return { subnet: subnet ?? null, zone: subnet?.availabilityZone || null }
}

/** An interface; an instance by all of its interfaces, since routes may name either; an endpoint of any kind. */
function declaredPlaces(network: Network, id: string): readonly InspectionPlace[] {
  const { inventory, index } = network
  const endpoint = inventory.vpcEndpoints.get(id)
  if (endpoint) return [placeOfEndpoint(network, endpoint)]
  const one = inventory.networkInterfaces.get(id)
  const all = one ? [one] : (index.interfacesByInstance.get(id) ?? [])
  const places = all.map(
    (each): InspectionPlace => ({
      id: each.id,
      vpcId: each.vpcId,
      subnetId: each.subnetId,
      ...standingIn(inventory.subnets.get(each.subnetId)),
    }),
  )
  const [first] = places
  return first && !one ? [...places, { ...first, id }] : places
}
