/** Moving in the table by key, apart from any screen. */

import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'

export interface TablePlace {
  readonly active: number
  readonly total: number
  readonly pageRows: number
  /** Depth in the tree; null where the row is not loaded. */
  readonly depthAt: (index: number) => number | null
}

/** The row a key leads to; null for keys that do not move. Left goes to the parent, right to the first child. */
export function moveInRows(key: string, place: TablePlace): number | null {
  if (place.total === 0) return null
  const wanted = target(key, place)
  return wanted === null ? null : Math.min(place.total - 1, Math.max(0, wanted))
}

function target(key: string, place: TablePlace): number | null {
  const { active, total, pageRows } = place
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + pageRows
    case 'PageUp':
      return active - pageRows
    case 'Home':
      return 0
    case 'End':
      return total - 1
    case 'ArrowLeft':
      return parentOf(place)
    case 'ArrowRight':
      return childOf(place)
    default:
      return null
  }
}

function parentOf({ active, depthAt }: TablePlace): number {
  const depth = depthAt(active)
  if (depth === null) return active
  for (let index = active - 1; index >= 0; index--) {
    const above = depthAt(index)
    if (above === null) break
    if (above < depth) return index
  }
  return active
}

function childOf({ active, depthAt }: TablePlace): number {
  const [depth, below] = [depthAt(active), depthAt(active + 1)]
  return depth !== null && below !== null && below > depth ? active + 1 : active
}

/**
 * The next loaded row whose name or id starts with what was typed, round the end.
 * One letter moves on from the active row, more letters may stay on it.
 */
export function typeAhead(
  rows: readonly { readonly index: number; readonly row: ResourceRow }[],
  text: string,
  active: number,
): number | null {
  const wanted = text.toLowerCase()
  if (wanted.trim() === '') return null
  const from = [...wanted].length === 1 ? active + 1 : active
  const found = rows.filter(({ row }) => [row.name, row.id].some((word) => word?.toLowerCase().startsWith(wanted)))
  const sorted = found.map(({ index }) => index).toSorted((a, b) => a - b)
  return sorted.find((index) => index >= from) ?? sorted.at(0) ?? null
}
