/** A gateway on the border of its VPC, like a harbour on a coast: a pill, or a round mark where there is no room. */

import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { harbourLabel } from '../../lib/topology/measure.ts'
import { Glyph } from './glyph.tsx'
import { Mono, NodeBadge, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'

/** Narrower ones show the glyph alone. */
const PILL_WIDTH = 56

export const HarbourNode = memo(function HarbourNode({ data }: NodeProps & { readonly data: NodeData }) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const round = node.width < PILL_WIDTH
  return (
    <NodeFrame
      place={data.place}
      paint={paint}
      className={`pt-harbour${round ? ' is-round' : ''}${node.collected ? '' : ' is-foreign'}`}
    >
      <Glyph kind={node.kind} code={node.code} size={18} />
      {!round && <b>{node.code}</b>}
      {!round && <Mono text={harbourLabel(node)} />}
      {node.count > 1 && <span className="pt-count">×{node.count}</span>}
      {!round && <NodeBadge badge={paint.badge} size={13} />}
    </NodeFrame>
  )
})
