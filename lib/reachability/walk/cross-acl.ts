/**
 * Crossing the border of a subnet: its network ACL, both ways and for replies too, because an ACL keeps no state.
 * Source: VPC guide, "Network ACLs"; traffic inside a subnet is never asked.
 */

import { covers } from '../../net/interval-set.ts'
import { hasPorts } from '../../net/protocol.ts'
import { formatPorts } from '../../net/traffic.ts'
import type { Network } from '../network.ts'
import type { TraceCaveat, TraceHop } from '../trace-result.ts'
import { blocks, passes, unknownAt } from './hop.ts'
import { type AclJudgement, judgeAcl } from './judge-acl.ts'
import type { WalkState } from './state.ts'
import { translationHints } from './translation-hints.ts'

export interface Border {
  readonly subnetId: string
  readonly direction: 'ingress' | 'egress'
}

/** What was passed, and the packet as it goes on: with the destination ports the ACL left. */
export interface Crossing {
  readonly hops: readonly TraceHop[]
  readonly state: WalkState
}

export function crossAcl(network: Network, state: WalkState, border: Border): Crossing {
  const { subnetId, direction } = border
  const acl = network.index.networkAclBySubnet.get(subnetId)
  const subnet = network.inventory.subnets.get(subnetId)
  const place = { kind: 'network-acl', attachedTo: subnetId, vpcId: subnet?.vpcId ?? null } as const
  if (!acl) {
    const detail = `The network ACL of ${subnetId} was not collected.`
    const key = subnet ? 'NetworkAcls' : 'Subnets'
    return { hops: [unknownAt(state, { ...place, component: subnetId, detail }, { key })], state }
  }
  const head = { ...place, component: acl.id }
  const judged = judgeAcl(acl, direction, state.packet)
  const way = direction === 'ingress' ? 'into' : 'out of'
  if (judged.decision === 'unknown') {
    const detail = `${acl.id} has entries that could not be read.`
    return { hops: [unknownAt(state, { ...head, detail }, {})], state }
  }
  if (judged.decision === 'blocks') {
    const [rule = null] = judged.rules
    const detail = rule ? rule.excerpt : `no entry allows it ${way} ${subnetId}`
    const hints = translationHints(state, (packet) => judgeAcl(acl, direction, packet).decision === 'passes')
    return { hops: [blocks(state, { ...head, detail }, { code: 'SUBNET_ACL_RESTRICTION', rule }, ...hints)], state }
  }
  const narrowed = { ...state, packet: { ...state.packet, destinationPorts: judged.destinationPorts } }
  const detail = `lets it ${way} ${subnetId}`
  const caveats = partialPorts(state, judged, acl.id)
  const hop = passes(state, { ...head, detail, rules: judged.rules, outbound: narrowed.packet, caveats })
  return { hops: [hop], state: narrowed }
}

/** Into a subnet from another one, or from a gateway (null). */
export function enterSubnet(
  network: Network,
  state: WalkState,
  { subnetId, fromSubnetId }: { readonly subnetId: string; readonly fromSubnetId: string | null },
): Crossing {
  if (fromSubnetId === subnetId) return { hops: [], state }
  return crossAcl(network, state, { subnetId, direction: 'ingress' })
}

/** A reply goes to the port its client chose; where only some may come back, only those clients are served. */
function partialPorts({ leg, packet }: WalkState, judged: AclJudgement, aclId: string): readonly TraceCaveat[] {
  if (leg === 'request' || !hasPorts(packet.protocol)) return []
  if (covers(judged.destinationPorts, packet.destinationPorts)) return []
  const detail = `${aclId} lets replies through only to ports ${formatPorts(judged.destinationPorts)}.`
  return [{ code: 'PARTIAL_EPHEMERAL_PORTS', component: aclId, detail }]
}
