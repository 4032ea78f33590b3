/** The horizon, the shore, and the harbours on borders and coast. */

import { badgeAt, type DrawContext, glyphAt, type PlacedNode, titleOf, worstOf } from './draw-context.ts'
import { fitted } from './draw-words.ts'
import { glyphName } from './glyphs.ts'
import { borderSide } from './layout-vpc.ts'
import { harbourLabel } from './measure.ts'
import { round, runsAt, textAt } from './svg-text.ts'

const MONO = { size: 11, face: 'mono' } as const

/** Ruled like a chart's border. */
export function drawHorizon(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const ticks: string[] = []
  for (let at = x; at + 24 <= x + node.width; at += 48) ticks.push(`M${round(at)} ${round(y + 32)}h24`)
  return [
    '<g>',
    titleOf(node),
    glyphAt(context, 'globe', { x, y, size: 18, stroke: palette.ink }),
    runsAt(x + 26, y + 13, [
      { text: node.label, style: { size: 13, face: 'bold', fill: palette.ink } },
      { text: node.detail, style: { ...MONO, fill: palette.ink2 } },
    ]),
    `<path d="M${round(x)} ${round(y + 29.5)}h${node.width}M${round(x)} ${round(y + 34.5)}h${node.width}" stroke="${palette.ink2}"/>`,
    `<path d="${ticks.join('')}" stroke="${palette.ink2}" stroke-width="4"/>`,
    '</g>',
  ].join('')
}

/** A coast that wavers a little, always the same way. */
export function drawShore(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const waves: string[] = []
  for (let at = 0; at < node.height; at += 80) {
    const length = Math.min(80, node.height - at)
    const sway = (at / 80) % 2 === 0 ? 4 : -4
    waves.push(`c${sway} ${round(length / 3)} ${sway} ${round((length * 2) / 3)} 0 ${round(length)}`)
  }
  const left = x + 14
  return [
    '<g>',
    titleOf(node),
    `<path d="M${round(x)} ${round(y)}${waves.join('')}H${round(x + node.width)}V${round(y)}z" fill="${palette.chrome}"/>`,
    `<path d="M${round(x)} ${round(y)}${waves.join('')}" fill="none" stroke="${palette.ink2}" stroke-width="1.25"/>`,
    textAt(left, y + 18, { text: node.label, style: { size: 12, face: 'bold', fill: palette.ink } }),
    '</g>',
  ].join('')
}

/** A pill on the top or bottom border; a round mark on the right border and on the coast. */
export function drawHarbour(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  const { palette } = context
  const border = node.collected
    ? `stroke="${palette.ink3}"`
    : `stroke="${palette.ink3}" stroke-dasharray="1.5 3" stroke-linecap="round"`
  const round_ = node.width <= node.height
  const severity = worstOf(context, node)
  return [
    '<g>',
    titleOf(node),
    `<rect x="${round(x + 0.5)}" y="${round(y + 0.5)}" width="${node.width - 1}" height="${node.height - 1}" rx="${(node.height - 1) / 2}" fill="${palette.chrome}" ${border}/>`,
    glyphAt(context, glyphName(node), { x: x + (round_ ? 5 : 8), y: y + 5, size: 18, stroke: palette.ink }),
    round_ ? '' : pillWords(context, placed),
    node.kind === 'customer-gateway' ? coastWords(context, placed) : '',
    severity ? badgeAt(context, severity, { x: x + node.width - 10, y: y - 5 }) : '',
    '</g>',
  ].join('')
}

function pillWords(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  return runsAt(x + 31, y + 18, [
    { text: node.code, style: { size: 11, face: 'bold', fill: palette.ink } },
    { text: harbourLabel(node), style: { ...MONO, fill: palette.ink2 } },
  ])
}

/** Beneath the mark, on land. */
function coastWords(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const name = { size: 11, face: 'bold' } as const
  const left = x + node.width + 4
  const count = node.count > 1 ? ` ×${node.count}` : ''
  return (
    textAt(left, y + 12, { text: fitted(node.label, 72, name) + count, style: { ...name, fill: palette.ink } }) +
    textAt(left, y + 26, {
      text: fitted(node.detail, 76, { size: 10, face: 'mono' }),
      style: { size: 10, face: 'mono', fill: palette.ink2 },
    })
  )
}

export function isHarbour(node: PlacedNode['node']): boolean {
  return node.parentId !== null && (borderSide(node) !== null || node.kind === 'customer-gateway')
}
