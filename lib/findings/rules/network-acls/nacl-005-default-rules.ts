import type { NetworkAcl } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import type { Remediation } from '../../finding.ts'
import { failed, passed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import {
  aclOf,
  aclSubject,
  askForAcl,
  entriesText,
  entryEvidence,
  isAsAwsWrites,
  isClosing,
  openEntries,
} from './acl-subject.ts'
import { whatGroupsLeave } from './nacl-002-everything-admitted.ts'
import { giveOwnAcl } from './own-acl.ts'

/** Source: VPC guide, "Default network ACL" (entry 100 and, with IPv6, 101: everything in, everything out). */
export const subnetOnDefaultRules: FindingRule = {
  id: 'NACL-005',
  version: 2,
  title: 'Subnets are guarded by the rules AWS starts with',
  logic:
    'The ACL of a subnet, named or default, holds nothing but entries that let everything in and everything out over IPv4, as AWS writes them into a default ACL. One entry of any other kind is enough to pass. One finding an ACL names its subnets; an ACL that guards none is not judged.',
  charter: charter('F.network-acls-second'),
  severity: 'info',
  severityNote:
    'Low where something of the data tier stands in one of the subnets, where a security group behind it opens every port to the internet, or where what stands there was not all collected.',
  compliance: [],
  needs: ['NetworkAcls', 'Subnets'],
  sharpenedBy: ['NetworkInterfaces', 'SecurityGroups'],
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

function failure(context: RuleContext, acl: NetworkAcl, subnets: readonly Subnet[]): Failure {
  const entries = acl.entries.filter((entry) => !isClosing(entry))
  const { severity, data } = severityOf(context, acl, subnets)
  const many = subnets.length > 1
  return failed(aclSubject(acl), {
    title: `${counted(subnets.length, 'subnet')} ${many ? 'are' : 'is'} guarded by the rules AWS starts with, in ${shortName(acl.name ?? acl.id)}`,
    description: `${named(acl)} guards ${listWords(subnets.map(named))} with nothing but ${entriesText(entries)}. That is no second line: whatever a security group lets in is in.`,
    severity,
    related: [...subnets.map(({ id }) => ({ role: 'subnet', id })), { role: 'vpc', id: acl.vpcId }],
    evidence: entryEvidence(context, acl, entries),
    alsoMatches: ['NACL-002', 'NACL-003'],
    remediation: remediationOf(context, acl, data),
    cause: openEntries(
      entryEvidence(
        context,
        acl,
        entries.filter(({ direction }) => direction === 'ingress'),
      ),
    ),
  })
}

/** A second line is for what holds data; for the rest AWS advises to use network ACLs sparingly. */
function remediationOf(context: RuleContext, acl: NetworkAcl, data: readonly Subnet[]): Remediation {
  const advice =
    'Network ACLs are to be used sparingly: leave this where security groups are well kept, and give a tier that holds data an ACL of its own'
  if (data.length > 0) return giveOwnAcl(context, data, `${advice}; here ${listWords(data.map(named))}.`)
  return {
    summary: `${advice}.`,
    cli: [askForAcl(acl)],
    terraform: null,
    console: [`Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, and look at its subnets.`],
  }
}

interface Grade {
  readonly severity: Failure['severity']
  /** The subnets where something of the data tier stands. */
  readonly data: readonly Subnet[]
}

/** What is not known counts as data. */
function severityOf(context: RuleContext, acl: NetworkAcl, subnets: readonly Subnet[]): Grade {
  const stores = new Map(subnets.flatMap((subnet) => dataIn(context, subnet)))
  const data = [...stores.keys()]
  const raised = (because: string): Grade => ({
    severity: { base: 'info', effective: 'low', why: [`Raised from info: ${because}.`] },
    data,
  })
  const [first] = stores.values()
  if (first !== undefined) return raised(first)
  if (coverageOf(context.inventory, acl, 'NetworkInterfaces') !== 'complete')
    return raised('what stands there was not all collected, and may be of the data tier')
  const left = whatGroupsLeave(context, acl)
  return left === null ? { severity: fixed('info', 'nothing known there is of the data tier'), data } : raised(left)
}

/** The subnet with why the first interface of the data tier in it is taken for one. */
function dataIn({ network, settings }: RuleContext, subnet: Subnet): readonly (readonly [Subnet, string])[] {
  for (const each of network.index.interfacesBySubnet.get(subnet.id) ?? []) {
    const { tier, because } = tierOf(network, settings, each)
    if (tier === 'data') return [[subnet, `${each.id} is of the data tier, for ${because}`]]
  }
  return []
}
