/**
 * An interface sends: is it working, is the source its own, do its groups let the packet out. Then directly to a
 * neighbour in its subnet, or out of the subnet. Source: VPC guide, "Security groups", "Route tables".
 */

import type { NetworkInterface } from '../../inventory/network.ts'
import { containsAddress, formatAddress } from '../../net/prefix.ts'
import { interfaceAt, ownsAddress } from '../address-index.ts'
import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { TraceHop } from '../trace-result.ts'
import { amazonServiceFor } from './amazon-services.ts'
import { initiationRefusals } from './endpoint-interface.ts'
import { blocks, passes, type Refusal, unknownAt } from './hop.ts'
import { foreignAddressCode, interfaceWords, stateRefusals, WHY_FOREIGN } from './interface-state.ts'
import { judgeGroups } from './judge-groups.ts'
import { balancerOfReply } from './reply-to-translator.ts'
import type { Place, Step, StepOutcome, WalkState } from './state.ts'
import { translationHints } from './translation-hints.ts'

export const leaveInterface: Step<'leaving-interface'> = ({ network }, standing) => {
  const { interfaceId } = standing.place
  const sender = network.inventory.networkInterfaces.get(interfaceId)
  if (!sender) {
    const head = {
      component: interfaceId,
      kind: 'network-interface',
      detail: `${interfaceId} was not collected.`,
    } as const
    return { hops: [unknownAt(standing, head, { key: 'NetworkInterfaces' })], next: [] }
  }
  const state = { ...standing, sourceVpcId: sender.vpcId }
  const itself = interfaceHop(network, state, sender)
  const service = serviceOutcome(network, state, sender)
  if (service) return { ...service, hops: [itself, ...service.hops] }
  const filtered = leaveGroups(network, state, sender)
  const place = placeAfter(network, filtered.state, sender)
  return { hops: [itself, ...filtered.hops], next: [{ ...filtered.state, place }] }
}

function interfaceHop(network: Network, state: WalkState, sender: NetworkInterface): TraceHop {
  const { id, subnetId, vpcId } = sender
  const head = { component: id, kind: 'network-interface', attachedTo: subnetId, vpcId } as const
  const asks = state.leg === 'request' ? initiationRefusals(network, sender) : []
  const refusals = [...stateRefusals(network, sender), ...asks, ...sourceRefusals(sender, state)]
  const detail = refusals.map((refusal) => refusal.detail).join('; ') || interfaceWords(sender, state.packet)
  return refusals.length > 0 ? blocks(state, { ...head, detail }, ...refusals) : passes(state, { ...head, detail })
}

function sourceRefusals(sender: NetworkInterface, { packet, identity }: WalkState): readonly Refusal[] {
  const code = foreignAddressCode(sender)
  if (code === null || identity?.keepsClient || ownsAddress(sender, packet.source)) return []
  return [{ code, detail: `${formatAddress(packet.source)} is no address of ${sender.id}${WHY_FOREIGN[code]}` }]
}

/** Replies leave whatever the rules say. Source: EC2 guide, "Security group connection tracking". */
function leaveGroups(network: Network, state: WalkState, sender: NetworkInterface): GroupsPassed {
  if (state.leg === 'reply') return { hops: [], state }
  return passGroups(network, state, { networkInterface: sender, direction: 'egress' })
}

export interface GroupsPassed {
  readonly hops: readonly TraceHop[]
  readonly state: WalkState
}

/** The groups of an interface as one hop, and the packet with the ports they leave. */
export function passGroups(
  network: Network,
  state: WalkState,
  {
    networkInterface,
    direction,
  }: { readonly networkInterface: NetworkInterface; readonly direction: 'ingress' | 'egress' },
): GroupsPassed {
  const { packet, identity } = state
  const judged = judgeGroups(network, { networkInterface, direction, packet, identity })
  const { id, vpcId, securityGroupIds } = networkInterface
  const named = judged.rules[0]?.resourceId ?? securityGroupIds[0] ?? id
  const head = { component: named, kind: 'security-group', attachedTo: id, vpcId } as const
  if (judged.decision === 'unknown') {
    const detail = judged.doubts.map((doubt) => doubt.detail).join(' ')
    return { hops: [unknownAt(state, { ...head, detail }, ...judged.doubts)], state }
  }
  if (judged.decision === 'blocks') {
    const detail = judged.refusals.map((refusal) => refusal.detail).join('; ')
    const admits = (other: Packet) =>
      judgeGroups(network, { networkInterface, direction, packet: other, identity }).decision === 'passes'
    const refusals = [...judged.refusals, ...translationHints(state, admits)]
    return { hops: [blocks(state, { ...head, detail, rules: [] }, ...refusals)], state }
  }
  const narrowed = { ...state, packet: { ...packet, destinationPorts: judged.destinationPorts } }
  const detail = securityGroupIds.length === 0 ? 'has no security group, so nothing filters it' : groupWords(direction)
  return { hops: [passes(state, { ...head, detail, rules: judged.rules, outbound: narrowed.packet })], state: narrowed }
}

function groupWords(direction: 'ingress' | 'egress'): string {
  return direction === 'ingress' ? 'admits it' : 'lets it out'
}

function serviceOutcome(network: Network, state: WalkState, sender: NetworkInterface): StepOutcome | null {
  if (state.leg === 'reply') return null
  const vpc = network.inventory.vpcs.get(sender.vpcId)
  const service = amazonServiceFor(state.packet, vpc)
  if (service === null) return null
  const { vpcId } = sender
  if (service === 'none') {
    const detail = `nothing answers at ${formatAddress(state.packet.destination)}`
    const head = { component: vpcId, kind: 'vpc', vpcId, detail } as const
    return { hops: [blocks(state, head, { code: 'NO_POSSIBLE_DESTINATION' })], next: [] }
  }
  const detail = 'answers inside every VPC; security groups and network ACLs do not filter it'
  const caveats = [{ code: 'NOT_FILTERED_BY_AWS', component: service, detail }] as const
  const hop = passes(state, { component: service, kind: 'service', vpcId, detail, caveats })
  return { hops: [hop], next: [], arrival: { kind: 'service', id: service } }
}

/** Inside a subnet nothing is asked: no ACL, no route. Source: VPC guide, "Route tables", "Network ACLs". */
function placeAfter(network: Network, state: WalkState, { subnetId, vpcId }: NetworkInterface): Place {
  const { destination } = state.packet
  const node = balancerOfReply(network, state)
  if (node?.subnetId === subnetId) return { kind: 'at-interface', interfaceId: node.id }
  const subnet = network.inventory.subnets.get(subnetId)
  const beside = subnet
    ? subnet.cidrs.some((cidr) => containsAddress(cidr, destination))
    : interfaceAt(network, vpcId, destination)?.subnetId === subnetId
  return beside && !node ? { kind: 'in-vpc', vpcId, fromSubnetId: subnetId } : { kind: 'leaving-subnet', subnetId }
}
