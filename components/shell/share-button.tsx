'use client'

import { Share } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { Button } from '../ui/button.tsx'
import { sharedView } from './shared-view.ts'
import type { OwnerApi } from './workspace-api.ts'

const ShareDialog = lazy(async () => ({ default: (await import('../snapshots/share-dialog.tsx')).ShareDialog }))

export interface ShareButtonProps {
  readonly owner: OwnerApi
  readonly snapshot: SnapshotSummary
  readonly state: ViewState
}

export function ShareButton({ owner, snapshot, state }: ShareButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="ml-1.5" onClick={() => setOpen(true)}>
        <Share size={14} strokeWidth={1.6} aria-hidden="true" />
        Share
      </Button>
      {open && (
        <Suspense>
          <ShareDialog owner={owner} snapshot={snapshot} viewState={sharedView(state)} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
