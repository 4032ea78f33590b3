/** Accounts and regions, and the chart itself: shelves of sheets under a caption. */

import { at, type Box, boxOf } from './box.ts'
import type { FoldedNode } from './fold.ts'
import { layoutSubnet } from './layout-subnet.ts'
import { layoutVpc } from './layout-vpc.ts'
import { AREA, CHIP_GAP, SHEET_GAP } from './measure.ts'
import { inSiblingOrder } from './sibling-order.ts'

/** Wider than high, as screens are. */
const ASPECT = 1.6
/** Areas that stand side by side are higher than wide each, or their row runs off the screen. */
const LEAST_ASPECT = 0.7

export interface Gap {
  readonly x: number
  readonly y: number
}

/** Boxes of one row of a shelf, left to right, with the same top. */
export type Shelf = readonly Box[]

/** What width to height an area should have where several share the chart. */
export function aspectAmong(roots: readonly FoldedNode[]): number {
  const open = roots.filter(({ node, level }) => isArea(node) && level !== 'chip').length
  return Math.max(LEAST_ASPECT, ASPECT / Math.max(1, open))
}

function isArea({ kind }: FoldedNode['node']): boolean {
  return kind === 'account' || kind === 'region'
}

function layoutArea(folded: FoldedNode, aspect: number): Box {
  if (folded.level === 'chip') return boxOf(folded, { width: AREA.closedWidth, height: AREA.closedHeight })
  const area = boxOf(folded, { width: AREA.closedWidth, height: AREA.caption + AREA.padding })
  const boxes = inSiblingOrder(folded.children).map((child) => layoutBox(child, aspect))
  if (boxes.length === 0) return area
  const gap = gapOf(boxes)
  const shelved = shelve(boxes, gap, aspect)
  for (const box of boxes) area.children.push(at(box, box.x + AREA.padding, box.y + AREA.caption + gap.y / 2))
  area.width = Math.max(AREA.closedWidth, shelved.width + 2 * AREA.padding)
  area.height = AREA.caption + gap.y / 2 + shelved.height + Math.max(AREA.padding, gap.y / 2)
  return area
}

/** Any box that may stand on a shelf. */
export function layoutBox(folded: FoldedNode, aspect: number = ASPECT): Box {
  if (isArea(folded.node)) return layoutArea(folded, aspect)
  return folded.node.kind === 'vpc' ? layoutVpc(folded) : layoutSubnet(folded)
}

/** Open sheets have harbours and lines about them and want more room than closed chips. */
export function gapOf(boxes: readonly Box[]): Gap {
  return boxes.some((box) => box.children.length > 0) ? SHEET_GAP : CHIP_GAP
}

/** Rows of boxes in their order, about as wide as the aspect wants; closed ones stack up beside each other. */
export function shelve(boxes: readonly Box[], gap: Gap, aspect: number = ASPECT): { width: number; height: number } {
  const sheets = boxes.filter((box) => box.children.length > 0 && !isLoose(box))
  const loose = boxes.filter((box) => box.children.length > 0 && isLoose(box))
  const closed = boxes.filter((box) => box.children.length === 0)
  const area = boxes.reduce((sum, box) => sum + (box.width + gap.x) * (box.height + gap.y), 0)
  const limit = Math.max(...boxes.map((box) => box.width), Math.sqrt(area * aspect))
  let y = 0
  let width = 0
  for (const shelf of [
    ...shelves(sheets, limit, gap),
    ...shelves(loose, limit, gap),
    ...shelves(closed, limit, CHIP_GAP),
  ]) {
    const step = shelf.some((box) => box.children.length > 0) ? gap : CHIP_GAP
    let x = 0
    for (const box of shelf) {
      at(box, x, y)
      x += box.width + step.x
    }
    width = Math.max(width, x - step.x)
    y += Math.max(...shelf.map((box) => box.height)) + gap.y
  }
  return { width, height: y - gap.y }
}

/** What stands outside every VPC has a shelf of its own below the sheets, or the row would be as wide as both. */
function isLoose(box: Box): boolean {
  return box.folded.node.kind === 'unplaced'
}

function shelves(boxes: readonly Box[], limit: number, gap: Gap): Shelf[] {
  const rows: Box[][] = []
  let x = 0
  for (const box of boxes) {
    const row = rows.at(-1)
    if (row && x + box.width <= limit) row.push(box)
    else {
      rows.push([box])
      x = 0
    }
    x += box.width + gap.x
  }
  return rows
}
