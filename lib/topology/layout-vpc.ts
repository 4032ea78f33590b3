/** A VPC as a sheet: zones as columns, subnets as rows, gateways as harbours on its border. */

import { at, type Box, boxOf } from './box.ts'
import type { FoldedNode } from './fold.ts'
import type { NodeKind, TopologyNode } from './graph.ts'
import { layoutSubnet } from './layout-subnet.ts'
import { HARBOUR, harbourWidth, SUBNET, VPC, ZONE } from './measure.ts'
import { compareNatural, inSiblingOrder } from './sibling-order.ts'
import { subnetRows } from './subnet-rows.ts'
import { shortId, textWidth } from './text-width.ts'

const ON_TOP: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
  'vpn-gateway',
])
const ON_SIDE: ReadonlySet<NodeKind> = new Set<NodeKind>(['transit-gateway-attachment', 'vpc-peering'])

export type BorderSide = 'top' | 'right' | 'bottom'

/** Things of a subnet that only a route names: which subnet is not told, so they stand on the border. */
const NAMED_BY_ROUTES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'nat-gateway',
  'network-interface',
  'instance',
  'vpc-endpoint',
])

/** On which border of its VPC a node sits; null for what stands inside. */
export function borderSide({ kind, collected }: Pick<TopologyNode, 'kind' | 'collected'>): BorderSide | null {
  if (!collected && NAMED_BY_ROUTES.has(kind)) return 'bottom'
  if (ON_TOP.has(kind)) return 'top'
  if (ON_SIDE.has(kind)) return 'right'
  return kind === 'gateway-endpoint' ? 'bottom' : null
}

export function layoutVpc(folded: FoldedNode): Box {
  if (folded.level === 'chip') return boxOf(folded, { width: VPC.closedWidth, height: VPC.closedHeight })
  const sheet = boxOf(folded, { width: VPC.closedWidth, height: VPC.headerOnly })
  const harbours = inSiblingOrder(folded.children.filter((child) => borderSide(child.node) !== null))
  const side = harbours.filter((child) => borderSide(child.node) === 'right')
  const bottom = harbours.filter((child) => borderSide(child.node) === 'bottom')
  const columns = zoneColumns(folded)
  const right = side.length > 0 ? VPC.harbourPadding : VPC.padding
  placeColumns(sheet, columns, { right, bottom: bottom.length > 0 ? VPC.harbourPadding : VPC.padding })
  placeTop(
    sheet,
    harbours.filter((child) => borderSide(child.node) === 'top'),
    columns,
  )
  placeBottom(sheet, bottom)
  placeSide(sheet, side)
  return sheet
}

interface Column {
  /** The zone's box; null for the column of what has no subnet. */
  readonly zone: Box | null
  readonly boxes: readonly Box[]
}

function zoneColumns(folded: FoldedNode): Column[] {
  const zones = folded.children.filter((child) => child.node.kind === 'availability-zone')
  const columns = zones
    .toSorted((a, b) => compareNatural(a.node.label, b.node.label))
    .map((zone) => ({ zone: boxOf(zone, { width: 0, height: ZONE.caption }), boxes: zone.children.map(layoutSubnet) }))
  const loose = folded.children.filter(
    (child) => child.node.kind !== 'availability-zone' && borderSide(child.node) === null,
  )
  return loose.length > 0 ? [...columns, { zone: null, boxes: inSiblingOrder(loose).map(layoutSubnet) }] : columns
}

interface Padding {
  readonly right: number
  readonly bottom: number
}

/** Rows are as high as their highest subnet, columns as wide as their widest. */
function placeColumns(sheet: Box, columns: readonly Column[], padding: Padding): void {
  if (columns.length === 0) return
  const zones = columns.filter((column) => column.zone !== null)
  const rows = rowsOf(zones)
  const last = rows.at(-1)
  let lowest = last ? last.top + last.height : ZONE.top
  let x: number = VPC.padding
  for (const column of columns) {
    const width = Math.max(...column.boxes.map((box) => box.width), 0)
    if (column.zone) {
      sheet.children.push(at(column.zone, x, ZONE.captionTop))
      column.zone.width = width
      placeZone(column.zone, rows, zones.indexOf(column))
    } else lowest = Math.max(lowest, placeLoose(sheet, column, x))
    x += width + ZONE.gutter
  }
  sheet.width = Math.max(VPC.closedWidth, x - ZONE.gutter + padding.right)
  sheet.height = lowest + padding.bottom
}

