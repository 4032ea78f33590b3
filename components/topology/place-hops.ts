/**
 * Where the numbered hops of a finding stand on the map, and the line that joins them.
 * A route table acts in the gutter beside its subnet, a network ACL on the subnet's edge, a security group before the chip.
 */

import type { NodeKind } from '../../lib/topology/graph.ts'
import type { ScenePoint } from '../../lib/topology/scene.ts'
import { nodeOfHop } from './emphasis.ts'
import type { MapHop } from './map-hop.ts'
import { type RuleTag, tagFor } from './rule-tag.ts'
import { ancestorsOf, type Box, type PlacedNode, type SceneIndex } from './scene-index.ts'

export interface PlacedHop {
  /** As in the panel, from 1. */
  readonly number: number
  readonly hop: MapHop
  /** The node it stands on. */
  readonly nodeId: string
  readonly at: ScenePoint
}

export interface HopPath {
  readonly hops: readonly PlacedHop[]
  /** From the first hop to the last; empty when there is nothing to join. */
  readonly line: readonly ScenePoint[]
  /** Where the packet would go on if the first component that stops it did not; empty where nothing stops it. */
  readonly beyond: readonly ScenePoint[]
  readonly tag: RuleTag | null
  /** How it ends: a line that is blocked or unsure is not drawn as one that arrives. */
  readonly outcome: MapHop['outcome']
}

/** Radius of a marker. */
export const HOP_RADIUS = 9
const STEP = HOP_RADIUS * 2 + 3
const GUTTER = 14
const CORRIDOR = 8

type Role = 'internet' | 'border' | 'gateway' | 'route' | 'edge' | 'rule' | 'target'

interface Stage {
  readonly hop: MapHop
  readonly number: number
  readonly role: Role
  readonly place: PlacedNode | null
}

/** The places everything is measured from. */
interface Ground {
  readonly horizon: PlacedNode | null
  readonly gateway: PlacedNode | null
  readonly subnet: PlacedNode | null
  readonly target: PlacedNode
  readonly tag: RuleTag | null
  /** Where the line enters the target. */
  readonly entry: ScenePoint
  /** x of the gutter the line runs down in, and of the subnet's edge beside it. */
  readonly gutter: number
  readonly edge: number
  /** y of the free strip above the column's caption; null where there is no column. */
  readonly corridor: number | null
}

/** Null when no hop stands on a node of this scene. */
export function placeHops(index: SceneIndex, path: readonly MapHop[]): HopPath | null {
  const stages = path.map((hop, place) => stageOf(index, hop, place + 1))
  const target = lastTarget(stages)
  if (!target) return null
  const ground = survey(index, stages, target)
  const taken: ScenePoint[] = []
  const hops = stages.map((stage) => {
    const at = freeSpot(anchor(stage, ground), taken, stage.role === 'edge' ? { x: 0, y: STEP } : { x: STEP, y: 0 })
    taken.push(at)
    return { number: stage.number, hop: stage.hop, nodeId: (stage.place ?? actsOn(stage, ground)).node.id, at }
  })
  return { hops, line: lineThrough(ground), beyond: [], tag: ground.tag, outcome: outcomeOf(path) }
}

/** The first hop that does not let it pass decides how the line is drawn. */
function outcomeOf(path: readonly MapHop[]): MapHop['outcome'] {
  return path.find(({ outcome }) => outcome !== 'passes')?.outcome ?? (path.length > 0 ? 'passes' : 'unknown')
}

/** The chip that wants a gap above it for the tag of the admitting rule; null where none is drawn. */
export function taggedChip(index: SceneIndex, path: readonly MapHop[]): string | null {
  const stages = path.map((hop, place) => stageOf(index, hop, place + 1))
  const target = lastTarget(stages)
  return target && survey(index, stages, target).tag ? target.node.id : null
}

function stageOf(index: SceneIndex, hop: MapHop, number: number): Stage {
  const id = nodeOfHop(index, hop.component)
  const place = id === null ? null : (index.places.get(id) ?? null)
  return { hop, number, place, role: roleOf(hop.component, place?.node.kind ?? null) }
}

const GATEWAYS: ReadonlySet<NodeKind> = new Set([
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
  'vpn-gateway',
  'transit-gateway',
  'vpc-peering',
  'customer-gateway',
  'direct-connect-gateway',
  'transit-gateway-attachment',
  'vpn-connection',
])

function roleOf(component: string, kind: NodeKind | null): Role {
  if (component === 'internet') return 'internet'
  if (component.startsWith('rtb-')) return 'route'
  if (component.startsWith('acl-')) return 'edge'
  if (component.startsWith('sg-') || component.startsWith('sgr-')) return 'rule'
  if (kind === 'subnet') return 'route'
  if (kind === 'vpc' || kind === 'region' || kind === 'account') return 'border'
  return kind !== null && GATEWAYS.has(kind) ? 'gateway' : 'target'
}

/** The last hop on a chip; else the innermost place any hop stands on. */
function lastTarget(stages: readonly Stage[]): PlacedNode | null {
  const chip = stages.findLast((stage) => stage.role === 'target' && stage.place)
  if (chip) return chip.place
  const inner = stages.filter((stage) => stage.role !== 'internet').flatMap((stage) => stage.place ?? [])
  return inner.toSorted((a, b) => b.depth - a.depth).at(0) ?? null
}

