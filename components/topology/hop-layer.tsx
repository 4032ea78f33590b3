/** The selected finding's path: one accent line, the admitting rule as a tag, and the numbers of the panel. */

import { memo } from 'react'
import { arrowHead, roundedPath } from './line-path.ts'
import { HOP_RADIUS, type HopPath } from './place-hops.ts'
import type { RuleTag } from './rule-tag.ts'

export const HopLayer = memo(function HopLayer({ path }: { readonly path: HopPath }) {
  return (
    <>
      <svg className={`pt-hops pt-hops-line pt-hops-${path.outcome}`} width="1" height="1" aria-hidden="true">
        <path className="pt-path-halo" d={roundedPath(path.line)} />
        <path className="pt-path" d={roundedPath(path.line)} />
        {!path.tag && <path className="pt-path pt-path-head" d={arrowHead(path.line, 7)} />}
      </svg>
      <svg className="pt-hops" width="1" height="1" aria-hidden="true">
        {path.tag && <Tag tag={path.tag} />}
        {path.hops.map(({ number, hop, at }) => (
          <g key={number} className={`pt-hop pt-hop-${hop.outcome}`} transform={`translate(${at.x} ${at.y})`}>
            <g className="pt-hop-mark">
              <circle r={HOP_RADIUS} />
              <text y="4" textAnchor="middle">
                {number}
              </text>
              {hop.outcome === 'blocks' && <path d="M-7 7L7 -7" />}
            </g>
          </g>
        ))}
      </svg>
    </>
  )
})

function Tag({ tag }: { readonly tag: RuleTag }) {
  const { box, text } = tag
  return (
    <g className="pt-tag" transform={`translate(${box.x} ${box.y})`}>
      <rect width={box.width} height={box.height} rx="4" />
      <text x="15" y={box.height / 2 + 3.75}>
        {text}
      </text>
    </g>
  )
}
