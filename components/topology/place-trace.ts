/**
 * Where the numbered hops of an answer stand, from anywhere to anywhere, and the line through them: whole up to the
 * first component that does not let it pass, broken beyond.
 */

import type { ScenePoint } from '../../lib/topology/scene.ts'
import { nodeOfHop } from './emphasis.ts'
import type { MapHop } from './map-hop.ts'
import { freeSpot, HOP_RADIUS, type HopPath, type PlacedHop } from './place-hops.ts'
import { ancestorsOf, nodesOf, type SceneIndex } from './scene-index.ts'
import { type Station, stationOf, turnsBetween, turnsToHorizon } from './trace-stations.ts'

const STEP = HOP_RADIUS * 2 + 3
const TABLE_DROP = 20
const ROUND = 40

interface Stop {
  readonly hop: MapHop
  readonly number: number
  /** The station it stands at or acts on. */
  readonly station: Station
  readonly role: 'place' | 'table' | 'edge' | 'group'
}

/** Null when no hop stands on a node of this scene. */
export function placeTrace(index: SceneIndex, path: readonly MapHop[]): HopPath | null {
  const stops = stopsOf(index, path)
  const around = containersOf(index, stops)
  const stations = distinctRun(stops.filter(({ station }) => !around.has(station.place.node.id)))
  if (stops.length === 0) return null
  const taken: ScenePoint[] = []
  const hops = stops.map((stop, place): PlacedHop => {
    const beside = nearestOf(stops, place, around)
    const holds = around.has(stop.station.place.node.id)
    const wanted = isHorizon(stop) ? horizonPoint(index, stop, beside) : holds ? cornerOf(stop) : anchorOf(stop)
    const spot = freeSpot(wanted, taken, stop.role === 'edge' ? { x: 0, y: STEP } : { x: STEP, y: 0 })
    taken.push(spot)
    return { number: stop.number, hop: stop.hop, nodeId: stop.station.place.node.id, at: spot }
  })
  const broken = brokenAt(stops, stations)
  const line = lineThrough(index, stations)
  const until = broken === null ? line : lineThrough(index, stations.slice(0, broken + 1))
  const beyond = broken === null ? [] : lineThrough(index, stations.slice(broken))
  const outcome = path.find(({ outcome: each }) => each !== 'passes')?.outcome ?? 'passes'
  return { hops, line: until, beyond, tag: null, outcome }
}

/** A table, list or group acts on the subnet or interface it is attached to; what is not on the map at all is left out. */
function stopsOf(index: SceneIndex, path: readonly MapHop[]): readonly Stop[] {
  const found = path.map((hop, place) => {
    const role = roleOf(hop.component)
    const own = role === 'place' ? placeOfHop(index, path, place) : null
    const node = own ?? nodeOf(index, hop.attachedTo ?? null)
    return { hop, number: place + 1, role, station: node === null ? null : stationOf(index, node) }
  })
  return found.flatMap((stop, place) => {
    // An ACL acts at the edge of a subnet: on the map it stands beside the nearest chip of that subnet.
    const near = stop.role === 'edge' || stop.role === 'table' ? nearIn(stop.station, found, place) : null
    const station = near ?? stop.station
    return station ? [{ ...stop, station }] : []
  })
}

/** Of what is drawn in several subnets, a load balancer, the place whose interface the hops beside it pass. */
function placeOfHop(index: SceneIndex, path: readonly MapHop[], place: number): string | null {
  const component = path[place]?.component ?? ''
  const places = nodesOf(index, component)
  if (places.length < 2) return nodeOfHop(index, component)
  const beside = path.slice(Math.max(0, place - REACH), place + REACH + 1)
  const near = beside.flatMap(({ component: id, attachedTo }) =>
    id === component ? [] : [nodeOf(index, id), nodeOf(index, attachedTo ?? null)],
  )
  return near.find((node) => node !== null && places.includes(node)) ?? nodeOfHop(index, component)
}

/** Hops to look at on either side: a group and an ACL may stand in between. */
const REACH = 3

interface Found {
  readonly role: Stop['role']
  readonly station: Station | null
}

