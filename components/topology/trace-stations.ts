/**
 * The places an answer's line runs between, and how it gets from one to the next: out of a chip into the gutter beside
 * its subnet, along the free strip above the columns, and between VPCs outside of both.
 */

import type { NodeKind } from '../../lib/topology/graph.ts'
import type { ScenePoint } from '../../lib/topology/scene.ts'
import { ancestorsOf, type Box, type PlacedNode, type SceneIndex } from './scene-index.ts'

export interface Station {
  readonly place: PlacedNode
  /** Where the line meets it. */
  readonly at: ScenePoint
  /** The x it goes up and down at; null for what is left along a level. */
  readonly lane: number | null
  /** The y it is left along; null for what has a lane. */
  readonly level: number | null
  readonly vpc: PlacedNode | null
  /** The subnet card it stands in, or is. */
  readonly subnet: PlacedNode | null
}

const GUTTER = 14
const CORRIDOR = 8
const CLEAR = 12

/** Where a node is met by the line of an answer. */
export function stationOf(index: SceneIndex, nodeId: string): Station | null {
  const chain = ancestorsOf(index, nodeId)
  const place = chain[0]
  if (!place) return null
  const vpc = chain.find(({ node }) => node.kind === 'vpc' && node.contents.length === 0) ?? null
  const subnet = chain.find(({ node }) => node.kind === 'subnet' || node.kind === 'unplaced') ?? null
  const { box } = place
  if (place.node.kind === 'internet') return levelStation(place, box.y + box.height - 3)
  if (subnet) {
    const right = subnet.box.x + subnet.box.width
    const at = { x: box.x + box.width, y: box.y + box.height / 2 }
    return { place, at, lane: right + GUTTER, level: null, vpc, subnet }
  }
  if (vpc && vpc !== place) return borderStation(place, vpc)
  return {
    place,
    at: { x: box.x, y: box.y + box.height / 2 },
    lane: box.x - CLEAR,
    level: null,
    vpc: null,
    subnet: null,
  }
}

function levelStation(place: PlacedNode, level: number): Station {
  const { box } = place
  return { place, at: { x: box.x + box.width / 2, y: level }, lane: null, level, vpc: null, subnet: null }
}

/** A harbour: on the top or bottom border it is left along a level, on a side border by a lane. */
function borderStation(place: PlacedNode, vpc: PlacedNode): Station {
  const { box } = place
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const base = { place, at: middle, vpc, subnet: null }
  const isTop = Math.abs(middle.y - vpc.box.y) < box.height
  const isBottom = Math.abs(middle.y - vpc.box.y - vpc.box.height) < box.height
  if (isTop) return { ...base, lane: null, level: box.y + box.height + CORRIDOR }
  if (isBottom) return { ...base, lane: null, level: box.y - CORRIDOR }
  return { ...base, lane: box.x - 4, level: null }
}

/** The turns between two stations, both ends left out. */
export function turnsBetween(index: SceneIndex, from: Station, to: Station): readonly ScenePoint[] {
  if (isHorizon(from)) return turnsToHorizon(index, to).toReversed()
  if (isHorizon(to)) return turnsToHorizon(index, from)
  if (from.vpc === to.vpc && from.vpc) return turnsInside(index, from, to)
  return turnsAcross(index, from, to)
}

/** Along the line that is drawn at rest, else straight up; from what is no gateway, up its own lane. */
export function turnsToHorizon(index: SceneIndex, station: Station): readonly ScenePoint[] {
  const y = horizonY(index)
  const drawn = lineToHorizon(index, station)
  if (drawn) return drawn
  if (station.lane === null) return [{ x: station.at.x, y }]
  return [
    { x: station.lane, y: station.at.y },
    { x: station.lane, y },
  ]
}

function lineToHorizon({ linesOf, places }: SceneIndex, { place }: Station): readonly ScenePoint[] | null {
  for (const { from, to, points } of linesOf.get(place.node.id) ?? []) {
    if (places.get(to)?.node.kind === 'internet') return points
    if (places.get(from)?.node.kind === 'internet') return points.toReversed()
  }
  return null
}

