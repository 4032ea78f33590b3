'use client'

import { useCallback, useState } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'

const NONE: ReadonlySet<string> = new Set()

/** Findings marked on this page, of one snapshot: another begins with none. */
export function useMarked(snapshotId: string) {
  const [held, setHeld] = useState({ snapshotId, ids: NONE })
  const marked = held.snapshotId === snapshotId ? held.ids : NONE
  const mark = useCallback(
    ({ id }: Finding) =>
      setHeld((before) => {
        const ids = new Set(before.snapshotId === snapshotId ? before.ids : NONE)
        if (!ids.delete(id)) ids.add(id)
        return { snapshotId, ids }
      }),
    [snapshotId],
  )
  const clear = useCallback(() => setHeld({ snapshotId, ids: NONE }), [snapshotId])
  return { marked, mark, clear }
}
