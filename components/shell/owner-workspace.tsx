'use client'

import { useCallback, useMemo, useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { DEFAULT_VIEW_STATE } from '../../lib/view-state/view-state.ts'
import { DropTarget } from '../sources/drop-target.tsx'
import { useImport } from '../sources/use-import.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { ownerPlace } from './owner-place.tsx'
import { ShareButton } from './share-button.tsx'
import { SnapshotCrumb } from './snapshot-crumb.tsx'
import { problemOf, useRequest } from './use-request.ts'
import { useViewState } from './use-view-state.ts'
import { QUERY_LOCATION } from './view-location.ts'
import { Workspace } from './workspace.tsx'
import type { ImportFile, OwnerApi, Problem } from './workspace-api.ts'

export interface OwnerWorkspaceProps {
  readonly owner: OwnerApi
  /** The text of the collector, shown to be copied. */
  readonly collector: string
}

const UNREADABLE: Problem = {
  code: 'import-not-readable',
  message: 'The browser could not read what was dropped.',
  remedy: 'Drop it again, or choose the files with the button.',
  file: null,
  pointer: null,
  reference: null,
}

/** A snapshot the reader comes to anew keeps nothing of the one before. */
function viewOf(snapshot: string): ViewState {
  return { ...DEFAULT_VIEW_STATE, snapshot }
}

function useSample(owner: OwnerApi, onMade: (snapshot: SnapshotSummary) => void) {
  const [opening, setOpening] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = async () => {
    setOpening(true)
    setProblem(null)
    try {
      onMade(await owner.createSample(new AbortController().signal))
    } catch (cause) {
      setProblem(problemOf(cause))
    }
    setOpening(false)
  }
  return { opening, problem, setProblem, open }
}

/** The snapshot that is open. Every save of the settings makes another view of it. */
function useOpened(owner: OwnerApi, open: string | null) {
  const [judged, setJudged] = useState(0)
  const api = useMemo(() => (open === null ? null : owner.open(open)), [owner, open])
  const judgeAnew = useCallback(() => setJudged((times) => times + 1), [])
  return { api, snapshotKey: open === null ? null : `${open} ${judged}`, judgeAnew }
}

/** The dashboard of the person who runs the server. */
export function OwnerWorkspace({ owner, collector }: OwnerWorkspaceProps) {
  const [state, update] = useViewState(QUERY_LOCATION)
  const list = useRequest('snapshots', (signal) => owner.snapshots(signal))
  const [fresh, setFresh] = useState<string | null>(null)
  const importing = useImport(owner, list.again)
  const { snapshots, open } = chooseSnapshot(list.answer, state.snapshot)
  const { api, snapshotKey, judgeAnew } = useOpened(owner, open)
  const openFresh = useCallback(
    (id: string, view: ViewState['view'] = 'map') => {
      setFresh(id)
      update({ ...viewOf(id), view })
    },
    [update],
  )
  const sample = useSample(owner, ({ id }) => {
    list.again()
    openFresh(id)
  })
  const startImport = (files: readonly ImportFile[]) => {
    sample.setProblem(null)
    update({ view: 'import' })
    importing.start(files)
  }
  const current = snapshots.find(({ id }) => id === open) ?? null
  const place = ownerPlace({
    owner,
    collector,
    state,
    update,
    list,
    importing,
    sample,
    snapshots,
    open,
    startImport,
    openFresh,
    judgeAnew,
  })
  return (
    <>
      <Workspace
        api={api}
        snapshotKey={snapshotKey}
        state={state}
        update={update}
        owner
        fresh={fresh === open}
        crumb={
          <Breadcrumb
            first={
              current !== null && (
                <SnapshotCrumb
                  snapshots={snapshots}
                  open={current}
                  onOpen={(id) => update(viewOf(id))}
                  onAll={() => update({ view: 'snapshots' })}
                  onImport={() => update({ view: 'import' })}
                />
              )
            }
            scope={state.scope}
            onLeaveScope={() => update({ scope: null })}
          />
        }
        actions={current !== null && place === null && <ShareButton owner={owner} snapshot={current} state={state} />}
        place={place}
      />
      <DropTarget onFiles={startImport} onUnreadable={() => sample.setProblem(UNREADABLE)} />
    </>
  )
}

/** The snapshot the address names, else the newest. One just made may not be in the list yet; it is opened all the same. */
function chooseSnapshot(answer: readonly SnapshotSummary[] | null, wanted: string | null) {
  const snapshots = answer ?? []
  const named = snapshots.find(({ id }) => id === wanted)?.id ?? null
  const open = named ?? (wanted !== null && answer !== null ? wanted : (snapshots[0]?.id ?? null))
  return { snapshots, open }
}
