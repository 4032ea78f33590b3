/** Lines: one path per style at rest, and again for those that are lit. Nothing here reacts to the pointer. */

import { memo, useMemo } from 'react'
import type { LineKind } from '../../lib/topology/graph.ts'
import type { Scene, SceneLine } from '../../lib/topology/scene.ts'
import { trunkLines } from '../../lib/topology/trunk-lines.ts'
import { arrowPath, massPath } from './line-path.ts'
import { boxesWithWords, placeLabels } from './place-labels.ts'
import type { Box, SceneIndex } from './scene-index.ts'

interface LineLayerProps {
  readonly scene: Scene
  readonly index: SceneIndex
  readonly litLines: ReadonlySet<string>
}

const KINDS: readonly LineKind[] = ['association', 'route', 'traffic']

export const LineLayer = memo(function LineLayer({ scene, index, litLines }: LineLayerProps) {
  const atRest = useMemo(() => scene.lines.filter((line) => line.atRest), [scene])
  const lit = useMemo(() => scene.lines.filter((line) => litLines.has(line.id)), [scene, litLines])
  const taken = useMemo(() => boxesWithWords(index), [index])
  return (
    <>
      <svg className="pt-lines pt-lines-rest" width={scene.width} height={scene.height} aria-hidden="true">
        <LineMass lines={atRest} />
        <LineLabels lines={wordsAtRest(atRest)} taken={taken} />
      </svg>
      {lit.length > 0 && (
        <svg className="pt-lines pt-lines-lit" width={scene.width} height={scene.height} aria-hidden="true">
          <LineMass lines={lit} />
          <LineLabels lines={lit} taken={taken} />
        </svg>
      )}
    </>
  )
})

/** Above this many, the words of associations are noise; each is there once an end is selected. */
const MOST_WORDS_AT_REST = 24

function wordsAtRest(lines: readonly SceneLine[]): readonly SceneLine[] {
  const told = lines.filter((line) => line.kind === 'association' && line.label !== '')
  return told.length <= MOST_WORDS_AT_REST ? told : []
}

function LineMass({ lines }: { readonly lines: readonly SceneLine[] }) {
  const trunks = useMemo(() => trunkLines(lines), [lines])
  const cut = trunks.map(({ line, points }) => ({ ...line, points }))
  const open = cut.filter((line) => !line.blackhole)
  const dead = cut.filter((line) => line.blackhole)
  const arriving = trunks.flatMap(({ line, whole }) =>
    whole && line.kind === 'traffic' && !line.blackhole ? [line] : [],
  )
  return (
    <>
      {KINDS.map((kind) => (
        <path key={kind} className={`pt-line-${kind}`} d={massPath(open.filter((line) => line.kind === kind))} />
      ))}
      <path className="pt-arrows" d={arrowPath(arriving)} />
      {dead.length > 0 && <path className="pt-line-blackhole" d={massPath(dead)} />}
    </>
  )
}

function LineLabels({ lines, taken }: { readonly lines: readonly SceneLine[]; readonly taken: readonly Box[] }) {
  return placeLabels(lines, taken).map(({ lineId, text, box }) => (
    <g key={lineId} className="pt-line-label">
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={3} />
      <text x={box.x + box.width / 2} y={box.y + 11.5} textAnchor="middle">
        {text}
      </text>
    </g>
  ))
}
