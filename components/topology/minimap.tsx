/** The whole chart in a thumbnail, with what the screen shows; press or drag in it to go there. */

import { useStore } from '@xyflow/react'
import { memo, type PointerEvent, useMemo } from 'react'
import type { Scene } from '../../lib/topology/scene.ts'
import { type Size, visibleBox } from './frame-camera.ts'
import type { HopPath } from './place-hops.ts'
import type { Box, PlacedNode, SceneIndex } from './scene-index.ts'

export const MINIMAP: Size = { width: 220, height: 124 }
const MARGIN = 6

interface MinimapProps {
  readonly scene: Scene
  readonly index: SceneIndex
  readonly path: HopPath | null
  readonly screen: Size
  /** Puts this scene point in the middle of the screen. */
  readonly onCentre: (x: number, y: number) => void
}

export const Minimap = memo(function Minimap({ scene, index, path, screen, onCentre }: MinimapProps) {
  const scale = Math.min(
    (MINIMAP.width - 2 * MARGIN) / Math.max(1, scene.width),
    (MINIMAP.height - 2 * MARGIN) / Math.max(1, scene.height),
  )
  const left = (MINIMAP.width - scene.width * scale) / 2
  const top = (MINIMAP.height - scene.height * scale) / 2
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return
    const area = event.currentTarget.getBoundingClientRect()
    onCentre((event.clientX - area.left - left) / scale, (event.clientY - area.top - top) / scale)
  }
  return (
    <svg
      className="pt-minimap"
      width={MINIMAP.width}
      height={MINIMAP.height}
      aria-hidden="true"
      onPointerDown={go}
      onPointerMove={go}
    >
      <g transform={`translate(${left} ${top}) scale(${scale})`}>
        <Boxes index={index} />
        {path && <polyline className="pt-mini-path" points={path.line.map(({ x, y }) => `${x},${y}`).join(' ')} />}
        <ViewRect screen={screen} />
      </g>
    </svg>
  )
})

const Boxes = memo(function Boxes({ index }: { readonly index: SceneIndex }) {
  const masses = useMemo(() => thumbnail(index), [index])
  return masses.map(({ className, d }) => <path key={className} className={className} d={d} />)
})

/** Only this follows the camera. */
function ViewRect({ screen }: { readonly screen: Size }) {
  const [x, y, zoom] = useStore((store) => store.transform)
  const box = visibleBox({ x, y, zoom }, screen)
  return <rect className="pt-mini-view" {...box} />
}

/** One path per kind of box. */
function thumbnail(index: SceneIndex): readonly { className: string; d: string }[] {
  const paths = new Map<string, string>()
  for (const place of index.places.values()) {
    const className = classOf(place)
    if (className !== null) paths.set(className, (paths.get(className) ?? '') + rectangle(place.box))
    const band = place.node.subnetClass
    if (band === null) continue
    const key = `pt-mini-band pt-class-${band}`
    paths.set(key, (paths.get(key) ?? '') + rectangle({ ...place.box, width: Math.max(10, place.box.width * 0.06) }))
  }
  return [...paths].map(([className, d]) => ({ className, d }))
}

function classOf({ node }: PlacedNode): string | null {
  if (node.kind === 'internet') return 'pt-mini-horizon'
  if (node.kind === 'vpc') return 'pt-mini-vpc'
  if (node.kind === 'subnet' || node.kind === 'unplaced') return 'pt-mini-subnet'
  if (node.kind === 'transit-gateway' || node.kind === 'external-vpc' || node.kind === 'on-premises')
    return 'pt-mini-rail'
  return null
}

function rectangle({ x, y, width, height }: Box): string {
  return `M${x} ${y}h${width}v${height}h${-width}Z`
}
