/** What a path says: a verdict of three values, the hops that decided it, and every blocker. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Address, Family } from '../net/prefix.ts'
import type { AddressSet } from '../net/traffic.ts'

/** `unknown` when something that could decide was not collected or not read: never the same as blocked. */
export type Verdict = 'reachable' | 'blocked' | 'unknown'

/** Reachability Analyzer's explanation codes, and three of our own it has no word for (the last three). */
export type BlockerCode =
  | 'BAD_STATE'
  | 'BAD_STATE_ATTACHMENT'
  | 'BAD_STATE_ROUTE'
  | 'NO_ROUTE_TO_DESTINATION'
  | 'SUBNET_ACL_RESTRICTION'
  | 'ENI_SG_RULES_MISMATCH'
  | 'SG_HAS_NO_RULES'
  | 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'
  | 'INGRESS_RTB_TRAFFIC_REDIRECTION'
  | 'UNASSOCIATED_COMPONENT'
  | 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED'
  | 'EIGW_NO_INBOUND'
  | 'ENI_DENY_ALL_IGW_TRAFFIC'
  | 'NAT_NO_INBOUND'

/** A fact in a describe document: the rule, entry or route that decided. */
export interface RuleRef {
  readonly kind:
    | 'security-group-rule'
    | 'network-acl-entry'
    | 'route'
    | 'transit-gateway-route'
    | 'listener'
    | 'target'
    | 'firewall-rule'
    | 'network-interface'
    | 'resource'
  readonly resourceId: string
  /** RFC 6901 pointer into the document. */
  readonly pointer: string
  /** Index into `Inventory.documents`. */
  readonly document: number
  readonly excerpt: string
  /** As `rule-id.ts` names it; absent where it is no rule of a group, ACL or route table. */
  readonly ruleId?: string
}

export type HopKind =
  | 'internet'
  | 'block-public-access'
  | 'internet-gateway'
  | 'route-table'
  | 'network-acl'
  | 'security-group'
  | 'network-interface'

/** One component on the way, what it decided and by what. */
export interface PathHop {
  /** AWS id; `internet` for the outside. */
  readonly component: string
  readonly kind: HopKind
  readonly decision: 'passes' | 'blocks' | 'unknown'
  readonly detail: string
  readonly rules: readonly RuleRef[]
}

export interface Blocker {
  readonly code: BlockerCode
  readonly component: string
  /** A connection needs its reply: which of the two is stopped. */
  readonly leg: 'request' | 'reply'
  readonly detail: string
  readonly rule: RuleRef | null
}

export interface InternetPathQuery {
  readonly interfaceId: string
  readonly family: Family
  /** IANA number. */
  readonly protocol: number
  /** Destination ports; ignored where the protocol has none. */
  readonly ports: NumberSet
}

export interface InternetPath {
  readonly verdict: Verdict
  readonly query: InternetPathQuery
  /** The public addresses that lead to the interface. */
  readonly addresses: readonly Address[]
  /** The ports of the query that are reachable, or for `unknown` those that may be. */
  readonly ports: NumberSet
  /** Which part of the internet reaches, or may reach, some of these ports. */
  readonly sources: AddressSet
  readonly hops: readonly PathHop[]
  /** Every component that would block on its own, or the one at which nothing is left. */
  readonly blockers: readonly Blocker[]
  /** Why the verdict is unknown; empty otherwise. */
  readonly unknowns: readonly string[]
  /** What was assumed on the way. */
  readonly caveats: readonly string[]
}

/** Ports × sources: a rectangle of traffic and the facts that admit it. */
export interface Rectangle {
  readonly ports: NumberSet
  readonly sources: AddressSet
  readonly rules: readonly RuleRef[]
}

/** What one component lets pass. `maybe` holds what unread data could add; `known` is certain. */
export interface Admission {
  readonly known: readonly Rectangle[]
  readonly maybe: readonly Rectangle[]
  /** Why there is a `maybe`. */
  readonly unknowns: readonly string[]
}
