/** A resource: glyph and code, name, address. A folded one has a stacked edge and ×n. */

import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { Glyph } from './glyph.tsx'
import { Mono, Name, NodeBadge, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'
import { ringOf } from './ring.ts'

/** Below this height a chip has one line: idle interfaces, small gateways. */
const TWO_LINES = 40

export const ChipNode = memo(function ChipNode({ data }: NodeProps & { readonly data: NodeData }) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const small = node.height < TWO_LINES
  const ring = ringOf(paint.exposure, paint.badge)
  return (
    <NodeFrame
      place={data.place}
      paint={paint}
      className={`pt-chip pt-ring-${ring}${node.count > 1 ? ' is-folded' : ''}${small ? ' is-small' : ''}${node.collected ? '' : ' is-foreign'}`}
    >
      <span className="pt-kind">
        <Glyph kind={node.kind} code={node.code} size={small ? 16 : 20} />
        {!small && <span className="pt-code">{node.code}</span>}
      </span>
      <span className="pt-text">
        <span className="pt-row">
          <Name text={node.label} />
          {node.count > 1 && <span className="pt-count">×{node.count.toLocaleString('en')}</span>}
        </span>
        {!small && <Mono text={node.collected ? node.detail : 'Not collected'} />}
      </span>
      {small && node.detail !== '' && <Mono text={node.detail} className="pt-aside" />}
      <NodeBadge badge={paint.badge} />
    </NodeFrame>
  )
})
