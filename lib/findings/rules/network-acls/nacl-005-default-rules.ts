import type { NetworkAcl } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { failed, passed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { aclOf, aclSubject, entriesText, entryEvidence, isAllowAll, isClosing, openEntries } from './acl-subject.ts'
import { giveOwnAcl } from './own-acl.ts'

/** Source: VPC guide, "Default network ACL" (entry 100 and, with IPv6, 101: everything in, everything out). */
export const subnetOnDefaultRules: FindingRule = {
  id: 'NACL-005',
  version: 1,
  title: 'Subnets are guarded by the rules AWS starts with',
  logic:
    'The ACL of a subnet, named or default, holds nothing but entries that let everything in and everything out over IPv4, as AWS writes them into a default ACL. One entry of any other kind is enough to pass. One finding an ACL names its subnets; an ACL that guards none is not judged.',
  charter: charter('F.network-acls-second'),
  severity: 'info',
  severityNote:
    'Low where something of the data tier stands in one of the subnets, or what stands there was not all collected.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: ['NetworkInterfaces'],
  check,
}

function check(context: RuleContext): readonly RuleOutcome[] {
  const answers = [...context.inventory.subnets.values()].map((subnet) => ({ subnet, acl: aclOf(context, subnet) }))
  const untold = answers.flatMap(({ acl }) => ('status' in acl ? [acl] : []))
  const known = answers.flatMap(({ subnet, acl }) => ('status' in acl ? [] : [{ subnet, acl }]))
  const byAcl = [...Map.groupBy(known, ({ acl }) => acl)]
  const judged = byAcl.map(([acl, own]) => {
    if (isAsAwsWrites(acl))
      return failure(
        context,
        acl,
        own.map(({ subnet }) => subnet),
      )
    return passed(aclSubject(acl), () => `${named(acl)} has entries of its own.`)
  })
  return [...judged, ...untold]
}

function isAsAwsWrites({ entries }: NetworkAcl): boolean {
  const own = entries.filter((entry) => !isClosing(entry))
  const both = (['ingress', 'egress'] as const).every((direction) =>
    own.some((entry) => entry.direction === direction && entry.cidr.family === 4),
  )
  return both && own.every(isAllowAll)
}

function failure(context: RuleContext, acl: NetworkAcl, subnets: readonly Subnet[]): Failure {
  const entries = acl.entries.filter((entry) => !isClosing(entry))
  const { severity, subnet } = severityOf(context, subnets)
  const many = subnets.length > 1
  return failed(aclSubject(acl), {
    title: `${counted(subnets.length, 'subnet')} ${many ? 'are' : 'is'} guarded by the rules AWS starts with, in ${shortName(acl.name ?? acl.id)}`,
    description: `${named(acl)} guards ${listWords(subnets.map(named))} with nothing but ${entriesText(entries)}. That is no second line: whatever a security group lets in is in.`,
    severity,
    related: [...subnets.map(({ id }) => ({ role: 'subnet', id })), { role: 'vpc', id: acl.vpcId }],
    evidence: entryEvidence(context, acl, entries),
    remediation: giveOwnAcl(
      context,
      subnet,
      `Network ACLs are to be used sparingly: leave this where security groups are well kept, and give a tier that holds data an ACL of its own${many ? `; here ${named(subnet)}` : ''}.`,
    ),
    cause: openEntries(
      entryEvidence(
        context,
        acl,
        entries.filter(({ direction }) => direction === 'ingress'),
      ),
    ),
  })
}

/** What is not known counts as data. And the subnet that is to be given an ACL of its own first. */
function severityOf(
  { network, settings, inventory }: RuleContext,
  subnets: readonly Subnet[],
): { readonly severity: Failure['severity']; readonly subnet: Subnet } {
  for (const subnet of subnets) {
    for (const each of network.index.interfacesBySubnet.get(subnet.id) ?? []) {
      const { tier, because } = tierOf(network, settings, each)
      if (tier !== 'data') continue
      const why = [`Raised from info: ${each.id} is of the data tier, for ${because}.`]
      return { severity: { base: 'info', effective: 'low', why }, subnet }
    }
  }
  const [subnet] = subnets
  if (!subnet) throw new Error('An ACL without subnets is not judged.')
  if (coverageOf(inventory, subnet, 'NetworkInterfaces') !== 'complete') {
    const why = ['Raised from info: what stands there was not all collected, and may be of the data tier.']
    return { severity: { base: 'info', effective: 'low', why }, subnet }
  }
  return { severity: fixed('info', 'nothing known there is of the data tier'), subnet }
}
