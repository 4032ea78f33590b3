/** A subnet card and the chips in it; also the card for what has no place. */

import { at, type Box, boxOf } from './box.ts'
import type { FoldedNode } from './fold.ts'
import { CHIP, chipHeight, SUBNET, SUBNET_WIDTH } from './measure.ts'
import { inSiblingOrder } from './sibling-order.ts'

export function layoutSubnet(folded: FoldedNode): Box {
  if (folded.level === 'chip') return boxOf(folded, { width: SUBNET_WIDTH, height: SUBNET.chipHeight })
  if (folded.level === 'cards') return boxOf(folded, { width: SUBNET_WIDTH, height: SUBNET.cardHeight })
  const chips = inSiblingOrder(folded.children)
  const columns = chipColumns(chips.length)
  const box = boxOf(folded, {
    width: columns * CHIP.width + (columns - 1) * SUBNET.padding + 2 * SUBNET.padding,
    height: SUBNET.header + SUBNET.bottom,
  })
  const rows = Math.ceil(chips.length / columns)
  let lowest: number = SUBNET.header
  for (let column = 0; column < columns; column++) {
    let y: number = SUBNET.header
    for (const chip of chips.slice(column * rows, (column + 1) * rows)) {
      const height = chipHeight(chip.node)
      const x = SUBNET.padding + column * (CHIP.width + SUBNET.padding)
      box.children.push(at(boxOf(chip, { width: CHIP.width, height }), x, y))
      y += height + CHIP.gap
    }
    lowest = Math.max(lowest, y - CHIP.gap)
  }
  box.height = lowest + SUBNET.bottom
  return box
}

/** One column while it reads well; then wider, so that a full subnet stays about as wide as it is high. */
function chipColumns(chips: number): number {
  return chips <= 8 ? 1 : Math.ceil(Math.sqrt(chips / 4))
}
