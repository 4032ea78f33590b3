'use client'

import { useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import { problemOf, useRequest } from '../shell/use-request.ts'
import type { OwnerApi, Problem } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface DeleteDialogProps {
  readonly owner: OwnerApi
  readonly snapshot: SnapshotSummary
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Deleting cannot be undone, so it says what goes, links included, before it is asked for. */
export function DeleteDialog({ owner, snapshot, onClose, onDeleted }: DeleteDialogProps) {
  const shares = useRequest(snapshot.id, (signal) => owner.shares(snapshot.id, signal))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const live = (shares.answer ?? []).filter(({ revokedAt }) => revokedAt === null).length
  const remove = async () => {
    setBusy(true)
    try {
      await owner.deleteSnapshot(snapshot.id)
      onDeleted()
      onClose()
    } catch (cause) {
      setProblem(problemOf(cause))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Delete this snapshot" onClose={onClose} width="sm">
      <p>
        <b className="font-semibold">
          <SafeText text={snapshot.name} />
        </b>{' '}
        and its {counted(snapshot.resourceCount, 'resource')} are deleted from this server. This cannot be undone.
      </p>
      <p className="mt-2 text-ink-2">
        {shares.answer === null && shares.problem === null
          ? 'Looking for links to it.'
          : live === 0
            ? 'No link leads to it.'
            : `${counted(live, 'link')} to it ${live === 1 ? 'stops' : 'stop'} working at once.`}
      </p>
      {problem !== null && <ProblemNotice problem={problem} className="mt-3" />}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" onClick={() => void remove()} disabled={busy || shares.pending}>
          Delete snapshot{live > 0 ? ` and ${counted(live, 'link')}` : ''}
        </Button>
      </div>
    </Dialog>
  )
}
