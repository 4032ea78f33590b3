/**
 * What a security group leaves open to the internet, by root cause: the rule, or the set of rules that only
 * together cover the internet. Five catalogue rules read this list, so that one rule in AWS is one finding.
 */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { covers, type NumberSet, subtract, union } from '../net/interval-set.ts'
import type { Family } from '../net/prefix.ts'
import { TCP, UDP } from '../net/protocol.ts'
import {
  type AddressSet,
  addressSet,
  internetFamilies,
  NO_ADDRESSES,
  regionsWhere,
  subtractAddresses,
  type Traffic,
  unionAddresses,
} from '../net/traffic.ts'
import { peerPrefixes } from '../reachability/security-group-filter.ts'
import { isServiceList } from './public-routes.ts'
import { corporateAddresses } from './rule-sources.ts'
import type { Settings } from './settings.ts'

export const PORTS_FROM_ONE: NumberSet = [[1, 65535]]

/** One root cause: rules that open these ports to the internet. */
export interface Opening {
  readonly tcp: NumberSet
  readonly udp: NumberSet
  readonly families: readonly Family[]
  readonly rules: readonly SecurityGroupRule[]
}

export interface GroupOpenings {
  readonly group: SecurityGroup
  readonly openings: readonly Opening[]
  /** Rules that could not be read; one of them may open anything. */
  readonly unread: readonly string[]
  /** What prefix lists without entries could open: each with the rules that name it. */
  readonly possible: readonly Opening[]
}

interface RuleTraffic extends Traffic {
  readonly rule: SecurityGroupRule
}

/** The openings of every group. Linear in the number of rules. */
export function findOpenings(inventory: Inventory, settings: Settings): ReadonlyMap<string, GroupOpenings> {
  const corporate = corporateAddresses(inventory, settings)
  return new Map(
    [...inventory.securityGroups.values()].map((group) => [
      group.id,
      openingsOf(inventory, group, { corporate, settings }),
    ]),
  )
}

interface InternetTest {
  readonly corporate: AddressSet
  readonly settings: Settings
}

function openingsOf(inventory: Inventory, group: SecurityGroup, test: InternetTest): GroupOpenings {
  const ingress = group.rules.filter(({ direction }) => direction === 'ingress')
  const traffic = ingress.flatMap((rule): RuleTraffic[] => {
    const prefixes = peerPrefixes(inventory, rule)
    if (!prefixes || prefixes.length === 0) return []
    const sources = subtractAddresses(addressSet(prefixes), test.corporate)
    return [{ rule, protocol: rule.protocol, ports: rule.ports, sources }]
  })
  return {
    group,
    openings: wholeRange([...openAlone(traffic, test), ...openTogether(traffic, test)]),
    unread: group.unread,
    possible: ingress.filter((rule) => isUnreadList(inventory, rule) && hasUdpOrTcp(rule)).map(possibleOpening),
  }
}

function possibleOpening(rule: SecurityGroupRule): Opening {
  return {
    tcp: rule.protocol === UDP ? [] : rule.ports,
    udp: rule.protocol === TCP ? [] : rule.ports,
    families: [4, 6],
    rules: [rule],
  }
}

/** May the rule name the internet by a list whose entries are not known? */
export function isUnreadList(inventory: Inventory, rule: SecurityGroupRule): boolean {
  if (rule.peer.kind !== 'prefix-list' || peerPrefixes(inventory, rule)) return false
  return !isServiceList(inventory, rule.peer.id)
}

function familiesOf(sources: AddressSet, { settings }: InternetTest): readonly Family[] {
  return internetFamilies(sources, settings.internetThreshold)
}

/** Rules that open their ports by themselves; the IPv4 and the IPv6 half of one permission are one cause. */
function openAlone(traffic: readonly RuleTraffic[], test: InternetTest): readonly Opening[] {
  const causes = new Map<string, RuleTraffic[]>()
  for (const each of traffic) {
    if (!hasUdpOrTcp(each) || familiesOf(each.sources, test).length === 0) continue
    const key = `${each.protocol} ${each.ports.join()}`
    const cause = causes.get(key)
    if (cause) cause.push(each)
    else causes.set(key, [each])
  }
  return [...causes.values()].map((cause) => {
    const sources = cause.reduce((all, each) => unionAddresses(all, each.sources), NO_ADDRESSES)
    const [first] = cause
    return {
      tcp: first && first.protocol !== UDP ? first.ports : [],
      udp: first && first.protocol !== TCP ? first.ports : [],
      families: familiesOf(sources, test),
      rules: cause.map(({ rule }) => rule),
    }
  })
}

/** Ports that only several rules together open, such as two halves of the address space. */
function openTogether(traffic: readonly RuleTraffic[], test: InternetTest): readonly Opening[] {
  const parts = traffic.filter((each) => hasUdpOrTcp(each) && familiesOf(each.sources, test).length === 0)
  const causes = new Map<string, Opening>()
  for (const protocol of [TCP, UDP]) {
    for (const region of regionsWhere(parts, protocol, (sources) => familiesOf(sources, test).length > 0)) {
      const rules = region.contributors.map(({ rule }) => rule)
      const key = rules.map((rule) => rule.key).join()
      const known = causes.get(key) ?? { tcp: [], udp: [], families: familiesOf(region.sources, test), rules }
      const side = protocol === TCP ? 'tcp' : 'udp'
      causes.set(key, { ...known, [side]: union(known[side], region.ports) })
    }
  }
  return [...causes.values()]
}

/** When only several causes together open every port of a protocol, they are one cause: "all ports". */
function wholeRange(openings: readonly Opening[]): readonly Opening[] {
  return joinWhole(joinWhole(openings, 'tcp'), 'udp')
}

function joinWhole(openings: readonly Opening[], side: 'tcp' | 'udp'): readonly Opening[] {
  const parts = openings.filter((opening) => opening[side].length > 0)
  const alreadyOne = parts.some((opening) => covers(opening[side], PORTS_FROM_ONE))
  const together = parts.reduce<NumberSet>((all, opening) => union(all, opening[side]), [])
  if (alreadyOne || !covers(together, PORTS_FROM_ONE)) return openings
  return [parts.reduce(merge), ...openings.filter((opening) => !parts.includes(opening))]
}

export function merge(a: Opening, b: Opening): Opening {
  return {
    tcp: union(a.tcp, b.tcp),
    udp: union(a.udp, b.udp),
    families: [...new Set([...a.families, ...b.families])].toSorted((x, y) => x - y),
    rules: [...new Set([...a.rules, ...b.rules])],
  }
}

/** The part of an opening that is not on a list of ports. */
export function outsideOf(opening: Opening, allowed: NumberSet): { readonly tcp: NumberSet; readonly udp: NumberSet } {
  return { tcp: subtract(opening.tcp, allowed), udp: subtract(opening.udp, allowed) }
}

function hasUdpOrTcp({ protocol }: Pick<Traffic, 'protocol'>): boolean {
  return protocol === 'any' || protocol === TCP || protocol === UDP
}
