/** Rules of the catalogue that no describe call answers: they say so, and name the call that would. */

import { undecided } from './outcomes.ts'
import { regionScopes } from './region-scopes.ts'
import type { FindingRule } from './rule.ts'

export interface BeyondSnapshot extends Omit<FindingRule, 'check' | 'needs' | 'sharpenedBy'> {
  /** What a snapshot does not hold, as a sentence. */
  readonly reason: string
  /** The command that answers, for a region. */
  readonly command: (region: string) => string
}

/** NOT_EVALUATED for every account and region: never silently absent, never a pass. */
export function beyondSnapshot({ reason, command, ...rule }: BeyondSnapshot): FindingRule {
  return {
    ...rule,
    needs: [],
    sharpenedBy: [],
    check: ({ inventory }) =>
      regionScopes(inventory).map((scope) => undecided(scope, { reason, remedy: command(scope.resource.region) })),
  }
}
