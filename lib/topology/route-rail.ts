/** Routes to and along the right rail: one corridor before each of its columns, and a lane above them all. */

import type { Layout } from './layout.ts'
import type { Located, Locations } from './locate.ts'
import type { OutsideRoute } from './route-outside.ts'
import type { ScenePoint } from './scene.ts'
import type { Gutter } from './tracks.ts'

export interface Rail {
  /** The corridor left of each column; absent columns have none. */
  readonly corridors: readonly (Gutter | null)[]
  /** Above the boxes of the rail. */
  readonly lane: Gutter
}

export interface RailTask {
  readonly rail: Rail
  readonly from: Located
  readonly to: Located
  /** The way from a shelf to the right edge of the shelves; null for an end on the rail. */
  readonly out: ScenePoint[] | null
  readonly into: ScenePoint[] | null
}

export function railOf(placed: Layout, locations: Locations): Rail {
  const columns: { left: number; right: number; top: number }[] = []
  for (const { rail, rect, side, stand } of locations.of.values()) {
    if (rail === null || side !== null || stand !== null || rect.width < 40) continue
    const known = columns[rail]
    columns[rail] = { left: rect.x, right: rect.x + rect.width, top: Math.min(known?.top ?? rect.y, rect.y) }
  }
  const corridors: (Gutter | null)[] = []
  let right = placed.mainRight
  for (const index of [0, 1, 2]) {
    const column = columns[index]
    corridors.push(column ? { id: `rail|${index}`, from: right + 16, to: column.left - 8 } : null)
    if (column) right = column.right
  }
  const plain: Gutter = { id: 'rail|0', from: right + 4, to: right + 20 }
  if (!columns.some((column) => column !== undefined)) corridors[0] = plain
  const top = Math.min(...columns.filter((column) => column !== undefined).map((column) => column.top))
  return { corridors, lane: { id: 'rail^', from: top - 28, to: top - 4 } }
}

export function railPath(task: RailTask, route: OutsideRoute): ScenePoint[] {
  const { from, to, out, into, rail } = task
  if (out && into) {
    const x = corridorX(rail, 0, route)
    return [...out, { x, y: heightOf(out) }, { x, y: heightOf(into) }, ...into.toReversed()]
  }
  if (out) return [...out, ...toColumn(rail, { at: to, before: 0, y: heightOf(out) }, route)]
  if (into) return [...into, ...toColumn(rail, { at: from, before: 0, y: heightOf(into) }, route)].toReversed()
  return alongRail(rail, [from, to], route)
}

interface Approach {
  readonly at: Located
  /** The first column whose corridor is on the way. */
  readonly before: number
  readonly y: number
}

/** Through the corridor before the column; past columns in between by the lane above the rail. */
function toColumn(rail: Rail, { at, before, y }: Approach, route: OutsideRoute): ScenePoint[] {
  const column = at.rail ?? 0
  const end = { x: at.rect.x, y: at.rect.y + at.rect.height / 2 }
  const first = firstCorridor(rail, before)
  const x = corridorX(rail, first, route)
  if (first >= column) return [{ x, y }, { x, y: end.y }, end]
  const last = corridorX(rail, column, route)
  const above = route.tracks.of(rail.lane, route.trunk)
  return [{ x, y }, { x, y: above }, { x: last, y: above }, { x: last, y: end.y }, end]
}

function alongRail(rail: Rail, [from, to]: readonly [Located, Located], route: OutsideRoute): ScenePoint[] {
  const [a, b] = [from.rail ?? 0, to.rail ?? 0]
  if (a > b) return alongRail(rail, [to, from], route).toReversed()
  const middle = from.rect.y + from.rect.height / 2
  if (a === b) {
    const x = corridorX(rail, a, route)
    const end = { x: to.rect.x, y: to.rect.y + to.rect.height / 2 }
    return [{ x: from.rect.x, y: middle }, { x, y: middle }, { x, y: end.y }, end]
  }
  const start = { x: from.rect.x + from.rect.width, y: middle }
  return [start, ...toColumn(rail, { at: to, before: a + 1, y: middle }, route)]
}

function firstCorridor(rail: Rail, from: number): number {
  const index = rail.corridors.findIndex((corridor, at) => at >= from && corridor !== null)
  return index < 0 ? from : index
}

function corridorX(rail: Rail, column: number, route: OutsideRoute): number {
  const corridor = rail.corridors[firstCorridor(rail, column)] ?? rail.corridors.find((at) => at !== null)
  return corridor ? route.tracks.of(corridor, route.trunk) : 0
}

function heightOf(path: readonly ScenePoint[]): number {
  return path.at(-1)?.y ?? 0
}
