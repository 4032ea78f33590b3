/** Where an arrow key goes: the nearest box in that direction, siblings before cousins. */

import type { Box, SceneIndex } from './scene-index.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The next node; null at the edge of the chart. Siblings come first, then any node as deep as this one. */
export function nextInDirection(index: SceneIndex, id: string, direction: Direction): string | null {
  const place = index.places.get(id)
  if (!place) return null
  const { parentId } = place.node
  const siblings = parentId === null ? index.rootIds : (index.places.get(parentId)?.childIds ?? [])
  return nearest(index, siblings, { id, direction }) ?? nearest(index, atDepth(index, place.depth), { id, direction })
}

/** The first child in reading order; null for a leaf. */
export function firstChild(index: SceneIndex, id: string): string | null {
  const children = index.places.get(id)?.childIds ?? []
  return children.toSorted((a, b) => readingOrder(index.places.get(a)?.box, index.places.get(b)?.box)).at(0) ?? null
}

/** The far end of the n-th line that leaves (or enters) a node, in scene order; null when there is none. */
export function followLine(index: SceneIndex, id: string, towards: 'out' | 'in'): readonly string[] {
  const ends: string[] = []
  for (const line of index.linesOf.get(id) ?? []) {
    const [here, there] = towards === 'out' ? [line.from, line.to] : [line.to, line.from]
    if (here === id && there !== id && index.places.has(there) && !ends.includes(there)) ends.push(there)
  }
  return ends
}

function nearest(
  index: SceneIndex,
  candidates: readonly string[],
  from: { id: string; direction: Direction },
): string | null {
  const origin = index.places.get(from.id)?.box
  if (!origin) return null
  let best: { id: string; score: number } | null = null
  for (const candidate of candidates) {
    const box = index.places.get(candidate)?.box
    if (!box || candidate === from.id) continue
    const score = distance(origin, box, from.direction)
    if (score !== null && (best === null || score < best.score)) best = { id: candidate, score }
  }
  return best?.id ?? null
}

/** Null when the box does not lie in that direction; else how far, sideways counted double. */
function distance(from: Box, to: Box, direction: Direction): number | null {
  const horizontal = direction === 'left' || direction === 'right'
  const sign = direction === 'left' || direction === 'up' ? -1 : 1
  const [a, b] = horizontal ? [spanX(from), spanX(to)] : [spanY(from), spanY(to)]
  const ahead = (middle(b) - middle(a)) * sign
  const gap = sign > 0 ? b.start - a.end : a.start - b.end
  // Half a pixel of rounding must not make a row-mate lie "below".
  if (ahead <= 0.5 || gap < -Math.min(a.end - a.start, b.end - b.start) / 2) return null
  const [c, d] = horizontal ? [spanY(from), spanY(to)] : [spanX(from), spanX(to)]
  const aside = Math.max(0, c.start - d.end, d.start - c.end)
  return Math.max(0, gap) + 2 * aside + Math.abs(middle(d) - middle(c)) * 0.1
}

interface Span {
  readonly start: number
  readonly end: number
}

const spanX = (box: Box): Span => ({ start: box.x, end: box.x + box.width })
const spanY = (box: Box): Span => ({ start: box.y, end: box.y + box.height })
const middle = (span: Span): number => (span.start + span.end) / 2

function atDepth(index: SceneIndex, depth: number): readonly string[] {
  return [...index.places.values()].filter((place) => place.depth === depth).map((place) => place.node.id)
}

function readingOrder(a: Box | undefined, b: Box | undefined): number {
  if (!a || !b) return 0
  return a.y - b.y || a.x - b.x
}
