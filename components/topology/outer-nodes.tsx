/** What lies outside: the internet as the horizon, on-premises as the shore, VPCs nobody collected. */

import type { NodeProps } from '@xyflow/react'
import { memo, useId } from 'react'
import { middleEllipsis } from '../../lib/reports/visible-text.ts'
import { ExposureMark } from './exposure-mark.tsx'
import { Glyph } from './glyph.tsx'
import { countWords } from './lens-paint.ts'
import { usePaint } from './map-store.ts'
import { Mono, Name, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'

type Props = NodeProps & { readonly data: NodeData }

const RULE_HEIGHT = 6
const DASH = 24

/** The horizon: ruled like the border of a chart. */
export const HorizonNode = memo(function HorizonNode({ data }: Props) {
  const { node } = data.place
  const counts = usePaint((paint) => paint.lens?.counts ?? null)
  const paint = useNodePaint(node.id)
  const rule = useId()
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-horizon">
      <span className="pt-horizon-name">
        <Glyph kind="internet" size={18} />
        <Name text={node.label} />
        <Mono text={node.detail} />
        {counts && <span className="pt-horizon-counts">{countWords(counts)}</span>}
      </span>
      <svg className="pt-horizon-rule" width={node.width} height={RULE_HEIGHT} aria-hidden="true">
        <pattern id={rule} width={DASH * 2} height={RULE_HEIGHT} patternUnits="userSpaceOnUse">
          <rect width={DASH} height={RULE_HEIGHT} />
        </pattern>
        <path d={`M0 .5H${node.width}M0 ${RULE_HEIGHT - 0.5}H${node.width}`} />
        <rect y="1" width={node.width} height={RULE_HEIGHT - 2} fill={`url(#${rule})`} />
      </svg>
    </NodeFrame>
  )
})

/** The shore: a coast line, land hatched behind it. */
export const ShoreNode = memo(function ShoreNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const hatch = useId()
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-shore">
      <svg width={node.width} height={node.height} aria-hidden="true">
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="pt-hatch" d="M0 0V7" />
        </pattern>
        <path d={`${coast(node.height)}L${node.width} ${node.height}V0Z`} fill={`url(#${hatch})`} />
        <path className="pt-coast" d={coast(node.height)} />
      </svg>
      <span className="pt-shore-name">
        <Glyph kind="on-premises" size={18} />
        <Name text={node.label} />
        <Mono text={node.detail} />
      </span>
    </NodeFrame>
  )
})

/** A VPC that is only named by a peering or an attachment. */
export const ExternalVpcNode = memo(function ExternalVpcNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-external">
      <span className="pt-row">
        <Glyph kind="external-vpc" size={18} />
        <Name text={node.label === node.id ? middleEllipsis(node.id, 16) : node.label} />
        <span className="pt-gap" />
        <ExposureMark level="unknown" label="" size={12} />
      </span>
      <Mono text={node.detail} />
      <span className="pt-cap">Not collected</span>
    </NodeFrame>
  )
})

/** A coast that wanders by a few pixels, the same each time. */
function coast(height: number): string {
  const bend = 96
  let path = 'M6 0'
  let side = 1
  for (let y = 0; y < height; y += bend) {
    const step = Math.min(bend, height - y)
    path += `c${4 * side} ${step * 0.3} ${-3 * side} ${step * 0.6} 0 ${step}`
    side = -side
  }
  return path
}
