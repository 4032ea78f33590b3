/** A scene made quick to ask: absolute boxes, parents and children, which box stands for a resource, lines by end. */

import type { Scene, SceneLine, SceneNode } from '../../lib/topology/scene.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface PlacedNode {
  readonly node: SceneNode
  /** In scene coordinates; the node's own are relative to its parent. */
  readonly box: Box
  /** Depth in the containment tree, from 1. */
  readonly depth: number
  readonly childIds: readonly string[]
}

export interface SceneIndex {
  /** In scene order: parents before children. */
  readonly places: ReadonlyMap<string, PlacedNode>
  readonly rootIds: readonly string[]
  /** The innermost node that stands for a resource; of one drawn in several places, the first. */
  readonly nodeOfResource: ReadonlyMap<string, string>
  /** All places of what is drawn in several: a load balancer in each of its subnets. */
  readonly placesOfShared: ReadonlyMap<string, readonly string[]>
  readonly linesOf: ReadonlyMap<string, readonly SceneLine[]>
  readonly lines: readonly SceneLine[]
}

export function indexScene(scene: Scene): SceneIndex {
  const places = new Map<string, PlacedNode & { childIds: string[] }>()
  const rootIds: string[] = []
  const nodeOfResource = new Map<string, string>()
  for (const node of scene.nodes) {
    const parent = node.parentId === null ? undefined : places.get(node.parentId)
    const box = {
      x: (parent?.box.x ?? 0) + node.x,
      y: (parent?.box.y ?? 0) + node.y,
      width: node.width,
      height: node.height,
    }
    places.set(node.id, { node, box, depth: (parent?.depth ?? 0) + 1, childIds: [] })
    if (parent) parent.childIds.push(node.id)
    else rootIds.push(node.id)
    for (const id of node.resourceIds) nodeOfResource.set(id, node.id)
  }
  for (const id of places.keys()) nodeOfResource.set(id, id)
  const placesOfShared = sharedPlaces(scene, nodeOfResource)
  for (const [id, [first]] of placesOfShared) if (first && !nodeOfResource.has(id)) nodeOfResource.set(id, first)
  return { places, rootIds, nodeOfResource, placesOfShared, linesOf: groupByEnd(scene.lines), lines: scene.lines }
}

function sharedPlaces(scene: Scene, nodeOfResource: ReadonlyMap<string, string>): Map<string, string[]> {
  const shared = new Map<string, string[]>()
  for (const node of scene.nodes) {
    for (const id of node.sharedIds ?? []) {
      const known = shared.get(id)
      if (known) known.push(node.id)
      else shared.set(id, [node.id])
    }
  }
  for (const [id, nodes] of shared) {
    const own = nodeOfResource.get(id)
    if (own !== undefined) shared.set(id, [own, ...nodes.filter((node) => node !== own)])
  }
  return shared
}

/** Every node that stands for a resource, the first of its places ahead. */
export function nodesOf(index: SceneIndex, resourceId: string): readonly string[] {
  const shared = index.placesOfShared.get(resourceId)
  if (shared) return shared
  const node = index.nodeOfResource.get(resourceId)
  return node === undefined ? [] : [node]
}

/** What a node stands for, things drawn elsewhere too among them. */
export function resourcesOf({ node }: PlacedNode): readonly string[] {
  return [node.id, ...node.resourceIds, ...(node.sharedIds ?? [])]
}

/** The node, then its parents outward. */
export function ancestorsOf(index: SceneIndex, id: string): readonly PlacedNode[] {
  const chain: PlacedNode[] = []
  let place = index.places.get(id)
  while (place && chain.length < index.places.size) {
    chain.push(place)
    place = place.node.parentId === null ? undefined : index.places.get(place.node.parentId)
  }
  return chain
}

/** Everything inside a node, itself not counted. */
export function descendantsOf(index: SceneIndex, id: string): readonly string[] {
  const found: string[] = []
  const open = [...(index.places.get(id)?.childIds ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next)
    open.push(...(index.places.get(next)?.childIds ?? []))
  }
  return found
}

/** The smallest box around all of them; null for none. */
export function unionOf(boxes: readonly Box[]): Box | null {
  const [first, ...rest] = boxes
  if (!first) return null
  let { x, y } = first
  let right = first.x + first.width
  let bottom = first.y + first.height
  for (const box of rest) {
    x = Math.min(x, box.x)
    y = Math.min(y, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  return { x, y, width: right - x, height: bottom - y }
}

function groupByEnd(lines: readonly SceneLine[]): ReadonlyMap<string, readonly SceneLine[]> {
  const groups = new Map<string, SceneLine[]>()
  for (const line of lines) {
    for (const end of new Set([line.from, line.to])) {
      const group = groups.get(end)
      if (group) group.push(line)
      else groups.set(end, [line])
    }
  }
  return groups
}
