import type { SecurityGroup } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { gradeByCarriage, groupTitle, groupUndecided, relatedOf } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { subjectOf } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { named } from '../../wording.ts'

/** Source: EC2 guide, "Create a security group for your EC2 instance". */
export const wizardMadeGroup: FindingRule = {
  id: 'SG-023',
  version: 1,
  title: 'Security group made by the launch wizard',
  logic:
    'The name of the group starts with launch-wizard, as the console names a group it makes while launching an instance. A group whose name was not collected is not judged.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Info when nothing carries the group.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  return [...context.inventory.securityGroups.values()].map((group) => outcomeOf(context, group))
}

function outcomeOf(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const { id, region, groupName } = group
  const remedy = shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`
  if (groupName === '') return groupUndecided(group, [{ reason: 'its name was not collected', remedy }])
  if (!groupName.startsWith('launch-wizard')) {
    return passed(subjectOf(group), () => `${named(group)} was not made by the launch wizard.`)
  }
  return failed(subjectOf(group), {
    title: `${groupTitle(group)} was made by the launch wizard`,
    description: `${named(group)} has the name the console gives: nobody chose its rules, and the wizard opens SSH or RDP to the internet by default.`,
    severity: gradeByCarriage(context, group, 'low'),
    related: relatedOf(context, group),
    evidence: [resourceEvidence(context.inventory, group, { excerpt: groupName, field: 'GroupName' })],
    remediation: {
      summary:
        'Give its hosts a group that is made for them, then delete this one. Without the rules they use, hosts lose connections.',
      cli: [shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=group-id,Values=${id}`, remedy],
      terraform: null,
      console: [`Open the VPC console in ${region}, Security groups, ${id}, and read its rules and where it is used.`],
    },
  })
}
