/** Lines: solid association, dotted route, arrowed traffic. Only those drawn at rest. */

import type { DrawContext } from './draw-context.ts'
import type { SceneLine, ScenePoint } from './scene.ts'
import { escapeXml, round, textAt, widthOf } from './svg-text.ts'

const CORNER = 6
const LABEL = { size: 10, face: 'mono' } as const

export function drawLine(context: DrawContext, line: SceneLine): string {
  const { palette } = context
  const dash = line.kind === 'route' ? ' stroke-dasharray="1.5 3.5"' : ''
  const arrow = line.kind === 'traffic' ? ' marker-end="url(#arrow)"' : ''
  const stroke = line.blackhole ? palette.severity.high : palette.ink3
  const title = [
    line.label,
    line.count > 1 ? `${line.count} ${line.kind} lines` : '',
    line.blackhole ? 'blackhole' : '',
  ]
  return [
    '<g>',
    `<title>${escapeXml(title.filter((part) => part !== '').join(' · '))}</title>`,
    `<path d="${roundedPath(line.points)}" fill="none" stroke="${stroke}" stroke-width="1.25"${dash}${arrow}/>`,
    labelOf(context, line),
    line.blackhole ? cross(line.points, stroke) : '',
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

/** Beside the longest level run, where it fits; a straight arrow down has it at its right. */
function labelOf(context: DrawContext, line: SceneLine): string {
  if (line.label === '' || line.kind === 'route') return ''
  const width = widthOf(line.label, LABEL)
  const style = { ...LABEL, fill: context.palette.ink2 }
  if (line.points.length === 2) {
    const [a, b] = line.points
    if (a && b && a.x === b.x) return textAt(a.x + 6, (a.y + b.y) / 2 + 3.5, { text: line.label, style })
  }
  let best: { x: number; y: number; length: number } | null = null
  for (const [index, point] of line.points.entries()) {
    const next = line.points[index + 1]
    if (!next || next.y !== point.y) continue
    const length = Math.abs(next.x - point.x)
    if (length >= width + 8 && length > (best?.length ?? 0))
      best = { x: (point.x + next.x) / 2, y: point.y - 4, length }
  }
  return best ? textAt(best.x, best.y, { text: line.label, style: { ...style, anchor: 'middle' } }) : ''
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
