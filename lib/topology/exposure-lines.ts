/** Lines from the internet to what it reaches: one a subnet, joined into a trunk where they run together. */

import { borderSide } from './layout-vpc.ts'
import type { SceneNode, ScenePoint } from './scene.ts'

/** A node with its corner in scene coordinates. */
export interface NodeAt {
  readonly node: SceneNode
  readonly x: number
  readonly y: number
}

export interface ExposureLine {
  readonly nodeId: string
  /** `unknown` is drawn as a doubt, never as a fact. */
  readonly certainty: 'reachable' | 'unknown'
  /** From the horizon to the edge of the card, orthogonal. */
  readonly points: readonly ScenePoint[]
}

const GUTTER = 14
const CORRIDOR = 8
const ENTRY = 13
const HORIZON = 3

/** `reached` by node id: subnets and closed VPCs the internet reaches directly. Nothing where the horizon is not drawn. */
export function exposureLines(
  placed: readonly NodeAt[],
  reached: ReadonlyMap<string, ExposureLine['certainty']>,
): readonly ExposureLine[] {
  const horizon = placed.find(({ node }) => node.kind === 'internet')
  if (!horizon) return []
  const top = horizon.y + horizon.node.height - HORIZON
  const byId = new Map(placed.map((each) => [each.node.id, each]))
  const doors = doorsOf(placed)
  return placed.flatMap((each) => {
    const certainty = reached.get(each.node.id)
    if (certainty === undefined) return []
    const vpc = vpcOf(byId, each)
    const door = (vpc && doors.get(vpc.node.id)) ?? null
    return [{ nodeId: each.node.id, certainty, points: pointsTo(each, { top, vpc, door }) }]
  })
}

interface Door {
  /** x of the first internet gateway on the border; null where none is drawn. */
  readonly gateway: number | null
  /** y of the free strip above the columns. */
  readonly corridor: number
}

/** By VPC. */
function doorsOf(placed: readonly NodeAt[]): ReadonlyMap<string, Door> {
  const doors = new Map<string, Door>()
  for (const { node, x, y } of placed) {
    if (node.parentId === null) continue
    const known = doors.get(node.parentId) ?? { gateway: null, corridor: Number.POSITIVE_INFINITY }
    if (node.kind === 'internet-gateway' && borderSide(node) === 'top') {
      doors.set(node.parentId, { ...known, gateway: known.gateway ?? x + node.width / 2 })
    } else if (node.kind === 'availability-zone' || node.kind === 'subnet') {
      doors.set(node.parentId, { ...known, corridor: Math.min(known.corridor, y - CORRIDOR) })
    }
  }
  return doors
}

function vpcOf(byId: ReadonlyMap<string, NodeAt>, from: NodeAt): NodeAt | null {
  let at: NodeAt | undefined = from
  for (let steps = 0; at && steps < 8; steps++) {
    if (at.node.kind === 'vpc') return at
    at = at.node.parentId === null ? undefined : byId.get(at.node.parentId)
  }
  return null
}

interface Way {
  readonly top: number
  readonly vpc: NodeAt | null
  readonly door: Door | null
}

function pointsTo({ node, x, y }: NodeAt, { top, vpc, door }: Way): readonly ScenePoint[] {
  if (node.kind === 'vpc') {
    const middle = door?.gateway ?? x + node.width / 2
    return [
      { x: middle, y: top },
      { x: middle, y },
    ]
  }
  const right = x + node.width
  const lane = right + GUTTER
  const entry = y + ENTRY
  const start = door?.gateway ?? lane
  const corridor = door && Number.isFinite(door.corridor) ? door.corridor : (vpc?.y ?? y) - CORRIDOR
  return [
    { x: start, y: top },
    ...(start === lane
      ? []
      : [
          { x: start, y: corridor },
          { x: lane, y: corridor },
        ]),
    { x: lane, y: entry },
    { x: right, y: entry },
  ]
}
