import type { NetworkFirewallPolicy } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: Network Firewall guide, "Rule groups". */
export const emptyPolicy: FindingRule = {
  id: 'INL-003',
  version: 1,
  title: 'Firewall policy without rules',
  logic: 'The policy names a rule group, and no group that it names is empty.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [
    fsbp('NetworkFirewall.3', 'exact'),
    fsbp('NetworkFirewall.6'),
    awsConfig('netfw-policy-rule-group-associated'),
  ],
  needs: ['FirewallPolicies'],
  sharpenedBy: ['RuleGroups'],
  check: (context) =>
    [...context.inventory.networkFirewallPolicies.values()].map((policy) => outcomeOf(context, policy)),
}

function outcomeOf({ inventory }: RuleContext, policy: NetworkFirewallPolicy): RuleOutcome {
  const subject = subjectFor(policy, 'network-firewall-policy', null)
  const { id, region, name, ruleGroupArns } = policy
  if (!policy.bodyTold)
    return undecided(subject, {
      reason: `The rule groups of ${named(policy)} were not told.`,
      remedy: shell`aws network-firewall describe-firewall-policy --region ${region} --firewall-policy-arn ${id}`,
    })
  const counts = ruleGroupArns.map((arn) => ({
    arn,
    count: inventory.networkFirewallRuleGroups.get(arn)?.ruleCount ?? null,
  }))
  const empty = counts.filter(({ count }) => count === 0).map(({ arn }) => arn)
  const untold = counts.find(({ count }) => count === null)
  if (ruleGroupArns.length > 0 && empty.length === 0) {
    if (!untold) return passed(subject, `${named(policy)} has rules.`)
    return undecided(subject, {
      reason: `How many rules group ${untold.arn} has was not told.`,
      remedy: shell`aws network-firewall describe-rule-group --region ${region} --rule-group-arn ${untold.arn}`,
    })
  }
  const what = ruleGroupArns.length === 0 ? 'names no rule group' : `names ${listWords(empty)}, without rules`
  return failed(subject, {
    title: `${shortName(name ?? id)} ${ruleGroupArns.length === 0 ? 'has no rules' : 'names an empty rule group'}`,
    description: `Firewall policy ${named(policy)} ${what}. A firewall with it inspects less than it seems to.`,
    severity: fixed('medium', 'only the default actions decide'),
    related: empty.map((arn) => ({ role: 'rule-group', id: arn })),
    evidence: [resourceEvidence(inventory, policy, { excerpt: what })],
    remediation: {
      summary: 'Add rule groups, or rules to the groups that are empty. Start with alerts: new drops stop traffic.',
      cli: [
        shell`aws network-firewall list-rule-groups --region ${region} --scope MANAGED`,
        shell`aws network-firewall associate-firewall-policy --region ${region} --firewall-arn ${'<firewall>'} --firewall-policy-arn ${'<policy with rules>'}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Network Firewall, Firewall policies, ${name ?? id}.`],
    },
  })
}
