'use client'

import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { View, ViewState } from '../../lib/view-state/view-state.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { ChartMain } from './chart-main.tsx'
import { FindBox } from './find-box.tsx'
import { FindingStepper } from './finding-stepper.tsx'
import { LiveWords } from './live-words.tsx'
import { Rail } from './rail.tsx'
import { SidePanel } from './side-panel.tsx'
import { StatusBar } from './status-bar.tsx'
import { LensTabs, TopBar } from './top-bar.tsx'
import { type Chart, useChart } from './use-chart.ts'
import { useFirstFinding } from './use-first-finding.ts'
import { isPageKey, useShortcuts } from './use-shortcuts.ts'
import type { UpdateView } from './use-view-state.ts'
import { useWorkspaceActions, type WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

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
  const actions = useWorkspaceActions(state, update, chart?.shown ?? [])
  useFirstFinding({ chart, fresh: props.fresh, state, select: actions.selectFinding })
  const find = useRef<HTMLInputElement>(null)
  const [sheet, setSheet] = useState(false)
  useKeys({ state, update, actions, owner, find, showSheet: () => setSheet(true) })
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
      />
      <TopBar
        crumb={props.crumb}
        lens={<LensTabs lens={state.lens} shown={onChart && state.view === 'map'} />}
        find={
          onChart ? (
            <FindBox value={state.query} onChange={(query) => update({ query })} told={told(chart)} inputRef={find} />
          ) : null
        }
        actions={props.actions}
        onShortcuts={() => setSheet(true)}
      />
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 outline-none [grid-column:2] print:block">
        {place ??
          (onChart ? (
            <>
              <ChartMain api={api} chart={chart} state={state} update={update} actions={actions} />
              <DetailPanel api={api} chart={chart} state={state} update={update} actions={actions} />
            </>
          ) : (
            <Waiting problem={request.problem} onAgain={request.again} />
          ))}
      </main>
      {chart !== null ? (
        <StatusBar
          chart={chart}
          zoom={onChart && state.view === 'map' ? (state.camera?.zoom ?? null) : null}
          onGaps={() => go('gaps')}
        />
      ) : (
        <footer
          data-no-print
          className="flex items-center border-hair border-t bg-chrome px-4 text-2xs text-ink-2 [grid-column:2]"
        >
          {api === null && 'No snapshot is open'}
        </footer>
      )}
      <LiveWords chart={chart} query={state.query} />
      {sheet && (
        <Suspense>
          <ShortcutSheet owner={owner} onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </div>
  )
}

function told(chart: Chart): string | null {
  return chart.matches === null ? null : String(chart.matches.total)
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

interface DetailPanelProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
}

function DetailPanel({ api, chart, state, update, actions }: DetailPanelProps) {
  const { panel } = state
  if (panel === 'none') return null
  return (
    <SidePanel
      panel={panel}
      onPanel={(next) => update({ panel: next })}
      findingCount={chart.ranked.length}
      aside={panel === 'findings' && <FindingStepper chart={chart} onStep={actions.stepFinding} />}
    >
      {panel === 'findings' ? (
        <FindingsPanel
          chart={chart}
          severities={state.severities}
          onSeverities={(severities) => update({ severities })}
          actions={actions}
          detailOnly={state.view === 'findings'}
        />
      ) : (
        <Inspector api={api} chart={chart} selection={state.selection} pointer={state.pointer} actions={actions} />
      )}
    </SidePanel>
  )
}

interface Keys {
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  readonly owner: boolean
  readonly find: { readonly current: HTMLInputElement | null }
  readonly showSheet: () => void
}

function useKeys({ state, update, actions, owner, find, showSheet }: Keys): void {
  const shortcuts = useMemo(
    () => ({
      '/': () => find.current?.select(),
      '?': showSheet,
      n: () => actions.stepFinding(1),
      p: () => actions.stepFinding(-1),
      '[': () => update({ panel: state.panel === 'none' ? 'findings' : 'none' }),
      ']': () => update({ panel: state.panel === 'findings' ? 'inspector' : 'findings' }),
      Escape: actions.clear,
      'g m': () => update({ view: 'map' }),
      'g f': () => update({ view: 'findings' }),
      'g t': () => update({ view: 'table' }),
      'g g': () => update({ view: 'gaps' }),
      ...(owner ? { 'g s': () => update({ view: 'snapshots' }), 'g i': () => update({ view: 'import' }) } : {}),
    }),
    [state.panel, update, actions, owner, find, showSheet],
  )
  useShortcuts(shortcuts)
  useLeaveOnEscape(state.finding !== null, actions.clear)
}

/** While a finding is framed, Escape leaves it wherever the focus is; the map would only clear its selection. */
function useLeaveOnEscape(framed: boolean, leave: () => void): void {
  useEffect(() => {
    if (!framed) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isPageKey(event)) return
      event.preventDefault()
      event.stopPropagation()
      leave()
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [framed, leave])
}
