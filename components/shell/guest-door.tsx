'use client'

import { useMemo } from 'react'
import { readViewState } from '../../lib/view-state/read-view-state.ts'
import { Button } from '../ui/button.tsx'
import { CompassRose } from '../ui/compass-rose.tsx'
import { Pill } from '../ui/pill.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { utcTime } from '../ui/say.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { type GuestLinkCalls, type OpenShare, useGuestLink } from './use-guest-link.ts'
import { useViewState } from './use-view-state.ts'
import { FRAGMENT_LOCATION } from './view-location.ts'
import { Workspace } from './workspace.tsx'
import type { WorkspaceApi } from './workspace-api.ts'

export interface GuestDoorProps extends GuestLinkCalls {
  readonly api: (id: string) => WorkspaceApi
}

function shareId(): string {
  return decodeURIComponent(window.location.pathname.split('/').at(-1) ?? '')
}

/**
 * A shared chart. The secret stays here until the reader presses Open, so a link preview opens nothing; who has opened
 * it before, in this browser, comes straight in.
 */
export function GuestDoor({ open, alive, api }: GuestDoorProps) {
  const { share, problem, opening, enter } = useGuestLink(shareId(), { open, alive })
  if (share !== null) return <GuestWorkspace share={share} api={api} />
  return (
    <main className="grid min-h-dvh place-items-center bg-paper p-8">
      <div className="w-full max-w-md">
        <div className="flex items-center gap-4">
          <CompassRose size={56} />
          <div>
            <h1 className="font-semibold text-lg">A shared chart</h1>
            <p className="mt-0.5 text-ink-2">A frozen picture of a network, read only. Opening it is counted.</p>
          </div>
        </div>
        <Button look="primary" size="lg" className="mt-6 w-full" onClick={() => void enter()} disabled={opening}>
          {opening ? 'Opening' : 'Open'}
        </Button>
        {problem !== null && <ProblemNotice problem={problem} className="mt-4" />}
      </div>
    </main>
  )
}

interface GuestWorkspaceProps {
  readonly share: OpenShare
  readonly api: (id: string) => WorkspaceApi
}

/** The workspace without an owner: no snapshots, no import, no sharing, and none of their code. */
function GuestWorkspace({ share, api }: GuestWorkspaceProps) {
  const [state, update] = useViewState(FRAGMENT_LOCATION, firstView(share))
  const id = shareId()
  const reader = useMemo(() => api(id), [api, id])
  const view = state.view === 'snapshots' || state.view === 'import' || state.view === 'collect' ? 'map' : state.view
  return (
    <Workspace
      api={reader}
      snapshotKey={id}
      state={{ ...state, view }}
      update={update}
      owner={false}
      fresh={false}
      crumb={
        <Breadcrumb
          first={
            <b className="max-w-64 truncate font-semibold">
              <SafeText text={share.label} />
            </b>
          }
          scope={state.scope}
          onLeaveScope={() => update({ scope: null })}
        />
      }
      actions={<Pill className="ml-1">Read only until {utcTime(share.expiresAt)}</Pill>}
      place={null}
    />
  )
}

/** On a reload the reader keeps their own view; on the first opening they see the sender's. */
function firstView(share: OpenShare) {
  const own = FRAGMENT_LOCATION.read()
  return { ...readViewState(own === '' ? share.viewState : own), snapshot: null }
}
