/** Lines as SVG path data: rounded corners, one mass per style, arrow heads drawn rather than marked. */

import type { SceneLine, ScenePoint } from '../../lib/topology/scene.ts'

const CORNER = 6
const ARROW = 6

/** Path data of an orthogonal route with its corners rounded. */
export function roundedPath(points: readonly ScenePoint[], corner: number = CORNER): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${at(first)}`
  rest.forEach((point, place) => {
    const before = points[place] ?? first
    const after = rest[place + 1]
    path += after ? turn(before, point, { after, corner }) : `L${at(point)}`
  })
  return path
}

/** All lines of one style as one path: one element, however many lines. */
export function massPath(lines: readonly SceneLine[]): string {
  return lines.map((line) => roundedPath(line.points)).join('')
}

/** Open arrow heads at the ends of the lines. */
export function arrowPath(lines: readonly SceneLine[]): string {
  return lines.map((line) => arrowHead(line.points)).join('')
}

/** A V whose tip is the last point. */
export function arrowHead(points: readonly ScenePoint[], size: number = ARROW): string {
  const tip = points.at(-1)
  const before = points.at(-2)
  if (!(tip && before)) return ''
  const { x, y } = direction(before, tip)
  if (x === 0 && y === 0) return ''
  const left = { x: tip.x - x * size - y * size * 0.55, y: tip.y - y * size + x * size * 0.55 }
  const right = { x: tip.x - x * size + y * size * 0.55, y: tip.y - y * size - x * size * 0.55 }
  return `M${at(left)}L${at(tip)}L${at(right)}`
}

export interface LabelSpot extends ScenePoint {
  /** Length of the segment the label sits on. */
  readonly room: number
  readonly horizontal: boolean
}

/** The middle of the longest horizontal stretch, else of the longest one; null for a point. */
export function labelSpot(points: readonly ScenePoint[]): LabelSpot | null {
  let best: LabelSpot | null = null
  for (let place = 1; place < points.length; place++) {
    const [a, b] = [points[place - 1], points[place]]
    if (!(a && b)) continue
    const horizontal = Math.abs(b.x - a.x) >= Math.abs(b.y - a.y)
    const room = Math.abs(b.x - a.x) + Math.abs(b.y - a.y)
    const spot = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, room, horizontal }
    if (room > 0 && (best === null || weight(spot) > weight(best))) best = spot
  }
  return best
}

function weight(spot: LabelSpot): number {
  return spot.horizontal ? spot.room * 2 : spot.room
}

function turn(before: ScenePoint, point: ScenePoint, on: { after: ScenePoint; corner: number }): string {
  const radius = Math.min(on.corner, length(before, point) / 2, length(point, on.after) / 2)
  const into = direction(before, point)
  const out = direction(point, on.after)
  if (radius < 0.5 || (into.x === out.x && into.y === out.y)) return `L${at(point)}`
  const start = { x: point.x - into.x * radius, y: point.y - into.y * radius }
  const end = { x: point.x + out.x * radius, y: point.y + out.y * radius }
  return `L${at(start)}Q${at(point)} ${at(end)}`
}

function direction(from: ScenePoint, to: ScenePoint): ScenePoint {
  const size = length(from, to)
  return size === 0 ? { x: 0, y: 0 } : { x: (to.x - from.x) / size, y: (to.y - from.y) / size }
}

function length(a: ScenePoint, b: ScenePoint): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

function at(point: ScenePoint): string {
  return `${Math.round(point.x * 10) / 10} ${Math.round(point.y * 10) / 10}`
}