function horizonY(index: SceneIndex): number {
  for (const { node, box } of index.places.values()) if (node.kind === 'internet') return box.y + box.height - 3
  return 0
}

function turnsInside(index: SceneIndex, from: Station, to: Station): readonly ScenePoint[] {
  const corridor = corridorOf(index, from)
  const out = laneTurn(from)
  const back = laneTurn(to)
  if (from.lane !== null && to.lane !== null) {
    const between = from.lane === to.lane ? [] : [at(from.lane, corridor), at(to.lane, corridor)]
    return [...out, ...between, ...back]
  }
  if (from.lane !== null && to.level !== null)
    return [...out, at(from.lane, meeting(to, corridor)), at(to.at.x, meeting(to, corridor))]
  if (to.lane !== null && from.level !== null)
    return [at(from.at.x, meeting(from, corridor)), at(to.lane, meeting(from, corridor)), ...back]
  return [at(from.at.x, from.level ?? corridor), at(to.at.x, from.level ?? corridor)]
}

/** Top harbours meet the corridor, bottom ones their own level. */
function meeting({ level, vpc, at: { y } }: Station, corridor: number): number {
  const isTop = vpc !== null && y < vpc.box.y + vpc.box.height / 2
  return isTop ? corridor : (level ?? corridor)
}

/** From one VPC, or from outside, to another: each is left and entered by its corridor. */
function turnsAcross(index: SceneIndex, from: Station, to: Station): readonly ScenePoint[] {
  const out = exitOf(index, from)
  const back = exitOf(index, to)
  const x = laneBetween(from, to)
  return [...out.turns, at(x, out.y), at(x, back.y), ...back.turns.toReversed()]
}

function exitOf(index: SceneIndex, station: Station): { readonly turns: readonly ScenePoint[]; readonly y: number } {
  if (!station.vpc) return { turns: [], y: station.at.y }
  if (isOnSide(station)) return { turns: [], y: station.at.y }
  const corridor = corridorOf(index, station)
  const lane = station.lane ?? station.at.x
  return { turns: [...laneTurn(station), at(lane, corridor)], y: corridor }
}

/** A harbour on a side border opens outward. */
function isOnSide({ subnet, lane, vpc }: Station): boolean {
  return vpc !== null && subnet === null && lane !== null
}

/** A free upright between the two: before what lies outside, else beside the VPC that is further left. */
function laneBetween(from: Station, to: Station): number {
  const a = from.vpc?.box ?? from.place.box
  const b = to.vpc?.box ?? to.place.box
  const [left, right] = a.x <= b.x ? [a, b] : [b, a]
  const gap = right.x - (left.x + left.width)
  if (gap > 0) return right.x - Math.min(CLEAR, gap / 2)
  return Math.max(rightOf(a), rightOf(b)) + CLEAR
}

function laneTurn({ lane, at: { y } }: Station): readonly ScenePoint[] {
  return lane === null ? [] : [at(lane, y)]
}

/** y of the free strip above the captions of the columns. */
function corridorOf(index: SceneIndex, { vpc, place }: Station): number {
  const zones = (vpc?.childIds ?? [])
    .flatMap((id) => index.places.get(id) ?? [])
    .filter(({ node }) => ZONES.has(node.kind))
  const [top] = zones.toSorted((a, b) => a.box.y - b.box.y)
  return top ? top.box.y - CORRIDOR : (vpc ?? place).box.y + 52
}

const ZONES: ReadonlySet<NodeKind> = new Set<NodeKind>(['availability-zone', 'subnet', 'unplaced'])

const isHorizon = (station: Station): boolean => station.place.node.kind === 'internet'
const at = (x: number, y: number): ScenePoint => ({ x, y })
const rightOf = (box: Box): number => box.x + box.width
