/** Orthogonal routes for the lines, in scene coordinates, through the gutters the layout kept free. */

import type { FoldedLine } from './fold-lines.ts'
import type { Layout } from './layout.ts'
import { type Located, type Locations, locate } from './locate.ts'
import { toHarbour, toRightBorder, withinSheet } from './route-inside.ts'
import { alongShelf, exitRight, exitUp } from './route-outside.ts'
import { type Rail, railOf, railPath } from './route-rail.ts'
import type { SceneLine, ScenePoint } from './scene.ts'
import { Tracks } from './tracks.ts'

export function routeLines(lines: readonly FoldedLine[], placed: Layout): SceneLine[] {
  const locations = locate(placed)
  const tracks = new Tracks()
  const rail = railOf(placed, locations)
  // Lines at rest choose their tracks first: what is seen without a selection keeps to the middle of its gutter.
  const inTurn = [...lines.filter((line) => line.atRest), ...lines.filter((line) => !line.atRest)]
  const routed = inTurn.flatMap((line) => {
    const from = locations.of.get(line.from)
    const to = locations.of.get(line.to)
    if (!from || !to) return []
    const points = pathOf({ line, from, to, locations, tracks, rail })
    const route = tidy(points)
    return [{ ...line, points: route, atRest: line.atRest || isStep(line, route) }]
  })
  return routed.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Traffic from a card to the one right below it reads at a glance, however much other traffic there is. */
function isStep(line: FoldedLine, points: readonly ScenePoint[]): boolean {
  const [a, b] = points
  return line.kind === 'traffic' && points.length === 2 && a !== undefined && b !== undefined && a.x === b.x
}

interface Task {
  readonly line: FoldedLine
  readonly from: Located
  readonly to: Located
  readonly locations: Locations
  readonly tracks: Tracks
  readonly rail: Rail
}

function pathOf(task: Task): ScenePoint[] {
  const { from, to } = task
  if (from.box.folded.node.kind === 'internet') return upwards(task, to, from).toReversed()
  if (to.box.folded.node.kind === 'internet') return upwards(task, from, to)
  const sheetId = from.stand?.id
  const sheet = sheetId !== undefined && sheetId === to.stand?.id ? task.locations.sheets.get(sheetId) : undefined
  if (sheet && sheetId !== undefined)
    return insideSheet(task, { id: sheetId, sheet, tracks: task.tracks, trunk: trunkOf(task.line) })
  return across(task)
}

/** Lines of one kind to one end run together. */
function trunkOf(line: FoldedLine): string {
  return `${line.kind}>${line.to}`
}

function insideSheet(task: Task, route: Parameters<typeof withinSheet>[2]): ScenePoint[] {
  const { from, to } = task
  if (to.side && !from.side) return toHarbour(from, to, route)
  if (from.side && !to.side) return toHarbour(to, from, route).toReversed()
  if (from.side && to.side) return elbow(from, to)
  return withinSheet(from, to, route)
}

/** Two harbours of one sheet: rare, and never across its inside. */
function elbow(from: Located, to: Located): ScenePoint[] {
  const a = { x: from.rect.x + from.rect.width / 2, y: from.rect.y }
  const b = { x: to.rect.x + to.rect.width / 2, y: to.rect.y }
  const y = Math.min(a.y, b.y) - 8
  return [a, { x: a.x, y }, { x: b.x, y }, b]
}

function upwards(task: Task, from: Located, horizon: Located): ScenePoint[] {
  const x = from.rect.x + from.rect.width / 2
  const bottom = horizon.rect.y + horizon.rect.height
  const start = { x, y: from.rect.y }
  if (!from.stand) return [start, { x, y: bottom }]
  return exitUp(start, from.stand, { tracks: task.tracks, trunk: 'internet', horizon: bottom })
}

/** Between sheets, or from a sheet to the rail, or along the rail. */
function across(task: Task): ScenePoint[] {
  const { from, to, tracks } = task
  const route = { tracks, trunk: trunkOf(task.line) }
  if (from.stand && to.stand && from.stand.shelf === to.stand.shelf && !inside(from) && !inside(to)) {
    return alongShelf(
      [
        { point: rightPoint(from), stand: from.stand },
        { point: rightPoint(to), stand: to.stand },
      ],
      route,
    )
  }
  return railPath({ ...task, out: outOf(task, from), into: outOf(task, to) }, route)
}

function inside(at: Located): boolean {
  return at.side === null && at.stand !== null && at.stand.rect !== at.rect
}

/** From an end to the right edge of the shelves; null for what is on the rail already. */
function outOf(task: Task, end: Located): ScenePoint[] | null {
  const { stand } = end
  if (!stand) return null
  const route = { tracks: task.tracks, trunk: trunkOf(task.line) }
  const sheet = task.locations.sheets.get(stand.id)
  if (sheet && inside(end) && end.column !== null) {
    const within = toRightBorder(end, { ...route, id: stand.id, sheet })
    const last = within.at(-1) ?? rightPoint(end)
    return [...within, ...exitRight(last, stand, route)]
  }
  if (end.side === 'top' || end.side === 'bottom') {
    const x = end.rect.x + end.rect.width
    const y = end.rect.y + end.rect.height / 2
    return exitRight({ x, y: end.side === 'top' ? y - 6 : y + 6 }, stand, route)
  }
  return exitRight(rightPoint(end), stand, route)
}

/** An open sheet is joined at its head, beside its name; everything else in its middle. */
function rightPoint({ rect, box }: Located): ScenePoint {
  const open = box.folded.node.kind === 'vpc' && box.children.length > 0
  return { x: rect.x + rect.width, y: rect.y + (open ? 20 : rect.height / 2) }
}

/** Without repeated points and without points on a straight line. */
function tidy(points: readonly ScenePoint[]): ScenePoint[] {
  const kept: ScenePoint[] = []
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (last && last.x === point.x && last.y === point.y) continue
    const straight =
      before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (straight) kept.pop()
    kept.push(point)
  }
  return kept
}
