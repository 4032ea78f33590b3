import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { covers, intersect, intervalSet, type NumberSet } from '../../../net/interval-set.ts'
import { parsePrefix } from '../../../net/prefix.ts'
import { ICMP, ICMPV6 } from '../../../net/protocol.ts'
import { addressSet } from '../../../net/traffic.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { internetRules, type RuleTraffic, regionsOf, rulesOf, trafficOf, unreadLists } from '../../rule-sources.ts'
import type { SeverityAnswer } from '../../severity.ts'

/** Source: RFC 1918 (10/8, 172.16/12, 192.168/16) and RFC 6598 (100.64/10). */
export const wholePrivateBlock: FindingRule = {
  id: 'SG-013',
  version: 2,
  title: 'Whole private block as source',
  logic:
    'To one port, the rules together admit all of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10. Rules that also let the internet in are the matter of SG-001 to SG-008.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group, or when only ICMP is admitted.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'ManagedPrefixLists'],
  check: (context) =>
    checkGroups(context, {
      base: 'medium',
      direction: 'ingress',
      judge: (group) => ({
        rules: blockRules(context, group),
        lists: unreadLists(context, rulesOf(group, 'ingress')),
      }),
      tell: (_, rules) => ({
        ...(rules.every(isPing) ? { severity: ONLY_ICMP } : {}),
        title: 'admits a whole private block',
        description:
          'Every network that is ever joined by peering, transit gateway, VPN or Direct Connect is inside the range, whoever runs it.',
        summary:
          'Name the ranges of the networks that need it, or their security groups. Clients elsewhere are shut out.',
      }),
      pass: 'admits no whole private block',
    }),
}

/** Who answers a ping tells that it is there, and opens nothing. */
function isPing({ protocol }: SecurityGroupRule): boolean {
  return protocol === ICMP || protocol === ICMPV6
}

const ONLY_ICMP: SeverityAnswer = {
  base: 'medium',
  effective: 'low',
  why: ['Lowered from medium: only ICMP is admitted.'],
}

const BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']
  .map(parsePrefix)
  .filter((prefix) => prefix !== null)
  .map((prefix) => addressSet([prefix]).v4)

/** Whatever the ports: where even all rules together do not hold the block, no port is open to it. */
function holdTogether(traffic: readonly RuleTraffic[], block: NumberSet): boolean {
  const near = traffic.filter(({ sources }) => intersect(sources.v4, block).length > 0)
  return near.length > 0 && covers(intervalSet(near.flatMap(({ sources }) => sources.v4)), block)
}

function blockRules(context: RuleContext, group: SecurityGroup): readonly SecurityGroupRule[] {
  const internet = internetRules(context, group)
  const traffic = trafficOf(context.inventory, rulesOf(group, 'ingress')).filter(({ rule }) => !internet.has(rule))
  const rules = BLOCKS.filter((block) => holdTogether(traffic, block)).flatMap((block) =>
    regionsOf(traffic, ({ v4 }) => covers(v4, block))
      .flatMap(({ contributors }) => contributors)
      .filter(({ sources }) => intersect(sources.v4, block).length > 0)
      .map(({ rule }) => rule),
  )
  return [...new Set(rules)]
}
