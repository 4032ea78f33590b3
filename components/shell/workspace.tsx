'use client'

import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import type { Camera, View, ViewState } from '../../lib/view-state/view-state.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ChartMain } from './chart-main.tsx'
import { DetailPanel } from './detail-panel.tsx'
import { FindBox } from './find-box.tsx'
import { LiveWords } from './live-words.tsx'
import { Rail } from './rail.tsx'
import { StatusBar } from './status-bar.tsx'
import { LensTabs, TopBar } from './top-bar.tsx'
import { type Chart, useChart } from './use-chart.ts'
import { useFirstFinding } from './use-first-finding.ts'
import type { UpdateView } from './use-view-state.ts'
import { useWorkspaceActions } from './use-workspace-actions.ts'
import { useWorkspaceKeys } from './use-workspace-keys.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }))

export interface WorkspaceProps {
  /** The snapshot that is open; null while none is. */
  readonly api: WorkspaceApi | null
  /** Names what `api` reads: another key asks anew. */
  readonly snapshotKey: string | null
  readonly state: ViewState
  readonly update: UpdateView
  /** Owners have snapshots and import in the rail; a guest's page has neither. */
  readonly owner: boolean
  /** Just made or imported: opens on its worst finding. */
  readonly fresh: boolean
  readonly crumb: ReactNode
  readonly actions: ReactNode
  /** Stands in the middle instead of the chart: snapshots, import, the first minute. */
  readonly place: ReactNode
}

/** The frame of every page: rail, top bar, middle, panel, status bar. */
export function Workspace(props: WorkspaceProps) {
  const { api, snapshotKey, state, update, owner, place } = props
  const { chart, request } = useChart(api, snapshotKey, state)
  const { actions, framed, start } = useWorkspaceActions(state, update, chart?.shown ?? [])
  useFirstFinding({ chart, fresh: props.fresh, state, select: actions.selectFinding })
  const find = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState<'sheet' | 'palette' | null>(null)
  const showSheet = useCallback(() => setOver('sheet'), [])
  const showPalette = useCallback(() => setOver('palette'), [])
  useWorkspaceKeys({ state, update, actions, owner, find, showSheet, showPalette })
  const onChart = place === null && chart !== null && api !== null
  const go = (view: View) => update({ view })
  return (
    <div className="relative grid h-dvh min-w-[960px] overflow-clip print:min-w-0 print:overflow-visible print:bg-transparent grid-cols-[var(--rail)_minmax(0,1fr)] grid-rows-[var(--bar)_minmax(0,1fr)_var(--foot)] bg-chrome print:block print:h-auto">
      <a
        href="#main"
        data-no-print
        className="absolute top-2 left-14 z-50 -translate-y-16 rounded-md border border-accent bg-card px-3 py-1.5 focus:translate-y-0"
      >
        Skip to the chart
      </a>
      <Rail
        view={state.view}
        onView={go}
        owner={owner}
        hasChart={api !== null}
        criticalCount={chart?.view.summary.bySeverity.critical ?? 0}
        asking={onChart && state.panel === 'ask'}
        onAsk={() => update({ panel: 'ask', ...(onChart ? {} : { view: 'map' }) })}
      />
      <TopBar
        crumb={props.crumb}
        lens={
          <LensTabs
            lens={state.lens}
            shown={onChart && (state.view === 'map' || state.view === 'table')}
            onLens={actions.setLens}
          />
        }
        find={
          onChart ? (
            <FindBox value={state.query} onChange={(query) => update({ query })} chart={chart} inputRef={find} />
          ) : null
        }
        actions={props.actions}
        onPalette={onChart ? showPalette : null}
        onShortcuts={showSheet}
      />
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 outline-none [grid-column:2] print:block">
        {place ??
          (onChart ? (
            <>
              <ChartMain api={api} chart={chart} state={state} update={update} actions={actions} framed={framed} />
              <DetailPanel api={api} chart={chart} state={state} update={update} actions={actions} start={start} />
            </>
          ) : (
            <Waiting problem={request.problem} onAgain={request.again} />
          ))}
      </main>
      <Foot
        chart={chart}
        empty={api === null}
        zoom={onChart && state.view === 'map' ? state.camera : null}
        onGaps={() => go('gaps')}
      />
      <LiveWords chart={chart} query={state.query} />
      <Suspense>
        {over === 'sheet' && <ShortcutSheet owner={owner} onClose={() => setOver(null)} />}
        {over === 'palette' && onChart && (
          <Palette api={api} owner={owner} update={update} actions={actions} onClose={() => setOver(null)} />
        )}
      </Suspense>
    </div>
  )
}

interface FootProps {
  readonly chart: Chart | null
  readonly empty: boolean
  /** Null where no map is shown. */
  readonly zoom: Camera | null
  readonly onGaps: () => void
}

function Foot({ chart, empty, zoom, onGaps }: FootProps) {
  if (chart !== null) return <StatusBar chart={chart} zoom={zoom?.zoom ?? null} onGaps={onGaps} />
  return (
    <footer
      data-no-print
      className="flex items-center border-hair border-t bg-chrome px-4 text-2xs text-ink-2 [grid-column:2]"
    >
      {empty && 'No snapshot is open'}
    </footer>
  )
}

function Waiting({
  problem,
  onAgain,
}: {
  readonly problem: Parameters<typeof ProblemNotice>[0]['problem'] | null
  readonly onAgain: () => void
}) {
  return (
    <div className="grid flex-1 place-items-center bg-paper p-8">
      <h1 className="sr-only">Chart</h1>
      {problem === null ? (
        <p role="status" className="text-ink-2">
          Drawing the chart
        </p>
      ) : (
        <ProblemNotice problem={problem} className="max-w-lg">
          <Button size="sm" onClick={onAgain} className="mt-1">
            Try again
          </Button>
        </ProblemNotice>
      )}
    </div>
  )
}
