import type { NetworkAcl } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { failed, passed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { named, shortName } from '../../wording.ts'
import { aclOf, entriesText, entryEvidence, isAllowAll, isClosing, subnetSubject } from './acl-subject.ts'
import { giveOwnAcl } from './own-acl.ts'

/** Source: VPC guide, "Default network ACL" (entry 100 and, with IPv6, 101: everything in, everything out). */
export const subnetOnDefaultRules: FindingRule = {
  id: 'NACL-005',
  version: 1,
  title: 'Subnet is guarded by the rules AWS starts with',
  logic:
    'The ACL of the subnet, named or default, holds nothing but entries that let everything in and everything out over IPv4, as AWS writes them into a default ACL. One entry of any other kind is enough to pass.',
  charter: charter('F.network-acls-second'),
  severity: 'info',
  severityNote:
    'Low where something of the data tier stands in the subnet, or what stands there was not all collected.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: ['NetworkInterfaces'],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const acl = aclOf(context, subnet)
  if ('status' in acl) return acl
  if (isAsAwsWrites(acl)) return failure(context, subnet, acl)
  return passed(subnetSubject(subnet), () => `${named(acl)}, which guards ${subnet.id}, has entries of its own.`)
}

function isAsAwsWrites({ entries }: NetworkAcl): boolean {
  const own = entries.filter((entry) => !isClosing(entry))
  const both = (['ingress', 'egress'] as const).every((direction) =>
    own.some((entry) => entry.direction === direction && entry.cidr.family === 4),
  )
  return both && own.every(isAllowAll)
}

function failure(context: RuleContext, subnet: Subnet, acl: NetworkAcl): Failure {
  const entries = acl.entries.filter((entry) => !isClosing(entry))
  return failed(subnetSubject(subnet), {
    title: `Subnet ${shortName(subnet.name ?? subnet.id)} is guarded by the rules AWS starts with`,
    description: `${named(acl)} guards ${named(subnet)} with nothing but ${entriesText(entries)}. That is no second line: whatever a security group lets in is in.`,
    severity: severityOf(context, subnet),
    related: [
      { role: 'network-acl', id: acl.id },
      { role: 'vpc', id: subnet.vpcId },
    ],
    evidence: entryEvidence(context, acl, entries),
    remediation: giveOwnAcl(
      context,
      subnet,
      'Network ACLs are to be used sparingly: leave this where security groups are well kept, and give a tier that holds data an ACL of its own.',
    ),
    cause: acl.id,
  })
}

/** What is not known counts as data. */
function severityOf({ network, settings, inventory }: RuleContext, subnet: Subnet): Failure['severity'] {
  for (const each of network.index.interfacesBySubnet.get(subnet.id) ?? []) {
    const { tier, because } = tierOf(network, settings, each)
    if (tier !== 'data') continue
    return {
      base: 'info',
      effective: 'low',
      why: [`Raised from info: ${each.id} is of the data tier, for ${because}.`],
    }
  }
  if (coverageOf(inventory, subnet, 'NetworkInterfaces') !== 'complete') {
    const why = 'Raised from info: what stands there was not all collected, and may be of the data tier.'
    return { base: 'info', effective: 'low', why: [why] }
  }
  return fixed('info', 'nothing known there is of the data tier')
}
