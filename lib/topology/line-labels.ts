/** Where the words of a line may stand: beside a level run, clear of every box, harbour and other word. */

import type { Rect } from './box.ts'
import type { ScenePoint } from './scene.ts'

export interface LabelSpace {
  /** Boxes words must not cover, and the words placed so far. */
  readonly taken: Rect[]
  readonly lines: readonly (readonly ScenePoint[])[]
}

export interface LabelAt {
  /** Middle of the words. */
  readonly x: number
  /** Their baseline. */
  readonly y: number
}

const HEIGHT = 12

/** The first level run with room above it, from the line's beginning; null where there is none. */
export function placeLabel(points: readonly ScenePoint[], width: number, space: LabelSpace): LabelAt | null {
  for (const [index, a] of points.entries()) {
    const b = points[index + 1]
    if (!b || a.y !== b.y || Math.abs(a.x - b.x) < width + 8) continue
    const middle = (a.x + b.x) / 2
    const rect = { x: middle - width / 2, y: a.y - HEIGHT - 2, width, height: HEIGHT }
    if (space.taken.some((other) => overlap(rect, other)) || space.lines.some((line) => crosses(line, rect))) continue
    space.taken.push(rect)
    return { x: middle, y: a.y - 4 }
  }
  return null
}

/** Right of a straight arrow, in the gap between two cards; null where other lines or words are there. */
export function placeBeside(points: readonly ScenePoint[], width: number, space: LabelSpace): LabelAt | null {
  const [a, b] = points
  if (!a || !b || points.length !== 2 || a.x !== b.x) return null
  const y = (a.y + b.y) / 2
  const rect = { x: a.x + 5, y: y - HEIGHT / 2, width, height: HEIGHT }
  const others = space.lines.filter((line) => line !== points)
  if (space.taken.some((other) => overlap(rect, other)) || others.some((line) => crosses(line, rect))) return null
  space.taken.push(rect)
  return { x: a.x + 6, y: y + 3.5 }
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function crosses(line: readonly ScenePoint[], rect: Rect): boolean {
  return line.some((a, index) => {
    const b = line[index + 1]
    if (!b) return false
    const segment = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
    return overlap({ ...segment, width: segment.width + 0.01, height: segment.height + 0.01 }, rect)
  })
}
