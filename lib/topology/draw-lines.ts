/** Lines: solid association, dotted route, arrowed traffic. Only those drawn at rest. */

import type { Rect } from './box.ts'
import type { DrawContext } from './draw-context.ts'
import { type LabelSpace, placeBeside, placeLabel } from './line-labels.ts'
import type { SceneLine, ScenePoint } from './scene.ts'
import { escapeXml, round, textAt, widthOf } from './svg-text.ts'
import { type TrunkLine, trunkLines } from './trunk-lines.ts'

const CORNER = 6
const LABEL = { size: 10, face: 'mono' } as const

/** Every line at rest, each trunk once, with the words there is room for. `taken` are boxes no word may cover. */
export function drawLines(context: DrawContext, lines: readonly SceneLine[], taken: readonly Rect[]): string[] {
  const space = { taken: [...taken], lines: lines.map((line) => line.points) }
  return trunkLines(lines).map((trunk) => drawLine(context, trunk, space))
}

function drawLine(context: DrawContext, { line, points, whole }: TrunkLine, space: LabelSpace): string {
  const { palette } = context
  const dash = line.kind === 'route' ? ' stroke-dasharray="1.5 3.5"' : ''
  const arrow = line.kind === 'traffic' && whole ? ' marker-end="url(#arrow)"' : ''
  const stroke = line.blackhole ? palette.severity.high : palette.ink3
  const words = [
    line.label,
    line.count > 1 ? `${line.count} ${line.kind} lines` : '',
    line.blackhole ? 'blackhole' : '',
  ]
  const title = words.filter((part) => part !== '').join(' · ')
  return [
    '<g>',
    title === '' ? '' : `<title>${escapeXml(title)}</title>`,
    `<path d="${roundedPath(points)}" fill="none" stroke="${stroke}" stroke-width="1.25"${dash}${arrow}/>`,
    labelOf(context, line, space),
    line.blackhole && whole ? cross(points, stroke) : '',
    '</g>',
  ].join('')
}

export function arrowMarker(context: DrawContext): string {
  const { ink3 } = context.palette
  return `<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M1 1L7 4L1 7" fill="none" stroke="${ink3}" stroke-width="1.25"/></marker>`
}

/** Straight runs with corners of 6 px, less where a run is short. */
export function roundedPath(points: readonly ScenePoint[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${round(first.x)} ${round(first.y)}`
  let before = first
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    if (!next) {
      path += `L${round(point.x)} ${round(point.y)}`
      break
    }
    const radius = Math.min(CORNER, lengthOf(before, point) / 2, lengthOf(point, next) / 2)
    const into = towards(point, before, radius)
    const out = towards(point, next, radius)
    path += `L${round(into.x)} ${round(into.y)}Q${round(point.x)} ${round(point.y)} ${round(out.x)} ${round(out.y)}`
    before = point
  }
  return path
}

/** Beside a level run, where there is room; a straight arrow down has them at its right. */
function labelOf(context: DrawContext, line: SceneLine, space: LabelSpace): string {
  if (line.label === '' || line.kind === 'route') return ''
  const style = { ...LABEL, fill: context.palette.ink2 }
  const width = widthOf(line.label, LABEL)
  const beside = placeBeside(line.points, width, space)
  if (beside) return textAt(beside.x, beside.y, { text: line.label, style })
  const at = placeLabel(line.points, width, space)
  return at ? textAt(at.x, at.y, { text: line.label, style: { ...style, anchor: 'middle' } }) : ''
}

/** A blackhole is crossed out at its end. */
function cross(points: readonly ScenePoint[], stroke: string): string {
  const end = points.at(-1)
  if (!end) return ''
  return `<path d="M${round(end.x - 4)} ${round(end.y - 4)}l8 8m0 -8l-8 8" stroke="${stroke}" stroke-width="1.5"/>`
}

function lengthOf(a: ScenePoint, b: ScenePoint): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

function towards(from: ScenePoint, to: ScenePoint, distance: number): ScenePoint {
  const length = lengthOf(from, to) || 1
  return { x: from.x + ((to.x - from.x) / length) * distance, y: from.y + ((to.y - from.y) / length) * distance }
}
