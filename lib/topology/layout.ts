/** A place for everything: horizon on top, shelves of sheets below it, the rail and the shore at the right. */

import { at, type Box, boxOf, type Rect } from './box.ts'
import type { FoldedNode } from './fold.ts'
import type { FoldedLine } from './fold-lines.ts'
import { aspectAmong, gapOf, layoutBox, shelve } from './layout-area.ts'
import { layoutRail, railColumn } from './layout-rail.ts'
import { HORIZON, MARGIN } from './measure.ts'
import { inSiblingOrder } from './sibling-order.ts'

export interface Layout {
  readonly width: number
  readonly height: number
  /** Roots, in scene coordinates; children relative to their parents. */
  readonly boxes: readonly Box[]
  /** Every box in scene coordinates. */
  readonly rects: ReadonlyMap<string, Rect>
  /** Where the shelves end and the rail begins; null without a rail. */
  readonly mainRight: number
}

export function layout(roots: readonly FoldedNode[], lines: readonly FoldedLine[]): Layout {
  const horizon = roots.find((root) => root.node.kind === 'internet')
  const shelfRoots = inSiblingOrder(roots.filter((root) => root !== horizon && railColumn(root.node) === null))
  const aspect = aspectAmong(shelfRoots)
  const main = shelfRoots.map((root) => layoutBox(root, aspect))
  const top = horizon ? MARGIN + HORIZON.height + HORIZON.gap : MARGIN
  const shelved = main.length > 0 ? shelve(main, gapOf(main)) : { width: 0, height: 0 }
  for (const box of main) at(box, box.x + MARGIN, box.y + top)
  const middles = new Map<string, number>()
  const rects = new Map<string, Rect>()
  for (const box of main) record(box, { x: 0, y: 0 }, rects)
  for (const [id, rect] of rects) middles.set(id, rect.y + rect.height / 2)
  const mainRight = MARGIN + shelved.width
  const bottom = top + shelved.height
  const railRoots = roots.filter((root) => railColumn(root.node) !== null)
  const rail = layoutRail(railRoots, { left: mainRight, top, bottom, lines, middles })
  for (const box of rail.boxes) record(box, { x: 0, y: 0 }, rects)
  const width = Math.max(rail.right, mainRight, 480) + MARGIN
  const boxes = [...main, ...rail.boxes]
  if (horizon) {
    const edge = MARGIN - HORIZON.overhang
    const box = at(boxOf(horizon, { width: width - 2 * edge, height: HORIZON.height }), edge, MARGIN)
    record(box, { x: 0, y: 0 }, rects)
    boxes.unshift(box)
  }
  const lowest = boxes.reduce((low, box) => Math.max(low, box.y + box.height), bottom)
  return { width, height: lowest + 2 * MARGIN, boxes, rects, mainRight }
}

function record(box: Box, origin: { readonly x: number; readonly y: number }, rects: Map<string, Rect>): void {
  const rect = { x: origin.x + box.x, y: origin.y + box.y, width: box.width, height: box.height }
  rects.set(box.folded.node.id, rect)
  for (const child of box.children) record(child, rect, rects)
}
