/** Accounts and regions as captions, VPCs as sheets, Availability Zones as columns, and the card for what has no place. */

import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { middleEllipsis, visibleText } from '../../lib/reports/visible-text.ts'
import { VPC } from '../../lib/topology/measure.ts'
import { LensCounts } from './lens-mark.tsx'
import { usePaint } from './map-store.ts'
import { Contents, Mono, Name, NodeBadge, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'
import { counted, kindWord } from './node-words.ts'
import type { PlacedNode } from './scene-index.ts'

type Props = NodeProps & { readonly data: NodeData }

const ID_LETTERS = 12
const CONTENTS_INSET = 26

/** Account or region: a caption over a hairline. */
export const CaptionNode = memo(function CaptionNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-area">
      <div className="pt-area-head">
        <span className="pt-cap">{kindWord(node.kind)}</span>
        <Name text={node.label} />
        <Mono text={node.detail} />
        {node.contents.length > 0 && <Contents place={data.place} width={node.width - CONTENTS_INSET} />}
        <span className="pt-gap" />
        <NodeBadge badge={paint.badge} />
      </div>
    </NodeFrame>
  )
})

/** A VPC: a sheet, and what stands at the right of its header; dotted when it is only named by others. */
export const VpcNode = memo(function VpcNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const shut = node.contents.length > 0
  return (
    <NodeFrame
      place={data.place}
      paint={paint}
      className={`pt-vpc${shut ? ' is-shut' : ''}${node.collected ? '' : ' is-foreign'}`}
    >
      {shut && <Contents place={data.place} width={node.width - CONTENTS_INSET} />}
      {!shut && node.collected && node.height <= VPC.headerOnly && (
        <p className="pt-none">No subnet here: none was found, or DescribeSubnets was not collected.</p>
      )}
    </NodeFrame>
  )
})

/** The words of a VPC's header, over the lines: a trunk passes behind a name, never across it. */
export const VpcHeadNode = memo(function VpcHeadNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  const lit = usePaint((paint) => paint.emphasis.lit.has(node.id))
  const shut = node.contents.length > 0
  const narrow = node.width < NARROW_WIDTH
  return (
    <div className={`pt-vpc-head pt-node${lit ? ' is-lit' : ''}`} aria-hidden="true">
      <div className="pt-row pt-vpc-title">
        <NodeBadge badge={paint.badge} size={16} />
        <Name text={node.label} width={(node.width - LEVELS_ROOM) * 0.8} />
        {!(shut || narrow) && node.label !== node.id && node.id.startsWith('vpc-') && (
          <span className="pt-mono pt-id" title={visibleText(node.id)}>
            {middleEllipsis(visibleText(node.id), ID_LETTERS)}
          </span>
        )}
      </div>
      <div className="pt-row pt-vpc-more">
        <Mono text={node.collected ? node.detail : 'Not collected; its routes are unknown'} />
        <span className="pt-gap" />
        {paint.lens && <LensCounts lens={paint.lens} />}
        {!(shut || paint.onLens) && (
          <span className="pt-cap">{tally(data.place, narrow ? { ...paint, badge: null } : paint)}</span>
        )}
      </div>
    </div>
  )
})

/** A sheet of one column has no room for its id and its findings beside its prefixes. */
const NARROW_WIDTH = 320
const LEVELS_ROOM = 96

/** An Availability Zone: a ruled column heading. */
export const ZoneNode = memo(function ZoneNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-zone">
      <div className="pt-zone-head">
        <Name text={node.label} />
        <Mono text={node.detail} />
      </div>
    </NodeFrame>
  )
})

/** Resources whose subnet or VPC is not told. */
export const UnplacedNode = memo(function UnplacedNode({ data }: Props) {
  const { node } = data.place
  const paint = useNodePaint(node.id)
  return (
    <NodeFrame place={data.place} paint={paint} className="pt-subnet pt-unplaced">
      <div className="pt-subnet-head">
        <div className="pt-row">
          <Name text={node.label} />
          <span className="pt-gap" />
          <NodeBadge badge={node.contents.length > 0 ? paint.badge : null} size={14} />
        </div>
        <div className="pt-row">
          <Mono text={node.detail} />
          <span className="pt-gap" />
          {node.contents.length > 0 && <Contents place={data.place} width={node.width - CONTENTS_INSET} />}
        </div>
      </div>
    </NodeFrame>
  )
})

function tally(place: PlacedNode, paint: { inside: number; badge: { count: number } | null }): string {
  const parts = [counted(paint.inside, 'resource')]
  if (paint.badge) parts.push(counted(paint.badge.count, 'finding'))
  return place.node.collected ? parts.join(' · ') : ''
}
