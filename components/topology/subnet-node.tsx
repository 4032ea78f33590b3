/** A subnet: a card whose left band, icon and word say its class, with its name, CIDR and how full it is. */

import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { SUBNET_CLASS_MARKS } from '../../lib/topology/glyphs.ts'
import { subnetTitle } from '../../lib/topology/subnet-title.ts'
import { textWidth } from '../../lib/topology/text-width.ts'
import { LensCounts } from './lens-mark.tsx'
import { Contents, Name, NodeBadge, type NodeData, NodeFrame, useNodePaint } from './node-frame.tsx'
import { SubnetClassMark } from './subnet-class-mark.tsx'

/** Padding, icon and the gaps between name, icon and word. */
const TITLE_ROOM = 48
const COUNT_ROOM = 32
const CONTENTS_INSET = 24

export const SubnetNode = memo(function SubnetNode({ data }: NodeProps & { readonly data: NodeData }) {
  const { node, childIds } = data.place
  const paint = useNodePaint(node.id)
  const subnetClass = node.subnetClass ?? 'unknown'
  const shut = node.contents.length > 0
  const stacked = node.count > 1
  const { word } = SUBNET_CLASS_MARKS[subnetClass]
  const title = subnetTitle(node, {
    width: node.width - TITLE_ROOM - (stacked ? COUNT_ROOM : 0),
    word: textWidth(word, 11),
    widthOf: nameWidth,
  })
  return (
    <NodeFrame
      place={data.place}
      paint={paint}
      className={`pt-subnet pt-class-${subnetClass}${shut ? ' is-shut' : ''}${stacked ? ' is-folded' : ''}`}
    >
      <div className="pt-subnet-head">
        <div className="pt-row pt-subnet-title">
          <Name text={node.label} shown={title.name} />
          {stacked && <span className="pt-count">×{node.count}</span>}
          <span className="pt-gap" />
          <SubnetClassMark subnetClass={subnetClass} words={title.hasWord} />
        </div>
        <div className="pt-row">
          <span className="pt-mono" title={visibleText(node.detail)}>
            {visibleText(shortList(node.detail))}
          </span>
          <span className="pt-class-second">{word}</span>
          {shut && <NodeBadge badge={paint.badge} size={14} />}
          <span className="pt-gap" />
          {paint.lens && <LensCounts lens={paint.lens} />}
          {node.fill !== null && !(shut || paint.onLens) && <Fill share={node.fill} />}
        </div>
      </div>
      {shut && <Contents place={data.place} width={node.width - CONTENTS_INSET} />}
      {!shut && childIds.length === 0 && <p className="pt-none">No resource in it</p>}
    </NodeFrame>
  )
})

function nameWidth(name: string): number {
  return textWidth(name, 12, 'bold')
}

/** The first of several prefixes, and how many more there are. */
function shortList(detail: string): string {
  const [first = '', ...more] = detail.split(' · ')
  return more.length > 0 ? `${first} +${more.length}` : first
}

/** Share of the addresses in use. */
function Fill({ share }: { readonly share: number }) {
  const percent = Math.round(share * 100)
  return (
    <span className="pt-fill" title={`${percent} % of the addresses in use`}>
      <svg width="26" height="4" viewBox="0 0 26 4" aria-hidden="true">
        <rect className="pt-fill-all" width="26" height="4" rx="2" />
        <rect className="pt-fill-used" width={Math.max(share > 0 ? 2 : 0, 26 * share)} height="4" rx="2" />
      </svg>
      <span className="pt-mono">{percent} %</span>
    </span>
  )
}
