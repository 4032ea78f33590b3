import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import type { Vpc } from '../../../inventory/network.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { prefixListEntries } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { checkGroups } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords } from '../../wording.ts'

/** Source: VPC guide, "Amazon VPC quotas" (60 rules a direction and family, 5 groups an interface). */
export const tooManyRules: FindingRule = {
  id: 'SG-024',
  version: 1,
  title: 'Too many rules or groups',
  logic:
    'A group has, in one direction and family, more rules than the threshold, or more than the told share of the quota of the account. A rule for a group or a prefix list counts in both families, and a list as many times as it has entries. An interface carries more groups than the told share of its quota: one finding a VPC.',
  charter: charter('E.security-groups-first'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('CM-2')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Vpcs', 'ManagedPrefixLists'],
  check,
}

function check(context: RuleContext): readonly RuleOutcome[] {
  return [...groupOutcomes(context), ...[...context.inventory.vpcs.values()].map((vpc) => vpcOutcome(context, vpc))]
}

function groupOutcomes(context: RuleContext): readonly RuleOutcome[] {
  const { rulesPerGroup, quotaRulesPerGroup, quotaShare } = context.settings.thresholds
  const most = Math.min(rulesPerGroup, quotaRulesPerGroup * quotaShare)
  return checkGroups(context, {
    base: 'low',
    direction: null,
    judge: (group) => {
      const crowded = SIDES.filter((side) => count(context, group, side).atLeast > most)
      const rules = group.rules.filter((rule) => crowded.some((side) => countsOn(rule, side)))
      const lists = SIDES.flatMap((side) => count(context, group, side).lists)
      return { rules, lists: [...new Set(lists)] }
    },
    tell: (group, rules) => ({
      title: `has too many rules: ${rules.length}`,
      description: `In one direction and family it holds ${Math.max(...SIDES.map((side) => count(context, group, side).atLeast))} rules. Nobody reviews such a list, and the next rule may not fit.`,
      summary: 'Join ranges in a prefix list or name groups, and split what serves different purposes.',
      severity: fixed('low', `more than ${most} rules in one direction and family`),
      settingsUsed: {
        rulesPerGroup: `${rulesPerGroup}`,
        quotaRulesPerGroup: `${quotaRulesPerGroup}`,
        quotaShare: `${quotaShare}`,
      },
      remediation: {
        summary: 'Join ranges in a prefix list or name groups, and split what serves different purposes.',
        cli: [],
        terraform: null,
        console: [`Open the VPC console in ${group.region}, Security groups, ${group.id}, and read its rules.`],
      },
    }),
    pass: 'has no more rules than the settings allow',
  })
}

interface Side {
  readonly direction: SecurityGroupRule['direction']
  readonly family: 4 | 6
}

const SIDES: readonly Side[] = (['ingress', 'egress'] as const).flatMap((direction) =>
  ([4, 6] as const).map((family) => ({ direction, family })),
)

function countsOn({ direction, peer }: SecurityGroupRule, side: Side): boolean {
  return direction === side.direction && (peer.kind !== 'prefix' || peer.prefix.family === side.family)
}

function count({ inventory }: RuleContext, { rules }: SecurityGroup, side: Side) {
  let atLeast = 0
  const lists: string[] = []
  for (const rule of rules) {
    if (!countsOn(rule, side)) continue
    const entries = rule.peer.kind === 'prefix-list' ? prefixListEntries(inventory.prefixLists.get(rule.peer.id)) : null
    if (rule.peer.kind === 'prefix-list' && !entries) lists.push(rule.peer.id)
    atLeast += Math.max(1, entries?.length ?? 1)
  }
  return { atLeast, lists }
}

function vpcOutcome({ inventory, network, settings }: RuleContext, vpc: Vpc): RuleOutcome {
  const { quotaGroupsPerInterface, quotaShare } = settings.thresholds
  const most = quotaGroupsPerInterface * quotaShare
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const interfaces = network.index.interfacesByVpc.get(vpc.id) ?? []
  const crowded = interfaces.filter(({ securityGroupIds }) => securityGroupIds.length > most)
  const [first] = crowded
  if (!first) {
    if (
      coverageOf(inventory, vpc, 'NetworkInterfaces') === 'complete' &&
      interfaces.every(({ unread }) => unread.length === 0)
    ) {
      return passed(subject, `No interface of ${vpc.id} carries more than ${most} groups.`)
    }
    return undecided(subject, {
      reason: `Not all interfaces of ${vpc.id}, or not all their groups, were collected.`,
      remedy: commandFor('NetworkInterfaces', vpc.region),
    })
  }
  const names = crowded.map(({ id }) => id)
  return failed(subject, {
    title: `${counted(crowded.length, 'interface')} of ${vpc.name ?? vpc.id} ${crowded.length === 1 ? 'carries' : 'carry'} many groups`,
    description: `${listWords(names)} ${crowded.length === 1 ? 'carries' : 'carry'} more than ${most} groups. What is admitted there is the sum of them all, and hard to see.`,
    severity: fixed('low', `${first.id} carries ${first.securityGroupIds.length} groups`),
    related: crowded.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
    evidence: crowded.slice(0, 20).map((each) =>
      resourceEvidence(inventory, each, {
        excerpt: `${each.id}: ${each.securityGroupIds.length} groups`,
        field: 'Groups',
      }),
    ),
    settingsUsed: { quotaGroupsPerInterface: `${quotaGroupsPerInterface}`, quotaShare: `${quotaShare}` },
    remediation: {
      summary: 'Join the groups that always go together; take away those whose rules another holds already.',
      cli: [],
      terraform: null,
      console: [`Open the EC2 console in ${vpc.region}, Network interfaces, and read the groups of ${first.id}.`],
    },
  })
}
