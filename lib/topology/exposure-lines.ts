/** Lines from the internet to what it reaches: one a subnet, joined into a trunk where they run together. */

import { borderSide } from './layout-vpc.ts'
import type { SceneLine, SceneNode, ScenePoint } from './scene.ts'

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
  { placed, lines }: { readonly placed: readonly NodeAt[]; readonly lines: readonly SceneLine[] },
  reached: ReadonlyMap<string, ExposureLine['certainty']>,
): readonly ExposureLine[] {
  const horizon = placed.find(({ node }) => node.kind === 'internet')
  if (!horizon) return []
  const top = horizon.y + horizon.node.height - HORIZON
  const byId = new Map(placed.map((each) => [each.node.id, each]))
  const doors = doorsOf(placed, waysToGateways(horizon.node.id, lines))
  return placed.flatMap((each) => {
    const certainty = reached.get(each.node.id)
    if (certainty === undefined) return []
    const vpc = vpcOf(byId, each)
    const door = (vpc && doors.get(vpc.node.id)) ?? null
    return [{ nodeId: each.node.id, certainty, points: pointsTo(each, { top, vpc, door }) }]
  })
}

interface Door {
  /** From the horizon to the first internet gateway on the border; empty where none is drawn. */
  readonly way: readonly ScenePoint[]
  /** y of the free strip above the columns. */
  readonly corridor: number
}

/** By VPC. */
function doorsOf(
  placed: readonly NodeAt[],
  ways: ReadonlyMap<string, readonly ScenePoint[]>,
): ReadonlyMap<string, Door> {
  const doors = new Map<string, Door>()
  for (const { node, x, y } of placed) {
    if (node.parentId === null) continue
    const known = doors.get(node.parentId) ?? { way: [], corridor: Number.POSITIVE_INFINITY }
    if (node.kind === 'internet-gateway' && borderSide(node) === 'top') {
      const straight = [{ x: x + node.width / 2, y }]
      doors.set(node.parentId, { ...known, way: known.way.length > 0 ? known.way : (ways.get(node.id) ?? straight) })
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
  /** y of the horizon. */
  readonly top: number
  readonly vpc: NodeAt | null
  readonly door: Door | null
}

function pointsTo({ node, x, y }: NodeAt, { top, vpc, door }: Way): readonly ScenePoint[] {
  const way = door?.way ?? []
  if (node.kind === 'vpc') return wayFrom(top, way.length > 0 ? way : [{ x: x + node.width / 2, y }])
  const right = x + node.width
  const lane = right + GUTTER
  const corridor = door && Number.isFinite(door.corridor) ? door.corridor : (vpc?.y ?? y) - CORRIDOR
  const last = way.at(-1)
  const turn = last
    ? [
        { x: last.x, y: corridor },
        { x: lane, y: corridor },
      ]
    : [{ x: lane, y: top }]
  const head = last ? wayFrom(top, way) : []
  return [...head, ...turn, { x: lane, y: y + ENTRY }, { x: right, y: y + ENTRY }]
}

/** Begins on the horizon, wherever the line that is drawn at rest begins. */
function wayFrom(top: number, way: readonly ScenePoint[]): readonly ScenePoint[] {
  const first = way[0]
  return first && first.y > top ? [{ x: first.x, y: top }, ...way] : way
}

/** As the lines at rest go round what stands between: by gateway, from the horizon on. */
function waysToGateways(horizon: string, lines: readonly SceneLine[]): ReadonlyMap<string, readonly ScenePoint[]> {
  const ways = new Map<string, readonly ScenePoint[]>()
  for (const { from, to, points } of lines) {
    if (from === horizon) ways.set(to, points)
    else if (to === horizon) ways.set(from, points.toReversed())
  }
  return ways
}
