/**
 * The entries of a network ACL, as references and in words: ascending rule numbers, the first match decides, families apart.
 * Source: VPC guide, "Network ACL rules".
 */

import type { NetworkAcl, NetworkAclEntry } from '../inventory/filters.ts'
import { type Family, formatPrefix } from '../net/prefix.ts'
import { formatProtocol, hasPorts, ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS, addressSet, formatPorts } from '../net/traffic.ts'
import type { Rectangle, RuleRef } from './path.ts'
import { isEmpty, meet } from './rectangles.ts'
import { networkAclEntryId } from './rule-id.ts'

export interface AclQuestion {
  readonly direction: 'ingress' | 'egress'
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
}

/** The entries that deny some of these rectangles' traffic first, as references; for the words of a blocker. */
export function denyingEntry(acl: NetworkAcl, question: AclQuestion, wanted: Rectangle): RuleRef | null {
  const entry = acl.entries.find(
    (each) => concerns(each, question) && each.action === 'deny' && !isEmpty(meet(rectangleOf(acl, each), wanted)),
  )
  return entry ? entryRef(acl, entry) : null
}

export function entryRef(acl: NetworkAcl, entry: NetworkAclEntry): RuleRef {
  return {
    kind: 'network-acl-entry',
    resourceId: acl.id,
    pointer: entry.pointer,
    document: acl.source.document,
    excerpt: describeEntry(entry),
    ruleId: networkAclEntryId(acl.id, entry),
  }
}

/** `entry 100 allows tcp/22 from 0.0.0.0/0`. */
export function describeEntry(entry: NetworkAclEntry): string {
  const what = hasPorts(entry.protocol)
    ? `${formatProtocol(entry.protocol)}/${formatPorts(entry.ports)}`
    : entry.protocol === 'any'
      ? 'all traffic'
      : formatProtocol(entry.protocol)
  const verb = entry.action === 'allow' ? 'allows' : 'denies'
  return `entry ${entry.ruleNumber} ${verb} ${what} ${entry.direction === 'ingress' ? 'from' : 'to'} ${formatPrefix(entry.cidr)}`
}

function concerns(entry: NetworkAclEntry, { direction, family, protocol }: AclQuestion): boolean {
  if (entry.direction !== direction || entry.cidr.family !== family) return false
  if (entry.protocol !== 'any' && entry.protocol !== protocol) return false
  // Some ICMP message is asked for, not each: a denial of one type leaves the others.
  const oneType = entry.icmp !== null && entry.icmp.type !== null
  return !(oneType && entry.action === 'deny' && (protocol === ICMP || protocol === ICMPV6))
}

function rectangleOf(acl: NetworkAcl, entry: NetworkAclEntry): Rectangle {
  const ports = hasPorts(entry.protocol) ? entry.ports : ALL_PORTS
  return { ports, sources: addressSet([entry.cidr]), rules: [entryRef(acl, entry)] }
}
