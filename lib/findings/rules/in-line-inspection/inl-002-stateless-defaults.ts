import type { NetworkFirewallPolicy } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: Network Firewall guide, "Firewall policy settings", stateless default actions. */
export const statelessDefaults: FindingRule = {
  id: 'INL-002',
  version: 1,
  title: 'Firewall policy lets packets pass that no stateless rule names',
  logic: 'The default action for full packets and that for fragments each are aws:drop or aws:forward_to_sfe.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [
    fsbp('NetworkFirewall.4', 'exact'),
    fsbp('NetworkFirewall.5', 'exact'),
    awsConfig('netfw-policy-default-action-full-packets'),
    awsConfig('netfw-policy-default-action-fragment-packets'),
  ],
  needs: ['FirewallPolicies'],
  sharpenedBy: ['Firewalls'],
  check: (context) =>
    [...context.inventory.networkFirewallPolicies.values()].map((policy) => outcomeOf(context, policy)),
}

const SAFE: ReadonlySet<string> = new Set(['aws:drop', 'aws:forward_to_sfe'])

function outcomeOf({ inventory }: RuleContext, policy: NetworkFirewallPolicy): RuleOutcome {
  const subject = subjectFor(policy, 'network-firewall-policy', null)
  const { id, region, name } = policy
  const defaults = [
    ['StatelessDefaultActions', policy.statelessDefaultActions],
    ['StatelessFragmentDefaultActions', policy.statelessFragmentDefaultActions],
  ] as const
  const loose = defaults.filter(([, actions]) => actions.length > 0 && !actions.some((action) => SAFE.has(action)))
  if (loose.length === 0) {
    if (policy.bodyTold && defaults.every(([, actions]) => actions.length > 0))
      return passed(subject, `${named(policy)} drops or inspects what no stateless rule names.`)
    return undecided(subject, {
      reason: `The default actions of ${named(policy)} were not told.`,
      remedy: shell`aws network-firewall describe-firewall-policy --region ${region} --firewall-policy-arn ${id}`,
    })
  }
  const texts = loose.map(([field, actions]) => `${field} is ${listWords(actions)}`)
  return failed(subject, {
    title: `${shortName(name ?? id)} lets packets pass unseen`,
    description: `In firewall policy ${named(policy)} ${listWords(texts)}: packets that no stateless rule names pass without the stateful rules.`,
    severity: fixed('medium', 'the stateful rules never see them'),
    evidence: loose.map(([field], index) =>
      resourceEvidence(inventory, policy, { excerpt: texts[index] ?? '', field }),
    ),
    remediation: {
      summary:
        'Set both defaults to aws:forward_to_sfe. The stateful rules then decide, and may drop what passed before.',
      cli: [
        shell`aws network-firewall describe-firewall-policy --region ${region} --firewall-policy-arn ${id} --query FirewallPolicy`,
        shell`aws network-firewall update-firewall-policy --region ${region} --firewall-policy-arn ${id} --update-token ${'<token>'} --firewall-policy ${'file://policy.json'}`,
      ],
      terraform:
        'resource "aws_networkfirewall_firewall_policy" "this" {\n  firewall_policy {\n    stateless_default_actions          = ["aws:forward_to_sfe"]\n    stateless_fragment_default_actions = ["aws:forward_to_sfe"]\n  }\n}',
      console: [`Open the VPC console in ${region}, Network Firewall, Firewall policies, ${name ?? id}.`],
    },
  })
}
