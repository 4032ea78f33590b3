import { isKnownByRulesOnly, type SecurityGroup, type SecurityGroupRule } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers, type NumberSet, union } from '../../../net/interval-set.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { charter } from '../../charter.ts'
import { checkGroups, type Doubt } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { PORTS_FROM_ONE } from '../../openings.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { rulesOf } from '../../rule-sources.ts'

/** Source: VPC guide, "Default security groups for your VPCs" (a group as its own source). */
export const selfReferenceOnAllPorts: FindingRule = {
  id: 'SG-015',
  version: 1,
  title: 'Members reach each other on every port',
  logic:
    'Ingress rules that name the group itself admit every port of TCP or of UDP, or all protocols. The rule AWS puts into a default group is the matter of SG-020.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  return checkGroups(context, {
    base: 'low',
    direction: 'ingress',
    judge: (group) => {
      if (group.isDefault) return { rules: [], toldElsewhere: group.rules.length > 0 }
      const rules = selfRules(group)
      return rules.length > 0 && isKnownByRulesOnly(group) ? { rules: [], doubts: [nameless(group)] } : { rules }
    },
    tell: () => ({
      title: 'lets its members reach each other on every port',
      description: 'Who takes over one member reaches every service of all the others.',
      summary: 'Admit the ports the members really use between each other first, then remove the rule for all.',
    }),
    pass: 'does not let its members reach each other on every port',
  })
}

function nameless({ id, region }: SecurityGroup): Doubt {
  const remedy = shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`
  return { reason: 'whether it is a default group was not collected', remedy }
}

function selfRules(group: SecurityGroup): readonly SecurityGroupRule[] {
  const own = rulesOf(group, 'ingress').filter(({ peer }) => peer.kind === 'security-group' && peer.id === group.id)
  const found = [TCP, UDP].flatMap((protocol) => {
    const rules = own.filter((rule) => rule.protocol === 'any' || rule.protocol === protocol)
    const ports = rules.reduce<NumberSet>((all, rule) => union(all, rule.ports), [])
    return covers(ports, PORTS_FROM_ONE) ? rules : []
  })
  return [...new Set(found)]
}