interface Row {
  readonly boxes: readonly (Box | undefined)[]
  readonly top: number
  readonly height: number
}

function rowsOf(zones: readonly Column[]): Row[] {
  let top: number = ZONE.top
  return subnetRows(zones.map((column) => column.boxes)).map((boxes) => {
    const row = { boxes, top, height: Math.max(0, ...boxes.map((box) => box?.height ?? 0)) }
    top += row.height + SUBNET.rowGap
    return row
  })
}

function placeZone(zone: Box, rows: readonly Row[], column: number): void {
  for (const row of rows) {
    const box = row.boxes[column]
    if (!box) continue
    box.width = zone.width
    box.height = row.height
    zone.children.push(at(box, 0, row.top - ZONE.captionTop))
    zone.height = row.top + row.height - ZONE.captionTop
  }
}

/** What has no subnet stands in a column of its own at the right. */
function placeLoose(sheet: Box, column: Column, x: number): number {
  let y: number = ZONE.top
  for (const box of column.boxes) {
    sheet.children.push(at(box, x, y))
    y += box.height + SUBNET.rowGap
  }
  return y - SUBNET.rowGap
}

/** The first gateway stands over the middle gutter, so that its trunk runs straight down; the others follow to the right. */
function placeTop(sheet: Box, harbours: readonly FoldedNode[], columns: readonly Column[]): void {
  if (harbours.length === 0) return
  const boxes = harbours.map((child) => boxOf(child, { width: harbourWidth(child.node), height: HARBOUR.height }))
  const total = boxes.reduce((sum, box) => sum + box.width + HARBOUR.gap, -HARBOUR.gap)
  const edge = VPC.padding + HARBOUR.radius
  const clear = headerRight(sheet) + 12
  sheet.width = Math.max(sheet.width, total + clear + VPC.padding)
  const first = boxes[0]?.width ?? 0
  const wanted = middleGutter(sheet, columns) - first / 2
  let x = Math.round(Math.max(clear, Math.min(wanted, sheet.width - edge - total)))
  for (const box of boxes) {
    sheet.children.push(at(box, x, -HARBOUR.height / 2))
    x += box.width + HARBOUR.gap
  }
}

/** Where the words of the header end: a trunk that comes down further right crosses no name. */
function headerRight({ folded: { node } }: Box): number {
  const name =
    textWidth(node.label, 15, 'bold') + (node.label === node.id ? 0 : 8 + textWidth(shortId(node.id), 11, 'mono'))
  return Math.ceil((VPC.padding + 24 + Math.max(name, textWidth(node.detail, 11, 'mono'))) / 4) * 4
}

function middleGutter(sheet: Box, columns: readonly Column[]): number {
  const zones = sheet.children.filter((box) => box.folded.node.kind === 'availability-zone')
  if (columns.length < 2 || zones.length < 2) return sheet.width / 2
  const before = zones[Math.floor(zones.length / 2) - 1]
  return before ? before.x + before.width + ZONE.gutter / 2 : sheet.width / 2
}

function placeBottom(sheet: Box, harbours: readonly FoldedNode[]): void {
  let x: number = VPC.padding
  for (const child of harbours) {
    const box = boxOf(child, { width: harbourWidth(child.node), height: HARBOUR.height })
    sheet.children.push(at(box, x, sheet.height - HARBOUR.height / 2))
    x += box.width + 12
  }
  sheet.width = Math.max(sheet.width, x - 12 + VPC.padding)
}

/** Attachments and peerings: round, on the right border, from the middle of the sheet outwards. */
function placeSide(sheet: Box, harbours: readonly FoldedNode[]): void {
  const pitch = HARBOUR.height + 12
  const total = harbours.length * pitch - 12
  const from = 34
  sheet.height = Math.max(sheet.height, from + total + VPC.padding)
  let y = Math.round(Math.max(from, (sheet.height - total) / 2))
  for (const child of harbours) {
    const box = boxOf(child, { width: HARBOUR.height, height: HARBOUR.height })
    sheet.children.push(at(box, sheet.width - HARBOUR.radius, y))
    y += pitch
  }
}
