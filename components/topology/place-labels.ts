/** Labels of lines, each where it covers no name and no other label: one without room is left out, the line itself still says its ends. */

import type { SceneLine, ScenePoint } from '../../lib/topology/scene.ts'
import { textWidth } from '../../lib/topology/text-width.ts'
import type { Box, PlacedNode, SceneIndex } from './scene-index.ts'

export interface PlacedLabel {
  readonly lineId: string
  readonly text: string
  readonly box: Box
}

const LETTER = 6.5
const HEIGHT = 16
const PADDING = 8
/** Where on a level run a label may stand, from its beginning: the middle first. */
const SHARES = [0.5, 0.3, 0.7, 0.15, 0.85]

/**
 * In the order of the lines: the first that asks for a place has it, on its longest level run that is free of `taken`.
 * Across an upright line none is written, it would cover what stands beside.
 */
export function placeLabels(lines: readonly SceneLine[], taken: readonly Box[] = []): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const line of lines) {
    const label = labelOf(line, [...taken, ...placed.map(({ box }) => box)])
    if (label) placed.push(label)
  }
  return placed
}

/** Everything with words on it, and the words of what is open: no label may stand there. */
export function boxesWithWords(index: SceneIndex): readonly Box[] {
  return [...index.places.values()].map(wordsOf)
}

const CAPTION = { zone: 18, area: 30, vpcLeft: 14, vpcTop: 14, vpcHeight: 37, vpcMark: 24 }

function wordsOf({ node, box }: PlacedNode): Box {
  if (node.kind === 'availability-zone') return { ...box, height: CAPTION.zone }
  if (node.contents.length > 0 || node.level === null) return box
  if (node.kind === 'account' || node.kind === 'region') {
    const width = textWidth(node.label, 12, 'bold') + textWidth(node.detail, 11, 'mono') + 80
    return { ...box, width: Math.min(box.width, width), height: CAPTION.area }
  }
  if (node.kind !== 'vpc') return box
  const name = textWidth(node.label, 15, 'bold') + textWidth('vpc-0123…4567', 11, 'mono')
  const width = CAPTION.vpcMark + Math.max(name, textWidth(node.detail, 11, 'mono'))
  const left = box.x + CAPTION.vpcLeft
  return {
    x: left,
    y: box.y + CAPTION.vpcTop,
    width: Math.min(box.width - CAPTION.vpcLeft, width),
    height: CAPTION.vpcHeight,
  }
}

function labelOf(line: SceneLine, taken: readonly Box[]): PlacedLabel | null {
  if (line.label === '') return null
  const text = line.count > 1 ? `${line.label} (${line.count})` : line.label
  const width = text.length * LETTER + PADDING
  for (const { from, to, y } of levelRuns(line.points)) {
    if (to - from < width) break
    for (const share of SHARES) {
      const middle = Math.min(to - width / 2, Math.max(from + width / 2, from + (to - from) * share))
      const box = { x: middle - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT }
      if (!taken.some((other) => overlap(box, other))) return { lineId: line.id, text, box }
    }
  }
  return null
}

interface LevelRun {
  readonly from: number
  readonly to: number
  readonly y: number
}

/** The longest first. */
function levelRuns(points: readonly ScenePoint[]): LevelRun[] {
  return points
    .slice(1)
    .flatMap((b, place) => {
      const a = points[place] ?? b
      return a.y === b.y ? [{ from: Math.min(a.x, b.x), to: Math.max(a.x, b.x), y: a.y }] : []
    })
    .sort((a, b) => b.to - b.from - (a.to - a.from))
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
