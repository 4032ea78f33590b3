/** How a node learns that it changed without the others being drawn again: a small store, read by id. */

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { ExposureLevel } from '../../lib/findings/finding.ts'
import type { Level } from '../../lib/topology/scene.ts'
import type { Emphasis } from './emphasis.ts'
import type { LensPaint } from './lens-paint.ts'
import type { Badge } from './node-words.ts'

/** Everything a node is painted with and that is not in the scene. */
export interface MapPaint {
  readonly badges: ReadonlyMap<string, Badge>
  readonly exposure: ReadonlyMap<string, ExposureLevel>
  /** Null while the exposure lens is not shown. */
  readonly lens: LensPaint | null
  readonly inside: ReadonlyMap<string, number>
  readonly emphasis: Emphasis
  readonly focused: string | null
  /** Prefix of the DOM ids, so that two maps on a page do not clash. */
  readonly domPrefix: string
  readonly setLevel: (nodeId: string, level: Level) => void
}

export interface MapStore {
  readonly get: () => MapPaint
  readonly set: (next: MapPaint) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createMapStore(first: MapPaint): MapStore {
  let paint = first
  const listeners = new Set<() => void>()
  return {
    get: () => paint,
    set: (next) => {
      if (next === paint) return
      paint = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const MapStoreContext = createContext<MapStore | null>(null)

/** The part of the paint one component needs; it must be a primitive or an object kept in the paint itself. */
export function usePaint<T>(select: (paint: MapPaint) => T): T {
  const store = useContext(MapStoreContext)
  if (!store) throw new Error('A map node was drawn outside its map.')
  const read = () => select(store.get())
  return useSyncExternalStore(store.subscribe, read, read)
}

/** A valid DOM id for a node, whatever characters its own has. */
export function domId(prefix: string, nodeId: string): string {
  return `${prefix}${nodeId.replaceAll(/\s/g, '_')}`
}
