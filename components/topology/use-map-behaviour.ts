'use client'

/** How the map answers: presses, keys, findings that ask for the camera, containers that open without a jump. */

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { Level } from '../../lib/topology/scene.ts'
import type { Camera } from '../../lib/view-state/view-state.ts'
import type { Size } from './frame-camera.ts'
import { FRAME_ZOOM, frameBox, MAP_PADDING, withinScene } from './frame-camera.ts'
import { frameFinding, placedCount } from './frame-targets.ts'
import { nextLevel } from './level-steps.ts'
import type { MapCommand } from './map-keys.ts'
import type { SceneIndex } from './scene-index.ts'
import type { TopologyMapProps } from './topology-map.tsx'
import { type MapCamera, useMapCamera } from './use-map-camera.ts'
import { useMapCommands } from './use-map-commands.ts'
import type { MapDrawing } from './use-map-paint.ts'

interface BehaviourContext extends TopologyMapProps {
  readonly screen: Size
  readonly drawing: MapDrawing
  readonly focused: string | null
  readonly setFocused: (id: string | null) => void
}

export interface MapBehaviour {
  readonly run: (command: MapCommand) => void
  readonly press: (nodeId: string, how?: 'select' | 'open') => void
  readonly changeLevel: (nodeId: string, level: Level) => void
  readonly reportCamera: (camera: Camera) => void
  /** To be called when the person moves the map. */
  readonly settle: () => void
  readonly camera: MapCamera
}

export function useMapBehaviour(context: BehaviourContext): MapBehaviour {
  const { drawing, scene, screen, focused, setFocused, onSelect, highlighted, path } = context
  const { index, emphasis } = drawing
  const camera = useMapCamera(screen)
  const settle = useFindingCamera(context, camera)
  useFramed(context, camera)
  const changeLevel = useSteadyLevels(context, { camera, settle })
  const reportCamera = useRestoredCamera(context, camera)

  const select = useCallback(
    (nodeId: string) => {
      const node = index.places.get(nodeId)?.node
      if (!node) return
      setFocused(nodeId)
      const resource = node.resourceIds.includes(node.id) ? node.id : (node.sharedIds?.at(0) ?? node.resourceIds.at(0))
      if (resource !== undefined) onSelect(resource)
    },
    [index, setFocused, onSelect],
  )
  const onFrame = useCallback(() => {
    const place = index.places.get(emphasis.selectedNode ?? focused ?? '')
    const finding = frameFinding(index, { highlighted, path, screen, scene })
    const close = place ? frameBox(place.box, screen, { padding: MAP_PADDING, zoom: FRAME_ZOOM }) : null
    const own = close && withinScene(close, scene, screen)
    const next = highlighted.size > 0 ? (finding ?? own) : own
    if (next) camera.glide(next)
  }, [index, emphasis, focused, highlighted, path, screen, scene, camera])
  const commands = useMemo(
    () => ({
      index,
      camera,
      focused,
      selectedNode: emphasis.selectedNode,
      onFocus: setFocused,
      onActivate: select,
      onClear: () => onSelect(null),
      onLevel: changeLevel,
      onFrame,
    }),
    [index, camera, focused, emphasis, setFocused, select, onSelect, changeLevel, onFrame],
  )
  const obey = useMapCommands(commands)
  const run = useCallback(
    (command: MapCommand) => {
      settle()
      obey(command)
    },
    [obey, settle],
  )
  const press = useCallback(
    (nodeId: string, how: 'select' | 'open' = 'select') => {
      const node = index.places.get(nodeId)?.node
      const wider = node && node.level !== null && how === 'open' ? nextLevel(node.kind, node.level, 'more') : null
      if (wider) changeLevel(nodeId, wider)
      else select(nodeId)
    },
    [index, changeLevel, select],
  )
  return { run, press, changeLevel, reportCamera, settle, camera }
}

interface Hands {
  readonly camera: MapCamera
  /** Tells the finding camera that the person has taken over. */
  readonly settle: () => void
}

