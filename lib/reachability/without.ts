/**
 * What if: the same network with some rules removed. Interfaces, addresses and every filter that keeps its rules are
 * shared with the network it was made from, so the answer is there at once.
 */

import { recompile } from './compiled/recompile.ts'
import { compiledIfMade, keepCompiled } from './exposure.ts'
import { changedFilters, leaveOut } from './leave-out-rules.ts'
import { type Network, networkFrom } from './network.ts'
import { rulesOfId } from './rule-id.ts'

export interface Without {
  readonly network: Network
  /** Ids no rule of the network has; those that have one are removed all the same. */
  readonly unknownIds: readonly string[]
}

/**
 * The network without the rules of these ids (as in `rule-id.ts`). A group that loses its last rule admits nobody, a
 * route that goes leaves its traffic to the next longest. The network itself is given back when no id is known.
 */
export function without(network: Network, ruleIds: readonly string[]): Without {
  const named = ruleIds.map((id) => ({ id, found: rulesOfId(network.inventory, id) }))
  const unknownIds = named.filter(({ found }) => found.length === 0).map(({ id }) => id)
  const found = named.flatMap((each) => each.found)
  if (found.length === 0) return { network, unknownIds }
  const changed = changedFilters(found)
  const { inventory, index } = leaveOut(network, changed)
  const left = networkFrom(inventory, index, network.passages)
  keepReplies(network, left, changed.tables)
  const before = compiledIfMade(network)
  const compiled = before ? recompile(before, left, changed) : null
  if (compiled) keepCompiled(compiled)
  return { network: left, unknownIds }
}

/** Where other tables send replies is known already. */
function keepReplies(before: Network, left: Network, changed: ReadonlyMap<string, unknown>): void {
  for (const [key, replies] of before.replies) {
    if (!changed.has(key.split(' ')[0] ?? '')) left.replies.set(key, replies)
  }
}
