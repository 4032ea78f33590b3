/** The scene as React Flow wants it: absolute places, given sizes, nothing to drag, connect or measure. */

import type { Node } from '@xyflow/react'
import type { NodeKind } from '../../lib/topology/graph.ts'
import type { Box, PlacedNode, SceneIndex } from './scene-index.ts'

export type NodeShape =
  | 'area'
  | 'vpc'
  | 'vpcHead'
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
  vpcHead: 19,
  zone: 3,
  subnet: 4,
  unplaced: 4,
  chip: 20,
  harbour: 21,
}

export function flowNodes(index: SceneIndex): FlowNode[] {
  return [...index.places.values()].flatMap((place) => {
    const shape = shapeOf(place)
    const node = flowNode(place, shape, place.box)
    return shape === 'vpc' ? [node, headNode(place)] : [node]
  })
}

const HEAD = { left: 14, right: 14, open: 15, shut: 8, height: 36 }

/** The header's words, in a layer above the lines. */
function headNode(place: PlacedNode): FlowNode {
  const top = place.node.contents.length > 0 ? HEAD.shut : HEAD.open
  const box = {
    x: place.box.x + HEAD.left,
    y: place.box.y + top,
    width: place.box.width - HEAD.left - HEAD.right,
    height: HEAD.height,
  }
  return { ...flowNode(place, 'vpcHead', box), id: `${place.node.id} head`, style: { pointerEvents: 'none' } }
}

function flowNode(place: PlacedNode, type: NodeShape, box: Box): FlowNode {
  return {
    id: place.node.id,
    type,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    zIndex: LAYER[type],
    draggable: false,
    selectable: false,
    connectable: false,
    focusable: false,
    data: { place },
    domAttributes: NO_DESCRIPTION,
  }
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
