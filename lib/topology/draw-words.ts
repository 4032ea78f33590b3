/** Short words inside boxes: what a closed container holds, and names cut to fit. */

import type { SceneNode } from './scene.ts'
import { type TextStyle, visible, widthOf } from './svg-text.ts'
import { middleEllipsis } from './text-width.ts'

/** The text cut in its middle to a width in CSS pixels. */
export function fitted(text: string, width: number, style: Pick<TextStyle, 'size' | 'face'>): string {
  return middleEllipsis(visible(text), (candidate) => widthOf(candidate, style) <= width)
}

/** `10.0.0.0/16 · 2001:db8::/56`, or as many whole parts as fit and `+1`: a cut address is a wrong one. */
export function fittedParts(text: string, width: number, style: Pick<TextStyle, 'size' | 'face'>): string {
  const parts = visible(text).split(' · ')
  for (let shown = parts.length; shown > 0; shown--) {
    const rest = parts.length - shown
    const words = parts.slice(0, shown).join(' · ') + (rest > 0 ? ` +${rest}` : '')
    if (widthOf(words, style) <= width) return words
  }
  return fitted(parts[0] ?? '', width, style)
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
