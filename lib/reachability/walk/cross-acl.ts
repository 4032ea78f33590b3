/** Over the border of a subnet: the network ACL that guards it. Source: VPC guide, "Network ACL basics". */

import type { Network } from '../network.ts'
import type { Packet } from '../packet.ts'
import type { TraceHop } from '../trace-result.ts'
import { blocks, passes, unknownAt } from './hop.ts'
import { judgeAcl } from './judge-acl.ts'
import type { WalkState } from './state.ts'

export interface Border {
  readonly subnetId: string
  /** `ingress` into the subnet, `egress` out of it. */
  readonly direction: 'ingress' | 'egress'
}

/** The hop of the ACL, and the packet with the ports it lets pass; all of them where it blocks or is not known. */
export interface AclCrossing {
  readonly hop: TraceHop
  readonly packet: Packet
}

/** Judges the packet of a state at the border of a subnet. */
export function crossAcl(network: Network, state: WalkState, { subnetId, direction }: Border): AclCrossing {
  const { packet } = state
  const acl = network.index.networkAclBySubnet.get(subnetId)
  const vpcId = network.inventory.subnets.get(subnetId)?.vpcId ?? null
  const way = direction === 'ingress' ? 'into' : 'out of'
  if (!acl) {
    const detail = `Which network ACL guards ${subnetId} is not known.`
    const head = { component: subnetId, kind: 'network-acl' as const, attachedTo: subnetId, vpcId, detail }
    return { hop: unknownAt(state, head, { key: 'NetworkAcls' }), packet }
  }
  const head = { component: acl.id, kind: 'network-acl' as const, attachedTo: subnetId, vpcId }
  const { decision, destinationPorts, rules } = judgeAcl(acl, direction, packet)
  if (decision === 'unknown') {
    const detail = `${acl.id} has entries that could not be read.`
    return { hop: unknownAt(state, { ...head, detail }, { key: 'NetworkAcls' }), packet }
  }
  if (decision === 'blocks') {
    const [rule = null] = rules
    const detail = rule ? rule.excerpt : `No entry of ${acl.id} lets it ${way} ${subnetId}.`
    return { hop: blocks(state, { ...head, detail }, { code: 'SUBNET_ACL_RESTRICTION', rule }), packet }
  }
  const onward = { ...packet, destinationPorts }
  const detail = rules.map(({ excerpt }) => excerpt).join('; ')
  return { hop: passes(state, { ...head, detail, rules, outbound: onward }), packet: onward }
}
