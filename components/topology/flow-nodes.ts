/** The scene as React Flow wants it: absolute places, given sizes, nothing to drag, connect or measure. */

import type { Node } from '@xyflow/react'
import type { NodeKind } from '../../lib/topology/graph.ts'
import type { PlacedNode, SceneIndex } from './scene-index.ts'

export type NodeShape =
  | 'area'
  | 'vpc'
  | 'zone'
  | 'subnet'
  | 'unplaced'
  | 'chip'
  | 'harbour'
  | 'horizon'
  | 'shore'
  | 'external'

export type FlowNode = Node<{ readonly place: PlacedNode }, NodeShape>

/** Lines run over cards and under chips. */
const LAYER: Readonly<Record<NodeShape, number>> = {
  horizon: 1,
  shore: 1,
  area: 1,
  vpc: 2,
  external: 2,
  zone: 3,
  subnet: 4,
  unplaced: 4,
  chip: 20,
  harbour: 21,
}

export function flowNodes(index: SceneIndex): FlowNode[] {
  return [...index.places.values()].map((place) => {
    const type = shapeOf(place)
    return {
      id: place.node.id,
      type,
      position: { x: place.box.x, y: place.box.y },
      width: place.box.width,
      height: place.box.height,
      zIndex: LAYER[type],
      draggable: false,
      selectable: false,
      connectable: false,
      focusable: false,
      data: { place },
      domAttributes: NO_DESCRIPTION,
    }
  })
}

/** React Flow calls each box a "node" to readers; ours say what they are. */
const NO_DESCRIPTION = { 'aria-roledescription': undefined }

const AREAS: Readonly<Partial<Record<NodeKind, NodeShape>>> = {
  internet: 'horizon',
  'on-premises': 'shore',
  account: 'area',
  region: 'area',
  vpc: 'vpc',
  'external-vpc': 'external',
  'availability-zone': 'zone',
  subnet: 'subnet',
  unplaced: 'unplaced',
}

/** Lower than this a leaf is a pill on a border, not a chip. */
export const HARBOUR_HEIGHT = 30

export function shapeOf(place: PlacedNode): NodeShape {
  return AREAS[place.node.kind] ?? (place.box.height <= HARBOUR_HEIGHT ? 'harbour' : 'chip')
}
