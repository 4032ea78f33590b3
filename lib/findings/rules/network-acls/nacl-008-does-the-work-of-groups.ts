import type { NetworkAcl } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { charter } from '../../charter.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'
import { aclOf, askForAcl, entryEvidence, isAllowAll, isClosing, subnetSubject } from './acl-subject.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (network ACLs sparingly). */
export const doesTheWorkOfGroups: FindingRule = {
  id: 'NACL-008',
  version: 1,
  title: 'Network ACL does the work of security groups',
  logic:
    'The ACL of the subnet holds more entries that allow, other than those AWS starts with, than the setting thresholds.customAclEntries.',
  charter: charter('F.network-acls-second'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const acl = aclOf(context, subnet)
  if ('status' in acl) return acl
  const limit = context.settings.thresholds.customAclEntries
  const own = ownAllowances(acl)
  if (own.length <= limit)
    return passed(
      subnetSubject(subnet),
      () => `${named(acl)}, which guards ${subnet.id}, has ${own.length} entries of its own that allow.`,
    )
  return failed(subnetSubject(subnet), {
    title: `Network ACL of ${shortName(subnet.name ?? subnet.id)} does the work of security groups`,
    description: `${named(acl)}, which guards ${named(subnet)}, allows by ${own.length} entries of its own; more than ${limit} are hard to read, and none knows which host it is for. Security groups keep state and are named after what they guard.`,
    severity: fixed('low', 'a long list is read wrongly sooner or later'),
    related: [{ role: 'network-acl', id: acl.id }],
    evidence: entryEvidence(context, acl, own),
    settingsUsed: { 'thresholds.customAclEntries': `${limit}` },
    remediation: {
      summary:
        'See that the security groups of each host name the same sources and ports, then replace the entries by a few wide ones. Until groups do, what an entry keeps out would get in.',
      cli: [askForAcl(acl)],
      terraform: terraformComment(`${acl.id}: move what its entries allow into aws_vpc_security_group_ingress_rule.`),
      console: [`Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, Inbound and Outbound rules.`],
    },
    cause: acl.id,
  })
}

function ownAllowances({ entries }: NetworkAcl): NetworkAcl['entries'] {
  return entries.filter((entry) => entry.action === 'allow' && !isClosing(entry) && !isAllowAll(entry))
}
