/** The boxes: accounts and regions as captions, VPCs as sheets, zones as ruled columns, subnets as cards. */

import { stackedEdge } from './draw-chip.ts'
import {
  badgeAt,
  type DrawContext,
  glyphAt,
  type PlacedNode,
  ringOf,
  ringStroke,
  titleOf,
  worstOf,
} from './draw-context.ts'
import { contentsWords, fitted, fittedParts } from './draw-words.ts'
import { SUBNET_CLASS_MARKS } from './glyphs.ts'
import { subnetTitle } from './subnet-title.ts'
import { round, runsAt, type TextStyle, textAt, widthOf } from './svg-text.ts'
import { shortId } from './text-width.ts'

const HEAD = { size: 15, face: 'bold' } as const
const NAME = { size: 12, face: 'bold' } as const
const MONO = { size: 11, face: 'mono' } as const
const SMALL = { size: 11, face: 'sans' } as const

/** Is the container drawn open, with its children inside? */
function isOpen({ node }: PlacedNode): boolean {
  return node.contents.length === 0 && node.count === 1
}

export function drawArea(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  if (node.level === 'chip') return drawClosed(context, placed)
  const { palette } = context
  const name = fitted(node.label, node.width - 120, HEAD)
  return [
    '<g>',
    titleOf(node),
    runsAt(x, y + 18, [
      { text: name, style: { ...HEAD, fill: palette.ink } },
      { text: node.detail, style: { ...MONO, fill: palette.ink2 } },
    ]),
    `<path d="M${round(x)} ${round(y + 28.5)}h${node.width}" stroke="${palette.hair2}"/>`,
    '</g>',
  ].join('')
}

export function drawVpc(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  if (node.level === 'chip') return drawClosed(context, placed)
  const { palette } = context
  const severity = worstOf(context, node)
  const left = x + 16 + (severity ? 24 : 0)
  const right = x + node.width - 16
  const name = fitted(node.label, right - left - 110, HEAD)
  return [
    '<g>',
    titleOf(node),
    rect(placed, `fill="${palette.sheet}" ${node.collected ? `stroke="${palette.hair2}"` : dotted(context)}`),
    severity ? badgeAt(context, severity, { x: x + 16, y: y + 18 }) : '',
    runsAt(left, y + 31, [
      { text: name, style: { ...HEAD, fill: palette.ink } },
      { text: node.label === node.id ? '' : shortId(node.id), style: { ...MONO, fill: palette.ink2 } },
    ]),
    textAt(x + 16, y + 48, {
      text: fittedParts(node.detail, node.width - 32, MONO),
      style: { ...MONO, fill: palette.ink2 },
    }),
    countWords(context, placed),
    '</g>',
  ].join('')
}

/** Subnets and resources at the right, where no trunk from a gateway comes down through them. */
function countWords(context: DrawContext, { node, x, y }: PlacedNode): string {
  const words = node.facts.filter((fact) => /^[\d,]+ (subnet|resource)/.test(fact))
  const right = x + node.width - 16
  const width = Math.max(0, ...words.map((text) => widthOf(text, SMALL)))
  if (right - width < (context.trunks.get(node.id) ?? x + node.width / 2) + 12) return ''
  const style = { ...SMALL, fill: context.palette.ink2, anchor: 'end' } as const
  return words.map((text, line) => textAt(right, y + 31 + line * 16, { text, style })).join('')
}

/** A VPC, region or account that stands closed: its name, its address space, and what is in it. */
function drawClosed(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  const { palette } = context
  const severity = worstOf(context, node)
  const room = node.width - 28 - (severity ? 24 : 0)
  const count = node.count > 1 ? ` ×${node.count}` : ''
  return [
    '<g>',
    titleOf(node),
    node.count > 1 ? stackedEdge(context, placed) : '',
    rect(placed, `fill="${palette.sheet}" ${node.collected ? `stroke="${palette.hair2}"` : dotted(context)}`),
    textAt(x + 14, y + 24, {
      text: fitted(node.label, room - 40, NAME) + count,
      style: { ...NAME, size: 13, fill: palette.ink },
    }),
    textAt(x + 14, y + 42, {
      text: fittedParts(node.detail, node.width - 28, MONO),
      style: { ...MONO, fill: palette.ink2 },
    }),
    textAt(x + 14, y + 60, {
      text: contentsWords(node, node.width - 28, SMALL),
      style: { ...SMALL, fill: palette.ink2 },
    }),
    severity ? badgeAt(context, severity, { x: x + node.width - 28, y: y + 12 }) : '',
    '</g>',
  ].join('')
}

export function drawZone(context: DrawContext, { node, x, y }: PlacedNode): string {
  const { palette } = context
  const name = fitted(node.label, node.width - 8, { size: 11, face: 'bold' })
  return [
    '<g>',
    runsAt(x, y + 11, [
      { text: name, style: { size: 11, face: 'bold', fill: palette.ink2 } },
      { text: node.detail, style: { ...MONO, fill: palette.ink3 } },
    ]),
    `<path d="M${round(x)} ${round(y + 17.5)}h${node.width}" stroke="${palette.hair}"/>`,
    '</g>',
  ].join('')
}

