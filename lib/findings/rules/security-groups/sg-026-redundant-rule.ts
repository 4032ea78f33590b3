import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { covers, intersect, type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP } from '../../../net/protocol.ts'
import { type AddressSet, regionsWhere } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { peerPrefixes } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type Doubt, ruleText } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { carriersOf } from '../../group-carriers.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { extentOf, type RuleTraffic, rulesOf, trafficOf } from '../../rule-sources.ts'
import { fixed } from '../../severity.ts'
import { listWords, named } from '../../wording.ts'

/** Source: VPC guide, "Security group rules" (rules of all groups of an interface are added up). */
export const redundantRule: FindingRule = {
  id: 'SG-026',
  version: 1,
  title: 'Redundant rule',
  logic:
    'Everything a rule lets pass, other rules of the same group and direction let pass together; of rules that say the same one is kept. Or every interface that carries the group also carries another group with one rule that lets all of it pass; of two that say the same the one in the group with the lower id is kept. A rule that opens more than 80 and 443 to the internet is to go itself, so it makes no narrower one needless.',
  charter: charter('E.security-groups-first'),
  severity: 'info',
  severityNote: 'Does not depend on exposure: without the rule the same passes.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) =>
    checkGroups(context, {
      base: 'info',
      direction: null,
      judge: (group) => {
        const companions = companionsOf(context, group)
        return {
          rules: redundantRules(context, group, companions),
          lists: listsThatMayChange(context, group, companions),
          doubts: carriersUnknown(context, group),
        }
      },
      tell: (group, rules) => ({
        title: 'has rules that change nothing',
        description: `${stayingText(context, group, rules)} Who removes one of them believes to have closed what stays open.`,
        summary: 'Remove these rules together and keep the others: the same traffic passes as before.',
        severity: fixed('info', 'without the rules the same passes'),
      }),
      pass: 'has no rule that others make needless',
    }),
}

function carriersUnknown({ inventory }: RuleContext, group: SecurityGroup): readonly Doubt[] {
  if (group.rules.length === 0 || coverageOf(inventory, group, 'NetworkInterfaces') === 'complete') return []
  const reason = 'which other groups its interfaces carry was not collected'
  return [{ reason, remedy: commandFor('NetworkInterfaces', group.region) }]
}

/** Lists without entries that share traffic with another rule: either may make the other needless. */
function listsThatMayChange(
  context: RuleContext,
  group: SecurityGroup,
  companions: readonly SecurityGroup[],
): readonly string[] {
  const listed = group.rules.filter(({ peer }) => peer.kind === 'prefix-list')
  if (listed.length === 0) return []
  const all = [group, ...companions].flatMap(({ rules }) => rules)
  const unread = listed.map((rule) => ({ rule, lists: peerPrefixes(context.inventory, rule) ? [] : [rule.peer] }))
  return unread.flatMap(({ rule, lists }) =>
    lists.flatMap((peer) =>
      peer.kind === 'prefix-list' && all.some((each) => sharesTraffic(rule, each)) ? [peer.id] : [],
    ),
  )
}

function sharesTraffic(rule: SecurityGroupRule, other: SecurityGroupRule): boolean {
  if (other === rule || other.direction !== rule.direction || other.peer.kind === 'security-group') return false
  const alike = rule.protocol === 'any' || other.protocol === 'any' || rule.protocol === other.protocol
  return alike && intersect(extentOf(rule), extentOf(other)).length > 0
}

function redundantRules(
  context: RuleContext,
  group: SecurityGroup,
  companions: readonly SecurityGroup[],
): readonly SecurityGroupRule[] {
  const passing = passingRules(context, group)
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const rules = rulesOf(group, direction)
    const staying = rules.filter((rule) => !passing.has(rule))
    const needless = new Set([
      ...needlessWithin(context, staying),
      ...needlessWithin(
        context,
        rules.filter((rule) => passing.has(rule)),
      ),
    ])
    const others = companions.flatMap((other) => {
      const theirs = passingRules(context, other)
      return rulesOf(other, direction).map((rule) => ({ other, rule, stays: !theirs.has(rule) }))
    })
    return rules.filter(
      (rule) =>
        needless.has(rule) ||
        others.some(
          ({ other, rule: wider, stays }) =>
            (stays || passing.has(rule)) &&
            isWithin(context, rule, wider) &&
            (other.id < group.id || !isWithin(context, wider, rule)),
        ),
    )
  })
}

/**
 * Rules that other findings ask to take away. Who then took away what they make needless as well would shut out those
 * who may come in.
 */
function passingRules({ openings }: RuleContext, { id }: SecurityGroup): ReadonlySet<SecurityGroupRule> {
  const open = openings.get(id)?.openings.flatMap(({ rules }) => rules) ?? []
  return new Set(open.filter(({ protocol, ports }) => protocol !== TCP || !covers(WEB, ports)))
}

