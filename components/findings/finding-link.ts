/** The address of one finding, to be handed on. */

import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import { DEFAULT_VIEW_STATE } from '../../lib/view-state/view-state.ts'
import { writeViewState } from '../../lib/view-state/write-view-state.ts'

/** Null on a guest's page: its address would hand on the secret of the share with it. */
export function findingLink(
  { snapshot, frozen }: Pick<SnapshotView, 'snapshot' | 'frozen'>,
  id: string,
): string | null {
  if (frozen) return null
  const state = writeViewState({ ...DEFAULT_VIEW_STATE, snapshot: snapshot.id, view: 'findings', finding: id })
  return `${window.location.origin}/?${state}`
}
