'use client'

/** The map once its size is known. */

import { Background, BackgroundVariant, ReactFlow, ViewportPortal } from '@xyflow/react'
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { EmptyNotice } from './empty-notice.tsx'
import { ExposureLayer } from './exposure-layer.tsx'
import { type FlowNode, flowNodes } from './flow-nodes.ts'
import { FLOW_OPTIONS } from './flow-options.ts'
import type { Size } from './frame-camera.ts'
import { frameFinding } from './frame-targets.ts'
import { HopLayer } from './hop-layer.tsx'
import { Legend } from './legend.tsx'
import { LineLayer } from './line-layer.tsx'
import { MapControls } from './map-controls.tsx'
import { commandOf } from './map-keys.ts'
import { domId, MapStoreContext } from './map-store.ts'
import { MapVoice } from './map-voice.tsx'
import { Minimap } from './minimap.tsx'
import type { TopologyMapProps } from './topology-map.tsx'
import { useMapBehaviour } from './use-map-behaviour.ts'
import { firstLook } from './use-map-camera.ts'
import { type MapDrawing, useMapPaint } from './use-map-paint.ts'
import { zoomBucket } from './zoom-bucket.ts'

/** React Flow says `application`; what is in it is a tree. */
function nameAsTree(element: HTMLDivElement | null): void {
  element?.setAttribute('role', 'tree')
}

export function MapCanvas(props: TopologyMapProps & { readonly screen: Size }) {
  const { scene, screen } = props
  const [wanted, setFocused] = useState<string | null>(null)
  // A box that was folded away cannot keep the focus.
  const focused = wanted !== null && scene.nodes.some(({ id }) => id === wanted) ? wanted : null
  const board = useRef<HTMLDivElement>(null)
  const levelRef = useRef(props.onLevelChange)
  const setLevel = useCallback<TopologyMapProps['onLevelChange']>((id, level) => levelRef.current(id, level), [])
  const drawing = useMapPaint(props, { focused, setLevel })
  const { index, emphasis, hopPath, paint, store } = drawing
  const nodes = useMemo(() => flowNodes(index), [index])
  const [first] = useState(
    () =>
      props.camera ??
      frameFinding(index, { highlighted: props.highlighted, path: props.path, screen, scene }) ??
      firstLook(index, { scene, screen }),
  )
  const [bucket, setBucket] = useState(() => zoomBucket(first.zoom))
  const { run, changeLevel, press, reportCamera, settle, camera } = useMapBehaviour({
    ...props,
    drawing,
    focused,
    setFocused,
  })
  levelRef.current = changeLevel

  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event)
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    run(command)
  }

  return (
    <MapStoreContext value={store}>
      <div
        ref={board}
        className="pt-map"
        data-zoom={bucket}
        data-mode={emphasis.mode}
        data-lens={drawing.lens ? 'exposure' : 'placement'}
      >
        <ReactFlow<FlowNode>
          {...FLOW_OPTIONS}
          ref={nameAsTree}
          nodes={nodes}
          defaultViewport={first}
          onNodeClick={(_, node) => press(node.id)}
          onNodeDoubleClick={(_, node) => press(node.id, 'open')}
          onPaneClick={() => run({ kind: 'clear' })}
          onMove={(_, viewport) => setBucket(zoomBucket(viewport.zoom))}
          onMoveStart={(event) => {
            board.current?.setAttribute('data-moving', '')
            if (event) settle()
          }}
          onMoveEnd={(_, viewport) => {
            board.current?.removeAttribute('data-moving')
            reportCamera(viewport)
          }}
          tabIndex={0}
          aria-label="Network map. Arrow keys move between boxes, Enter selects or opens, Backspace goes out, F frames, 0 shows everything."
          aria-activedescendant={focused === null ? undefined : domId(paint.domPrefix, focused)}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            // The tree keeps the focus, whichever box in it was pressed.
            if (event.target !== event.currentTarget) event.currentTarget.focus({ preventScroll: true })
            setFocused((known) => known ?? emphasis.selectedNode ?? index.rootIds.at(0) ?? null)
          }}
        >
          <Background variant={BackgroundVariant.Cross} gap={96} size={6} lineWidth={1} />
          <ViewportPortal>
            <LineLayer scene={drawing.scene} index={index} litLines={emphasis.litLines} />
            {drawing.lens && <ExposureLayer lines={drawing.lens.lines} />}
            {hopPath && <HopLayer path={hopPath} />}
          </ViewportPortal>
        </ReactFlow>
        <Legend entries={drawing.legend} />
        {scene.nodes.length > 1 && (
          <MapControls onCommand={run} container={containerName(drawing, focused)}>
            <Minimap scene={scene} index={index} path={hopPath} screen={screen} onCentre={camera.centre} />
          </MapControls>
        )}
        <EmptyNotice counts={scene.counts} />
        <MapVoice drawing={drawing} focused={focused} />
      </div>
    </MapStoreContext>
  )
}

/** Name of the container that level commands act on. */
function containerName({ index, emphasis }: MapDrawing, focused: string | null): string | null {
  const node = index.places.get(focused ?? emphasis.selectedNode ?? '')?.node
  return node && node.level !== null ? node.label : null
}
