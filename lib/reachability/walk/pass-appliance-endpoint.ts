/**
 * Through an endpoint behind which appliances stand: a Network Firewall, whose rules are looked at, or a Gateway Load
 * Balancer, whose targets may do anything. Either way the packet goes on from the subnet of the endpoint, and nobody
 * sees any more which security groups its sender has. Source: VPC guide, "Middlebox routing"; PrivateLink guide,
 * "Gateway Load Balancer endpoints"; Network Firewall guide, "Firewall endpoints".
 */

import type { VpcEndpoint } from '../../inventory/connectivity.ts'
import type { Subnet } from '../../inventory/network.ts'
import type { NetworkFirewall } from '../../inventory/services.ts'
import { interfaceAt } from '../address-index.ts'
import type { Network } from '../network.ts'
import { enterSubnet } from './cross-acl.ts'
import { endpointObjections, joined, zoneObjections } from './endpoint-objections.ts'
import { blocks, type Doubt, judged, passes, unknownAt } from './hop.ts'
import { knowsFlow, seenBy } from './inspections.ts'
import { judgeFirewall } from './judge-firewall.ts'
import type { Step, StepOutcome, WalkContext, WalkState } from './state.ts'
import { zoneOf } from './zone.ts'

type AtEndpoint = Parameters<Step<'vpc-endpoint'>>[1]

export function passApplianceEndpoint(context: WalkContext, state: AtEndpoint, endpoint: VpcEndpoint): StepOutcome {
  const { network, destinationId } = context
  const { id, vpcId, subnetIds } = endpoint
  const [subnetId] = subnetIds
  const subnet = subnetId === undefined ? undefined : network.inventory.subnets.get(subnetId)
  const head = { component: id, kind: 'vpc-endpoint' as const, vpcId }
  if (!subnet) {
    const detail = `The subnet of ${id} was not collected.`
    const key = subnetId === undefined ? 'VpcEndpoints' : 'Subnets'
    return { hops: [unknownAt(state, { ...head, detail }, { key })], next: [] }
  }
  const entered = enterSubnet(network, state, { subnetId: subnet.id, fromSubnetId: state.place.fromSubnetId })
  const objections = joined(endpointObjections(endpoint), zoneObjections(network, endpoint, subnet))
  const words = [...objections.refusals, ...objections.doubts].map(({ detail }) => detail ?? '')
  const detail = words.join(' ') || `The packet enters ${id}.`
  const hops = [...entered.hops, judged(entered.state, { ...head, attachedTo: subnet.id, detail }, objections)]
  if (destinationId === id) return { hops, next: [], arrival: { kind: 'gateway', id } }
  const inspected = inspect(network, entered.state, endpoint)
  return { hops: [...hops, ...inspected.hops], next: [onward(network, inspected.state, subnet)] }
}

interface Inspected {
  readonly hops: StepOutcome['hops']
  readonly state: WalkState
}

function inspect(network: Network, state: WalkState, endpoint: VpcEndpoint): Inspected {
  const firewall = [...network.inventory.networkFirewalls.values()].find(({ endpointIds }) =>
    endpointIds.includes(endpoint.id),
  )
  return firewall ? byFirewall(network, state, { endpoint, firewall }) : byAppliances(state, endpoint)
}

function byAppliances(state: WalkState, { id, vpcId }: VpcEndpoint): Inspected {
  const detail = `What the appliances behind ${id} do with the packet is not checked.`
  const caveats = [{ code: 'PATH_THROUGH_GWLB_NOT_CHECKED', component: id, detail }] as const
  const head = { component: id, kind: 'vpc-endpoint' as const, vpcId, detail, caveats }
  return { hops: [unknownAt(state, head, { code: 'UNSUPPORTED_COMPONENT' })], state }
}

interface Inspection {
  readonly endpoint: VpcEndpoint
  readonly firewall: NetworkFirewall
}

function byFirewall(network: Network, state: WalkState, { endpoint, firewall }: Inspection): Inspected {
  const head = {
    component: firewall.id,
    kind: 'network-firewall' as const,
    attachedTo: endpoint.id,
    vpcId: endpoint.vpcId,
  }
  const policy = network.inventory.networkFirewallPolicies.get(firewall.policyArn ?? '')
  if (!policy?.bodyTold) {
    const detail = `The policy of ${firewall.id} was not collected.`
    const doubt: Doubt = { component: firewall.policyArn ?? firewall.id, key: 'FirewallPolicies', detail }
    return { hops: [unknownAt(state, { ...head, detail }, doubt)], state }
  }
  const { packet, leg } = state
  const isUnseen = leg === 'reply' && !knowsFlow(state, endpoint.id)
  const judgement = judgeFirewall(network, { policy, packet, leg, isUnseen })
  const { decision, detail, rules, doubts, caveats, packet: left } = judgement
  const after = leg === 'reply' || judgement.isForwarded ? seenBy(state, endpoint.id) : state
  if (decision === 'passes') {
    return {
      hops: [passes(state, { ...head, detail, rules, outbound: left, caveats })],
      state: { ...after, packet: left },
    }
  }
  if (decision === 'unknown') {
    return { hops: [unknownAt(state, { ...head, detail, caveats }, ...doubts)], state: after }
  }
  const [rule = null] = rules
  const refusal = { code: 'FIREWALL_RULES_RESTRICTION', rule } as const
  return { hops: [blocks(state, { ...head, detail, rules }, refusal)], state: after }
}

/** By the ACL and the route table of the endpoint's subnet, unless the destination is in it. */
function onward(network: Network, state: WalkState, { id, vpcId, ...subnet }: Subnet): WalkState {
  const home = interfaceAt(network, vpcId, state.packet.destination)?.subnetId === id
  return {
    ...state,
    place: home ? { kind: 'in-vpc', vpcId, fromSubnetId: id } : { kind: 'leaving-subnet', subnetId: id },
    identity: null,
    zone: zoneOf(subnet),
  }
}
