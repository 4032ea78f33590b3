/** What React Flow is told once and never again: a prop that changes its identity redraws every node. */

import type { ReactFlowProps } from '@xyflow/react'
import { CaptionNode, UnplacedNode, VpcHeadNode, VpcNode, ZoneNode } from './area-nodes.tsx'
import { ChipNode } from './chip-node.tsx'
import type { FlowNode } from './flow-nodes.ts'
import { MAP_ZOOM } from './frame-camera.ts'
import { HarbourNode } from './harbour-node.tsx'
import { ExternalVpcNode, HorizonNode, ShoreNode } from './outer-nodes.tsx'
import { SubnetNode } from './subnet-node.tsx'

const NODE_TYPES = {
  area: CaptionNode,
  vpc: VpcNode,
  vpcHead: VpcHeadNode,
  zone: ZoneNode,
  subnet: SubnetNode,
  unplaced: UnplacedNode,
  chip: ChipNode,
  harbour: HarbourNode,
  horizon: HorizonNode,
  shore: ShoreNode,
  external: ExternalVpcNode,
}
/** React Flow's own descriptions speak of moving and deleting nodes, which nobody can here. */
const ARIA_LABELS = {
  'node.a11yDescription.default': '',
  'node.a11yDescription.keyboardDisabled': '',
  'node.a11yDescription.ariaLiveMessage': () => '',
  'edge.a11yDescription.default': '',
}

export const FLOW_OPTIONS = {
  edges: [],
  nodeTypes: NODE_TYPES,
  minZoom: MAP_ZOOM.min,
  maxZoom: MAP_ZOOM.max,
  zIndexMode: 'manual',
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  zoomOnDoubleClick: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  panActivationKeyCode: null,
  zoomActivationKeyCode: null,
  ariaLabelConfig: ARIA_LABELS,
  proOptions: { hideAttribution: true },
} satisfies ReactFlowProps<FlowNode>