export function drawSubnet(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  const { palette } = context
  const severity = isOpen(placed) ? null : worstOf(context, node)
  const band = node.subnetClass ? palette.subnet[node.subnetClass] : palette.hair2
  const right = x + node.width - 12
  return [
    '<g>',
    titleOf(node),
    node.count > 1 ? stackedEdge(context, placed) : '',
    rect(placed, `fill="${palette.card}" ${ringStroke(context, isOpen(placed) ? null : ringOf(context, node))}`),
    `<path d="M${round(x + 4)} ${round(y)}v${node.height}a4 6 0 0 1 -4 -6v-${node.height - 12}a4 6 0 0 1 4 -6z" fill="${band}"/>`,
    subnetHead(context, placed, { right, band }),
    textAt(x + 12, y + 35, {
      text: fittedParts(node.detail, node.width - 24 - (node.fill === null ? 0 : 62), MONO),
      style: { ...MONO, fill: palette.ink2 },
    }),
    fillBar(context, placed),
    closedWords(context, placed),
    severity ? badgeAt(context, severity, { x: right - 16, y: y + node.height - 23 }) : '',
    '</g>',
  ].join('')
}

/** Name, class icon and class word in one line. */
function subnetHead(
  context: DrawContext,
  { node, x, y }: PlacedNode,
  { right, band }: { readonly right: number; readonly band: string },
): string {
  const { palette } = context
  const mark = node.subnetClass ? SUBNET_CLASS_MARKS[node.subnetClass] : null
  const count = node.count > 1 ? ` ×${node.count}` : ''
  const title = subnetTitle(node, {
    width: right - x - 20 - (mark ? 13 : 0) - widthOf(count, NAME),
    word: mark ? widthOf(mark.word, SMALL) + 5 : 0,
    widthOf: (name) => widthOf(name, NAME),
  })
  const name = textAt(x + 12, y + 19, { text: title.name + count, style: { ...NAME, fill: palette.ink } })
  if (!mark) return name
  const word = title.hasWord ? mark.word : ''
  const wordWidth = 13 + (word ? widthOf(word, SMALL) + 5 : 0)
  return [
    name,
    glyphAt(context, mark.glyph, { x: right - wordWidth, y: y + 8, size: 13, stroke: band }),
    word ? textAt(right, y + 19, { text: word, style: { ...SMALL, fill: palette.ink2, anchor: 'end' } }) : '',
  ].join('')
}

/** A foreign VPC: dotted, and saying that nobody looked inside. */
export function drawExternal(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  const { palette } = context
  const line = (text: string, dy: number, style: TextStyle) =>
    textAt(x + 14, y + dy, { text: fitted(text, node.width - 28, style), style })
  return [
    '<g>',
    titleOf(node),
    node.count > 1 ? stackedEdge(context, placed) : '',
    rect(placed, `fill="${palette.paper}" ${dotted(context)}`),
    line(node.count > 1 ? `${node.label} ×${node.count}` : node.label, 24, { ...NAME, fill: palette.ink }),
    line(node.detail, 42, { ...MONO, fill: palette.ink2 }),
    line('Not collected', 60, { ...SMALL, fill: palette.ink2 }),
    '</g>',
  ].join('')
}

function closedWords(context: DrawContext, placed: PlacedNode): string {
  const { node, x, y } = placed
  if (node.height < 60 || node.level === 'full') return ''
  const words = contentsWords(node, node.width - 24 - (worstOf(context, node) ? 24 : 0), SMALL)
  return textAt(x + 12, y + 55, { text: words, style: { ...SMALL, fill: context.palette.ink2 } })
}

function fillBar(context: DrawContext, { node, x, y }: PlacedNode): string {
  if (node.fill === null) return ''
  const { palette } = context
  const right = x + node.width - 12
  const share = Math.round(node.fill * 100)
  const left = right - 62
  return [
    `<rect x="${round(left)}" y="${round(y + 29)}" width="26" height="4" rx="2" fill="${palette.hair}"/>`,
    `<rect x="${round(left)}" y="${round(y + 29)}" width="${round(26 * node.fill)}" height="4" rx="2" fill="${palette.ink3}"/>`,
    textAt(right, y + 35, { text: `${share} %`, style: { ...MONO, fill: palette.ink3, anchor: 'end' } }),
  ].join('')
}

function rect({ node, x, y }: PlacedNode, paint: string): string {
  return `<rect x="${round(x + 0.5)}" y="${round(y + 0.5)}" width="${node.width - 1}" height="${node.height - 1}" rx="6" ${paint}/>`
}

function dotted({ palette }: DrawContext): string {
  return `stroke="${palette.ink3}" stroke-width="1.5" stroke-dasharray="1.5 3" stroke-linecap="round"`
}
