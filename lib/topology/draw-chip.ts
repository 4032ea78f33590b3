/** A resource as a chip: glyph, code, name, ×n, the mono line, badge and ring. */

import {
  badgeAt,
  type DrawContext,
  glyphAt,
  type PlacedNode,
  portsOf,
  ringOf,
  ringStroke,
  titleOf,
  worstOf,
} from './draw-context.ts'
import { contentsWords, fitted, fittedParts } from './draw-words.ts'
import { glyphName } from './glyphs.ts'
import { isIdle } from './measure.ts'
import { round, runsAt, textAt, widthOf } from './svg-text.ts'

const NAME = { size: 12, face: 'bold' } as const
const MONO = { size: 11, face: 'mono' } as const
const COUNT = { size: 11, face: 'mono' } as const

export function drawChip(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const low = isIdle(node)
  const severity = worstOf(context, node)
  const text = x + (low ? 35 : 39)
  const right = x + node.width - (severity ? 28 : 10)
  const middle = y + node.height / 2
  const nameY = low ? middle + 4 : y + 19
  return [
    '<g>',
    titleOf(node),
    node.count > 1 ? stackedEdge(context, { node, x, y }) : '',
    frame(context, { node, x, y }),
    glyphAt(context, glyphName(node), {
      x: x + 9,
      y: low ? middle - 9 : y + 7,
      size: low ? 18 : 20,
      stroke: palette.ink2,
    }),
    low
      ? ''
      : textAt(x + 19, y + 37, {
          text: node.code,
          style: { size: 8.5, face: 'mono', fill: palette.ink3, anchor: 'middle' },
        }),
    nameAndCount(context, { node, x: text, y: nameY }, right),
    low ? idleWord(context, { node, x: right, y: nameY }) : detail(context, { node, x: text, y: y + 34 }, right),
    severity ? badgeAt(context, severity, { x: x + node.width - 24, y: middle - 8 }) : '',
    '</g>',
  ].join('')
}

/** The hard stacked edge that means "folded"; also used by closed cards. */
export function stackedEdge(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  return `<rect x="${round(x + 3)}" y="${round(y + 3)}" width="${node.width}" height="${node.height}" rx="6" fill="${palette.chip}" stroke="${palette.hair2}"/>`
}

function frame(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const ring = ringOf(context, node)
  const stroke = node.collected
    ? ringStroke(context, ring)
    : `stroke="${palette.ink3}" stroke-dasharray="1.5 3" stroke-linecap="round"`
  const inset = ring ? 0.75 : 0.5
  return `<rect x="${round(x + inset)}" y="${round(y + inset)}" width="${round(node.width - 2 * inset)}" height="${round(node.height - 2 * inset)}" rx="6" fill="${palette.chip}" ${stroke}/>`
}

function nameAndCount(context: DrawContext, { node, x, y }: PlacedNode, right: number): string {
  const { palette } = context
  const count = node.count > 1 ? `×${node.count.toLocaleString('en')}` : ''
  const countWidth = count ? widthOf(count, COUNT) + 8 : 0
  const idle = isIdle(node) ? 28 : 0
  const name = fitted(node.label, right - x - idle - (count ? countWidth + 6 : 0), NAME)
  return runsAt(x, y, [
    { text: name, style: { ...NAME, fill: palette.ink } },
    { text: count, style: { ...COUNT, fill: palette.ink2 } },
  ])
}

function idleWord(context: DrawContext, { x, y }: PlacedNode): string {
  return textAt(x, y, { text: 'idle', style: { size: 11, face: 'sans', fill: context.palette.ink3, anchor: 'end' } })
}

function detail(context: DrawContext, { node, x, y }: PlacedNode, right: number): string {
  const words =
    node.contents.length > 1 ? contentsWords(node, right - x, MONO) : (portsOf(context, node) ?? node.detail)
  return textAt(x, y, { text: fittedParts(words, right - x, MONO), style: { ...MONO, fill: context.palette.ink2 } })
}
