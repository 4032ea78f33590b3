/** Orthogonal routes for the lines, in scene coordinates. */

import type { Rect } from './box.ts'
import type { FoldedLine } from './fold-lines.ts'
import type { Layout } from './layout.ts'
import type { SceneLine, ScenePoint } from './scene.ts'

export function routeLines(lines: readonly FoldedLine[], placed: Layout): SceneLine[] {
  return lines.flatMap((line) => {
    const from = placed.rects.get(line.from)
    const to = placed.rects.get(line.to)
    return from && to ? [{ ...line, points: between(from, to) }] : []
  })
}

function between(from: Rect, to: Rect): ScenePoint[] {
  const a = { x: from.x + from.width, y: from.y + from.height / 2 }
  const b = { x: to.x, y: to.y + to.height / 2 }
  const x = (a.x + b.x) / 2
  return [a, { x, y: a.y }, { x, y: b.y }, b]
}
