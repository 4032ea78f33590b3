/** Short words inside boxes: what a closed container holds, and names cut to fit. */

import type { SceneNode } from './scene.ts'
import { type TextStyle, visible, widthOf } from './svg-text.ts'
import { middleEllipsis } from './text-width.ts'

/** The text cut in its middle to a width in CSS pixels. */
export function fitted(text: string, width: number, style: Pick<TextStyle, 'size' | 'face'>): string {
  return middleEllipsis(visible(text), (candidate) => widthOf(candidate, style) <= width)
}

/** `EC2 ×12 · RDS ×2 · 3 more kinds`, as much of it as fits. */
export function contentsWords(node: SceneNode, width: number, style: Pick<TextStyle, 'size' | 'face'>): string {
  const parts = node.contents.map(({ code, count }) => `${code} ×${count.toLocaleString('en')}`)
  if (parts.length === 0) return node.level === null ? '' : 'empty'
  for (let shown = parts.length; shown > 0; shown--) {
    const rest = parts.length - shown
    const words = [...parts.slice(0, shown), ...(rest > 0 ? [`+${rest}`] : [])].join(' · ')
    if (widthOf(words, style) <= width) return words
  }
  return `${node.contents.length} kinds`
}

/** The beginning and the end of an id: `vpc-0b7…41e`. Short ids stay whole. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`
}
