/** The right rail: transit gateways and foreign VPCs, then VPN and Direct Connect, then the shore. */

import { at, type Box, boxOf } from './box.ts'
import type { FoldedNode } from './fold.ts'
import type { FoldedLine } from './fold-lines.ts'
import type { NodeKind } from './graph.ts'
import { CHIP, EXTERNAL, HARBOUR, RAIL } from './measure.ts'
import { inSiblingOrder } from './sibling-order.ts'

const SECOND: ReadonlySet<NodeKind> = new Set<NodeKind>(['vpn-connection', 'direct-connect-gateway'])
const RAIL_KINDS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...SECOND,
  'transit-gateway',
  'transit-gateway-attachment',
  'vpc-peering',
  'external-vpc',
  'customer-gateway',
  'on-premises',
])

/** 0 for the first column of the rail, 1 for the second, 2 for the shore; null for what stands on a shelf. */
export function railColumn(node: { readonly kind: NodeKind; readonly parentId: string | null }): 0 | 1 | 2 | null {
  if (!RAIL_KINDS.has(node.kind) || (node.parentId !== null && node.kind !== 'customer-gateway')) return null
  if (node.kind === 'on-premises' || node.kind === 'customer-gateway') return 2
  return SECOND.has(node.kind) ? 1 : 0
}

export interface RailFrame {
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly lines: readonly FoldedLine[]
  /** Middle, in scene coordinates, of everything already placed. */
  readonly middles: Map<string, number>
}

/** Places every root of the rail and gives back its boxes, in scene coordinates, and its right edge. */
export function layoutRail(roots: readonly FoldedNode[], frame: RailFrame): { boxes: Box[]; right: number } {
  const boxes: Box[] = []
  let right = frame.left
  for (const column of [0, 1] as const) {
    const stack = inSiblingOrder(roots).filter((root) => railColumn(root.node) === column)
    if (stack.length === 0) continue
    const left = right + RAIL.corridor
    boxes.push(...placeColumn(stack, left, frame))
    right = left + RAIL.column
  }
  for (const shore of roots.filter((root) => railColumn(root.node) === 2)) {
    const box = placeShore(shore, right + RAIL.corridor, { ...frame, bottom: lowest(boxes, frame.bottom) })
    boxes.push(box)
    right = box.x + box.width
  }
  return { boxes, right }
}

/** Each at the middle of what it is joined to, as far as those above leave room. */
function placeColumn(stack: readonly FoldedNode[], left: number, frame: RailFrame): Box[] {
  const wanted = stack
    .map((folded) => ({ folded, y: wantedMiddle(folded, frame) }))
    .sort((a, b) => a.y - b.y || (a.folded.node.id < b.folded.node.id ? -1 : 1))
  const boxes: Box[] = []
  let free = frame.top
  for (const { folded, y } of wanted) {
    const box = boxOf(
      folded,
      folded.node.kind === 'external-vpc' ? EXTERNAL : { width: RAIL.column, height: CHIP.height },
    )
    at(box, left, Math.round(Math.max(free, y - box.height / 2)))
    free = box.y + box.height + RAIL.gap
    frame.middles.set(folded.node.id, box.y + box.height / 2)
    boxes.push(box)
  }
  return boxes
}

function wantedMiddle(folded: FoldedNode, frame: RailFrame): number {
  const { id } = folded.node
  const ends = frame.lines.flatMap((line) => (line.from === id ? [line.to] : line.to === id ? [line.from] : []))
  const middles = ends.map((end) => frame.middles.get(end)).filter((middle) => middle !== undefined)
  if (middles.length === 0) return frame.top
  return middles.reduce((sum, middle) => sum + middle, 0) / middles.length
}

/** The coast at the right edge; customer gateways are its harbours. */
function placeShore(shore: FoldedNode, left: number, frame: RailFrame): Box {
  const box = at(boxOf(shore, { width: RAIL.shore, height: 0 }), left, frame.top)
  const wanted = shore.children
    .map((folded) => ({ folded, y: wantedMiddle(folded, frame) }))
    .sort((a, b) => a.y - b.y || (a.folded.node.id < b.folded.node.id ? -1 : 1))
  let free = 64
  for (const { folded, y } of wanted) {
    const top = Math.round(Math.max(free, y - frame.top - HARBOUR.radius))
    box.children.push(at(boxOf(folded, { width: HARBOUR.height, height: HARBOUR.height }), -HARBOUR.radius, top))
    frame.middles.set(folded.node.id, frame.top + top + HARBOUR.radius)
    free = top + HARBOUR.height + 40
  }
  box.height = Math.max(frame.bottom - frame.top, free)
  return box
}

function lowest(boxes: readonly Box[], bottom: number): number {
  return boxes.reduce((low, box) => Math.max(low, box.y + box.height), bottom)
}
