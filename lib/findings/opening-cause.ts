/** Which opening of a security group lets the internet to a port, and the cause it shares with the finding on that group. */

import { holds } from '../net/interval-set.ts'
import { ruleRef } from '../reachability/security-group-filter.ts'
import { evidenceOf } from './evidence.ts'
import type { Evidence } from './finding.ts'
import { ruleCause, toldWith } from './open-ports.ts'
import type { RuleContext } from './rule.ts'

export interface OpeningOfPort {
  /** As the rules about security groups name it. */
  readonly cause: string
  readonly evidence: readonly Evidence[]
  /** Its place among the openings of its group: of several ports the first one names the cause. */
  readonly place: number
}

/** The first opening of TCP `port` among the groups; null where none surely opens it. */
export function openingOfPort(
  { openings, settings, inventory }: RuleContext,
  groupIds: readonly string[],
  port: number,
): OpeningOfPort | null {
  for (const id of groupIds) {
    const told = openings.get(id)
    const opening = told?.openings.find(({ tcp }) => holds(tcp, port))
    if (!told || !opening) continue
    const together = toldWith(told, opening, settings).flatMap(({ rules }) => rules)
    return {
      cause: ruleCause(told.group, together),
      place: told.openings.indexOf(opening),
      evidence: opening.rules.map((rule) => evidenceOf(inventory, ruleRef(rule, id))),
    }
  }
  return null
}

/** Could a rule that is not known open TCP `port` to the internet? */
export function mayBeOpen({ openings }: RuleContext, groupIds: readonly string[], port: number): boolean {
  return groupIds.some((id) => {
    const told = openings.get(id)
    return !told || told.unread.length > 0 || told.possible.some(({ tcp }) => holds(tcp, port))
  })
}
