/**
 * A packet without a route, for an interface of a VPC that nothing joins to the one it stands in: no route would help.
 * Source: Reachability Analyzer guide, DISCONNECTED_VPCS.
 */

import type { RouteTable } from '../../inventory/routing.ts'
import { coverageOf, type Network } from '../network.ts'
import type { Refusal } from './hop.ts'

/** Nothing unless all that could join the two VPCs was collected. */
export function disconnectedVpcs(
  network: Network,
  destinationId: string | null,
  { vpcId: near }: RouteTable,
): readonly Refusal[] {
  const asked = destinationId === null ? undefined : network.inventory.networkInterfaces.get(destinationId)
  if (!asked || asked.vpcId === near || mayBeJoined(network, near, asked.vpcId)) return []
  return [{ code: 'DISCONNECTED_VPCS', component: asked.vpcId, detail: `nothing joins ${near} and ${asked.vpcId}` }]
}

const JOINS = ['VpcPeeringConnections', 'TransitGatewayVpcAttachments', 'VpnGateways'] as const

function mayBeJoined(network: Network, one: string, other: string): boolean {
  const { inventory, index } = network
  const peered = (index.peeringsByVpc.get(one) ?? []).some(
    ({ requester, accepter }) => requester.vpcId === other || accepter.vpcId === other,
  )
  const bothLeave = [one, other].every((vpcId) => hasExit(network, vpcId))
  const told = [one, other].every((vpcId) => {
    const vpc = inventory.vpcs.get(vpcId)
    return vpc !== undefined && JOINS.every((key) => coverageOf(inventory, vpc, key) === 'complete')
  })
  return peered || bothLeave || !told
}

/** Two gateways may well lead to one network: transit gateways are peered, private networks stand behind VPNs. */
function hasExit({ index }: Network, vpcId: string): boolean {
  const gateways = [index.transitGatewayAttachmentsByVpc, index.vpnGatewaysByVpc]
  if (gateways.some((byVpc) => (byVpc.get(vpcId) ?? []).length > 0)) return true
  const tables = index.routeTablesByVpc.get(vpcId) ?? []
  return tables.some(({ routes }) => routes.some(({ target }) => target.kind === 'core-network'))
}
