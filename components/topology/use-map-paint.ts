'use client'

/** Everything the map shows over the scene, worked out once per change and handed to the nodes through the store. */

import { useId, useLayoutEffect, useMemo, useState } from 'react'
import type { Level, Scene } from '../../lib/topology/scene.ts'
import { type Emphasis, emphasise } from './emphasis.ts'
import { type LegendEntry, legendEntries } from './legend-entries.ts'
import { type LensPaint, lensPaint } from './lens-paint.ts'
import { createMapStore, type MapPaint, type MapStore } from './map-store.ts'
import { countInside, nodeExposure, rollUpBadges } from './node-paint.ts'
import type { HopPath } from './place-hops.ts'
import { placePath, taggedPlace } from './place-path.ts'
import { withGapAbove } from './rule-tag.ts'
import { indexScene, type SceneIndex } from './scene-index.ts'
import type { TopologyMapProps } from './topology-map.tsx'

export interface MapDrawing {
  /** As drawn: with the gap the path's tag asks for. */
  readonly scene: Scene
  readonly index: SceneIndex
  readonly emphasis: Emphasis
  readonly hopPath: HopPath | null
  /** Null while the exposure lens is not shown. */
  readonly lens: LensPaint | null
  readonly legend: readonly LegendEntry[]
  readonly paint: MapPaint
  readonly store: MapStore
}

interface PaintOptions {
  readonly focused: string | null
  readonly setLevel: (nodeId: string, level: Level) => void
}

export function useMapPaint(props: TopologyMapProps, { focused, setLevel }: PaintOptions): MapDrawing {
  const { badges, exposure, exposed, selection, path, highlighted, matches } = props
  const domPrefix = `${useId()}-`
  const plain = useMemo(() => indexScene(props.scene), [props.scene])
  const tagged = useMemo(() => taggedPlace(plain, path), [plain, path])
  const scene = useMemo(() => withGapAbove(props.scene, tagged), [props.scene, tagged])
  const index = useMemo(() => (scene === props.scene ? plain : indexScene(scene)), [scene, props.scene, plain])
  const emphasis = useMemo(
    () => emphasise(index, { selection, path, highlighted, matches }),
    [index, selection, path, highlighted, matches],
  )
  const hopPath = useMemo(() => placePath(index, path), [index, path])
  const nodeBadges = useMemo(() => rollUpBadges(index, badges), [index, badges])
  const levels = useMemo(() => nodeExposure(index, exposure), [index, exposure])
  const lens = useMemo(
    () => (exposed.lens === null ? null : lensPaint(index, exposed.lens, exposed.whatIf)),
    [index, exposed],
  )
  const inside = useMemo(() => countInside(index), [index])
  const paint = useMemo<MapPaint>(
    () => ({ badges: nodeBadges, exposure: levels, lens, inside, emphasis, focused, domPrefix, setLevel }),
    [nodeBadges, levels, lens, inside, emphasis, focused, domPrefix, setLevel],
  )
  const [store] = useState(() => createMapStore(paint))
  useLayoutEffect(() => store.set(paint), [store, paint])
  const legend = useMemo(
    () =>
      legendEntries({
        scene,
        badges: nodeBadges,
        exposure: levels,
        lens,
        litLines: emphasis.litLines,
        hasPath: hopPath !== null,
        hasStop: path.some(({ outcome }) => outcome === 'blocks'),
      }),
    [scene, nodeBadges, levels, lens, emphasis, hopPath, path],
  )
  return { scene, index, emphasis, hopPath, lens, legend, paint, store }
}
