/** What one would run to know what is not known. */

import { UNKNOWN } from '../describe/document.ts'
import { commandFor } from '../inventory/collection-calls.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { TraceUnknown } from '../reachability/trace-result.ts'

/** The remedy of the gap that caused it, else the call that fills the missing key; null when neither is known. */
export function remedyFor(inventory: Inventory, { key, gapIds }: Pick<TraceUnknown, 'key' | 'gapIds'>): string | null {
  const gap = inventory.gaps.find(({ id, remedy }) => remedy !== null && gapIds.includes(id))
  if (gap) return gap.remedy
  if (key === null) return null
  const regions = new Set(inventory.documents.map(({ region }) => region))
  const [only = UNKNOWN] = regions
  return commandFor(key, regions.size === 1 ? only : UNKNOWN)
}
