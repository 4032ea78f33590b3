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
  version: 1,
  title: 'Rule lacks a description',
  logic: 'A rule of the group, in or out, has no description or an empty one. One finding a group names them all.',
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
    judge: (group) => ({ rules: group.rules.filter(({ description }) => (description ?? '').trim() === '') }),
    tell: (group, rules) => ({
      title: `has ${counted(rules.length, 'rule')} without a description`,
      description: 'Who reviews the group cannot tell what the rule is for, and whether it may go.',
      severity: fixed('info', 'nobody wrote what the rules are for'),
      remediation: {
        summary: 'Write what each rule is for. A description changes nothing of what passes.',
        cli: (['ingress', 'egress'] as const).flatMap((direction) => {
          const own = rules.filter((rule) => rule.direction === direction).map(permissionOf)
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