const WEB: NumberSet = [
  [80, 80],
  [443, 443],
]

/** Groups that every interface with this one carries too; none where nothing is known to carry it. */
function companionsOf({ inventory, network }: RuleContext, group: SecurityGroup): readonly SecurityGroup[] {
  const carriers = carriersOf(network, group.id)
  let shared = carriers[0]?.securityGroupIds.filter((id) => id !== group.id) ?? []
  // Few interfaces have to be asked before nothing is left.
  for (const { securityGroupIds } of carriers) {
    if (shared.length === 0) return []
    if (!shared.every((id) => securityGroupIds.includes(id)))
      shared = shared.filter((id) => securityGroupIds.includes(id))
  }
  if (coverageOf(inventory, group, 'NetworkInterfaces') !== 'complete') return []
  return shared.flatMap((id) => inventory.securityGroups.get(id) ?? [])
}

/** One after the other, so that two rules that cover each other are not both called needless. */
function needlessWithin(context: RuleContext, rules: readonly SecurityGroupRule[]): ReadonlySet<SecurityGroupRule> {
  const needless = new Set<SecurityGroupRule>()
  if (rules.length < 2) return needless
  const traffic = trafficOf(context.inventory, rules)
  const own = new Map(traffic.map((each) => [each.rule, each]))
  for (const rule of rules.toReversed()) {
    const others = rules.filter((each) => each !== rule && !needless.has(each))
    const mine = own.get(rule)
    const together =
      mine !== undefined &&
      isCovered(
        mine,
        others.flatMap((each) => own.get(each) ?? []),
      )
    if (together || others.some((each) => isWithin(context, rule, each))) needless.add(rule)
  }
  return needless
}

/** Do the others together let all of it pass? */
function isCovered({ protocol, ports, sources }: RuleTraffic, others: readonly RuleTraffic[]): boolean {
  const relevant = others.filter(
    (each) =>
      (each.protocol === 'any' || each.protocol === protocol) &&
      intersect(each.ports, ports).length > 0 &&
      (intersect(each.sources.v4, sources.v4).length > 0 || intersect(each.sources.v6, sources.v6).length > 0),
  )
  if (relevant.length === 0) return false
  const holdsAll = (all: AddressSet) => covers(all.v4, sources.v4) && covers(all.v6, sources.v6)
  // Protocol 255 is reserved: only rules for all protocols let it pass.
  const regions = regionsWhere(relevant, protocol === 'any' ? 255 : protocol, holdsAll)
  return covers(
    regions.reduce<NumberSet>((all, each) => union(all, each.ports), []),
    ports,
  )
}

/** Does one rule let everything pass that another does? */
function isWithin({ inventory }: RuleContext, rule: SecurityGroupRule, wider: SecurityGroupRule): boolean {
  if (wider.protocol !== 'any' && wider.protocol !== rule.protocol) return false
  if (wider.protocol !== 'any' && !covers(extentOf(wider), extentOf(rule))) return false
  if (rule.peer.kind !== 'prefix' && wider.peer.kind === rule.peer.kind) return wider.peer.id === rule.peer.id
  const [mine] = trafficOf(inventory, [rule])
  const [theirs] = trafficOf(inventory, [wider])
  return mine !== undefined && theirs !== undefined && isCovered(mine, [theirs])
}

/** Which rules let the same pass, so that nobody has to look for them. */
function stayingText(context: RuleContext, group: SecurityGroup, needless: readonly SecurityGroupRule[]): string {
  const gone = new Set(needless)
  const own = group.rules.filter((rule) => !gone.has(rule)).map((rule) => ({ rule, place: '' }))
  const theirs = companionsOf(context, group).flatMap((other) =>
    other.rules.map((rule) => ({ rule, place: ` of ${named(other)}` })),
  )
  const texts = needless.slice(0, TOLD).map((rule) => {
    const alike = [...own, ...theirs].filter((each) => each.rule.direction === rule.direction)
    const one = alike.find((each) => isWithin(context, rule, each.rule))
    const keep = one ? [one] : alike.filter((each) => sharesTraffic(rule, each.rule))
    const words = listWords(keep.map((each) => `${idText(each.rule)}${ruleText(each.rule)}${each.place}`))
    return `What ${idText(rule)}${ruleText(rule)} lets pass, so ${keep.length > 1 ? 'do together' : 'does'} ${words}.`
  })
  const rest = needless.length - texts.length
  return [...texts, ...(rest > 0 ? [`Of ${rest} more the same is so.`] : [])].join(' ')
}

const TOLD = 4

function idText({ ruleId }: SecurityGroupRule): string {
  return ruleId ? `${ruleId} ` : ''
}
