/** Where each box stands among the others: in which VPC, column and shelf. What the routing asks before it draws. */

import type { Box, Rect } from './box.ts'
import type { Layout } from './layout.ts'
import { railColumn } from './layout-rail.ts'
import { type BorderSide, borderSide } from './layout-vpc.ts'

/** A box that stands on a shelf, and the gaps about it. */
export interface Stand {
  readonly id: string
  readonly rect: Rect
  /** The account or region it stands in; null on the chart itself. */
  readonly container: Stand | null
  readonly first: boolean
  readonly last: boolean
  /** Name of the shelf, for tracks. */
  readonly shelf: string
  /** Lower edge of what is above the shelf: the shelf before, a caption, the horizon. */
  readonly above: number
  readonly shelfTop: number
  /** Left edge of the next box on the shelf; the right edge of the container for the last. */
  readonly nextLeft: number
  /** Width of the caption's words; a line straight up would cross them. */
  readonly captionRight: number
}

export interface Located {
  readonly rect: Rect
  readonly box: Box
  /** The box on a shelf this is or stands in; null on the rail. */
  readonly stand: Stand | null
  readonly side: BorderSide | null
  readonly rail: 0 | 1 | 2 | null
  /** Column in its VPC's sheet; null for what is no part of a column. */
  readonly column: number | null
  /** The subnet card it is or stands in, with the chips' left and right extremes. */
  readonly card: Rect | null
}

export interface Sheet {
  readonly rect: Rect
  readonly columns: readonly { readonly left: number; readonly right: number }[]
  /** Lower edges of the rows and upper edges of the next. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
  readonly hasSideHarbours: boolean
  readonly hasBottomHarbours: boolean
}

export interface Locations {
  readonly of: ReadonlyMap<string, Located>
  readonly sheets: ReadonlyMap<string, Sheet>
}

export function locate(placed: Layout): Locations {
  const of = new Map<string, Located>()
  const sheets = new Map<string, Sheet>()
  const shelved = placed.boxes.filter(
    (box) => box.folded.node.kind !== 'internet' && railColumn(box.folded.node) === null,
  )
  const context = { placed, of, sheets }
  for (const box of placed.boxes) if (!shelved.includes(box)) locateRail(box, context)
  locateShelves(shelved, null, context)
  return { of, sheets }
}

interface Context {
  readonly placed: Layout
  readonly of: Map<string, Located>
  readonly sheets: Map<string, Sheet>
}

function rectOf(box: Box, { placed }: Context): Rect {
  return placed.rects.get(box.folded.node.id) ?? box
}

function locateRail(box: Box, context: Context): void {
  const rail = railColumn(box.folded.node)
  const entry = { rect: rectOf(box, context), box, stand: null, side: null, rail, column: null, card: null }
  context.of.set(box.folded.node.id, entry)
  for (const child of box.children) locateRail(child, context)
}

function locateShelves(boxes: readonly Box[], container: Stand | null, context: Context): void {
  const rects = boxes.map((box) => ({ box, rect: rectOf(box, context) }))
  const tops = [...new Set(rects.map(({ rect }) => rect.y))].sort((a, b) => a - b)
  let above = container ? container.rect.y + 32 : (context.placed.rects.get('internet')?.y ?? 0) + 36
  for (const [index, top] of tops.entries()) {
    const row = rects.filter(({ rect }) => rect.y === top).sort((a, b) => a.rect.x - b.rect.x)
    for (const [place, { box, rect }] of row.entries()) {
      const next = row[place + 1]
      const stand: Stand = {
        id: box.folded.node.id,
        rect,
        container,
        first: index === 0,
        last: next === undefined,
        shelf: `${container?.id ?? ''}/${index}`,
        above,
        shelfTop: top,
        nextLeft: next?.rect.x ?? (container ? container.rect.x + container.rect.width : rect.x + rect.width + 40),
        captionRight: rect.x + 40 + box.folded.node.label.length * 9 + box.folded.node.detail.length * 7,
      }
      locateStand(box, stand, context)
    }
    above = Math.max(...row.map(({ rect }) => rect.y + rect.height))
  }
}

function locateStand(box: Box, stand: Stand, context: Context): void {
  const { kind } = box.folded.node
  const base = { stand, side: null, rail: null, column: null, card: null }
  context.of.set(box.folded.node.id, { ...base, rect: stand.rect, box })
  if (kind === 'account' || kind === 'region') locateShelves(box.children, stand, context)
  else if (kind === 'vpc') locateSheet(box, stand, context)
  else
    for (const chip of box.children)
      context.of.set(chip.folded.node.id, { ...base, rect: rectOf(chip, context), box: chip, card: stand.rect })
}

function locateSheet(vpc: Box, stand: Stand, context: Context): void {
  const base = { stand, rail: null }
  const sides = new Set<BorderSide>()
  const columns: { left: number; right: number; cards: Rect[] }[] = []
  for (const child of vpc.children) {
    const rect = rectOf(child, context)
    const side = borderSide(child.folded.node)
    if (side) {
      sides.add(side)
      context.of.set(child.folded.node.id, { ...base, rect, box: child, side, column: null, card: null })
      continue
    }
    let column = columns.findIndex(({ left }) => left === rect.x)
    if (column < 0) column = columns.push({ left: rect.x, right: rect.x + rect.width, cards: [] }) - 1
    const at = columns[column]
    const isZone = child.folded.node.kind === 'availability-zone'
    if (isZone) context.of.set(child.folded.node.id, { ...base, rect, box: child, side: null, column, card: null })
    for (const card of isZone ? child.children : [child]) at?.cards.push(locateCard(card, { stand, column }, context))
  }
  context.sheets.set(vpc.folded.node.id, {
    rect: stand.rect,
    columns,
    gaps: gapsOf(columns.flatMap(({ cards }) => cards)),
    hasSideHarbours: sides.has('right'),
    hasBottomHarbours: sides.has('bottom'),
  })
}

function locateCard(card: Box, at: { readonly stand: Stand; readonly column: number }, context: Context): Rect {
  const rect = rectOf(card, context)
  const entry = { ...at, side: null, rail: null, card: rect }
  context.of.set(card.folded.node.id, { ...entry, rect, box: card })
  for (const chip of card.children) {
    context.of.set(chip.folded.node.id, { ...entry, rect: rectOf(chip, context), box: chip })
  }
  return rect
}

/** Strips free over the whole width: between rows, where no card of any column stands. */
function gapsOf(cards: readonly Rect[]): { from: number; to: number }[] {
  const sorted = cards.toSorted((a, b) => a.y - b.y)
  const gaps: { from: number; to: number }[] = []
  let bottom: number | null = null
  for (const { y, height } of sorted) {
    if (bottom !== null && y > bottom) gaps.push({ from: bottom, to: y })
    bottom = Math.max(bottom ?? 0, y + height)
  }
  return gaps
}
