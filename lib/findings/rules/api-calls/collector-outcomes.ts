/** What the two rules about the collector share: one answer an account and Region, from what its document says. */

import type { Collector } from '../../../describe/collection-report.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { type RegionScope, regionScopes } from '../../region-scopes.ts'
import type { RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'

export interface CollectorCheck {
  /** Null: as it should be. Else what is wrong, and what mends it. */
  readonly judge: (collector: Collector) => CollectorFault | null
  readonly good: (collector: Collector) => string
  /** Where nothing says who collected: why, and the command that answers. */
  readonly reason: string
  readonly command: (region: string) => string
}

export interface CollectorFault {
  readonly title: string
  readonly description: string
  readonly why: string
  readonly summary: string
}

export function checkCollector({ inventory }: RuleContext, check: CollectorCheck): readonly RuleOutcome[] {
  return regionScopes(inventory).map((scope) => outcomeOf(scope, check))
}

function outcomeOf(scope: RegionScope, { judge, good, reason, command }: CollectorCheck): RuleOutcome {
  const { collector, account, region } = scope.document
  if (!collector) return undecided(scope, { reason, remedy: command(region) })
  const fault = judge(collector)
  if (!fault) return passed(scope, good(collector))
  const { title, description, why, summary } = fault
  const place = { resourceId: scope.resource.id, pointer: '/Source/Collector', account, region }
  return failed(scope, {
    title,
    description,
    severity: fixed('high', why),
    evidence: [{ kind: 'resource', ...place, excerpt: `${collector.arn}, ${collector.credentials} credentials` }],
    remediation: { summary, cli: [], terraform: null, console: [] },
  })
}
