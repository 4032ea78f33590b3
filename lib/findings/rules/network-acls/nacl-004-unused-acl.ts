import { UNKNOWN } from '../../../describe/document.ts'
import type { NetworkAcl } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, named, shortName } from '../../wording.ts'
import { aclSubject, askForAcl } from './acl-subject.ts'

/** Source: VPC guide, "Delete a network ACL" (the default one cannot be deleted). */
export const unusedAcl: FindingRule = {
  id: 'NACL-004',
  version: 1,
  title: 'Network ACL guards no subnet',
  logic:
    'An ACL that is not the default of its VPC is associated with no subnet. The default ACL passes: it cannot be deleted and guards whatever names no other.',
  charter: charter('F.network-acls-second'),
  severity: 'low',
  severityNote: 'Does not depend on exposure: it lets nothing pass.',
  compliance: [fsbp('EC2.16', 'exact'), awsConfig('vpc-network-acl-unused-check', 'exact'), ...nist('CM-8(1)')],
  needs: ['NetworkAcls'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.networkAcls.values()].map((acl) => outcomeOf(context, acl)),
}

function outcomeOf({ inventory }: RuleContext, acl: NetworkAcl): RuleOutcome {
  const subject = aclSubject(acl)
  if (acl.isDefault) return passed(subject, `${named(acl)} is the default of ${acl.vpcId} and has to be there.`)
  if (acl.subnetIds.length > 0)
    return passed(subject, `${named(acl)} guards ${counted(acl.subnetIds.length, 'subnet')}.`)
  const teller = inventory.documents[acl.source.document]?.account ?? UNKNOWN
  if (!acl.associationsTold || (teller !== UNKNOWN && teller !== acl.account)) {
    const reason = acl.associationsTold
      ? `${named(acl)} belongs to ${acl.account}, which alone sees every subnet it guards.`
      : `Which subnets ${named(acl)} guards was not told.`
    return undecided(subject, { reason, remedy: askForAcl(acl) })
  }
  return failed(subject, {
    title: `Network ACL ${shortName(acl.name ?? acl.id)} guards no subnet`,
    description: `${named(acl)} of ${acl.vpcId} is associated with no subnet. It protects nothing, and who reads it may believe that it does.`,
    severity: fixed('low', 'it lets nothing pass and stops nothing'),
    related: [{ role: 'vpc', id: acl.vpcId }],
    evidence: [
      resourceEvidence(inventory, acl, { excerpt: `${acl.id} has no association`, field: 'Associations' }),
      absenceEvidence(acl, `no subnet of ${acl.vpcId} is associated with ${acl.id}`),
    ],
    remediation: {
      summary:
        'Delete it, or associate it with the subnets it was written for. Deleting stops nothing; associating it puts its entries in force there at once.',
      cli: [shell`aws ec2 delete-network-acl --region ${acl.region} --network-acl-id ${acl.id}`],
      terraform: terraformComment(`${acl.id}: remove its aws_network_acl, or give that one subnet_ids.`),
      console: [
        `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, Subnet associations: there are none.`,
        'Choose Actions, Delete network ACLs, and confirm.',
      ],
    },
  })
}
