/**
 * Lines to one end share their trunk. Drawn whole they would lie on each other, and dots on dots make a solid line:
 * here each is cut where it meets what is drawn already.
 */

import type { SceneLine, ScenePoint } from './scene.ts'

export interface TrunkLine {
  readonly line: SceneLine
  /** The part to draw, from the line's own end to where it joins. */
  readonly points: readonly ScenePoint[]
  /** False when it joins another line before it reaches its end. */
  readonly whole: boolean
}

interface Segment {
  readonly a: ScenePoint
  readonly b: ScenePoint
}

/** In the order given; the first of a trunk is drawn whole. */
export function trunkLines(lines: readonly SceneLine[]): TrunkLine[] {
  const drawn = new Map<string, Segment[]>()
  return lines.map((line) => {
    const key = `${line.kind}${line.blackhole}>${line.to}`
    const trunk = drawn.get(key)
    const points = trunk ? untilJoin(line.points, trunk) : line.points
    const segments = trunk ?? []
    for (const segment of segmentsOf(points)) segments.push(segment)
    drawn.set(key, segments)
    return { line, points, whole: points.length === line.points.length && points.at(-1) === line.points.at(-1) }
  })
}

function untilJoin(points: readonly ScenePoint[], trunk: readonly Segment[]): ScenePoint[] {
  const kept: ScenePoint[] = []
  for (const { a, b } of segmentsOf(points)) {
    kept.push(a)
    const joint = firstMeeting({ a, b }, trunk)
    if (joint) return [...kept, joint]
  }
  return [...points]
}

/** The point of the segment nearest to its beginning that lies on the trunk. */
function firstMeeting({ a, b }: Segment, trunk: readonly Segment[]): ScenePoint | null {
  let nearest: ScenePoint | null = null
  for (const other of trunk) {
    const point = meeting({ a, b }, other)
    if (point && (!nearest || distance(a, point) < distance(a, nearest))) nearest = point
  }
  return nearest
}

function meeting(own: Segment, other: Segment): ScenePoint | null {
  const [low, high] = [other.a.x <= other.b.x ? other.a : other.b, other.a.x <= other.b.x ? other.b : other.a]
  const [top, bottom] = [Math.min(other.a.y, other.b.y), Math.max(other.a.y, other.b.y)]
  if (other.a.y === other.b.y) return onLevel(own, { from: low.x, to: high.x, y: other.a.y })
  const turned = onLevel(turn(own), { from: top, to: bottom, y: other.a.x })
  return turned ? { x: turned.y, y: turned.x } : null
}

/** Where the segment meets a level one: the point nearest to its beginning. */
function onLevel(
  { a, b }: Segment,
  level: { readonly from: number; readonly to: number; readonly y: number },
): ScenePoint | null {
  const inside = (x: number) => level.from <= x && x <= level.to
  if (a.x === b.x) {
    const crosses = Math.min(a.y, b.y) <= level.y && level.y <= Math.max(a.y, b.y)
    return crosses && inside(a.x) ? { x: a.x, y: level.y } : null
  }
  if (a.y !== level.y) return null
  if (inside(a.x)) return a
  const [from, to] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  if (to < level.from || from > level.to) return null
  return { x: a.x < b.x ? level.from : level.to, y: a.y }
}

function turn({ a, b }: Segment): Segment {
  return { a: { x: a.y, y: a.x }, b: { x: b.y, y: b.x } }
}

function segmentsOf(points: readonly ScenePoint[]): Segment[] {
  return points.slice(1).map((b, index) => ({ a: points[index] ?? b, b }))
}

function distance(a: ScenePoint, b: ScenePoint): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}
