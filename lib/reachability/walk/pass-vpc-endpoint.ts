/** A route leads to a VPC endpoint, or an endpoint is asked to send. Source: PrivateLink guide. */

import type { VpcEndpoint } from '../../inventory/connectivity.ts'
import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { prefixListEntries } from '../security-group-filter.ts'
import { blocks, type Refusal, unknownAt } from './hop.ts'
import { passApplianceEndpoint } from './pass-appliance-endpoint.ts'
import { passGatewayEndpoint } from './pass-gateway-endpoint.ts'
import type { Step, StepOutcome, WalkContext, WalkState } from './state.ts'

export const passVpcEndpoint: Step<'vpc-endpoint'> = (context, state) => {
  const { id, initiates } = state.place
  const endpoint = context.network.inventory.vpcEndpoints.get(id)
  if (!endpoint) {
    const head = { component: id, kind: 'vpc-endpoint' as const, detail: `${id} was not collected.` }
    return { hops: [unknownAt(state, head, { key: 'VpcEndpoints' })], next: [] }
  }
  if (initiates) return initiate(context, state, endpoint)
  if (endpoint.kind === 'gateway') return passGatewayEndpoint(context, state, endpoint)
  if (endpoint.kind === 'gateway-load-balancer') return passApplianceEndpoint(context, state, endpoint)
  // Interface endpoints are reached by the address of their interface; AWS takes no route to them.
  const detail = `${id} is an endpoint of kind ${endpoint.kind}, and no route leads through one.`
  const head = { component: id, kind: 'vpc-endpoint' as const, vpcId: endpoint.vpcId, detail }
  return { hops: [unknownAt(state, head, { code: 'UNSUPPORTED_COMPONENT' })], next: [] }
}

/**
 * Endpoints answer and never ask. Source: Reachability Analyzer guide, VPCE_INTRA_VPC_TRAFFIC and
 * VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION.
 */
function initiate({ network }: WalkContext, state: WalkState, endpoint: VpcEndpoint): StepOutcome {
  const { id, vpcId, kind } = endpoint
  const detail = `${id} opens no connections into ${vpcId}.`
  const refusals: Refusal[] = [{ code: 'VPCE_INTRA_VPC_TRAFFIC', detail }]
  const list = [...network.inventory.prefixLists.values()].find(({ listName }) => listName === endpoint.serviceName)
  const entries = prefixListEntries(list)
  const { source } = state.packet
  if (kind === 'gateway' && entries && !entries.some((entry) => containsAddress(entry, source))) {
    const words = `${formatAddress(source)} is no address of ${endpoint.serviceName}.`
    refusals.push({ code: 'VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION', detail: words })
  }
  const hop = blocks(state, { component: id, kind: 'vpc-endpoint', vpcId, detail }, ...refusals)
  return { hops: [hop], next: [{ ...state, place: { kind: 'in-vpc', vpcId, fromSubnetId: null }, identity: null }] }
}
