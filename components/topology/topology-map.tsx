'use client'

/** The scene on React Flow, with findings or exposure, selection and the numbered path laid over it. */

import { ReactFlowProvider } from '@xyflow/react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ExposureLevel, Severity } from '../../lib/findings/finding.ts'
import type { Level, Scene } from '../../lib/topology/scene.ts'
import type { Camera, Lens } from '../../lib/view-state/view-state.ts'
import type { Exposed } from '../reachability/use-exposed.ts'
import type { Size } from './frame-camera.ts'
import { MapCanvas } from './map-canvas.tsx'
import type { MapHop } from './map-hop.ts'
import '@xyflow/react/dist/base.css'
import './marks.css'
import './topology.css'
import './topology-instruments.css'
import './topology-nodes.css'
import './topology-leaves.css'
import './topology-states.css'
import './topology-exposure.css'

export interface TopologyMapProps {
  readonly scene: Scene
  /** By resource id. A node shows the worst over its resourceIds. */
  readonly badges: ReadonlyMap<string, { readonly worst: Severity; readonly count: number }>
  readonly exposure: ReadonlyMap<string, ExposureLevel>
  readonly selection: string | null
  /** Hops of the selected finding or of the answer, numbered on the map; empty when none. */
  readonly path: readonly MapHop[]
  /** Resource ids of the selected finding or of the answer: framed when they change. */
  readonly highlighted: ReadonlySet<string>
  /** Find result; others dim. Null when nothing is searched. */
  readonly matches: ReadonlySet<string> | null
  readonly camera: Camera | null
  readonly lens: Lens
  /** What the exposure lens paints. */
  readonly exposed: Pick<Exposed, 'lens' | 'whatIf'>
  /** What the camera is asked to bring into view. */
  readonly framed: { readonly ids: readonly string[]; readonly at: number } | null
  readonly onSelect: (id: string | null) => void
  readonly onLevelChange: (nodeId: string, level: Level) => void
  readonly onCameraChange: (camera: Camera) => void
}

/** Fills its parent. Client only: React Flow writes inline styles, which a page rendered on the server may not. */
export function TopologyMap(props: TopologyMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  return (
    <div ref={frame} className="pt-map-frame">
      {size && (
        <ReactFlowProvider>
          <MapCanvas {...props} screen={size} />
        </ReactFlowProvider>
      )}
    </div>
  )
}

/** Null until it has a size, so that the first camera can be right. */
function useSize(frame: React.RefObject<HTMLDivElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === 0 || height === 0) return
      setSize((known) => (known?.width === width && known.height === height ? known : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return size
}
