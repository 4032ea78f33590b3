import type { RuleCoverage } from '../../lib/reports/charter-coverage.ts'

/** The search that lists what a rule of the charter page counts; `rule:` finds what other rules tell for it too. */
export function ruleQuery({ id, verdict }: Pick<RuleCoverage, 'id' | 'verdict'>): string {
  return verdict === 'fails' ? `rule:${id}` : `status:not-evaluated rule:${id}`
}
