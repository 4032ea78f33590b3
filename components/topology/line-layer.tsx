/** Lines: one path per style at rest, and again for those that are lit. Nothing here reacts to the pointer. */

import { memo, useMemo } from 'react'
import type { LineKind } from '../../lib/topology/graph.ts'
import type { Scene, SceneLine } from '../../lib/topology/scene.ts'
import { arrowPath, labelSpot, massPath } from './line-path.ts'

interface LineLayerProps {
  readonly scene: Scene
  readonly litLines: ReadonlySet<string>
}

const KINDS: readonly LineKind[] = ['association', 'route', 'traffic']

export const LineLayer = memo(function LineLayer({ scene, litLines }: LineLayerProps) {
  const atRest = useMemo(() => scene.lines.filter((line) => line.atRest), [scene])
  const lit = useMemo(() => scene.lines.filter((line) => litLines.has(line.id)), [scene, litLines])
  return (
    <>
      <svg className="pt-lines pt-lines-rest" width={scene.width} height={scene.height} aria-hidden="true">
        <LineMass lines={atRest} />
        <LineLabels lines={atRest.filter((line) => line.kind === 'association')} onlyAcross />
      </svg>
      {lit.length > 0 && (
        <svg className="pt-lines pt-lines-lit" width={scene.width} height={scene.height} aria-hidden="true">
          <LineMass lines={lit} />
          <LineLabels lines={lit} />
        </svg>
      )}
    </>
  )
})

function LineMass({ lines }: { readonly lines: readonly SceneLine[] }) {
  const open = lines.filter((line) => !line.blackhole)
  const dead = lines.filter((line) => line.blackhole)
  return (
    <>
      {KINDS.map((kind) => (
        <path key={kind} className={`pt-line-${kind}`} d={massPath(open.filter((line) => line.kind === kind))} />
      ))}
      <path className="pt-arrows" d={arrowPath(open.filter((line) => line.kind === 'traffic'))} />
      {dead.length > 0 && <path className="pt-line-blackhole" d={massPath(dead)} />}
    </>
  )
}

const LETTER = 6.5

interface LineLabelsProps {
  readonly lines: readonly SceneLine[]
  /** Leaves out what would lie across an upright line. */
  readonly onlyAcross?: boolean
}

function LineLabels({ lines, onlyAcross = false }: LineLabelsProps) {
  return lines.map((line) => {
    const spot = labelSpot(line.points)
    const text = line.count > 1 && line.label !== '' ? `${line.label} (${line.count})` : line.label
    if (
      !spot ||
      text === '' ||
      (onlyAcross && !spot.horizontal) ||
      (spot.horizontal && spot.room < text.length * LETTER)
    )
      return null
    const width = text.length * LETTER + 8
    return (
      <g key={line.id} className="pt-line-label">
        <rect x={spot.x - width / 2} y={spot.y - 8} width={width} height={16} rx={3} />
        <text x={spot.x} y={spot.y + 3.5} textAnchor="middle">
          {text}
        </text>
      </g>
    )
  })
}
