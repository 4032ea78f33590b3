import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { carriageOf, carriageWords, groupTitle, groupUndecided, relatedOf } from '../../check-groups.ts'
import { cis, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { hiddenNames } from '../../hidden-carriers.ts'
import { subjectOf } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named } from '../../wording.ts'

/** Source: VPC guide, "Default security groups for your VPCs"; CIS AWS Foundations 1.2, 4.3 (audit). */
export const defaultGroupAttached: FindingRule = {
  id: 'SG-021',
  version: 1,
  title: 'Default security group in use',
  logic:
    'The group named "default" of a VPC is carried by an interface, or by an instance or service whose interface is in no document.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Medium whatever the rules of the group are: those are the matter of SG-020.',
  compliance: [...cis({ '1.2': '4.3' }), ...nist('AC-4', 'CM-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext) {
  return [...context.inventory.securityGroups.values()]
    .filter(({ isDefault }) => isDefault)
    .map((group) => outcomeOf(context, group))
}

function outcomeOf(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const carriage = carriageOf(context, group)
  if (carriage === 'used') return failure(context, group)
  if (carriage === 'unused') return passed(subjectOf(group), `Nothing carries the default group ${named(group)}.`)
  const remedy = commandFor('NetworkInterfaces', group.region)
  return groupUndecided(group, [{ reason: carriageWords(context, group), remedy }])
}

function failure(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const { inventory, network } = context
  const carriers = carriersOf(network, group.id)
  const names = carrierNames(inventory, carriers, hiddenNames(context.hidden.get(group.id) ?? []))
  const shown = carriers.slice(0, 20)
  return failed(subjectOf(group), {
    title: `${groupTitle(group)} is in use though it is the default one`,
    description: `${listWords([...names])} ${names.size === 1 ? 'has' : 'have'} the group that is given to whatever chooses none: nobody decided what it admits. It is ${named(group)}.`,
    severity: fixed('medium', carriageWords(context, group)),
    related: relatedOf(context, group),
    evidence:
      shown.length > 0
        ? shown.map((each) =>
            resourceEvidence(inventory, each, { excerpt: `${each.id} carries ${group.id}`, field: 'Groups' }),
          )
        : [resourceEvidence(inventory, group, { excerpt: carriageWords(context, group) })],
    remediation: {
      summary:
        'Give each interface a group of its own with the rules it needs, then take the default group away. An interface without the rules it used before loses connections.',
      cli: [
        shell`aws ec2 describe-network-interfaces --region ${group.region} --filters Name=group-id,Values=${group.id}`,
        ...shown.map(
          ({ id, region }) =>
            shell`aws ec2 modify-network-interface-attribute --region ${region} --network-interface-id ${id} --groups ${'<new-group-id>'}`,
        ),
      ],
      terraform: null,
      console: [
        `Open the EC2 console in ${group.region}, Network interfaces, and filter by security group ${group.id}.`,
        'Choose Actions, Change security groups; add the group made for it and remove the default one.',
      ],
    },
  })
}
