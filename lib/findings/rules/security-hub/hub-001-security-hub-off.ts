import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { cis } from '../../compliance.ts'
import { passed } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { regionFailed } from './region-fault.ts'

/** Source: Security Hub guide, "Enabling Security Hub". */
export const securityHubOff: FindingRule = {
  id: 'HUB-001',
  version: 1,
  title: 'Security Hub is off, or checks nothing',
  logic: 'The account and region has a hub and at least one standard that is READY.',
  charter: charter('L.security-hub'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: cis({
    '1.5': '4.16',
    '2.0': '4.16',
    '3.0': '4.16',
    '4.0.1': '4.16',
    '5.0': '4.16',
    '6.0': '5.16',
    '7.0': '5.16',
  }),
  needs: ['Hubs', 'StandardsSubscriptions'],
  sharpenedBy: [],
  check: (context) => regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope)),
}

function outcomesOf({ inventory }: RuleContext, scope: RegionScope): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  const hubs = [...inventory.securityHubs.values()].filter((hub) => hub.account === account && hub.region === region)
  if (hubs.some(({ standards }) => standards.some(({ status }) => status === 'READY')))
    return [passed(scope, `Security Hub checks ${account} in ${region}.`)]
  const missing = hubs.length === 0 ? 'Hubs' : 'StandardsSubscriptions'
  // Where it was not collected, the rule's needs have said so.
  if (scope.document.coverage.get(missing) !== 'complete') return []
  const what = hubs.length === 0 ? 'is not enabled' : 'has no standard that is ready'
  return [
    regionFailed(scope, {
      title: `Security Hub ${what} in ${region}`,
      description: `Security Hub of account ${account} in ${region} ${what}, so none of its controls looks for unintended access there.`,
      severity: fixed('medium', 'its controls do not run there'),
      excerpt: `Security Hub ${what}`,
      remediation: {
        summary: 'Enable Security Hub with its default standards. It costs by the check.',
        cli: [
          hubs.length === 0
            ? shell`aws securityhub enable-security-hub --region ${region} --enable-default-standards`
            : shell`aws securityhub batch-enable-standards --region ${region} --standards-subscription-requests ${`StandardsArn=arn:aws:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`}`,
        ],
        console: [`Open the Security Hub console in ${region}.`],
      },
    }),
  ]
}
