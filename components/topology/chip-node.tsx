/** A resource: glyph and code, name, address. A folded one has a stacked edge and ×n. */

import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { SceneNode } from '../../lib/topology/scene.ts'
import { Glyph } from './glyph.tsx'
import { LensMark } from './lens-mark.tsx'
import { Mono, Name, NodeBadge, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'
import { LENS_RINGS, ringOf } from './ring.ts'

/** Below this height a chip has one line: idle interfaces, small gateways. */
const TWO_LINES = 40

export const ChipNode = memo(function ChipNode({ data }: NodeProps & { readonly data: NodeData }) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const small = node.height < TWO_LINES
  const { lens } = paint
  const ring = lens ? LENS_RINGS[lens.state] : ringOf(paint.exposure, paint.badge)
  const told = lens !== null && lens.told !== '' ? lens.told : node.detail
  const marked = paint.badge !== null || lens !== null
  return (
    <NodeFrame
      place={data.place}
      paint={paint}
      className={`pt-chip pt-ring-${ring}${lens?.fate ? ` is-${lens.fate}` : ''}${node.count > 1 ? ' is-folded' : ''}${small ? ' is-small' : ''}${node.collected ? '' : ' is-foreign'}`}
    >
      <span className="pt-kind">
        <Glyph kind={node.kind} code={node.code} size={small ? 16 : 20} />
        {!small && <span className="pt-code">{node.code}</span>}
      </span>
      <span className="pt-text">
        <span className="pt-row">
          <Name text={node.label} width={nameWidth(node, marked)} />
          {node.count > 1 && <span className="pt-count">×{node.count.toLocaleString('en')}</span>}
        </span>
        {!small && <Mono text={node.collected ? told : 'Not collected'} />}
      </span>
      {small && node.detail !== '' && <Mono text={node.detail} className="pt-aside" />}
      <NodeBadge badge={paint.badge} />
      {lens && <LensMark lens={lens} />}
    </NodeFrame>
  )
})

const GLYPH_ROOM = 46
const BADGE_ROOM = 23

/** What glyph, count and badge leave of the chip. */
function nameWidth(node: SceneNode, hasBadge: boolean): number {
  const count = node.count > 1 ? 22 + 7 * String(node.count).length : 0
  const aside = node.height < TWO_LINES ? Math.min(node.width * 0.45, node.detail.length * 6.4 + 8) : 0
  return node.width - GLYPH_ROOM - count - aside - (hasBadge ? BADGE_ROOM : 0)
}
