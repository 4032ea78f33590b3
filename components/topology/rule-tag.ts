/**
 * The admitting rule as a tag before the chip it opens. Subnet cards keep a little room at their foot, so that the
 * chips from the target on can step down and the tag stands in the gap: it covers nothing, and no card grows.
 */

import type { FindingHop } from '../../lib/findings/finding.ts'
import { middleEllipsis } from '../../lib/reports/visible-text.ts'
import type { Scene, SceneLine, ScenePoint } from '../../lib/topology/scene.ts'
import type { Box } from './scene-index.ts'

export interface RuleTag {
  readonly text: string
  readonly box: Box
}

const TAG = { height: 16, lift: 18, inset: 12, letter: 6.4, least: 84, words: 28 }
/** How far chips step down: with the 8 px between chips, enough for the tag. */
export const TAG_STEP = 12

/** The port and the source of the admitting rule, where the hop says them; above the chip, at its right. */
export function tagFor(hop: FindingHop, chip: Box): RuleTag | null {
  const text = ruleText(`${hop.label} ${hop.detail}`)
  if (text === null) return null
  const most = chip.width - TAG.inset
  const shown = middleEllipsis(text, Math.floor((most - TAG.words) / TAG.letter))
  const width = Math.min(most, Math.max(TAG.least, shown.length * TAG.letter + TAG.words))
  const x = chip.x + chip.width - width - TAG.inset / 2
  return { text: shown, box: { x, y: chip.y - TAG.lift, width, height: TAG.height } }
}

/** `tcp/22 0.0.0.0/0` out of a sentence; null when it names no port. */
export function ruleText(sentence: string): string | null {
  const port = /\b(?:(?:tcp|udp|icmp|icmpv6|sctp|gre|esp)(?:\/[\d,–-]+)?|all (?:traffic|protocols))(?![\w/])/i.exec(
    sentence,
  )
  if (!port) return null
  const source = /\bfrom (?<source>[0-9a-f.:]+\/\d+|sg-\w+|pl-\w+)/i.exec(sentence)?.groups?.['source']
  return source ? `${port[0]} ${source}` : port[0]
}

/** The scene with a gap above a chip: it and those below it in its column stand lower, their lines with them. */
export function withGapAbove(scene: Scene, chipId: string | null): Scene {
  const chip = scene.nodes.find((node) => node.id === chipId)
  if (!chip) return scene
  const lower = new Set(
    scene.nodes
      .filter((node) => node.parentId === chip.parentId && node.x === chip.x && node.y >= chip.y)
      .map((node) => node.id),
  )
  return {
    ...scene,
    nodes: scene.nodes.map((node) => (lower.has(node.id) ? { ...node, y: node.y + TAG_STEP } : node)),
    lines: scene.lines.map((line) => withEndsLowered(line, lower)),
  }
}

function withEndsLowered(line: SceneLine, lower: ReadonlySet<string>): SceneLine {
  if (!(lower.has(line.from) || lower.has(line.to))) return line
  const ahead = lower.has(line.from) ? startLowered(line.points) : line.points
  return { ...line, points: lower.has(line.to) ? startLowered(ahead.toReversed()).toReversed() : ahead }
}

/** The first run moves with its end: a level one whole, an upright one by its first point. */
function startLowered(points: readonly ScenePoint[]): readonly ScenePoint[] {
  const [first, second] = points
  const isLevel = first !== undefined && second !== undefined && first.y === second.y && points.length > 2
  const moved = isLevel ? 2 : 1
  return points.map((point, place) => (place < moved ? { ...point, y: point.y + TAG_STEP } : point))
}
