/** Routes inside one VPC's sheet: out of a card into the gutter beside it, along the gutters, and in again. */

import type { Located, Sheet } from './locate.ts'
import { HARBOUR, ZONE } from './measure.ts'
import type { ScenePoint } from './scene.ts'
import type { Gutter, Tracks } from './tracks.ts'

export interface SheetRoute {
  readonly id: string
  readonly sheet: Sheet
  readonly tracks: Tracks
  /** Lines with the same trunk share their tracks. */
  readonly trunk: string
}

type Side = 'left' | 'right'

/** From a card or chip to a harbour on the border of the same sheet. */
export function toHarbour(from: Located, harbour: Located, route: SheetRoute): ScenePoint[] {
  const { rect } = harbour
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
  if (harbour.side === 'right') {
    const lane = gutterAt(route, columnsOf(route.sheet) - 1)
    const x = route.tracks.of(lane, route.trunk)
    return [...toLane(from, { x, y: middle.y }, route), { x: rect.x, y: middle.y }]
  }
  const start = leave(from, 'right', route)
  const channel = harbour.side === 'top' ? topChannel(route) : bottomChannel(route)
  const end = harbour.side === 'top' ? rect.y + rect.height : rect.y
  const lane = start.at(-1)?.x ?? middle.x
  if (lane > rect.x + 12 && lane < rect.x + rect.width - 12) return [...start, { x: lane, y: end }]
  const y = route.tracks.of(channel, route.trunk)
  return [...start, { x: lane, y }, { x: middle.x, y }, { x: middle.x, y: end }]
}

/** From a card or chip out through the right border; above the harbours where there are any. */
export function toRightBorder(from: Located, route: SheetRoute): ScenePoint[] {
  const lane = gutterAt(route, columnsOf(route.sheet) - 1)
  const x = route.tracks.of(lane, route.trunk)
  const { y, height } = from.rect
  const out = route.sheet.hasSideHarbours ? route.sheet.rect.y + 20 : y + Math.min(height / 2, 20)
  const path = toLane(from, { x, y: out }, route)
  const last = path.at(-1) ?? { x, y }
  return [...path, { x: route.sheet.rect.x + route.sheet.rect.width, y: last.y }]
}

/** Between two cards or chips of the same sheet. */
export function withinSheet(from: Located, to: Located, route: SheetRoute): ScenePoint[] {
  const [a, b] = [from.column ?? 0, to.column ?? 0]
  const down = straightDown(from, to)
  if (down) return down
  if (a === b) {
    const side = sideOf(to)
    const lane = gutterAt(route, side === 'left' ? a - 1 : a)
    const x = route.tracks.of(lane, route.trunk)
    return [...port(from, side, x), ...port(to, side, x).toReversed()]
  }
  const [out, into]: [Side, Side] = a < b ? ['right', 'left'] : ['left', 'right']
  const first = route.tracks.of(gutterAt(route, out === 'right' ? a : a - 1), route.trunk)
  const second = route.tracks.of(gutterAt(route, into === 'left' ? b - 1 : b), route.trunk)
  const enter = port(to, into, second).toReversed()
  if (first === second) return [...port(from, out, first), ...enter]
  const y = route.tracks.of(channelNear(route, enter[0]?.y ?? 0), route.trunk)
  return [...port(from, out, first), { x: first, y }, { x: second, y }, ...enter]
}

/** A card right above another: an arrow across the gap, clear of the names. */
function straightDown(from: Located, to: Located): ScenePoint[] | null {
  const [upper, lower] = from.rect.y < to.rect.y ? [from.rect, to.rect] : [to.rect, from.rect]
  const bothCards = from.card === from.rect && to.card === to.rect
  const gap = lower.y - (upper.y + upper.height)
  if (!bothCards || from.column !== to.column || gap < 0 || gap > 40) return null
  const x = upper.x + (upper === from.rect ? 32 : 52)
  const path = [
    { x, y: upper.y + upper.height },
    { x, y: lower.y },
  ]
  return upper === from.rect ? path : path.toReversed()
}

/** To a point in the lane right of the last column. */
function toLane(from: Located, lane: ScenePoint, route: SheetRoute): ScenePoint[] {
  const column = from.column ?? 0
  if (column === columnsOf(route.sheet) - 1) return [...port(from, 'right', lane.x), lane]
  const start = leave(from, 'right', route)
  const x = start.at(-1)?.x ?? lane.x
  const y = route.tracks.of(channelNear(route, lane.y), route.trunk)
  return [...start, { x, y }, { x: lane.x, y }, lane]
}

function leave(from: Located, side: Side, route: SheetRoute): ScenePoint[] {
  const column = from.column ?? 0
  return port(from, side, route.tracks.of(gutterAt(route, side === 'right' ? column : column - 1), route.trunk))
}

/** From the border of the box to the lane at `x`; a chip in the middle of a card is left over its top edge. */
function port(at: Located, side: Side, x: number): ScenePoint[] {
  const { rect, card } = at
  const edge = side === 'right' ? rect.x + rect.width : rect.x
  if (card === null || card === rect) {
    const y = rect.y + Math.min(20, rect.height / 2)
    return [
      { x: edge, y },
      { x, y },
    ]
  }
  const margin = side === 'right' ? card.x + card.width - edge : edge - card.x
  const middle = rect.y + rect.height / 2
  if (margin < 20) {
    return [
      { x: edge, y: middle },
      { x, y: middle },
    ]
  }
  const top = { x: side === 'right' ? rect.x + rect.width - 16 : rect.x + 16, y: rect.y }
  return [top, { x: top.x, y: rect.y - 4 }, { x, y: rect.y - 4 }]
}

/** The side of its card a chip is nearer to. */
function sideOf({ rect, card }: Located): Side {
  if (card === null || card === rect) return 'right'
  const right = card.x + card.width - (rect.x + rect.width)
  return right <= rect.x - card.x ? 'right' : 'left'
}

function columnsOf(sheet: Sheet): number {
  return Math.max(1, sheet.columns.length)
}

/** The vertical gutter right of a column; -1 is the one left of the first. */
function gutterAt({ id, sheet }: SheetRoute, column: number): Gutter {
  const { rect } = sheet
  const left = sheet.columns[column]?.right ?? rect.x
  const next = sheet.columns[column + 1]?.left
  const border = rect.x + rect.width - (sheet.hasSideHarbours ? HARBOUR.radius : 0)
  const right = Math.min(next ?? border, left + ZONE.gutter)
  return { id: `${id}|${column}`, from: left, to: Math.max(left, right) }
}

function topChannel({ id, sheet }: SheetRoute): Gutter {
  return { id: `${id}~top`, from: sheet.rect.y + 52, to: sheet.rect.y + 64 }
}

function bottomChannel({ id, sheet }: SheetRoute): Gutter {
  const bottom = sheet.rect.y + sheet.rect.height
  return { id: `${id}~bottom`, from: bottom - 26, to: bottom - 14 }
}

/**
 * The gap between rows nearest to a height, so that lines to one end share it; above the zones' captions only
 * where there is a single row.
 */
function channelNear(route: SheetRoute, y: number): Gutter {
  let nearest: Gutter | null = null
  let distance = Number.POSITIVE_INFINITY
  for (const [index, gap] of route.sheet.gaps.entries()) {
    const away = Math.abs((gap.from + gap.to) / 2 - y)
    if (away >= distance) continue
    distance = away
    nearest = { id: `${route.id}~${index}`, ...gap }
  }
  return nearest ?? topChannel(route)
}
