/** A folded node while it is given its place. Only the layout may change one. */

import type { FoldedNode } from './fold.ts'

export interface Box {
  readonly folded: FoldedNode
  readonly children: Box[]
  /** Relative to the parent box. */
  x: number
  y: number
  width: number
  height: number
}

export function boxOf(folded: FoldedNode, size: { readonly width: number; readonly height: number }): Box {
  return { folded, children: [], x: 0, y: 0, width: size.width, height: size.height }
}

/** The box with its corner moved. */
export function at(box: Box, x: number, y: number): Box {
  box.x = x
  box.y = y
  return box
}

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
