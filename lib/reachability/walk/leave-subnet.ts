/**
 * Out of a subnet: its ACL, then the route of its table that wins. Source: VPC guide, "Network ACLs", "Route priority".
 */

import type { Network } from '../network.ts'
import { crossAcl, enterSubnet } from './cross-acl.ts'
import { followRoute } from './follow-route.ts'
import { unknownAt } from './hop.ts'
import { likelyPlaces } from './likely-places.ts'
import { balancerOfReply } from './reply-to-translator.ts'
import type { Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { zoneOf } from './zone.ts'

export const leaveSubnet: Step<'leaving-subnet'> = (context, state) => {
  const { network } = context
  const { subnetId } = state.place
  const subnet = network.inventory.subnets.get(subnetId)
  const left = crossAcl(network, subnet ? { ...state, zone: zoneOf(subnet) } : state, { subnetId, direction: 'egress' })
  const onward = backToBalancer(network, left.state, subnetId) ?? route(context, left.state, subnetId)
  return { ...onward, hops: [...left.hops, ...onward.hops] }
}

function route(context: WalkContext, state: WalkState, subnetId: string): StepOutcome {
  const { network } = context
  const table = network.index.routeTableBySubnet.get(subnetId)
  if (table) return followRoute(context, state, { table, subnetId })
  const subnet = network.inventory.subnets.get(subnetId)
  const vpcId = subnet?.vpcId ?? null
  const detail = `The route table of ${subnetId} was not collected.`
  const head = { component: subnetId, kind: 'route-table', attachedTo: subnetId, vpcId, detail } as const
  const hop = unknownAt(state, head, { key: subnet ? 'RouteTables' : 'Subnets' })
  const [likely] = vpcId === null ? [] : likelyPlaces(network, state, { vpcId, subnetId })
  if (!likely) return { hops: [hop], next: [] }
  const unknown = { code: 'UNKNOWN_RESOURCE', component: subnetId, detail, key: 'RouteTables', gapIds: [] } as const
  const elsewhere = { kind: 'unfollowed', id: subnetId, unknown } as const
  return { hops: [hop], next: [likely, elsewhere].map((place) => ({ ...state, place })), branching: 'unsure' }
}

/** What answers a client whose address the load balancer kept goes to the node, whatever the routes say. */
function backToBalancer(network: Network, state: WalkState, fromSubnetId: string): StepOutcome | null {
  const node = balancerOfReply(network, state)
  if (!node) return null
  const entered = enterSubnet(network, state, { subnetId: node.subnetId, fromSubnetId })
  return { hops: entered.hops, next: [{ ...entered.state, place: { kind: 'at-interface', interfaceId: node.id } }] }
}
