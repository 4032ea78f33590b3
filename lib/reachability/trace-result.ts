/** The question a trace answers, and the answer: verdict, both ways hop by hop, every blocker, what is not known. */

import type { DescribeKey } from '../describe/document.ts'
import type { Address, Family } from '../net/prefix.ts'
import type { CaveatCode, ExplanationCode } from './codes.ts'
import type { IcmpMessage, Packet } from './packet.ts'
import type { RuleRef, Verdict } from './path.ts'

/** Can `from` open a connection to `to`? Null fields are chosen as design.md §8 says. */
export interface TraceQuery {
  /** `internet`, an AWS id or ARN, or an address. */
  readonly from: string
  readonly to: string
  /** IANA number. */
  readonly protocol: number
  /** Destination port; null where the protocol has none. */
  readonly port: number | null
  readonly family: Family | null
  readonly sourceIp: Address | null
  readonly destinationIp: Address | null
  readonly sourcePort: number | null
  readonly icmp: IcmpMessage | null
  /** A load balancer or gateway the path must pass, by id or ARN. */
  readonly via: string | null
}

export type TraceHopKind =
  | 'internet'
  | 'on-premises'
  | 'service'
  | 'block-public-access'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'carrier-gateway'
  | 'route-table'
  | 'network-acl'
  | 'security-group'
  | 'network-interface'
  | 'subnet'
  | 'vpc'
  | 'vpc-peering'
  | 'transit-gateway'
  | 'transit-gateway-attachment'
  | 'transit-gateway-route-table'
  | 'vpn-gateway'
  | 'vpn-connection'
  | 'direct-connect-gateway'
  | 'vpc-endpoint'
  | 'network-firewall'
  | 'load-balancer'
  | 'target-group'
  | 'unsupported'

export interface TraceBlocker {
  readonly code: ExplanationCode
  /** AWS id of what blocks. */
  readonly component: string
  /** A connection needs its reply: which of the two is stopped. */
  readonly leg: 'request' | 'reply'
  readonly detail: string
  /** The rule that rejects; null where it is the absence of one. */
  readonly rule: RuleRef | null
  /** For `RETURN_PATH_BLOCKED`: what stops the reply. */
  readonly causes?: readonly ExplanationCode[]
}

/** Something that could decide and is not known. */
export interface TraceUnknown {
  readonly code: ExplanationCode
  readonly component: string
  readonly detail: string
  /** The key that would tell, when a call was not made or was refused. */
  readonly key: DescribeKey | null
  /** Ids of the inventory's gaps that caused it; the walk fills them in. */
  readonly gapIds: readonly string[]
}

export interface TraceCaveat {
  readonly code: CaveatCode
  readonly component: string
  readonly detail: string
}

/** One component on the way, what it decided and by what. */
export interface TraceHop {
  /** AWS id or ARN; `internet` and `on-premises` for the outsides. */
  readonly component: string
  readonly kind: TraceHopKind
  /** What it is attached to: the interface of a group, the subnet of an ACL or table. */
  readonly attachedTo: string | null
  readonly vpcId: string | null
  readonly decision: 'passes' | 'blocks' | 'unknown'
  readonly detail: string
  /** The rules, entries and routes that decided. */
  readonly rules: readonly RuleRef[]
  /** The header as it comes in. */
  readonly inbound: Packet
  /** The header as it goes on; the same object where nothing is rewritten. */
  readonly outbound: Packet
  readonly blockers: readonly TraceBlocker[]
  readonly unknowns: readonly TraceUnknown[]
  readonly caveats: readonly TraceCaveat[]
}

export interface Trace {
  readonly verdict: Verdict
  readonly query: TraceQuery
  readonly forward: readonly TraceHop[]
  /**
   * Empty where nothing answers, or the walk does not come to the destination. For a request that is blocked
   * on its way this is the reply it would have, where that would be blocked too; else empty.
   */
  readonly return: readonly TraceHop[]
  /** Every component that blocks on the way, request first; empty unless blocked. */
  readonly blockers: readonly TraceBlocker[]
  readonly unknowns: readonly TraceUnknown[]
  readonly caveats: readonly TraceCaveat[]
  /** The request arrives, whatever becomes of the reply. */
  readonly delivered: Verdict
}