/** The chip of the path inside the same subnet that is closest along it. */
function nearIn(subnet: Station | null, found: readonly Found[], place: number): Station | null {
  if (!subnet) return null
  const near = found
    .map(({ role, station }, at) => ({ role, station, away: Math.abs(at - place) }))
    .filter(({ role, station }) => role === 'place' && station?.subnet?.node.id === subnet.place.node.id)
    .toSorted((a, b) => a.away - b.away)
  return near[0]?.station ?? null
}

function nodeOf(index: SceneIndex, id: string | null): string | null {
  return id === null ? null : (index.nodeOfResource.get(id) ?? null)
}

function roleOf(component: string): Stop['role'] {
  if (component.startsWith('rtb-')) return 'table'
  if (component.startsWith('acl-')) return 'edge'
  if (component.startsWith('sg-')) return 'group'
  return 'place'
}

/** A VPC or subnet that another stop stands in is not a place the line runs to. */
function containersOf(index: SceneIndex, stops: readonly Stop[]): ReadonlySet<string> {
  return new Set(
    stops.flatMap(({ station }) =>
      ancestorsOf(index, station.place.node.id)
        .slice(1)
        .map(({ node }) => node.id),
    ),
  )
}

/** On its border, clear of its name. */
function cornerOf({ station: { place, subnet } }: Stop): ScenePoint {
  const { box } = place
  return subnet ? { x: box.x + box.width, y: box.y + TABLE_DROP } : { x: box.x + box.width - STEP, y: box.y }
}

const isHorizon = ({ station }: Stop): boolean => station.place.node.kind === 'internet'

/** The hop closest along the path that the line runs to. */
function nearestOf(stops: readonly Stop[], place: number, around: ReadonlySet<string>): Stop | undefined {
  const away = (stop: Stop) => Math.abs(stops.indexOf(stop) - place)
  return stops
    .filter((stop) => !(isHorizon(stop) || around.has(stop.station.place.node.id)))
    .toSorted((a, b) => away(a) - away(b))[0]
}

/** Where the line of the hop beside it meets the horizon. */
function horizonPoint(index: SceneIndex, stop: Stop, beside: Stop | undefined): ScenePoint {
  const end = beside ? turnsToHorizon(index, beside.station).at(-1) : undefined
  return end ?? stop.station.at
}

function anchorOf({ role, station }: Stop): ScenePoint {
  const { place, subnet, at, lane, level } = station
  const { box } = place
  const card = subnet?.box ?? box
  const isCard = subnet !== null && subnet.node.id === place.node.id
  if (role === 'table') return { x: lane ?? card.x + card.width, y: card.y + TABLE_DROP }
  if (role === 'edge') return { x: card.x + card.width, y: at.y }
  if (role === 'group') return { x: box.x + (isCard ? STEP : 12), y: box.y }
  // A round mark on a border: beside it, or the number hides what it is.
  if (subnet === null && box.width <= ROUND) return { x: box.x - 4, y: box.y - 1 }
  return { x: box.x, y: subnet !== null || level === null ? at.y : box.y + box.height / 2 }
}

/** The stations in the order the packet meets them; two in a row at one place are one. */
function distinctRun(stops: readonly Stop[]): readonly Station[] {
  const run: Station[] = []
  for (const { station } of stops) {
    if (run.at(-1)?.place.node.id !== station.place.node.id) run.push(station)
  }
  return run
}

/** The station whose component is the first that does not let the packet pass; null when none is. */
function brokenAt(stops: readonly Stop[], stations: readonly Station[]): number | null {
  const first = stops.find(({ hop }) => hop.outcome !== 'passes')
  if (!first) return null
  const place = stations.findIndex(({ place: { node } }) => node.id === first.station.place.node.id)
  // What holds the rest stops the packet on its border, before the first place inside.
  return place < 0 ? 0 : place
}

function lineThrough(index: SceneIndex, stations: readonly Station[]): readonly ScenePoint[] {
  const points = stations.flatMap((station, place) => {
    const before = stations[place - 1]
    const turns = before ? turnsBetween(index, before, station) : []
    return [...turns, ...(station.place.node.kind === 'internet' ? [] : [station.at])]
  })
  return withoutRepeats(points)
}

function withoutRepeats(points: readonly ScenePoint[]): readonly ScenePoint[] {
  return points.filter((point, place) => {
    const before = points[place - 1]
    return !before || before.x !== point.x || before.y !== point.y
  })
}
