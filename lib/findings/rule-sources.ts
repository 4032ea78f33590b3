/** Whom the rules of security groups name, as addresses: the normaliser every rule about sources and destinations uses. */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { intersect, type NumberSet } from '../net/interval-set.ts'
import { parsePrefix } from '../net/prefix.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../net/protocol.ts'
import {
  type AddressSet,
  ALL_PORTS,
  addressSet,
  hasAddresses,
  INTERNET,
  internetFamilies,
  intersectAddresses,
  regionsWhere,
  subtractAddresses,
  type Traffic,
  type TrafficRegion,
} from '../net/traffic.ts'
import { peerPrefixes, peerText, prefixListEntries } from '../reachability/security-group-filter.ts'
import { type KeptForGroup, keptFor } from './kept-for-group.ts'
import { isServiceList } from './public-routes.ts'
import type { RuleContext } from './rule.ts'
import type { Settings } from './settings.ts'
import { named } from './wording.ts'

/** One rule that names addresses. For ICMP `ports` holds messages: type × 256 + code. */
export interface RuleTraffic extends Traffic {
  readonly rule: SecurityGroupRule
}

/** The team's own public ranges: those of the settings, and the entries of the lists the settings name. */
export function corporateAddresses(inventory: Inventory, settings: Settings): AddressSet {
  const known = CORPORATE.get(inventory)
  if (known?.settings === settings) return known.addresses
  const addresses = corporateOf(inventory, settings)
  CORPORATE.set(inventory, { settings, addresses })
  return addresses
}

/** Under the settings last asked with: many rules ask, some of them for each group. */
const CORPORATE = new WeakMap<Inventory, { readonly settings: Settings; readonly addresses: AddressSet }>()

function corporateOf(inventory: Inventory, settings: Settings): AddressSet {
  const lists = settings.corporatePrefixLists.flatMap((id) => prefixListEntries(inventory.prefixLists.get(id)) ?? [])
  const ranges = settings.corporateRanges.map(parsePrefix).filter((prefix) => prefix !== null)
  return addressSet([...ranges, ...lists])
}

export function rulesOf({ rules }: SecurityGroup, direction: SecurityGroupRule['direction']) {
  return rules.filter((rule) => rule.direction === direction)
}

/** What the rules let pass, by address; rules for groups and for lists without entries are left out. */
export function trafficOf(inventory: Inventory, rules: readonly SecurityGroupRule[]): readonly RuleTraffic[] {
  const traffic: RuleTraffic[] = []
  for (const rule of rules) {
    if (rule.peer.kind === 'security-group') continue
    const prefixes = peerPrefixes(inventory, rule)
    if (!prefixes || prefixes.length === 0) continue
    traffic.push({ rule, protocol: rule.protocol, ports: extentOf(rule), sources: addressSet(prefixes) })
  }
  return traffic
}

/** Ports, or ICMP messages as numbers. Source: EC2 API, IpPermission (FromPort is the type, ToPort the code, -1 any). */
export function extentOf({ protocol, ports, icmp }: SecurityGroupRule): NumberSet {
  return protocol === ICMP || protocol === ICMPV6 ? messagesOf(icmp) : ports
}

export function messagesOf(match: { readonly type: number | null; readonly code: number | null } | null): NumberSet {
  if (match === null || match.type === null) return ALL_PORTS
  const first = match.type * 256
  return match.code === null ? [[first, first + 255]] : [[first + match.code, first + match.code]]
}

/** Stands for every protocol that only rules for all protocols let pass. */
const OTHER_PROTOCOL = 255

/** Each protocol of the rules by itself: where the sources of several rules together pass the test. */
export function regionsOf<T extends Traffic>(
  traffic: readonly T[],
  test: (sources: AddressSet) => boolean,
): readonly TrafficRegion<T>[] {
  const named = new Set(traffic.map(({ protocol }) => (protocol === 'any' ? OTHER_PROTOCOL : protocol)))
  return [...named].flatMap((protocol) => regionsWhere(traffic, protocol, test))
}

/** The part of a set that clients on the internet can have, without the team's own ranges. */
export function publicPart(sources: AddressSet, corporate: AddressSet): AddressSet {
  return subtractAddresses(intersectAddresses(sources, INTERNET), corporate)
}

/** Ingress rules that open something to the internet, alone or together: whose source is nobody in particular. */
export function internetRules(context: RuleContext, group: SecurityGroup): ReadonlySet<SecurityGroupRule> {
  return keptFor(context, INTERNET_RULES, { group, make: () => internetRulesOf(context, group) })
}

const INTERNET_RULES: KeptForGroup<ReadonlySet<SecurityGroupRule>> = new WeakMap()

function internetRulesOf(context: RuleContext, group: SecurityGroup): ReadonlySet<SecurityGroupRule> {
  const { inventory, settings } = context
  const open = context.openings.get(group.id)?.openings.flatMap(({ rules }) => rules) ?? []
  const alone = trafficOf(inventory, rulesOf(group, 'ingress')).filter(
    ({ sources }) => internetFamilies(sources, settings.internetThreshold).length > 0,
  )
  return new Set([...open, ...alone.map(({ rule }) => rule)])
}

/** Ingress rules for some public addresses that are neither the internet nor the team's own, each with those addresses. */
export function namedPublicSources(context: RuleContext, group: SecurityGroup): readonly RuleTraffic[] {
  return keptFor(context, PUBLIC_SOURCES, { group, make: () => publicSourcesOf(context, group) })
}

const PUBLIC_SOURCES: KeptForGroup<readonly RuleTraffic[]> = new WeakMap()

function publicSourcesOf(context: RuleContext, group: SecurityGroup): readonly RuleTraffic[] {
  const corporate = corporateAddresses(context.inventory, context.settings)
  const internet = internetRules(context, group)
  return trafficOf(context.inventory, rulesOf(group, 'ingress'))
    .filter(({ rule }) => !internet.has(rule) && !isServiceRule(context.inventory, rule))
    .map((each) => ({ ...each, sources: publicPart(each.sources, corporate) }))
    .filter(({ sources }) => hasAddresses(sources))
}

function isServiceRule(inventory: Inventory, { peer }: SecurityGroupRule): boolean {
  return peer.kind === 'prefix-list' && isServiceList(inventory, peer.id)
}

/** Lists whose entries are not known, and that may name anyone: neither a service's nor the team's own. */
export function unreadLists(
  { inventory, settings }: RuleContext,
  rules: readonly SecurityGroupRule[],
): readonly string[] {
  const unread = rules.filter(
    (rule) =>
      rule.peer.kind === 'prefix-list' &&
      !peerPrefixes(inventory, rule) &&
      !isServiceRule(inventory, rule) &&
      !settings.corporatePrefixLists.includes(rule.peer.id),
  )
  return [...new Set(unread.map(peerText))]
}

/** The listed TCP or UDP ports a rule lets pass. */
export function portsAmong({ protocol, ports }: SecurityGroupRule, listed: NumberSet): NumberSet {
  return protocol === 'any' || protocol === TCP || protocol === UDP ? intersect(ports, listed) : []
}

/** Where a rule leads, as people call it: a group with its name, where it was collected. */
export function peerName({ securityGroups }: Inventory, rule: SecurityGroupRule): string {
  const group = rule.peer.kind === 'security-group' ? securityGroups.get(rule.peer.id) : undefined
  return group ? named(group) : peerText(rule)
}
