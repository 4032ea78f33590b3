/** Sizes of everything drawn, in CSS pixels on a 4 px grid. The map on screen and the SVG share them. */

import type { TopologyNode } from './graph.ts'
import { cropped, textWidth } from './text-width.ts'

export const MARGIN = 20
export const CHIP = { width: 160, height: 44, idleHeight: 34, gap: 8 } as const
/** Below the last chip there is room for the 12 px a rule's tag wants above the chip it opens. */
export const SUBNET = { padding: 12, header: 44, bottom: 20, chipHeight: 44, cardHeight: 68, rowGap: 16 } as const
export const SUBNET_WIDTH = CHIP.width + 2 * SUBNET.padding
export const ZONE = { caption: 18, captionTop: 66, top: 92, gutter: 28 } as const
export const VPC = { padding: 16, harbourPadding: 28, headerOnly: 96, closedWidth: 232, closedHeight: 76 } as const
export const AREA = { caption: 36, padding: 16, closedWidth: 232, closedHeight: 76 } as const
export const EXTERNAL = { width: 184, height: 76 } as const
export const HARBOUR = { height: 28, radius: 14, gap: 16, labelWidth: 96 } as const
/** Room between sheets: harbours stand 14 px out on either side, lines run in between. */
export const SHEET_GAP = { x: 48, y: 60 } as const
export const CHIP_GAP = { x: 24, y: 24 } as const
/** It reaches past the sheets, as the trunk from lower shelves comes up beside them. */
export const HORIZON = { height: 36, gap: 64, overhang: 8 } as const
export const RAIL = { corridor: 64, column: 184, gap: 24, shore: 96 } as const

/** Interfaces nobody uses are drawn lower. */
export function isIdle(node: TopologyNode): boolean {
  return node.kind === 'network-interface' && node.facts[0] === 'idle'
}

export function chipHeight(node: TopologyNode): number {
  return isIdle(node) ? CHIP.idleHeight : CHIP.height
}

/** The mono text in a harbour, cropped to fit; of what only a route names, also what became of it. */
export function harbourLabel(node: TopologyNode): string {
  const mono = { size: 11, face: 'mono' } as const
  if (node.collected || node.detail === '') return cropped(node.label, HARBOUR.labelWidth, mono)
  return `${cropped(node.label, HARBOUR.labelWidth - 30, mono)} ${node.detail}`
}

/** Glyph, code and label of a harbour on the top or bottom border; those on the side show their glyph alone. */
export function harbourWidth(node: TopologyNode): number {
  const words = textWidth(node.code, 11, 'bold') + 6 + textWidth(harbourLabel(node), 11, 'mono')
  return Math.ceil((7 + 18 + 6 + words + 10) / 2) * 2
}
