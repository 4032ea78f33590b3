'use client'

/** What each key and button of the map does. */

import { useMemo, useRef } from 'react'
import type { Level } from '../../lib/topology/scene.ts'
import { nextLevel } from './level-steps.ts'
import type { FocusCommand, MapCommand } from './map-keys.ts'
import type { PlacedNode, SceneIndex } from './scene-index.ts'
import { firstChild, followLine, nextInDirection } from './spatial-focus.ts'
import type { MapCamera } from './use-map-camera.ts'

interface CommandContext {
  readonly index: SceneIndex
  readonly camera: MapCamera
  readonly focused: string | null
  readonly selectedNode: string | null
  readonly onFocus: (id: string) => void
  /** Selects what a node stands for. */
  readonly onActivate: (id: string) => void
  readonly onClear: () => void
  readonly onLevel: (id: string, level: Level) => void
  /** Frames the finding or the selection. */
  readonly onFrame: () => void
}

export function useMapCommands(context: CommandContext): (command: MapCommand) => void {
  /** How often a node's lines were followed, so that the next press takes the next line. */
  const followed = useRef(new Map<string, number>())
  return useMemo(() => (command: MapCommand) => run(command, context, followed.current), [context])
}

function run(command: MapCommand, context: CommandContext, followed: Map<string, number>): void {
  const { camera, index } = context
  switch (command.kind) {
    case 'pan':
      camera.pan(command.direction)
      break
    case 'zoom':
      camera.zoom(command.factor)
      break
    case 'fit':
      camera.fit(index)
      break
    case 'frame':
      context.onFrame()
      break
    case 'clear':
      context.onClear()
      break
    case 'activate':
      activate(context)
      break
    case 'level':
      changeLevel(context, command.change)
      break
    case 'focus':
    case 'follow':
    case 'parent':
    case 'child':
    case 'first':
    case 'last':
      moveFocus(context, destination(command, context, followed))
  }
}

function destination(command: FocusCommand, context: CommandContext, followed: Map<string, number>): string | null {
  const { index } = context
  const ids = [...index.places.keys()]
  const here = focusedPlace(context)
  if (!here) return ids.at(0) ?? null
  const { id, parentId } = here.node
  switch (command.kind) {
    case 'first':
      return ids.at(0) ?? null
    case 'last':
      return ids.at(-1) ?? null
    case 'parent':
      return parentId
    case 'child':
      return firstChild(index, id)
    case 'focus':
      return nextInDirection(index, id, command.direction)
    case 'follow':
      return nextLine({ index, id, towards: command.towards }, followed)
  }
}

function nextLine(
  from: { readonly index: SceneIndex; readonly id: string; readonly towards: 'out' | 'in' },
  followed: Map<string, number>,
): string | null {
  const ends = followLine(from.index, from.id, from.towards)
  const key = `${from.towards} ${from.id}`
  const turn = followed.get(key) ?? 0
  followed.set(key, turn + 1)
  return ends[turn % Math.max(1, ends.length)] ?? null
}

function moveFocus({ camera, index, onFocus }: CommandContext, id: string | null): void {
  const place = id === null ? undefined : index.places.get(id)
  if (!place) return
  onFocus(place.node.id)
  camera.reveal(place.box)
}

/** Opens what is closed; selects what is open or a leaf. */
function activate(context: CommandContext): void {
  const place = focusedPlace(context)
  if (!place) return
  const { id, kind, level, contents } = place.node
  const wider = level !== null && contents.length > 0 ? nextLevel(kind, level, 'more') : null
  if (wider) context.onLevel(id, wider)
  else context.onActivate(id)
}

function changeLevel(context: CommandContext, change: 'more' | 'less'): void {
  const place = focusedPlace(context)
  if (!place || place.node.level === null) return
  const level = nextLevel(place.node.kind, place.node.level, change)
  if (level) context.onLevel(place.node.id, level)
}

function focusedPlace({ index, focused, selectedNode }: CommandContext): PlacedNode | null {
  return index.places.get(focused ?? selectedNode ?? '') ?? null
}