function survey(index: SceneIndex, stages: readonly Stage[], target: PlacedNode): Ground {
  const chain = ancestorsOf(index, target.node.id)
  const subnet = chain.find((place) => place.node.kind === 'subnet' || place.node.kind === 'unplaced') ?? null
  const zone = chain.find((place) => place.node.kind === 'availability-zone')
  const gateway = stages.find((stage) => stage.role === 'gateway' && stage.place !== target)?.place ?? null
  const rule = stages.find((stage) => stage.role === 'rule')
  const open = subnet !== null && subnet !== target
  const tag = rule && open ? tagFor(rule.hop, target.box) : null
  const outer = (subnet ?? target).box
  const from = gateway ? middleX(gateway.box) : outer.x + outer.width
  const onRight = from >= middleX(outer) || !hasRoomLeft(index, outer)
  const edge = onRight ? outer.x + outer.width : outer.x
  const entryY = tag ? tag.box.y + tag.box.height / 2 : middleY(target.box)
  const chip = tag?.box ?? target.box
  return {
    horizon: stages.find((stage) => stage.role === 'internet')?.place ?? null,
    gateway,
    subnet,
    target,
    tag,
    entry: { x: onRight ? chip.x + chip.width : chip.x, y: entryY },
    gutter: edge + (onRight ? GUTTER : -GUTTER),
    edge,
    corridor: zone ? zone.box.y - CORRIDOR : null,
  }
}

function anchor(stage: Stage, ground: Ground): ScenePoint {
  const { target } = ground
  const outer = (ground.subnet ?? target).box
  const closed = ground.subnet === null || ground.subnet === target
  if (stage.role === 'internet') return horizonPoint(ground)
  if (stage.role === 'gateway' && stage.place && stage.place !== target) return leftOf(stage.place.box)
  if (stage.role === 'border') return borderPoint(ground)
  if (closed) return { x: target.box.x + HOP_RADIUS + 4, y: target.box.y }
  if (stage.role === 'route') return { x: ground.gutter, y: outer.y + 20 }
  if (stage.role === 'edge') return { x: ground.edge, y: ground.entry.y }
  if (stage.role === 'rule') return ground.tag ? leftOf(ground.tag.box) : { x: target.box.x + 12, y: target.box.y }
  return leftOf((stage.place ?? target).box)
}

/** Under the horizon, above the gateway. */
function horizonPoint(ground: Ground): ScenePoint {
  const { horizon, gateway } = ground
  const x = gateway && !isOver(gateway.box, ground.gutter) ? middleX(gateway.box) : ground.gutter
  return { x, y: horizon ? horizon.box.y + horizon.box.height - 3 : (gateway ?? ground.target).box.y - 40 }
}

function borderPoint(ground: Ground): ScenePoint {
  const top = horizonPoint(ground)
  const below = ground.gateway?.box.y ?? ground.target.box.y
  return { x: top.x, y: (top.y + below) / 2 }
}

/** What a hop that has no node of its own acts on. */
function actsOn(stage: Stage, ground: Ground): PlacedNode {
  const onSubnet = stage.role === 'route' || stage.role === 'edge'
  return onSubnet ? (ground.subnet ?? ground.target) : ground.target
}

/** Horizon, gateway, along the top of the columns, down the gutter, in. */
function lineThrough(ground: Ground): readonly ScenePoint[] {
  const { horizon, gateway, entry, gutter } = ground
  if (!(horizon || gateway)) return []
  const start = horizonPoint(ground)
  const outer = (ground.subnet ?? ground.target).box
  const points: ScenePoint[] = horizon ? [start] : [{ x: start.x, y: gateway?.box.y ?? start.y }]
  const turnY =
    ground.corridor ?? (gateway ? gateway.box.y + gateway.box.height + 8 : Math.max(start.y + 20, outer.y - 40))
  if (start.x !== gutter) points.push({ x: start.x, y: turnY }, { x: gutter, y: turnY })
  points.push({ x: gutter, y: entry.y }, entry)
  return points
}

/** Markers that would cover each other stand in a row; on a subnet's edge, along the edge. */
export function freeSpot(wanted: ScenePoint, taken: readonly ScenePoint[], step: ScenePoint): ScenePoint {
  let spot = wanted
  for (let tries = 0; tries <= taken.length; tries++) {
    const clash = taken.some((other) => Math.abs(other.x - spot.x) < STEP - 4 && Math.abs(other.y - spot.y) < STEP - 4)
    if (!clash) return spot
    spot = { x: spot.x + step.x, y: spot.y + step.y }
  }
  return spot
}

function hasRoomLeft(index: SceneIndex, box: Box): boolean {
  for (const { node, box: sheet } of index.places.values()) {
    const holds = sheet.x <= box.x && sheet.x + sheet.width >= box.x + box.width && sheet.y <= box.y
    if (node.kind === 'vpc' && holds) return box.x - sheet.x >= GUTTER
  }
  return true
}

/** A gateway that stands over the gutter is left straight down. */
function isOver(box: Box, x: number): boolean {
  return x > box.x + HOP_RADIUS && x < box.x + box.width - HOP_RADIUS
}

const leftOf = (box: Box): ScenePoint => ({ x: box.x, y: middleY(box) })
const middleX = (box: Box): number => box.x + box.width / 2
const middleY = (box: Box): number => box.y + box.height / 2
