/** Security groups and network ACLs: what may pass. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Prefix } from '../net/prefix.ts'
import type { Protocol } from '../net/protocol.ts'
import type { NetworkAclId, PrefixListId, SecurityGroupId, SecurityGroupRuleId, SubnetId, VpcId } from './ids.ts'
import type { Resource } from './resource.ts'

/** Who a security-group rule names on its far side. */
export type RulePeer =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'prefix-list'; readonly id: PrefixListId }
  | {
      readonly kind: 'security-group'
      readonly id: SecurityGroupId
      /** The owner when AWS names one; null means the group's own account. */
      readonly account: string | null
      readonly vpcId: VpcId | null
      readonly vpcPeeringConnectionId: string | null
      /** `active`, `deleted`, …; null when AWS says nothing. */
      readonly peeringStatus: string | null
    }

/** ICMP type and code; null is any. Source: EC2 API, IpPermission (FromPort is the type, ToPort the code). */
export interface IcmpMatch {
  readonly type: number | null
  readonly code: number | null
}

/**
 * One rule with one peer: AWS's permission lists are taken apart, so each rule has its own evidence.
 * Source: VPC guide, security group rules.
 */
export interface SecurityGroupRule {
  readonly direction: 'ingress' | 'egress'
  readonly protocol: Protocol
  /** Destination ports; the whole range where the protocol has none or the rule names none. */
  readonly ports: NumberSet
  readonly icmp: IcmpMatch | null
  readonly peer: RulePeer
  readonly description: string | null
  /** `sgr-…` when describe-security-group-rules told it. */
  readonly ruleId: SecurityGroupRuleId | null
  /** Stable within its group and independent of order: direction, protocol, ports and peer. */
  readonly key: string
  /** RFC 6901 pointer into the describe document, to the range or pair itself. */
  readonly pointer: string
  /** Index into `Inventory.documents` for the pointer. */
  readonly document: number
}

export interface SecurityGroup extends Resource<SecurityGroupId> {
  readonly vpcId: VpcId | null
  readonly groupName: string
  readonly description: string
  readonly isDefault: boolean
  readonly rules: readonly SecurityGroupRule[]
  /** Rules that could not be read, as text. One of them may allow anything: verdicts on this group are `unknown`. */
  readonly unread: readonly string[]
}

/** Only describe-security-group-rules tells of it: its name, its VPC, and whether it is a default group are not known. */
export function isKnownByRulesOnly({ source }: SecurityGroup): boolean {
  return source.key === 'SecurityGroupRules'
}

/** Is it a list AWS always prints and this element does not have? Unlike an unread rule it may well be empty. */
export function isMissingList(unread: string): boolean {
  return unread === missingList('IpPermissions') || unread === missingList('IpPermissionsEgress')
}

export function missingList(key: 'IpPermissions' | 'IpPermissionsEgress'): string {
  return `${key} (no list)`
}

/** What is not known of one direction; a text that names neither may be of both. */
export function unreadOf({ unread }: SecurityGroup, direction: SecurityGroupRule['direction']): readonly string[] {
  const other = direction === 'ingress' ? 'egress' : 'ingress'
  const otherList = missingList(other === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress')
  return unread.filter((text) => text !== otherList && !text.startsWith(`${other} `))
}

/** A group made usable by another VPC of the same owner and region. */
export interface SecurityGroupVpcAssociation {
  readonly groupId: SecurityGroupId
  readonly vpcId: VpcId
  readonly state: string
}

/** One numbered entry. Entries are kept sorted by number: the first match decides. Source: VPC guide, NACL rules. */
export interface NetworkAclEntry {
  readonly direction: 'ingress' | 'egress'
  /** 1–32766; 32767 (IPv4) and 32768 (IPv6) are the closing deny. */
  readonly ruleNumber: number
  readonly action: 'allow' | 'deny'
  readonly protocol: Protocol
  readonly ports: NumberSet
  readonly icmp: IcmpMatch | null
  readonly cidr: Prefix
  readonly pointer: string
}

export interface NetworkAcl extends Resource<NetworkAclId> {
  readonly vpcId: VpcId
  readonly isDefault: boolean
  readonly entries: readonly NetworkAclEntry[]
  readonly subnetIds: readonly SubnetId[]
  /** False when its associations are missing or unreadable: it may guard any subnet of its VPC that names no other. */
  readonly associationsTold: boolean
  readonly unread: readonly string[]
}

export interface PrefixList extends Resource<PrefixListId> {
  readonly listName: string
  readonly family: 4 | 6 | null
  readonly ownerId: string | null
  /** Null when the entries were not collected: then nothing is known of what it holds. */
  readonly entries: readonly Prefix[] | null
  readonly unread: readonly string[]
}
