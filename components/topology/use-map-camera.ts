'use client'

/** The camera's moves. It moves when the person or a finding asks, at no other time. */

import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import type { Camera } from '../../lib/view-state/view-state.ts'
import { firstCamera, fitClear, LEGIBLE_ZOOM, MAP_PADDING, revealBox, type Size, zoomAbout } from './frame-camera.ts'
import { MINIMAP } from './minimap.tsx'
import type { Box, SceneIndex } from './scene-index.ts'
import type { Direction } from './spatial-focus.ts'

const PAN_STEP = 96
const CAMERA_MS = 300
const STEP_MS = 120
const BUTTON_ROW = 36

const TOWARDS: Readonly<Record<Direction, { readonly x: number; readonly y: number }>> = {
  left: { x: PAN_STEP, y: 0 },
  right: { x: -PAN_STEP, y: 0 },
  up: { x: 0, y: PAN_STEP },
  down: { x: 0, y: -PAN_STEP },
}

export interface MapCamera {
  readonly get: () => Camera
  readonly set: (camera: Camera, duration?: number) => void
  readonly glide: (camera: Camera) => void
  readonly fit: (index: SceneIndex) => void
  readonly zoom: (factor: number) => void
  readonly pan: (direction: Direction) => void
  readonly reveal: (box: Box) => void
  readonly centre: (x: number, y: number) => void
}

export function useMapCamera(screen: Size): MapCamera {
  const { getViewport, setViewport } = useReactFlow()
  return useMemo(() => {
    const set = (camera: Camera, duration = 0) => {
      // A promise that never rejects: it resolves when the move ends or is overtaken.
      void setViewport(camera, { duration: prefersStillness() ? 0 : duration })
    }
    return {
      get: getViewport,
      set,
      glide: (camera) => set(camera, CAMERA_MS),
      fit: (index) => set(fitClear(leafBoxes(index), screen, INSTRUMENT), CAMERA_MS),
      zoom: (factor) => set(zoomAbout(getViewport(), screen, factor), STEP_MS),
      pan: (direction) => {
        const camera = getViewport()
        const by = TOWARDS[direction]
        set({ ...camera, x: camera.x + by.x, y: camera.y + by.y }, STEP_MS)
      },
      reveal: (box) => {
        const camera = getViewport()
        const next = revealBox(box, camera, { screen, padding: MAP_PADDING })
        if (next.x !== camera.x || next.y !== camera.y) set(next, STEP_MS)
      },
      centre: (x, y) => {
        const { zoom } = getViewport()
        set({ x: screen.width / 2 - x * zoom, y: screen.height / 2 - y * zoom, zoom })
      },
    }
  }, [getViewport, setViewport, screen])
}

/** Everything, clear of the instrument, where that is legible; else what `firstCamera` says. */
export function firstLook(index: SceneIndex, sizes: { readonly scene: Size; readonly screen: Size }): Camera {
  const all = fitClear(leafBoxes(index), sizes.screen, INSTRUMENT)
  if (all.zoom < LEGIBLE_ZOOM) return firstCamera(sizes.scene, sizes.screen)
  return { ...all, y: Math.min(all.y, MAP_PADDING.top) }
}

const INSTRUMENT = { width: MINIMAP.width + 24, height: MINIMAP.height + BUTTON_ROW + 24 }

/** Whatever may not be covered: the innermost boxes and the roots. */
function leafBoxes(index: SceneIndex): readonly Box[] {
  const boxes: Box[] = []
  for (const place of index.places.values()) {
    if (place.childIds.length === 0 && place.node.kind !== 'on-premises') boxes.push(place.box)
  }
  return boxes
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
