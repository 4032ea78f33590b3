/**
 * One packet against one network ACL in one direction: ascending numbers, the first match decides, families apart.
 * Source: VPC guide, "Network ACL rules".
 */

import type { IcmpMatch, NetworkAcl, NetworkAclEntry } from '../../inventory/filters.ts'
import { intersect, type NumberSet, subtract, union } from '../../net/interval-set.ts'
import { containsAddress } from '../../net/prefix.ts'
import { hasPorts } from '../../net/protocol.ts'
import { entryRef } from '../network-acl-filter.ts'
import type { Packet } from '../packet.ts'
import type { RuleRef } from '../path.ts'

export interface AclJudgement {
  readonly decision: 'passes' | 'blocks' | 'unknown'
  /** The destination ports of the packet that pass; all of them when not known, none when blocked. */
  readonly destinationPorts: NumberSet
  /** The entries that let them pass, or the one that denies; none where the closing rule does. */
  readonly rules: readonly RuleRef[]
}

/** Judges a packet that crosses the border of a subnet: `ingress` by its source, `egress` by its destination. */
export function judgeAcl(acl: NetworkAcl, direction: 'ingress' | 'egress', packet: Packet): AclJudgement {
  if (acl.unread.length > 0) return { decision: 'unknown', destinationPorts: packet.destinationPorts, rules: [] }
  let left = packet.destinationPorts
  let admitted: NumberSet = []
  const allowing: NetworkAclEntry[] = []
  let denying: NetworkAclEntry | null = null
  for (const entry of acl.entries) {
    if (!concerns(entry, direction, packet)) continue
    const ports = hasPorts(entry.protocol) ? intersect(left, entry.ports) : left
    if (ports.length === 0) continue
    if (entry.action === 'allow') {
      admitted = union(admitted, ports)
      allowing.push(entry)
    } else denying ??= entry
    left = subtract(left, ports)
    if (left.length === 0) break
  }
  if (admitted.length > 0) {
    return { decision: 'passes', destinationPorts: admitted, rules: allowing.map((entry) => entryRef(acl, entry)) }
  }
  return { decision: 'blocks', destinationPorts: [], rules: denying ? [entryRef(acl, denying)] : [] }
}

function concerns(entry: NetworkAclEntry, direction: 'ingress' | 'egress', packet: Packet): boolean {
  if (entry.direction !== direction || entry.cidr.family !== packet.family) return false
  if (entry.protocol !== 'any' && entry.protocol !== packet.protocol) return false
  if (!containsAddress(entry.cidr, direction === 'ingress' ? packet.source : packet.destination)) return false
  return matchesIcmp(entry.icmp, packet, entry.action)
}

/**
 * Type and code must be the packet's; null in the rule is any. Where the packet names no code some code is meant:
 * allowing one of them allows it, denying one of them does not deny it. Source: EC2 API, IcmpTypeCode.
 */
export function matchesIcmp(rule: IcmpMatch | null, { icmp }: Packet, action: 'allow' | 'deny'): boolean {
  if (!rule || rule.type === null || !icmp) return true
  if (rule.type !== icmp.type) return false
  if (rule.code === null || rule.code === icmp.code) return true
  return icmp.code === null && action === 'allow'
}
