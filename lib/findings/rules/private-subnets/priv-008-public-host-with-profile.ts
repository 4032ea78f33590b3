import type { Instance } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { weigh } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'
import { type InstanceReach, instanceReach } from './reached-instances.ts'

/** Source: EC2 user guide, "IAM roles for Amazon EC2". */
export const publicHostWithProfile: FindingRule = {
  id: 'PRIV-008',
  version: 1,
  title: 'Host with a public address carries credentials',
  logic:
    'An instance has an instance profile, and a public address or a port that the internet reaches directly. A host in a private subnet behind a load balancer passes: that is where it belongs.',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote: 'Medium when nothing of the internet reaches it, or it is not running.',
  compliance: [],
  needs: ['Instances', 'NetworkInterfaces'],
  sharpenedBy: ['RouteTables', 'InternetGateways', 'NetworkAcls', 'SecurityGroups'],
  check: (context) => {
    const reach = instanceReach(context)
    return [...context.inventory.instances.values()]
      .filter(({ state }) => state !== 'terminated')
      .map((instance) => outcomeOf(context, instance, reach(instance)))
  },
}

function outcomeOf({ inventory }: RuleContext, instance: Instance, reach: InstanceReach): RuleOutcome {
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const { level, because } = reach.direct
  const { instanceProfileArn: profile, id, region } = instance
  if (profile === null) return passed(subject, () => `${named(instance)} has no instance profile.`)
  if (!reach.hasPublicAddress && (level === 'internal' || level === 'none'))
    return passed(subject, () => `${named(instance)} has no public address, and ${because}.`)
  return failed(subject, {
    title: `${shortName(instance.name ?? id)} faces the internet and carries credentials`,
    description: `${named(instance)} has the instance profile ${profile}${reach.hasPublicAddress ? ' and a public address' : ''}; ${because}. Who takes the host over acts in the account with whatever that role may do.`,
    severity: weigh({ base: 'high', level, because }),
    exposure: { level, path: [] },
    related: [{ role: 'instance-profile', id: profile }],
    evidence: [resourceEvidence(inventory, instance, { excerpt: `${id} has ${profile}`, field: 'IamInstanceProfile' })],
    remediation: {
      summary:
        'Put the host behind a load balancer in a private subnet, or take the profile away if it calls no AWS service. Without the profile every AWS call of its programs fails.',
      cli: [
        shell`aws ec2 describe-iam-instance-profile-associations --region ${region} --filters Name=instance-id,Values=${id}`,
        shell`aws ec2 disassociate-iam-instance-profile --region ${region} --association-id ${'<association>'}`,
      ],
      terraform: terraformComment(`${id}: remove iam_instance_profile, or set subnet_id to a private subnet.`),
      console: [
        `Open the EC2 console in ${region}, Instances, ${id}, Actions, Security, Modify IAM role.`,
        'Choose No IAM role, or a role with the least the host needs.',
      ],
    },
  })
}
