import type { SecurityGroupRule } from '../../../inventory/filters.ts'
import { shell, shellQuote } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { permissionOf } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted } from '../../wording.ts'

/** Source: EC2 API, UpdateSecurityGroupRuleDescriptionsIngress. */
export const ruleWithoutDescription: FindingRule = {
  id: 'SG-025',
  version: 2,
  title: 'Rule lacks a description',
  logic:
    'A rule of the group, in or out, has no description or an empty one. One finding a group names them all. The rule that lets everything out is left out: AWS writes it into each new group without one, and SG-018 speaks of it. So are default groups, whose rules are all to go: SG-020 tells them.',
  charter: charter('E.security-groups-first'),
  severity: 'info',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: [],
  check,
}

function check(context: RuleContext) {
  return checkGroups(context, {
    base: 'info',
    direction: null,
    judge: (group) => ({
      rules: group.isDefault ? [] : group.rules.filter(isUntold),
      toldElsewhere: group.isDefault && group.rules.length > 0,
    }),
    tell: (group, rules) => ({
      title: `has ${counted(rules.length, 'rule')} without a description`,
      description: 'Who reviews the group cannot tell what the rule is for, and whether it may go.',
      severity: fixed('info', 'nobody wrote what the rules are for'),
      // A description mends nothing else that is wrong with the rules.
      cause: `${group.id} descriptions`,
      remediation: {
        summary: 'Write what each rule is for. A description changes nothing of what passes.',
        cli: (['ingress', 'egress'] as const).flatMap((direction) => {
          const own = rules.filter((rule) => rule.direction === direction).map(described)
          const command = shell`aws ec2 update-security-group-rule-descriptions-${direction} --region ${group.region} --group-id ${group.id}`
          return own.length > 0 ? [`${command} --ip-permissions ${shellQuote(JSON.stringify(own))}`] : []
        }),
        terraform: null,
        console: [
          `Open the VPC console in ${group.region}, Security groups, ${group.id}, Edit rules, and fill the column Description.`,
        ],
      },
    }),
    pass: 'has a description at each of its rules',
  })
}

/** Did nobody write what the rule is for? The one AWS writes needs no words. */
export function isUntold(rule: SecurityGroupRule): boolean {
  return (rule.description ?? '').trim() === '' && !isAsAwsWrites(rule)
}

/** Source: VPC guide, "Default security groups" and "Create a security group": everything out, IPv4 or IPv6. */
function isAsAwsWrites({ direction, protocol, peer }: SecurityGroupRule): boolean {
  return direction === 'egress' && protocol === 'any' && peer.kind === 'prefix' && peer.prefix.length === 0
}

/** The call replaces descriptions by those it is given: without one it would change nothing. */
function described(rule: SecurityGroupRule): Readonly<Record<string, unknown>> {
  const permission = permissionOf(rule)
  return Object.fromEntries(
    Object.entries(permission).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((each) => ({ ...each, Description: '<what it is for>' })) : value,
    ]),
  )
}
