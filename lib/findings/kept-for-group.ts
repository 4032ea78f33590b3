/** What several rules ask of the same security group is found once in an evaluation. */

import type { SecurityGroup } from '../inventory/filters.ts'
import type { RuleContext } from './rule.ts'

/** The answers to one question, by evaluation and group. */
export type KeptForGroup<T> = WeakMap<RuleContext, Map<SecurityGroup, T>>

/** The answer as it is kept, or as `make` finds it. */
export function keptFor<T>(
  context: RuleContext,
  kept: KeptForGroup<T>,
  { group, make }: { readonly group: SecurityGroup; readonly make: () => T },
): T {
  const known = kept.get(context) ?? new Map<SecurityGroup, T>()
  kept.set(context, known)
  const found = known.get(group) ?? make()
  known.set(group, found)
  return found
}
