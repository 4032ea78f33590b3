import type { SecurityGroupRule } from '../../../inventory/filters.ts'
import { type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { peerText } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { internetRules, rulesOf } from '../../rule-sources.ts'

/** Source: VPC guide, "Security group rules" (port ranges). */
export const widePortRange: FindingRule = {
  id: 'SG-027',
  version: 1,
  title: 'Wide port range from a range of addresses',
  logic:
    'Ingress rules for one range of addresses or prefix list admit, as one interval, more ports than the threshold, over TCP, UDP or all protocols. Adjacent intervals of the same source count as one. Rules that open something to the internet, and are reported by SG-001 to SG-006, are not repeated.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  const { widePortRange: most } = context.settings.thresholds
  return checkGroups(context, {
    base: 'low',
    direction: 'ingress',
    judge: (group) => {
      const internet = internetRules(context, group)
      const rules = rulesOf(group, 'ingress').filter(
        (rule) => !internet.has(rule) && rule.peer.kind !== 'security-group',
      )
      return {
        rules: wideRules(rules, most),
        toldElsewhere:
          internet.size > 0 &&
          rules.length === 0 &&
          context.openings.get(group.id)?.openings.some(({ tcp, udp }) => isWide(tcp, most) || isWide(udp, most)) ===
            true,
      }
    },
    tell: () => ({
      title: 'admits a wide range of ports',
      description: `More than ${most} ports in a row are open to a range of addresses: whatever listens there, now or later, is admitted with them.`,
      summary: 'Admit the ports that are used. A service on another of them is cut off.',
      settingsUsed: { widePortRange: `${most}` },
    }),
    pass: 'admits no wide range of ports from a range of addresses, beside what is open to the internet',
  })
}

function isWide(ports: NumberSet, most: number): boolean {
  return ports.some(([lo, hi]) => hi - lo + 1 > most)
}

function wideRules(rules: readonly SecurityGroupRule[], most: number): readonly SecurityGroupRule[] {
  const bySource = Map.groupBy(rules, peerText)
  const wide = [...bySource.values()].flatMap((own) =>
    [TCP, UDP].flatMap((protocol) => {
      const members = own.filter((rule) => rule.protocol === 'any' || rule.protocol === protocol)
      const all = members.reduce<NumberSet>((ports, rule) => union(ports, rule.ports), [])
      const intervals = all.filter((interval) => isWide([interval], most))
      return members.filter(({ ports }) => ports.some(([lo]) => intervals.some(([from, to]) => from <= lo && lo <= to)))
    }),
  )
  return [...new Set(wide)]
}
