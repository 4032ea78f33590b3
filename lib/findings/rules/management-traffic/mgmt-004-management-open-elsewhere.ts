import type { SecurityGroup } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { peerText, ruleRef, trafficText } from '../../../reachability/security-group-filter.ts'
import { type JudgedSource, judgeAdministration } from '../../administration-sources.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { ruleCause } from '../../open-ports.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { portsText } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { listWords, openingWords, titleNames } from '../../wording.ts'
import { isManagement } from './management-interfaces.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC"; EC2 user guide, "EC2 Instance Connect Endpoint". */
export const managementOpenElsewhere: FindingRule = {
  id: 'MGMT-004',
  version: 1,
  title: 'Management interface open to others than bastions and corporate ranges',
  logic:
    'An interface for management (setting, tier tag, or name of it or its group) that is no bastion admits an administration port from a source that is neither a corporate range or list, nor a group that only bastions and management carry, nor a list AWS keeps. Ranges that are not the internet are not judged until corporateRanges is set.',
  charter: charter('I.management-apart'),
  severity: 'high',
  severityNote: 'Always High.',
  compliance: nist('AC-4', 'AC-17', 'SC-7'),
  needs: ['NetworkInterfaces', 'SecurityGroups'],
  sharpenedBy: ['ManagedPrefixLists', 'Instances'],
  check: (context) => {
    const alike = Map.groupBy(
      [...context.inventory.networkInterfaces.values()].filter((one) => isManagement(context, one)),
      ({ vpcId, securityGroupIds }) => `${vpcId} ${securityGroupIds.toSorted().join()}`,
    )
    const judge = judgeAdministration(context)
    return [...alike.values()].flatMap((interfaces) => outcomesOf(context, interfaces, judge))
  },
}

function outcomesOf(
  context: RuleContext,
  interfaces: readonly NetworkInterface[],
  judge: (group: SecurityGroup) => readonly JudgedSource[],
): readonly RuleOutcome[] {
  const [first] = interfaces
  if (!first) return []
  const groups = first.securityGroupIds.map((id) => context.inventory.securityGroups.get(id))
  const judged = groups.flatMap((group) => (group ? judge(group) : []))
  const foreign = judged.filter(({ verdict }) => verdict === 'foreign')
  if (foreign.length > 0) return [failure(context, interfaces, foreign)]
  const subject = subjectFor(first, 'network-interface', first.vpcId)
  const unset = judged.filter(({ verdict }) => verdict === 'unset')
  if (unset.length > 0) {
    const which = listWords(unset.map(({ rule }) => `${trafficText(rule)} from ${peerText(rule)}`))
    return [
      undecided(subject, {
        reason: `Whether ${which} is the team's own range was not said: corporateRanges is not set.`,
        remedy: 'set corporateRanges in portolan.yaml',
      }),
    ]
  }
  const isUntold = groups.some((group) => !group || group.unread.length > 0) || first.unread.length > 0
  if (isUntold || judged.some(({ verdict }) => verdict === 'unknown')) {
    const reason = `Whom the groups of ${first.id} admit is not all known: a group, a rule, a prefix list, or who carries a group.`
    const remedy = shell`aws ec2 describe-security-groups --region ${first.region} --group-ids ${first.securityGroupIds}`
    return [undecided(subject, { reason, remedy })]
  }
  return [passed(subject, () => `${first.id} takes administration only from bastions and corporate ranges.`)]
}

function failure(
  context: RuleContext,
  interfaces: readonly NetworkInterface[],
  foreign: readonly JudgedSource[],
): RuleOutcome {
  const { inventory, network, settings } = context
  const [first] = interfaces
  if (!first) throw new Error('A group of interfaces is never empty.')
  const names = carrierNames(inventory, interfaces)
  const byGroup = [...Map.groupBy(foreign, ({ group }) => group)].map(([group, all]) => ({
    group,
    rules: all.map(({ rule }) => rule),
  }))
  const parts = byGroup.map(({ group, rules }) => revokeRules({ group, rules, settings, summary: '' }))
  const cause = byGroup[0] ? ruleCause(byGroup[0].group, byGroup[0].rules) : first.id
  const sources = [...new Set(foreign.map(({ rule }) => peerText(rule)))]
  return failed(subjectFor(first, 'network-interface', first.vpcId), {
    title: `Management of ${titleNames(names)} is open to others than bastions`,
    description: `${openingWords(listWords([...names]))} ${names.size === 1 ? 'is' : 'are'} there for management and ${names.size === 1 ? 'takes' : 'take'} it from ${listWords(sources)}: neither a bastion, nor a corporate range.`,
    severity: fixed('high', 'others than bastions and corporate ranges are admitted'),
    exposure: { level: reachedInterfaces(network, settings).get(first.id) ?? 'internal', path: [] },
    related: [
      ...interfaces.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
      ...byGroup.map(({ group }) => ({ role: 'security-group', id: group.id })),
    ],
    ports: [...new Set(foreign.map(({ rule }) => trafficText(rule)))],
    evidence: [
      ...foreign.map(({ group, rule }) => evidenceOf(inventory, ruleRef(rule, group.id))),
      resourceEvidence(inventory, first, { excerpt: `${first.id} is for management` }),
    ],
    settingsUsed: {
      adminPorts: portsText(settings.adminPorts),
      corporateRanges: listWords(settings.corporateRanges, 20),
      corporatePrefixLists: listWords(settings.corporatePrefixLists, 20),
    },
    remediation: {
      summary:
        'Admit the group of the bastion, or of an EC2 Instance Connect Endpoint, in the place of these sources; others are cut off.',
      cli: parts.flatMap(({ cli }) => cli),
      terraform: parts.flatMap(({ terraform }) => terraform ?? []).join('\n\n') || null,
      console: parts.flatMap(({ console }) => console),
    },
    cause,
  })
}
