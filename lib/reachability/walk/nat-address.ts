/** Under which address a NAT gateway sends. Source: VPC guide, "NAT gateways", "Regional NAT gateways". */

import type { NatGateway } from '../../inventory/routing.ts'
import { type Address, type Family, parseAddress } from '../../net/prefix.ts'
import { firstAddress } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { Objections } from './hop.ts'

export interface NatAddress {
  /** The private address; of a regional gateway that has none, the public one. */
  readonly inside: Address
  readonly interfaceId: string | null
}

export interface NatQuestion {
  readonly fromSubnetId: string | null
  readonly family: Family
}

/** Its addresses for this client: with several, each flow gets one of them. */
export function natAddressesFor(
  network: Network,
  gateway: NatGateway,
  question: NatQuestion,
): Objections & { readonly all: readonly NatAddress[] } {
  const { id, addresses } = gateway
  const inZone = addresses.filter((each) => isInZone(network, gateway, { zone: each.availabilityZone, question }))
  const told = inZone.flatMap(({ privateIp, publicIp, interfaceId }): readonly NatAddress[] => {
    const inside = parseAddress(privateIp ?? publicIp ?? '')
    return inside ? [{ inside, interfaceId }] : []
  })
  const own = told.length > 0 ? null : addressOfInterface(network, gateway)
  const all = own ? [own] : told
  if (all.length > 0) return { all, refusals: [], doubts: [] }
  if (addresses.length > 0 && inZone.length === 0) {
    const detail = `${id} has no address in the zone of ${question.fromSubnetId}`
    return { all: [], refusals: [{ code: 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION', detail }], doubts: [] }
  }
  return {
    all: [],
    refusals: [],
    doubts: [{ detail: `The addresses of ${id} were not told.`, key: 'NatGateways' }],
  }
}

interface ZoneQuestion {
  readonly zone: string | null
  readonly question: NatQuestion
}

/** A regional gateway sends from the zone of its client; a zonal one from its own, whoever asks. */
function isInZone({ inventory }: Network, { availabilityMode }: NatGateway, { zone, question }: ZoneQuestion): boolean {
  if (availabilityMode === 'zonal' || zone === null || question.fromSubnetId === null) return true
  const subnet = inventory.subnets.get(question.fromSubnetId)
  return !subnet || zone === subnet.availabilityZone || zone === subnet.availabilityZoneId
}

/** Where the gateway does not tell its addresses, its interface does: AWS writes the id into the description. */
function addressOfInterface({ index }: Network, { id, subnetId }: NatGateway): NatAddress | null {
  const beside = subnetId === null ? [] : (index.interfacesBySubnet.get(subnetId) ?? [])
  const own = beside.find(({ type, description }) => type === 'nat-gateway' && description.includes(id))
  const inside = own && firstAddress(own, 4)
  return own && inside ? { inside, interfaceId: own.id } : null
}
