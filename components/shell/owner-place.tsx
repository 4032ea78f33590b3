'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import type { View, ViewState } from '../../lib/view-state/view-state.ts'
import { Doors } from '../sources/doors.tsx'
import type { ImportControl } from '../sources/use-import.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { Request } from './use-request.ts'
import type { UpdateView } from './use-view-state.ts'
import type { ImportFile, OwnerApi, Problem } from './workspace-api.ts'

const SnapshotsView = lazy(async () => ({ default: (await import('../snapshots/snapshots-view.tsx')).SnapshotsView }))
const SettingsView = lazy(async () => ({ default: (await import('../settings/settings-view.tsx')).SettingsView }))
const CollectorPage = lazy(async () => ({ default: (await import('../sources/collector-page.tsx')).CollectorPage }))
const ImportRunning = lazy(async () => ({ default: (await import('../sources/import-progress.tsx')).ImportRunning }))
const ImportResult = lazy(async () => ({ default: (await import('../sources/import-result.tsx')).ImportResult }))

export interface OwnerPlaceProps {
  readonly owner: OwnerApi
  readonly collector: string
  readonly state: ViewState
  readonly update: UpdateView
  readonly list: Request<readonly SnapshotSummary[]>
  readonly importing: ImportControl
  readonly sample: { readonly opening: boolean; readonly problem: Problem | null; readonly open: () => Promise<void> }
  readonly snapshots: readonly SnapshotSummary[]
  readonly open: string | null
  readonly startImport: (files: readonly ImportFile[]) => void
  readonly openFresh: (id: string, view?: View) => void
  /** Findings are judged by other settings from now on. */
  readonly judgeAnew: () => void
}

/** What stands in the middle instead of a chart, or null when the chart should. */
export function ownerPlace(props: OwnerPlaceProps): ReactNode {
  const { state, list, open } = props
  if (list.answer === null && list.problem !== null) return <NoList problem={list.problem} onAgain={list.again} />
  const place = placeOf(state.view, props)
  if (place !== null) return <Suspense>{place}</Suspense>
  return list.answer !== null && open === null ? <Start {...props} /> : null
}

function placeOf(view: View, props: OwnerPlaceProps): ReactNode {
  const { owner, collector, update, list, snapshots, open, startImport, openFresh } = props
  switch (view) {
    case 'import':
      return <Importing {...props} />
    case 'collect':
      return <CollectorPage script={collector} onFiles={startImport} />
    case 'settings':
      return <SettingsView owner={owner} snapshotId={open} onSaved={props.judgeAnew} />
    case 'snapshots':
      return (
        <SnapshotsView
          owner={owner}
          snapshots={snapshots}
          openId={open}
          onOpen={(id) => openFresh(id)}
          onImport={() => update({ view: 'import' })}
          onChanged={list.again}
        />
      )
    default:
      return null
  }
}

function Importing(props: OwnerPlaceProps) {
  const { owner, importing, openFresh } = props
  const { state, cancel, dismiss } = importing
  switch (state.stage) {
    case 'running':
      return <ImportRunning progress={state.progress} onCancel={cancel} />
    case 'ended':
      return (
        <ImportResult
          outcome={state.outcome}
          owner={owner}
          onOpen={(id) => {
            dismiss()
            openFresh(id)
          }}
          onGaps={(id) => {
            dismiss()
            openFresh(id, 'gaps')
          }}
          onAgain={dismiss}
        />
      )
    case 'cancelled':
    case 'idle':
      return <Start {...props} />
  }
}

function Start({ update, importing, sample, startImport, snapshots }: OwnerPlaceProps) {
  return (
    <Doors
      first={snapshots.length === 0}
      onFiles={startImport}
      onCollect={() => update({ view: 'collect' })}
      onSample={() => void sample.open()}
      openingSample={sample.opening}
      notice={<StartNotice problem={sample.problem} cancelled={importing.state.stage === 'cancelled'} />}
    />
  )
}

function StartNotice({ problem, cancelled }: { readonly problem: Problem | null; readonly cancelled: boolean }) {
  if (problem !== null) return <ProblemNotice problem={problem} />
  if (!cancelled) return null
  return (
    <p role="status" className="text-ink-2">
      The import was cancelled. Nothing of it was kept.
    </p>
  )
}

function NoList({ problem, onAgain }: { readonly problem: Problem; readonly onAgain: () => void }) {
  return (
    <div className="grid flex-1 place-items-center bg-paper p-8">
      <h1 className="sr-only">Portolan</h1>
      <ProblemNotice problem={problem} className="max-w-lg">
        <Button size="sm" onClick={onAgain} className="mt-1">
          Try again
        </Button>
      </ProblemNotice>
    </div>
  )
}
