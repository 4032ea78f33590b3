import { isMissingList, type SecurityGroup } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRule, ruleRef } from '../../../reachability/security-group-filter.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { awsConfig, cis, fsbp, nist, pci } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { hiddenNames, hiddenRelated } from '../../hidden-carriers.ts'
import { ruleCause, subjectOf } from '../../open-ports.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import type { SeverityAnswer } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { everythingOut } from './sg-018-egress-unrestricted.ts'
import { isUntold } from './sg-025-rule-without-description.ts'

/** Source: VPC guide, "Default security groups for your VPCs". */
export const defaultGroupNotEmpty: FindingRule = {
  id: 'SG-020',
  version: 1,
  title: 'Default security group is not empty',
  logic: 'The group named "default" of a VPC has any rule, in or out; the rule that refers to itself counts too.',
  charter: charter('E.security-groups-first'),
  severity: 'high',
  severityNote:
    'High while an interface carries it; Low when none does. Not lowered when interfaces were not collected.',
  compliance: [
    ...cis({ '1.2': '4.3', '1.3': '5.3', '1.4': '5.3', '1.5': '5.4', '2.0': '5.4', '3.0': '5.4' }, 'exact'),
    ...cis({ '4.0.1': '5.5', '5.0': '5.5', '6.0': '6.5', '7.0': '6.5' }, 'exact'),
    fsbp('EC2.2', 'exact'),
    awsConfig('vpc-default-security-group-closed', 'exact'),
    ...pci('3.2.1', '1.2.1', '1.3.4', '2.1'),
    ...nist('AC-4(21)', 'SC-7', 'SC-7(4)', 'SC-7(5)', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)'),
  ],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces'],
  check: (context) =>
    [...context.inventory.securityGroups.values()]
      .filter(({ isDefault }) => isDefault)
      .map((group) => outcomeOf(context, group)),
}

function outcomeOf(context: RuleContext, group: SecurityGroup): RuleOutcome {
  const missing = group.unread.filter(isMissingList)
  if (group.rules.length > 0 || group.unread.length > missing.length) return failure(context, group)
  if (missing.length > 0) {
    return {
      ...subjectOf(group),
      status: 'NOT_EVALUATED',
      reason: `The default group ${group.id} has no known rule, but not all its rules were collected: ${listWords(missing)}.`,
      remedy: shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}`,
    }
  }
  return { ...subjectOf(group), status: 'PASS', description: `The default group ${group.id} has no rules.` }
}

function failure(context: RuleContext, group: SecurityGroup): Failure {
  const { inventory, network, settings } = context
  const carriers = carriersOf(network, group.id)
  const hidden = context.hidden.get(group.id) ?? []
  const names = carrierNames(inventory, carriers, hiddenNames(hidden))
  const count = carriers.length + hidden.length
  const unread = group.unread.filter((text) => !isMissingList(text)).length
  const rules = listWords([
    ...group.rules.map(describeRule),
    ...(unread > 0 ? [`${counted(unread, 'rule')} that could not be read`] : []),
  ])
  return {
    ...subjectOf(group),
    status: 'FAIL',
    discriminator: '',
    title: `The default security group of ${shortName(vpcName(context, group))} has rules`,
    description: `Whatever is launched without choosing a group gets ${named(group)}, which has ${counted(group.rules.length + unread, 'rule')}: ${rules}. ${count > 0 ? `Now on ${listWords([...names])}.` : 'No known interface carries it now.'}`,
    severity: gradeOf(context, group, count),
    exposure: { level: levelOf(context, group, count), path: [] },
    related: [
      ...carriers.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
      ...hiddenRelated(hidden),
      ...(group.vpcId ? [{ role: 'vpc', id: group.vpcId }] : []),
    ],
    ports: [],
    evidence: group.rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
    settingsUsed: {},
    remediation: revokeRules({
      group,
      rules: group.rules,
      settings,
      summary:
        'Give what uses it a group of its own first, then take every rule away: what still uses it loses its connections. The default group itself cannot be deleted.',
    }),
    alsoMatches: [
      ...(everythingOut(context)(group).length > 0 ? ['SG-018', 'SG-019'] : []),
      ...(group.rules.some(isUntold) ? ['SG-025'] : []),
    ],
    cause: ruleCause(group, group.rules),
  }
}

function vpcName({ inventory }: RuleContext, { vpcId }: SecurityGroup): string {
  return vpcId === null ? 'a VPC' : (inventory.vpcs.get(vpcId)?.name ?? vpcId)
}

function levelOf(context: RuleContext, group: SecurityGroup, carriers: number): 'internal' | 'none' | 'unknown' {
  if (carriers > 0) return 'internal'
  return coverageOf(context.inventory, group, 'NetworkInterfaces') === 'complete' ? 'none' : 'unknown'
}

function gradeOf(context: RuleContext, group: SecurityGroup, carriers: number): SeverityAnswer {
  switch (levelOf(context, group, carriers)) {
    case 'internal':
      return {
        base: 'high',
        effective: 'high',
        why: [`${counted(carriers, 'interface')} ${carriers === 1 ? 'carries' : 'carry'} it.`],
      }
    case 'none':
      return { base: 'high', effective: 'low', why: ['Lowered from high: no network interface carries it.'] }
    case 'unknown':
      return { base: 'high', effective: 'high', why: ['Not lowered: network interfaces were not all collected.'] }
  }
}
