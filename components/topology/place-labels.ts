/** Labels of lines, each where it covers no other: a label without room is left out, the line itself still says its ends. */

import type { SceneLine } from '../../lib/topology/scene.ts'
import { labelSpot } from './line-path.ts'
import type { Box } from './scene-index.ts'

export interface PlacedLabel {
  readonly lineId: string
  readonly text: string
  readonly box: Box
}

const LETTER = 6.5
const HEIGHT = 16
const PADDING = 8

/** In the order of the lines: the first that asks for a place has it. Across an upright line none is written, it would cover what stands beside. */
export function placeLabels(lines: readonly SceneLine[]): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const line of lines) {
    const label = labelOf(line)
    if (label && !placed.some(({ box }) => overlap(box, label.box))) placed.push(label)
  }
  return placed
}

function labelOf(line: SceneLine): PlacedLabel | null {
  const spot = labelSpot(line.points)
  if (!spot?.horizontal || line.label === '') return null
  const text = line.count > 1 ? `${line.label} (${line.count})` : line.label
  const width = text.length * LETTER + PADDING
  if (spot.room < width) return null
  return { lineId: line.id, text, box: { x: spot.x - width / 2, y: spot.y - HEIGHT / 2, width, height: HEIGHT } }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
