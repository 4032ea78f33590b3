import type { NetworkAcl } from '../../../inventory/filters.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { groupsBehindAcl } from '../../groups-behind.ts'
import { narrowEntries } from '../../narrow-acl-entries.ts'
import { objectionable, thresholdText } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type WideOpen, wideOpen } from './acl-shares.ts'
import {
  aclSubject,
  entriesText,
  entryEvidence,
  guardedText,
  isToldAsDefault,
  knowsHosts,
  openEntries,
  subnetsOf,
  unreadAcl,
} from './acl-subject.ts'

/** Source: VPC guide, "Network ACL rules" and "Default network ACL". */
export const everythingAdmitted: FindingRule = {
  id: 'NACL-002',
  version: 2,
  title: 'Network ACL admits everything from the internet',
  logic:
    'By first match, every protocol and every port is admitted inbound from addresses that together hold the internet, IPv4 or IPv6. One port that is denied first is enough to pass. Where the ACL holds the rules AWS starts with and guards a subnet, NACL-005 tells it.',
  charter: charter('F.network-acls-second'),
  severity: 'low',
  severityNote: 'Info while no security group behind it opens every port to the internet.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['NetworkAcls'],
  sharpenedBy: ['Subnets', 'NetworkInterfaces', 'SecurityGroups'],
  check: (context) =>
    [...context.inventory.networkAcls.values()].flatMap((acl) =>
      isToldAsDefault(context, acl) ? [] : [outcomeOf(context, acl)],
    ),
}

function outcomeOf(context: RuleContext, acl: NetworkAcl): RuleOutcome {
  if (acl.unread.length > 0) return unreadAcl(aclSubject(acl), acl)
  const open = wideOpen(acl, 'ingress', context.settings.internetThreshold)
  if (open.families.length === 0) return passed(aclSubject(acl), `${named(acl)} keeps something of the internet out.`)
  return failure(context, acl, open)
}

function failure(context: RuleContext, acl: NetworkAcl, { families, entries }: WideOpen): Failure {
  const subnets = subnetsOf(context, acl)
  const evidence = entryEvidence(context, acl, entries)
  const out = wideOpen(acl, 'egress', context.settings.internetThreshold).families.length > 0
  return failed(aclSubject(acl), {
    title: `Network ACL ${shortName(acl.name ?? acl.id)} admits everything from the internet`,
    description: `${named(acl)} lets in every protocol and port over ${listWords(families.map((family) => `IPv${family}`))}, by ${entriesText(entries)}${out ? ', and everything out' : ''}. ${guardedText(context, acl)} Should an instance be launched there with the wrong security group, nothing else stands in the way.`,
    severity: severityOf(context, acl),
    related: subnets.map(({ id }) => ({ role: 'subnet', id })),
    evidence,
    settingsUsed: { internetThreshold: thresholdText(context.settings) },
    remediation: narrowEntries({ acl, entries, subnets: subnets.length, settings: context.settings }),
    alsoMatches: out ? ['NACL-003'] : [],
    cause: openEntries(evidence),
  })
}

function severityOf(context: RuleContext, acl: NetworkAcl): Failure['severity'] {
  const because = whatGroupsLeave(context, acl)
  if (because !== null) return fixed('low', because)
  return {
    base: 'low',
    effective: 'info',
    why: ['Lowered from low: no security group behind it opens every port to the internet.'],
  }
}

/** Which groups behind the ACL open every port too, or that it is not known, as words; null when surely none does. */
export function whatGroupsLeave(context: RuleContext, acl: NetworkAcl): string | null {
  const groups = [...groupsBehindAcl(context.network, acl)]
  const open = groups.filter((id) =>
    context.openings.get(id)?.openings.some((each) => isEveryPort(each, context.settings)),
  )
  if (open.length > 0) return `${listWords(open)} behind it ${open.length === 1 ? 'opens' : 'open'} every port too`
  if (!knowsHosts(context, acl) || groups.some((id) => untold(context, id)))
    return 'what security groups behind it shut was not all collected'
  return null
}

function isEveryPort(opening: Parameters<typeof objectionable>[1], settings: RuleContext['settings']): boolean {
  const { tcp, udp } = objectionable('SG-001', opening, settings)
  return tcp.length > 0 || udp.length > 0
}

function untold({ openings }: RuleContext, id: string): boolean {
  const group = openings.get(id)
  return !group || group.unread.length > 0 || group.possible.length > 0
}
