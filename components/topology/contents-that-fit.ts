/** What a closed box says of its contents in one row: as many codes as fit, then how many resources are left unsaid. */

import type { SceneNode } from '../../lib/topology/scene.ts'

const LETTER = 6.6
const PADDING = 8
const GAP = 4

export interface ContentsRow {
  readonly shown: readonly string[]
  /** Resources of the codes that did not fit; 0 when all did. */
  readonly rest: number
}

export function contentsThatFit(contents: SceneNode['contents'], width: number): ContentsRow {
  const words = contents.map(({ code, count }) => `${code} ×${count.toLocaleString('en')}`)
  for (let kept = words.length; kept > 0; kept--) {
    const rest = contents.slice(kept).reduce((sum, { count }) => sum + count, 0)
    const row = rest > 0 ? [...words.slice(0, kept), `+${rest.toLocaleString('en')}`] : words
    if (rowWidth(row) <= width) return { shown: words.slice(0, kept), rest }
  }
  return { shown: [], rest: contents.reduce((sum, { count }) => sum + count, 0) }
}

function rowWidth(row: readonly string[]): number {
  return row.reduce((sum, word) => sum + word.length * LETTER + PADDING + GAP, -GAP)
}
