/** Lines: one path per style at rest, and again for those that are lit. Nothing here reacts to the pointer. */

import { memo, useMemo } from 'react'
import type { LineKind } from '../../lib/topology/graph.ts'
import type { Scene, SceneLine } from '../../lib/topology/scene.ts'
import { arrowPath, massPath } from './line-path.ts'
import { placeLabels } from './place-labels.ts'

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
        <LineLabels lines={atRest.filter((line) => line.kind === 'association')} />
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

function LineLabels({ lines }: { readonly lines: readonly SceneLine[] }) {
  return placeLabels(lines).map(({ lineId, text, box }) => (
    <g key={lineId} className="pt-line-label">
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={3} />
      <text x={box.x + box.width / 2} y={box.y + 11.5} textAnchor="middle">
        {text}
      </text>
    </g>
  ))
}
