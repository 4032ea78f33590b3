/** How many of each kind there are. */

import type { Inventory } from './inventory.ts'

/** Every kind of the model, kinds with none included, sorted by name. */
export function countResources(inventory: Inventory): Readonly<Record<string, number>> {
  const { documents: _documents, gaps: _gaps, ...kinds } = inventory
  const counts = Object.entries(kinds).map(([kind, held]) => [kind, 'size' in held ? held.size : held.length] as const)
  return Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
