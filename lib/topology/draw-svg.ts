/**
 * The whole scene as one SVG that stands alone: no references outward, no scripts, text escaped and made visible.
 * Title on top, legend and the completeness line at the foot.
 */

import type { Rect } from './box.ts'
import { counted } from './count-contents.ts'
import { drawArea, drawExternal, drawSubnet, drawVpc, drawZone } from './draw-area.ts'
import { drawChip } from './draw-chip.ts'
import { type DrawContext, type PlacedNode, symbols } from './draw-context.ts'
import { drawExposureLines } from './draw-exposure-lines.ts'
import { drawLegend } from './draw-legend.ts'
import { arrowMarker, drawLines } from './draw-lines.ts'
import { drawHarbour, drawHorizon, drawShore, isHarbour } from './draw-outside.ts'
import { fitted } from './draw-words.ts'
import { borderSide } from './layout-vpc.ts'
import type { Scene } from './scene.ts'
import { escapeXml, round, textAt } from './svg-text.ts'
import { type BadgeSeverity, PALETTES, type RingLevel, type SvgTheme } from './svg-theme.ts'

export interface DrawOptions {
  readonly theme: SvgTheme
  readonly title: string
  /** What is complete and what is not; printed at the foot. */
  readonly footer: string
  /** Worst severity by resource id. */
  readonly badges?: ReadonlyMap<string, BadgeSeverity>
  readonly exposure?: ReadonlyMap<string, RingLevel>
  /** The exposure lens; absent for the placement lens. */
  readonly lens?: DrawLens
}

/** What the exposure lens adds to the picture. */
export interface DrawLens {
  /** By resource id: `tcp/22`. */
  readonly ports: ReadonlyMap<string, string>
  /** Subnets the internet reaches without a load balancer in between. */
  readonly reached: ReadonlyMap<string, 'reachable' | 'unknown'>
}

const HEAD = 44
const LEAST_WIDTH = 720

export function drawSvg(scene: Scene, options: DrawOptions): string {
  const palette = PALETTES[options.theme]
  const placed = placedNodes(scene)
  const context: DrawContext = {
    palette,
    badges: options.badges ?? new Map(),
    exposure: options.exposure ?? new Map(),
    ports: options.lens?.ports ?? new Map(),
    trunks: trunksOf(placed),
    glyphs: new Set(),
    severities: new Set(),
    rings: new Set(),
  }
  const width = Math.max(scene.width, LEAST_WIDTH)
  const body = drawBody(context, { scene, placed, reached: options.lens?.reached ?? new Map() })
  const legend = drawLegend(context, scene, { width, top: HEAD + scene.height + 16 })
  const foot = HEAD + scene.height + 16 + legend.height
  const height = foot + 28
  const size = { size: 11, face: 'sans', fill: palette.ink2 } as const
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${escapeXml(options.title)}">`,
    `<title>${escapeXml(options.title)}</title>`,
    `<desc>${escapeXml(options.footer)}</desc>`,
    STYLE,
    `<defs>${symbols(context.glyphs)}${arrowMarker(context)}</defs>`,
    `<rect width="100%" height="100%" fill="${palette.paper}"/>`,
    textAt(20, 28, { text: fitted(options.title, width / 2, TITLE), style: { ...TITLE, fill: palette.ink } }),
    textAt(width - 20, 28, { text: countWords(scene), style: { ...size, anchor: 'end' } }),
    `<g transform="translate(0 ${HEAD})">${body}</g>`,
    legend.svg,
    `<path d="M20 ${round(foot - 8.5)}H${round(width - 20)}" stroke="${palette.hair2}"/>`,
    textAt(20, foot + 10, { text: fitted(options.footer, width - 40, size), style: size }),
    '</svg>\n',
  ].join('')
}

const TITLE = { size: 15, face: 'bold' } as const

/** Families only: the picture asks no server for a font. */
const STYLE =
  '<style>text{font-variant-numeric:tabular-nums;white-space:pre}.s,.b{font-family:Geist,system-ui,"Helvetica Neue",Arial,sans-serif}.b{font-weight:600}.m{font-family:"Geist Mono",ui-monospace,Menlo,Consolas,monospace;letter-spacing:-.02em}</style>'

interface Body {
  readonly scene: Scene
  readonly placed: readonly PlacedNode[]
  readonly reached: DrawLens['reached']
}

/** Boxes first, then lines in their gutters, then what stands in the boxes and on their borders. */
function drawBody(context: DrawContext, { scene, placed, reached }: Body): string {
  const boxes = placed.filter(({ node }) => BOXES.has(node.kind))
  const lines = scene.lines.filter((line) => line.atRest)
  const rest = placed.filter(({ node }) => !BOXES.has(node.kind))
  const solid = placed.filter(({ node }) => SOLID.has(node.kind) || !BOXES.has(node.kind)).map(rectOf)
  return [
    ...boxes.map((item) => drawNode(context, item)),
    ...drawLines(context, lines, solid),
    ...drawExposureLines(context, { placed, lines: scene.lines }, reached),
    ...rest.map((item) => drawNode(context, item)),
  ].join('\n')
}

const BOXES: ReadonlySet<PlacedNode['node']['kind']> = new Set<PlacedNode['node']['kind']>([
  'internet',
  'on-premises',
  'account',
  'region',
  'vpc',
  'availability-zone',
  'subnet',
  'unplaced',
])

function trunksOf(placed: readonly PlacedNode[]): Map<string, number> {
  const trunks = new Map<string, number>()
  for (const { node, x } of placed) {
    if (node.parentId === null || borderSide(node) !== 'top') continue
    trunks.set(node.parentId, Math.max(trunks.get(node.parentId) ?? 0, x + node.width))
  }
  return trunks
}

/** Boxes full of words; the others have room between their words. */
const SOLID: ReadonlySet<PlacedNode['node']['kind']> = new Set<PlacedNode['node']['kind']>([
  'internet',
  'availability-zone',
  'subnet',
  'unplaced',
])

function rectOf({ node, x, y }: PlacedNode): Rect {
  return { x, y, width: node.width, height: node.height }
}

function drawNode(context: DrawContext, placed: PlacedNode): string {
  const { kind } = placed.node
  switch (kind) {
    case 'internet':
      return drawHorizon(context, placed)
    case 'on-premises':
      return drawShore(context, placed)
    case 'account':
    case 'region':
      return drawArea(context, placed)
    case 'vpc':
      return drawVpc(context, placed)
    case 'external-vpc':
      return drawExternal(context, placed)
    case 'availability-zone':
      return drawZone(context, placed)
    case 'subnet':
    case 'unplaced':
      return drawSubnet(context, placed)
    default:
      return isHarbour(placed.node) ? drawHarbour(context, placed) : drawChip(context, placed)
  }
}

function placedNodes(scene: Scene): PlacedNode[] {
  const byId = new Map<string, PlacedNode>()
  return scene.nodes.map((node) => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId)
    const placed = { node, x: node.x + (parent?.x ?? 0), y: node.y + (parent?.y ?? 0) }
    byId.set(node.id, placed)
    return placed
  })
}

function countWords(scene: Scene): string {
  const { vpcs, subnets, resources, folded } = scene.counts
  const words = [counted(vpcs, 'VPC'), counted(subnets, 'subnet'), counted(resources, 'resource')]
  return [...words, ...(folded > 0 ? [`${folded.toLocaleString('en')} folded`] : [])].join(' · ')
}
