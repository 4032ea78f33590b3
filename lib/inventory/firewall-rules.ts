/** What the rule groups of Network Firewall say, as far as it is five fields of a packet. */

import type { NumberSet } from '../net/interval-set.ts'
import type { Protocol } from '../net/protocol.ts'
import type { AddressSet } from '../net/traffic.ts'

/** Null where a field could not be read, or names a variable nobody defined: then the rule may match or not. */
export interface FirewallMatch {
  /** IANA numbers. */
  readonly protocols: readonly number[] | Extract<Protocol, 'any'> | null
  readonly sources: AddressSet | null
  readonly destinations: AddressSet | null
  readonly sourcePorts: NumberSet | null
  readonly destinationPorts: NumberSet | null
  /** True when nothing but these fields decides: no TCP flags, no application protocol, no options. */
  readonly exact: boolean
}

/** Lower priorities first, the first match decides. Source: Network Firewall guide, "Stateless rule groups". */
export interface StatelessFirewallRule extends FirewallMatch {
  readonly priority: number
  /** `aws:pass`, `aws:drop`, `aws:forward_to_sfe`, and custom ones. */
  readonly actions: readonly string[]
  readonly pointer: string
}

/** Source: Network Firewall guide, "Standard stateful rule groups". */
export interface StatefulFirewallRule extends FirewallMatch {
  /** `other` is an action this version does not know. */
  readonly action: 'pass' | 'drop' | 'reject' | 'alert' | 'other'
  /** Does it match from destination to source too? */
  readonly bothWays: boolean
  readonly pointer: string
}

export type FirewallRules =
  | { readonly kind: 'stateless'; readonly rules: readonly StatelessFirewallRule[] }
  | { readonly kind: 'stateful'; readonly rules: readonly StatefulFirewallRule[] }
  /** Suricata's own language, which is not evaluated. */
  | { readonly kind: 'suricata' }
  /** Names of hosts in HTTP and TLS, which no packet header tells. */
  | { readonly kind: 'domain-list' }

/** A rule group a policy uses; the lowest number is asked first. */
export interface RuleGroupReference {
  readonly arn: string
  /** Null where the policy orders by action. */
  readonly priority: number | null
}