/** A container that is opened or shut stays where it is on the screen, whatever the new layout does around it. */
function useSteadyLevels({ drawing, onLevelChange }: BehaviourContext, { camera, settle }: Hands) {
  const { index } = drawing
  const held = useRef<{ readonly id: string; readonly index: SceneIndex } | null>(null)
  useLayoutEffect(() => {
    const hold = held.current
    if (!hold || hold.index === index) return
    held.current = null
    const [before, after] = [hold.index.places.get(hold.id)?.box, index.places.get(hold.id)?.box]
    if (!(before && after)) return
    const { x, y, zoom } = camera.get()
    camera.set({ x: x + (before.x - after.x) * zoom, y: y + (before.y - after.y) * zoom, zoom })
  }, [index, camera])
  return useCallback(
    (id: string, level: Level) => {
      settle()
      held.current = { id, index }
      onLevelChange(id, level)
    },
    [index, onLevelChange, settle],
  )
}

/**
 * Frames a finding when it is chosen, and again when a scene arrives that shows more of it,
 * until the person moves. Gives back what to call when they do.
 */
function useFindingCamera(
  { drawing, highlighted, path, screen, scene }: BehaviourContext,
  camera: MapCamera,
): () => void {
  const { index } = drawing
  const key = [...highlighted].sort().join(' ')
  // The first finding is framed by the first camera.
  const framed = useRef({ key, placed: placedCount(index, highlighted), isSettled: false })
  useEffect(() => {
    const placed = placedCount(index, highlighted)
    const last = framed.current
    if (last.key === key && (last.isSettled || placed <= last.placed)) return
    framed.current = { key, placed, isSettled: false }
    const next = highlighted.size > 0 ? frameFinding(index, { highlighted, path, screen, scene }) : null
    if (next) camera.glide(next)
  }, [key, index, highlighted, path, screen, scene, camera])
  return useCallback(() => {
    framed.current = { ...framed.current, isSettled: true }
  }, [])
}

/** Brings what was asked for into view once it is on the map; a table or list is shown by the subnet it acts on. */
function useFramed({ framed, drawing: { index }, screen, scene }: BehaviourContext, camera: MapCamera): void {
  const done = useRef(framed?.at ?? 0)
  useEffect(() => {
    if (framed === null || framed.at === done.current) return
    const place = framed.ids.map((id) => index.places.get(index.nodeOfResource.get(id) ?? '')).find(Boolean)
    const next =
      place && withinScene(frameBox(place.box, screen, { padding: MAP_PADDING, zoom: FRAME_ZOOM }), scene, screen)
    if (!next) return
    // Folded or inside a closed container: a scene that shows it is on its way.
    const own = index.nodeOfResource.get(framed.ids[0] ?? '')
    const isWhole = own === undefined || index.places.get(own)?.node.count === 1
    if (isWhole) done.current = framed.at
    camera.glide(next)
  }, [framed, index, screen, scene, camera])
}

const REMEMBERED_CAMERAS = 24

/**
 * Follows the camera of the view state when somebody else changed it: the back button, a link.
 * What this map reported itself comes back late, and must not pull the camera to where it was.
 */
function useRestoredCamera(context: BehaviourContext, camera: MapCamera): (moved: Camera) => void {
  const { camera: wanted, onCameraChange } = context
  const known = useRef<readonly Camera[]>(wanted ? [wanted] : [])
  useEffect(() => {
    if (!wanted || known.current.some((reported) => isClose(reported, wanted))) return
    known.current = [...known.current, wanted].slice(-REMEMBERED_CAMERAS)
    camera.set(wanted)
  }, [wanted, camera])
  return useCallback(
    (moved: Camera) => {
      known.current = [...known.current, moved].slice(-REMEMBERED_CAMERAS)
      onCameraChange(moved)
    },
    [onCameraChange],
  )
}

/** A link rounds what it carries. */
function isClose(a: Camera, b: Camera): boolean {
  return Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < 2 && Math.abs(a.zoom - b.zoom) < 0.01
}
