/** The key to the picture: only what is on it. */

import type { SubnetClass } from '../inventory/subnet-class.ts'
import { badgeAt, type DrawContext, glyphAt, ringStroke } from './draw-context.ts'
import { SUBNET_CLASS_MARKS } from './glyphs.ts'
import type { LineKind } from './graph.ts'
import type { Scene } from './scene.ts'
import { round, textAt, widthOf } from './svg-text.ts'
import type { BadgeSeverity, RingLevel } from './svg-theme.ts'

const WORDS = { size: 11, face: 'sans' } as const
const ROW = 22

interface Entry {
  readonly word: string
  /** Width of the mark before the word. */
  readonly width: number
  readonly draw: (x: number, y: number) => string
}

/** Entries in rows that fit the width; gives back their height as well. */
export function drawLegend(
  context: DrawContext,
  scene: Scene,
  frame: { readonly width: number; readonly top: number },
): { svg: string; height: number } {
  let x = 20
  let y = frame.top
  const drawn: string[] = []
  for (const entry of entries(context, scene)) {
    const width = entry.width + 6 + widthOf(entry.word, WORDS) + 20
    if (x > 20 && x + width > frame.width) {
      x = 20
      y += ROW
    }
    drawn.push(entry.draw(x, y))
    drawn.push(
      textAt(x + entry.width + 6, y + 4, { text: entry.word, style: { ...WORDS, fill: context.palette.ink2 } }),
    )
    x += width
  }
  return { svg: drawn.join(''), height: drawn.length > 0 ? y - frame.top + ROW : 0 }
}

function entries(context: DrawContext, scene: Scene): Entry[] {
  return [
    ...classEntries(context, scene),
    ...lineEntries(context, scene),
    ...markEntries(context),
    ...stateEntries(context, scene),
  ]
}

function classEntries(context: DrawContext, scene: Scene): Entry[] {
  const present = new Set(scene.nodes.map((node) => node.subnetClass))
  return (Object.keys(SUBNET_CLASS_MARKS) as SubnetClass[])
    .filter((subnetClass) => present.has(subnetClass))
    .map((subnetClass) => ({
      word: SUBNET_CLASS_MARKS[subnetClass].word,
      width: 22,
      draw: (x, y) => {
        const fill = context.palette.subnet[subnetClass]
        const band = `<rect x="${round(x)}" y="${round(y - 6)}" width="4" height="12" rx="2" fill="${fill}"/>`
        return (
          band + glyphAt(context, SUBNET_CLASS_MARKS[subnetClass].glyph, { x: x + 8, y: y - 7, size: 13, stroke: fill })
        )
      },
    }))
}

const LINE_WORDS: Readonly<Record<LineKind, string>> = {
  association: 'Association',
  route: 'Route',
  traffic: 'Admitted by groups',
}

function lineEntries(context: DrawContext, scene: Scene): Entry[] {
  const drawn = scene.lines.filter((line) => line.atRest)
  const kinds = (['association', 'route', 'traffic'] as const).filter((kind) =>
    drawn.some((line) => line.kind === kind),
  )
  const stroke = context.palette.ink3
  const lines: Entry[] = kinds.map((kind) => ({
    word: LINE_WORDS[kind],
    width: 24,
    draw: (x, y) => {
      const dash = kind === 'route' ? ' stroke-dasharray="1.5 3.5"' : ''
      const arrow = kind === 'traffic' ? ' marker-end="url(#arrow)"' : ''
      return `<path d="M${round(x)} ${round(y)}h24" stroke="${stroke}" stroke-width="1.25"${dash}${arrow}/>`
    },
  }))
  if (!drawn.some((line) => line.blackhole)) return lines
  const high = context.palette.severity.high
  const draw: Entry['draw'] = (x, y) =>
    `<path d="M${round(x)} ${round(y)}h20" stroke="${high}" stroke-dasharray="1.5 3.5"/><path d="M${round(x + 16)} ${round(y - 4)}l8 8m0 -8l-8 8" stroke="${high}" stroke-width="1.5"/>`
  return [...lines, { word: 'Blackhole', width: 24, draw }]
}

const SEVERITY_WORDS: Readonly<Record<BadgeSeverity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

const RING_WORDS: Readonly<Record<RingLevel, string>> = {
  internet: 'Reachable from the internet',
  limited: 'Reachable from some public addresses',
  corporate: 'Reachable from own networks',
  'cross-account': 'Reachable from another account',
  internal: 'Internal',
  none: 'Not reachable',
  near: 'One change away',
  unknown: 'Exposure unknown',
}

function markEntries(context: DrawContext): Entry[] {
  const severities = (Object.keys(SEVERITY_WORDS) as BadgeSeverity[]).filter((severity) =>
    context.severities.has(severity),
  )
  const rings = (Object.keys(RING_WORDS) as RingLevel[]).filter((ring) => context.rings.has(ring))
  return [
    ...severities.map((severity) => ({
      word: SEVERITY_WORDS[severity],
      width: 16,
      draw: (x: number, y: number) => badgeAt(context, severity, { x, y: y - 8 }),
    })),
    ...rings.map((ring) => ({
      word: RING_WORDS[ring],
      width: 22,
      draw: (x: number, y: number) =>
        `<rect x="${round(x)}" y="${round(y - 6)}" width="22" height="12" rx="3" fill="none" ${ringStroke(context, ring)}/>`,
    })),
  ]
}

function stateEntries(context: DrawContext, scene: Scene): Entry[] {
  const { palette } = context
  const folded: Entry = {
    word: 'Folded: equal resources, ×n',
    width: 22,
    draw: (x, y) =>
      `<rect x="${round(x + 3)}" y="${round(y - 3)}" width="19" height="10" rx="3" fill="${palette.chip}" stroke="${palette.hair2}"/><rect x="${round(x)}" y="${round(y - 6)}" width="19" height="10" rx="3" fill="${palette.chip}" stroke="${palette.hair2}"/>`,
  }
  const missing: Entry = {
    word: 'Not collected',
    width: 22,
    draw: (x, y) =>
      `<rect x="${round(x)}" y="${round(y - 6)}" width="22" height="12" rx="3" fill="none" stroke="${palette.ink3}" stroke-width="1.5" stroke-dasharray="1.5 3" stroke-linecap="round"/>`,
  }
  return [
    ...(scene.nodes.some((node) => node.count > 1) ? [folded] : []),
    ...(scene.nodes.some((node) => !node.collected) ? [missing] : []),
  ]
}
