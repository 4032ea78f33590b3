/** What the internet can reach, told by class: the interfaces that are alike, and the traffic that gets to each of them. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import type { AddressSet } from '../net/traffic.ts'
import type { RuleRef } from './path.ts'
import type { TraceHopKind } from './trace-result.ts'

/**
 * One block of traffic: every port in it from every source in it reaches every member. The rows of one member, family,
 * protocol and `via` are disjoint, and no two of one certainty could be one row.
 */
export interface ExposureRow {
  /** Interface ids, ascending; never empty. The rows of a class share one list. */
  readonly members: readonly string[]
  readonly family: Family
  /** IANA number; `any` stands for every protocol that is not in `otherThan`. */
  readonly protocol: number | 'any'
  /** For `any` only: the protocols that are told in rows of their own, or are not reached at all. */
  readonly otherThan: readonly number[]
  /** Destination ports; every port where the protocol has none. */
  readonly ports: NumberSet
  /** The ports of the member itself, where a load balancer sends to others than it listens on; absent otherwise. */
  readonly memberPorts?: NumberSet
  /** For ICMP and ICMPv6: the messages, each as type × 256 + code; null for every other protocol. */
  readonly icmp: NumberSet | null
  /** Clients on the internet: RFC 1918 and RFC 6598 are never in it. Source: Reachability Analyzer guide, explanation codes. */
  readonly sources: AddressSet
  /** `unknown` where something that was not collected decides: possible, and labelled. */
  readonly certainty: 'reachable' | 'unknown'
  /** The rules, entries and routes that let it pass. */
  readonly rules: readonly RuleRef[]
  /** The ARN of the load balancer it comes through; null when it comes directly. */
  readonly via: string | null
  /** What was not known, for `unknown`; empty otherwise. */
  readonly unknowns: readonly string[]
  /** Component by component, from the internet to before the member itself. */
  readonly path: readonly ExposureHop[]
}

export interface ExposureHop {
  /** AWS id or ARN; `internet` for the outside. */
  readonly component: string
  readonly kind: TraceHopKind
}

/** ICMP messages of one type, or one code of it. Source: EC2 API, IpPermission (FromPort is the type, ToPort the code). */
export function icmpMessages(type: number, code: number | null): NumberSet {
  return code === null ? [[type * 256, type * 256 + 255]] : [[type * 256 + code, type * 256 + code]]
}
