/** What every part of the picture draws with: colours, badges, rings, and the glyphs used so far. */

import { GLYPHS, type GlyphName } from './glyphs.ts'
import type { SceneNode } from './scene.ts'
import { escapeXml, round, textAt } from './svg-text.ts'
import type { BadgeSeverity, Palette, RingLevel } from './svg-theme.ts'

export interface DrawContext {
  readonly palette: Palette
  /** Worst severity by resource id. */
  readonly badges: ReadonlyMap<string, BadgeSeverity>
  readonly exposure: ReadonlyMap<string, RingLevel>
  /** Written instead of the address, by resource id: the ports of the exposure lens. */
  readonly ports: ReadonlyMap<string, string>
  /** For each VPC, how far right the trunks of its gateways come down. */
  readonly trunks: ReadonlyMap<string, number>
  readonly glyphs: Set<GlyphName>
  readonly severities: Set<BadgeSeverity>
  readonly rings: Set<RingLevel>
}

/** A node with its corner in scene coordinates. */
export interface PlacedNode {
  readonly node: SceneNode
  readonly x: number
  readonly y: number
}

const WORST: readonly BadgeSeverity[] = ['critical', 'high', 'medium', 'low', 'info']
const WIDEST: readonly RingLevel[] = ['internet', 'unknown', 'limited', 'cross-account', 'corporate', 'near']

export function glyphAt(
  context: DrawContext,
  name: GlyphName,
  at: { x: number; y: number; size: number; stroke: string },
): string {
  context.glyphs.add(name)
  return `<use href="#g-${name}" x="${round(at.x)}" y="${round(at.y)}" width="${at.size}" height="${at.size}" stroke="${at.stroke}"/>`
}

export function symbols(names: ReadonlySet<GlyphName>): string {
  return [...names]
    .sort()
    .map((name) => {
      const { viewBox, paths } = GLYPHS[name]
      const drawn = paths.map((path) => `<path d="${path}"/>`).join('')
      return `<symbol id="g-${name}" viewBox="${viewBox}" fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`
    })
    .join('')
}

/** The worst finding over everything the node stands for; null for none. */
export function worstOf(context: DrawContext, node: SceneNode): BadgeSeverity | null {
  return worst(WORST, idsOf(node), context.badges)
}

/** The widest exposure worth a ring; null for none. Unknown ranks right after the internet, as it may be that. */
export function ringOf(context: DrawContext, node: SceneNode): RingLevel | null {
  return worst(WIDEST, idsOf(node), context.exposure)
}

/** The ports of the first thing a node stands for that has any; null for none. */
export function portsOf({ ports }: DrawContext, node: SceneNode): string | null {
  if (ports.size === 0) return null
  for (const id of idsOf(node)) {
    const words = ports.get(id)
    if (words !== undefined) return words
  }
  return null
}

function idsOf(node: SceneNode): readonly string[] {
  return node.sharedIds ? [...node.resourceIds, ...node.sharedIds] : node.resourceIds
}

function worst<T>(order: readonly T[], ids: readonly string[], marks: ReadonlyMap<string, T>): T | null {
  if (marks.size === 0) return null
  let best = order.length
  for (const id of ids) {
    const mark = marks.get(id)
    const rank = mark === undefined ? -1 : order.indexOf(mark)
    if (rank >= 0 && rank < best) best = rank
  }
  return order[best] ?? null
}

const SHAPES: Readonly<
  Record<BadgeSeverity, { readonly path: string; readonly letter: string; readonly baseline: number }>
> = {
  critical: { path: 'M8 .2L15.8 8L8 15.8L.2 8Z', letter: 'C', baseline: 11.2 },
  high: { path: 'M8 .9L15.8 15H.2Z', letter: 'H', baseline: 13.2 },
  medium: { path: 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Z', letter: 'M', baseline: 11.2 },
  low: { path: 'M2 2h12v12H2Z', letter: 'L', baseline: 11.2 },
  info: { path: 'M8 1.5L14.2 5v6L8 14.5L1.8 11V5Z', letter: 'i', baseline: 11.2 },
}

/** A shape and a letter in a square of 16 px, so that it reads without colour. */
export function badgeAt(
  context: DrawContext,
  severity: BadgeSeverity,
  at: { readonly x: number; readonly y: number },
): string {
  context.severities.add(severity)
  const { path, letter, baseline } = SHAPES[severity]
  const fill = context.palette.onSeverity
  const words = textAt(8, baseline, { text: letter, style: { size: 9, face: 'bold', fill, anchor: 'middle' } })
  return `<g transform="translate(${round(at.x)} ${round(at.y)})"><path d="${path}" fill="${context.palette.severity[severity]}"/>${words}</g>`
}

/** Border of what can be reached: solid crimson now, dashed orange one change away, dotted grey unknown, thin ink from other networks of one's own. */
export function ringStroke(context: DrawContext, ring: RingLevel | null): string {
  const { palette } = context
  if (ring === null) return `stroke="${palette.hair2}" stroke-width="1"`
  context.rings.add(ring)
  if (ring === 'internet') return `stroke="${palette.severity.critical}" stroke-width="1.5"`
  if (ring === 'near') return `stroke="${palette.severity.high}" stroke-width="1.5" stroke-dasharray="5 3"`
  if (ring === 'unknown')
    return `stroke="${palette.ink3}" stroke-width="1.5" stroke-dasharray="1.5 3" stroke-linecap="round"`
  return `stroke="${palette.ink2}" stroke-width="1.5" stroke-dasharray="5 2"`
}

/** The full words, for a pointer to rest on and for readers of the file. */
export function titleOf(node: SceneNode): string {
  const parts = [
    node.label,
    node.detail,
    ...node.facts,
    node.count > 1 ? `×${node.count}` : '',
    ...node.resourceIds.slice(0, 1),
  ]
  return `<title>${escapeXml([...new Set(parts.filter((part) => part !== ''))].join(' · '))}</title>`
}
