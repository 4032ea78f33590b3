import type { Scene } from '../../lib/topology/scene.ts'

/** Ids asked to be drawn on their own; a finding that touches more is still framed where they are folded. */
const MOST_REVEALED = 24

/**
 * Which of the wanted ids the scene does not draw on their own yet: they are folded with equal ones,
 * or inside a closed container. Ids the scene knows nothing of are not asked for: no scene would draw them.
 */
export function hiddenIds(scene: Scene, wanted: readonly string[]): readonly string[] {
  const drawn = new Set(scene.nodes.map(({ id }) => id))
  const closed = scene.nodes.filter(({ count, level }) => count > 1 || level === 'chip' || level === 'cards')
  const inside = new Set(closed.flatMap(({ resourceIds }) => resourceIds))
  return wanted.filter((id) => !drawn.has(id) && inside.has(id)).slice(0, MOST_REVEALED)
}
