import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'

/** Source: Security Hub guide, "Viewing findings". */
export const reconcile: FindingRule = {
  id: 'HUB-003',
  version: 1,
  title: 'What Security Hub and Inspector found is not compared',
  logic: 'Findings of Security Hub and Inspector are imported, so that they can be compared resource by resource.',
  charter: charter('L.security-hub'),
  severity: 'info',
  severityNote: 'Never changes.',
  compliance: [],
  needs: [],
  sharpenedBy: ['SecurityHubFindings'],
  check: (context) => regionScopes(context.inventory).flatMap((scope) => outcomesOf(context, scope)),
}

function outcomesOf({ inventory }: RuleContext, scope: RegionScope): readonly RuleOutcome[] {
  const { account, region } = scope.resource
  const count = [...inventory.foreignFindings.values()].filter(
    (each) => each.account === account && each.region === region,
  ).length
  const reason =
    count === 0
      ? 'No finding of Security Hub or Inspector was imported, so there is nothing to compare.'
      : `${count} findings were imported; a rule sees one resource at a time, and does not compare them.`
  return [undecided(scope, { reason, remedy: shell`aws securityhub get-findings --region ${region}` })]
}
