/** The lines of the exposure lens in a picture: crimson from the horizon to what it reaches, dotted where that is not sure. */

import type { DrawContext, PlacedNode } from './draw-context.ts'
import { roundedPath } from './draw-lines.ts'
import { type ExposureLine, exposureLines } from './exposure-lines.ts'
import type { SceneLine } from './scene.ts'

/** `reached` by subnet; a subnet inside a closed VPC is drawn as its VPC. */
export function drawExposureLines(
  context: DrawContext,
  { placed, lines }: { readonly placed: readonly PlacedNode[]; readonly lines: readonly SceneLine[] },
  reached: ReadonlyMap<string, ExposureLine['certainty']>,
): string[] {
  if (reached.size === 0) return []
  const { severity, ink3 } = context.palette
  return exposureLines({ placed, lines }, byNode(placed, reached)).map(({ certainty, points }) => {
    const stroke = certainty === 'reachable' ? severity.critical : ink3
    const dash = certainty === 'reachable' ? '' : ' stroke-dasharray="0.1 4.5"'
    const end = points.at(-1)
    const before = points.at(-2)
    const path = `<path d="${roundedPath(points)}" fill="none" stroke="${stroke}" stroke-width="1.75" stroke-linecap="round"${dash}/>`
    return end && before ? path + arrowAt(end, before, stroke) : path
  })
}

type Point = ExposureLine['points'][number]

/** Drawn rather than marked: a marker takes its colour from the picture's own. */
function arrowAt(end: Point, before: Point, stroke: string): string {
  const isLevel = end.y === before.y
  const back = isLevel ? Math.sign(before.x - end.x) * 6 : Math.sign(before.y - end.y) * 6
  const [a, b] = isLevel
    ? [`${end.x + back} ${end.y - 4}`, `${end.x + back} ${end.y + 4}`]
    : [`${end.x - 4} ${end.y + back}`, `${end.x + 4} ${end.y + back}`]
  return `<path d="M${a}L${end.x} ${end.y}L${b}" fill="none" stroke="${stroke}" stroke-width="1.75"/>`
}

function byNode(
  placed: readonly PlacedNode[],
  reached: ReadonlyMap<string, ExposureLine['certainty']>,
): ReadonlyMap<string, ExposureLine['certainty']> {
  const found = new Map<string, ExposureLine['certainty']>()
  for (const { node } of placed) {
    const isClosed = node.contents.length > 0 || node.count > 1
    const ids = isClosed ? [node.id, ...node.resourceIds] : [node.id]
    const certainties = new Set(ids.flatMap((id) => reached.get(id) ?? []))
    if (certainties.size > 0) found.set(node.id, certainties.has('reachable') ? 'reachable' : 'unknown')
  }
  return found
}
