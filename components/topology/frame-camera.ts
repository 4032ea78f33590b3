/** Where to put the camera. A camera maps scene to screen: screen = scene * zoom + (x, y). */

import type { Camera } from '../../lib/view-state/view-state.ts'
import { type Box, unionOf } from './scene-index.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Screen pixels kept clear on each side. */
export interface Padding {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export interface ZoomRange {
  readonly min: number
  readonly max: number
}

export const MAP_ZOOM: ZoomRange = { min: 0.05, max: 2 }
/** Framing a finding never enlarges past this. */
export const FRAME_ZOOM: ZoomRange = { min: 0.2, max: 1 }
/** A first look is never smaller than legible nor larger than life. */
export const FIRST_ZOOM: ZoomRange = { min: 0.6, max: 1 }

export const MAP_PADDING: Padding = { top: 20, right: 20, bottom: 64, left: 20 }

/** Shows the whole box, centred in what the padding leaves. */
export function frameBox(box: Box, screen: Size, options: { padding: Padding; zoom: ZoomRange }): Camera {
  const { padding, zoom: range } = options
  const room = {
    width: Math.max(1, screen.width - padding.left - padding.right),
    height: Math.max(1, screen.height - padding.top - padding.bottom),
  }
  const fit = Math.min(room.width / Math.max(1, box.width), room.height / Math.max(1, box.height))
  const zoom = Math.min(range.max, Math.max(range.min, fit))
  return {
    x: padding.left + (room.width - box.width * zoom) / 2 - box.x * zoom,
    y: padding.top + (room.height - box.height * zoom) / 2 - box.y * zoom,
    zoom,
  }
}

/** Below this the second line of a chip is not read. */
export const LEGIBLE_ZOOM = 0.8

/** The first look: all of it where that is legible, else its width, else its top left corner at six tenths or more. */
export function firstCamera(scene: Size, screen: Size, padding: Padding = MAP_PADDING): Camera {
  const room = screen.width - padding.left - padding.right
  const height = screen.height - padding.top - padding.bottom
  const [across, down] = [room / Math.max(1, scene.width), height / Math.max(1, scene.height)]
  const wanted = Math.max(Math.min(across, down), Math.min(across, LEGIBLE_ZOOM))
  const zoom = Math.min(FIRST_ZOOM.max, Math.max(FIRST_ZOOM.min, wanted))
  const spare = room - scene.width * zoom
  return { x: padding.left + Math.max(0, spare / 2), y: padding.top, zoom }
}

/** Turns a camera back where it shows nothing beyond the edge of a chart that goes on at the other side. */
export function withinScene(camera: Camera, scene: Size, screen: Size): Camera {
  const { zoom } = camera
  return {
    x: held(camera.x, scene.width * zoom, [MAP_PADDING.left, screen.width - MAP_PADDING.right]),
    y: held(camera.y, scene.height * zoom, [MAP_PADDING.top, screen.height - MAP_PADDING.bottom]),
    zoom,
  }
}

function held(start: number, length: number, [low, high]: readonly [number, number]): number {
  const fits = length <= high - low
  const [least, most] = fits ? [low, high - length] : [high - length, low]
  return Math.min(most, Math.max(least, start))
}

/** The least move that brings a box into view at the same zoom; the same camera when it is there already. */
export function revealBox(box: Box, camera: Camera, options: { screen: Size; padding: Padding }): Camera {
  const { screen, padding } = options
  const start = { x: box.x * camera.zoom + camera.x, y: box.y * camera.zoom + camera.y }
  return {
    x: camera.x + shift(start.x, box.width * camera.zoom, [padding.left, screen.width - padding.right]),
    y: camera.y + shift(start.y, box.height * camera.zoom, [padding.top, screen.height - padding.bottom]),
    zoom: camera.zoom,
  }
}

/** Zooms about the middle of the screen. */
export function zoomAbout(camera: Camera, screen: Size, factor: number): Camera {
  const zoom = Math.min(MAP_ZOOM.max, Math.max(MAP_ZOOM.min, camera.zoom * factor))
  const ratio = zoom / camera.zoom
  const middle = { x: screen.width / 2, y: screen.height / 2 }
  return { x: middle.x - (middle.x - camera.x) * ratio, y: middle.y - (middle.y - camera.y) * ratio, zoom }
}

/** What the screen shows, in scene coordinates. */
export function visibleBox(camera: Camera, screen: Size): Box {
  return {
    x: -camera.x / camera.zoom,
    y: -camera.y / camera.zoom,
    width: screen.width / camera.zoom,
    height: screen.height / camera.zoom,
  }
}

/** A box larger than the room is aligned to its start. */
function shift(start: number, length: number, [low, high]: readonly [number, number]): number {
  if (start < low || length > high - low) return start >= low && start < high && length > high - low ? 0 : low - start
  return start + length > high ? high - start - length : 0
}

/** A corner of the screen that floats over the map. */
export interface Corner {
  readonly width: number
  readonly height: number
}

/** Fits everything, and keeps every given box out from under the instrument in the bottom right corner. */
export function fitClear(boxes: readonly Box[], screen: Size, corner: Corner): Camera {
  const whole = unionOf(boxes) ?? { x: 0, y: 0, width: 1, height: 1 }
  const zoom = { min: MAP_ZOOM.min, max: 1 }
  const plain = frameBox(whole, screen, { padding: MAP_PADDING, zoom })
  const covered = boxes.some((box) => isUnder(box, plain, { screen, corner }))
  if (!covered) return plain
  const beside = frameBox(whole, screen, { padding: { ...MAP_PADDING, right: corner.width + 24 }, zoom })
  const above = frameBox(whole, screen, { padding: { ...MAP_PADDING, bottom: corner.height + 24 }, zoom })
  return beside.zoom >= above.zoom ? beside : above
}

function isUnder(box: Box, camera: Camera, on: { screen: Size; corner: Corner }): boolean {
  const right = (box.x + box.width) * camera.zoom + camera.x
  const bottom = (box.y + box.height) * camera.zoom + camera.y
  return right > on.screen.width - on.corner.width && bottom > on.screen.height - on.corner.height
}

/** The first of several boxes, widest first, that can be shown no smaller than legible; else the last. */
export function frameLegible(boxes: readonly Box[], screen: Size, legible = 0.4): Camera | null {
  const cameras = boxes.map((box) => frameBox(box, screen, { padding: FINDING_PADDING, zoom: FRAME_ZOOM }))
  return cameras.find((camera) => camera.zoom >= legible) ?? cameras.at(-1) ?? null
}

const FINDING_PADDING: Padding = { top: 40, right: 40, bottom: 76, left: 40 }
