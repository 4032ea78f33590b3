/** The selected path: one accent line, the admitting rule as a tag, the numbers of the panel, and bars where it ends. */

import { memo } from 'react'
import { arrowHead, roundedPath } from './line-path.ts'
import { HOP_RADIUS, type HopPath } from './place-hops.ts'
import type { RuleTag } from './rule-tag.ts'

export const HopLayer = memo(function HopLayer({ path }: { readonly path: HopPath }) {
  const hasBeyond = path.beyond.length > 1
  return (
    <>
      <svg
        className={`pt-hops pt-hops-line ${hasBeyond ? 'pt-hops-passes' : `pt-hops-${path.outcome}`}`}
        width="1"
        height="1"
        aria-hidden="true"
      >
        {hasBeyond && <path className="pt-path-beyond" d={roundedPath(path.beyond)} />}
        <path className="pt-path-halo" d={roundedPath(path.line)} />
        <path className="pt-path" d={roundedPath(path.line)} />
        {!(path.tag || hasBeyond) && <path className="pt-path pt-path-head" d={arrowHead(path.line, 7)} />}
      </svg>
      <svg className="pt-hops" width="1" height="1" aria-hidden="true">
        {path.tag && <Tag tag={path.tag} />}
        {path.hops.map(({ number, hop, at }) => (
          <g key={number} className={`pt-hop pt-hop-${hop.outcome}`} transform={`translate(${at.x} ${at.y})`}>
            <g className="pt-hop-mark">
              {hop.outcome === 'blocks' ? <Bar number={number} /> : <Disc number={number} />}
            </g>
          </g>
        ))}
      </svg>
    </>
  )
})

function Disc({ number }: { readonly number: number }) {
  return (
    <>
      <circle r={HOP_RADIUS} />
      <text y="4" textAnchor="middle">
        {number}
      </text>
    </>
  )
}

/** A plate with a bar across its foot: here it stops. Its shape tells it from a disc without any colour. */
function Bar({ number }: { readonly number: number }) {
  return (
    <>
      <path className="pt-stop" d="M-4.6 -11H4.6L11 -4.6V4.6L4.6 11H-4.6L-11 4.6V-4.6Z" />
      <path className="pt-stop-bar" d="M-6.5 6H6.5" />
      <text y="2" textAnchor="middle">
        {number}
      </text>
    </>
  )
}

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
