/** Which scene the view asks for, and whether the one that came with the snapshot already is it. */

import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import { hiddenIds } from './hidden-ids.ts'
import type { SceneQuery } from './workspace-api.ts'

/** Ids that must be drawn on their own: the selection and all that the finding or the answer touches, where the first scene hides them. */
export function revealed(
  view: Pick<SnapshotView, 'scene'>,
  touched: readonly string[],
  selection: string | null,
): readonly string[] {
  const wanted = [...(selection === null ? [] : [selection]), ...touched]
  return hiddenIds(view.scene, wanted)
}

/** One text for one scene; null when the snapshot's own scene shows all that is asked for. */
export function sceneKey(snapshotId: string, query: SceneQuery): string | null {
  const { levels, reveal, scope } = query
  const isFirst = reveal.length === 0 && scope === null && Object.keys(levels).length === 0
  const inOrder = Object.entries(levels).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return isFirst ? null : JSON.stringify([snapshotId, inOrder, reveal.toSorted(), scope])
}
