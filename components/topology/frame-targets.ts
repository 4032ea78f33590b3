/** What the camera frames when a finding is selected or a question answered. */

import type { NodeKind } from '../../lib/topology/graph.ts'
import type { Camera } from '../../lib/view-state/view-state.ts'
import type { Size } from './frame-camera.ts'
import { frameLegible, withinScene } from './frame-camera.ts'
import type { MapHop } from './map-hop.ts'
import { HOP_RADIUS } from './place-hops.ts'
import { placePath } from './place-path.ts'
import { ancestorsOf, type Box, descendantsOf, nodesOf, type SceneIndex, unionOf } from './scene-index.ts'

export interface FrameQuery {
  readonly highlighted: ReadonlySet<string>
  readonly path: readonly MapHop[]
  readonly screen: Size
  /** Size of the whole chart. */
  readonly scene: Size
}

/** The whole path where it stays legible, else the resources alone; null when none of them is on the map. */
export function frameFinding(index: SceneIndex, query: FrameQuery): Camera | null {
  const inner = innermost(index, query.highlighted)
  const hops = placePath(index, query.path)
  // As long as the chart, the horizon is no target one could come close to.
  const target = hops?.hops.findLast(({ nodeId }) => !isEdge(index, nodeId))?.nodeId
  const near = unionOf([...inner, ...(target ? subnetBox(index, target) : [])])
  const whole = unionOf([...(near ? [near] : []), ...(hops?.hops ?? []).map(({ at }) => around(at))])
  const core = unionOf(target ? subnetBox(index, target) : inner)
  const boxes = [whole, near, core].flatMap((box) => box ?? [])
  const camera = frameLegible(boxes, query.screen)
  return camera && withinScene(camera, query.scene, query.screen)
}

/** How many of the resources are on the map; groups and tables never are. */
export function placedCount(index: SceneIndex, resources: ReadonlySet<string>): number {
  return [...resources].filter((id) => index.nodeOfResource.has(id)).length
}

/** Boxes of the resources; a container is left out when it holds another of them. */
function innermost(index: SceneIndex, resources: ReadonlySet<string>): readonly Box[] {
  const nodes = new Set([...resources].flatMap((id) => nodesOf(index, id)))
  return [...nodes]
    .filter((id) => !isEdge(index, id))
    .filter((id) => !descendantsOf(index, id).some((inner) => nodes.has(inner)))
    .flatMap((id) => index.places.get(id)?.box ?? [])
}

function isEdge(index: SceneIndex, id: string): boolean {
  return EDGES_OF_CHART.has(index.places.get(id)?.node.kind ?? 'internet')
}

/** As long as the chart: the hop on them is framed, they are not. */
const EDGES_OF_CHART: ReadonlySet<NodeKind> = new Set(['internet', 'on-premises'])

/** The subnet a node stands in, else the node. */
function subnetBox(index: SceneIndex, id: string): readonly Box[] {
  const chain = ancestorsOf(index, id)
  const place = chain.find(({ node }) => node.kind === 'subnet') ?? chain.at(0)
  return place ? [place.box] : []
}

function around({ x, y }: { readonly x: number; readonly y: number }): Box {
  return { x: x - HOP_RADIUS, y: y - HOP_RADIUS, width: HOP_RADIUS * 2, height: HOP_RADIUS * 2 }
}
