/** Which public ranges of a group are wide: SG-009 reports them, and SG-010 and SG-011 need not repeat it. */

import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { size } from '../../../net/interval-set.ts'
import type { AddressSet } from '../../../net/traffic.ts'
import type { RuleContext } from '../../rule.ts'
import { namedPublicSources, regionsOf } from '../../rule-sources.ts'

export interface WideSources {
  readonly rules: readonly SecurityGroupRule[]
  /** Public addresses of the widest. */
  readonly ipv4Addresses: bigint
}

/** The rules that admit more public addresses to one port than the thresholds allow, alone or together. */
export function wideSources(context: RuleContext, group: SecurityGroup): WideSources {
  const { widePrefixIpv4, widePrefixIpv6 } = context.settings.thresholds
  const traffic = namedPublicSources(context, group)
  if (traffic.length === 0) return { rules: [], ipv4Addresses: 0n }
  const isWide4 = ({ v4 }: AddressSet) => size(v4) > 1n << BigInt(32 - widePrefixIpv4)
  const isWide6 = ({ v6 }: AddressSet) => size(v6) > 1n << BigInt(128 - widePrefixIpv6)
  const wide4 = regionsOf(traffic, isWide4)
  const wide6 = regionsOf(traffic, isWide6)
  const rules = [
    ...wide4.flatMap(({ contributors }) => contributors.filter(({ sources }) => sources.v4.length > 0)),
    ...wide6.flatMap(({ contributors }) => contributors.filter(({ sources }) => sources.v6.length > 0)),
  ].map(({ rule }) => rule)
  const sizes = wide4.map(({ sources }) => size(sources.v4))
  return { rules: [...new Set(rules)], ipv4Addresses: sizes.reduce((most, each) => (each > most ? each : most), 0n) }
}
