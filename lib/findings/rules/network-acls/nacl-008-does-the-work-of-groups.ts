import type { NetworkAcl } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { portsLabels } from '../../open-ports.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { listCommands } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { aclOf, askForAcl, askForHosts, entryEvidence, isAllowAll, isClosing, subnetSubject } from './acl-subject.ts'
import { type Limited, limitedPorts } from './limited-by-acl.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC" (network ACLs sparingly). */
export const doesTheWorkOfGroups: FindingRule = {
  id: 'NACL-008',
  version: 2,
  title: 'Network ACL does the work of security groups',
  logic:
    'The ACL of the subnet holds more entries that allow, other than those AWS starts with, than the setting thresholds.customAclEntries; or, in a public subnet, it does not admit from the internet a port that groups there leave open to it.',
  charter: charter('F.network-acls-second'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: ['NetworkInterfaces', 'SecurityGroups', 'RouteTables', 'ManagedPrefixLists'],
  check: (context) => [...context.inventory.subnets.values()].map((subnet) => outcomeOf(context, subnet)),
}

function outcomeOf(context: RuleContext, subnet: Subnet): RuleOutcome {
  const acl = aclOf(context, subnet)
  if ('status' in acl) return acl
  const limit = context.settings.thresholds.customAclEntries
  const own = ownAllowances(acl)
  const limited = limitedPorts(context, subnet, acl)
  if (own.length > limit || limited.by.length > 0)
    return failure(context, subnet, { acl, own: own.length > limit ? own : [], limited })
  if (limited.untold.length > 0)
    return undecided(subnetSubject(subnet), {
      reason: `Whether ${named(acl)} keeps shut what groups in ${named(subnet)} leave open is not known. Not told: ${listWords(limited.untold)}.`,
      remedy: [...listCommands(subnet.region, limited.lists), askForHosts(subnet)].join('; '),
    })
  return passed(
    subnetSubject(subnet),
    () =>
      `${named(acl)}, which guards ${subnet.id}, has ${own.length} entries of its own that allow, and limits nothing that groups there leave open.`,
  )
}

interface Found {
  readonly acl: NetworkAcl
  /** Empty where they are not too many. */
  readonly own: NetworkAcl['entries']
  readonly limited: Limited
}

function failure(context: RuleContext, subnet: Subnet, { acl, own, limited }: Found): RuleOutcome {
  const limit = context.settings.thresholds.customAclEntries
  const groups = limited.by.map(({ group }) => group)
  const rules = limited.by.flatMap(({ group, openings }) =>
    openings.flatMap((opening) => opening.rules.map((rule) => ruleRef(rule, group.id))),
  )
  const parts = [
    ...(own.length > 0
      ? [`allows by ${own.length} entries of its own, more than ${limit}, which nobody reads with ease`]
      : []),
    ...(groups.length > 0
      ? [
          `alone keeps ${listWords(portsLabels(limited))} from the internet over ${listWords(limited.families.map((family) => `IPv${family}`))}, which ${listWords(groups.map(named))} ${groups.length === 1 ? 'leaves' : 'leave'} open`,
        ]
      : []),
  ]
  return failed(subnetSubject(subnet), {
    title: `Network ACL of ${shortName(subnet.name ?? subnet.id)} does the work of security groups`,
    description: `${named(acl)}, which guards ${named(subnet)}, ${parts.join(', and ')}. An ACL does not know which host a port is for; security groups keep state and are named after what they guard.`,
    severity: fixed(
      'low',
      groups.length > 0 ? 'one entry more, and the ports are open' : 'a long list is read wrongly',
    ),
    related: [{ role: 'network-acl', id: acl.id }, ...groups.map(({ id }) => ({ role: 'security-group', id }))],
    ports: portsLabels(limited),
    evidence: [
      ...entryEvidence(context, acl, own.length > 0 ? own : acl.entries.filter(isOwnInbound)),
      ...rules.map((ref) => evidenceOf(context.inventory, ref)),
    ],
    settingsUsed: { 'thresholds.customAclEntries': `${limit}` },
    remediation: {
      summary:
        'See that the security groups of each host name the sources and ports they are for, then replace the entries by a few wide ones. Until groups do, what an entry keeps out would get in.',
      cli: [
        askForAcl(acl),
        ...groups.map(({ region, id }) => shell`aws ec2 describe-security-groups --region ${region} --group-ids ${id}`),
      ],
      terraform: terraformComment(`${acl.id}: move what its entries allow into aws_vpc_security_group_ingress_rule.`),
      console: [`Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, Inbound and Outbound rules.`],
    },
    cause: acl.id,
  })
}

function isOwnInbound(entry: NetworkAcl['entries'][number]): boolean {
  return entry.direction === 'ingress' && !isClosing(entry)
}

function ownAllowances({ entries }: NetworkAcl): NetworkAcl['entries'] {
  return entries.filter((entry) => entry.action === 'allow' && !isClosing(entry) && !isAllowAll(entry))
}
