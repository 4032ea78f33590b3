/** Where a path is drawn: a finding's as it comes in from the internet, an answer's from station to station. */

import { isAnswer, type MapHop } from './map-hop.ts'
import { type HopPath, placeHops, taggedChip } from './place-hops.ts'
import { placeTrace } from './place-trace.ts'
import type { SceneIndex } from './scene-index.ts'

/** Null when no hop stands on a node of this scene. */
export function placePath(index: SceneIndex, path: readonly MapHop[]): HopPath | null {
  return isAnswer(path) ? placeTrace(index, path) : placeHops(index, path)
}

/** The chip that wants room for the tag of the admitting rule; an answer has no tag. */
export function taggedPlace(index: SceneIndex, path: readonly MapHop[]): string | null {
  return isAnswer(path) ? null : taggedChip(index, path)
}
