/** The lines of the exposure lens: one path for what is sure, one for what is not. */

import { memo } from 'react'
import type { ExposureLine } from '../../lib/topology/exposure-lines.ts'
import { arrowHead, roundedPath } from './line-path.ts'

const CERTAINTIES = ['unknown', 'reachable'] as const

export const ExposureLayer = memo(function ExposureLayer({ lines }: { readonly lines: readonly ExposureLine[] }) {
  return (
    <svg className="pt-reach" width="1" height="1" aria-hidden="true">
      {CERTAINTIES.map((certainty) => {
        const own = lines.filter((line) => line.certainty === certainty)
        return own.length === 0 ? null : (
          <g key={certainty}>
            <path className={`pt-reach-${certainty}`} d={own.map(({ points }) => roundedPath(points)).join('')} />
            <path className="pt-reach-head" d={own.map(({ points }) => arrowHead(points, 6)).join('')} />
          </g>
        )
      })}
    </svg>
  )
})
