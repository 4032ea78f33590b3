import { lazy, Suspense, useCallback, useMemo } from 'react'
import { exposureByResource } from '../../lib/reports/exposure-lens.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { TopologyMap } from '../topology/topology-map.tsx'
import type { LoadRows } from '../topology/use-row-pages.ts'
import type { Framed } from './use-asking-actions.ts'
import type { Chart } from './use-chart.ts'
import { useSettled } from './use-settled.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const CharterView = lazy(async () => ({ default: (await import('../charter/charter-view.tsx')).CharterView }))
const FindingsView = lazy(async () => ({ default: (await import('../findings/findings-view.tsx')).FindingsView }))
const GapsView = lazy(async () => ({ default: (await import('../findings/gaps-view.tsx')).GapsView }))
const MatrixView = lazy(async () => ({ default: (await import('../reachability/matrix-view.tsx')).MatrixView }))
const WhatIfBanner = lazy(async () => ({ default: (await import('../reachability/what-if-banner.tsx')).WhatIfBanner }))
const ResourceTable = lazy(async () => ({ default: (await import('../topology/resource-table.tsx')).ResourceTable }))

const FIND_SETTLE_MS = 160

export interface ChartMainProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  readonly framed: Framed | null
}

/** The middle of the page, when a snapshot is open. */
export function ChartMain(props: ChartMainProps) {
  return <Suspense fallback={<div className="flex-1 bg-paper" />}>{viewOf(props)}</Suspense>
}

function viewOf(props: ChartMainProps) {
  const { chart, state, update, actions } = props
  switch (state.view) {
    case 'findings':
      return <FindingsView api={props.api} chart={chart} state={state} update={update} actions={actions} />
    case 'gaps':
      return <GapsView gaps={chart.view.gaps} onInspect={(id) => actions.inspect(id, null)} />
    case 'charter':
      return (
        <CharterView
          api={props.api}
          snapshotKey={chart.view.snapshot.id}
          snapshot={chart.view.snapshot}
          gapCount={chart.view.gaps.length}
          onSearch={(query) => update({ view: 'findings', query, finding: null })}
        />
      )
    case 'matrix':
      return (
        <MatrixView
          api={props.api}
          snapshotKey={chart.view.snapshot.id}
          by={state.matrixBy}
          onBy={(matrixBy) => update({ matrixBy })}
          onAsk={actions.ask}
        />
      )
    case 'table':
      return <TableView {...props} />
    default:
      return <MapView {...props} />
  }
}

function MapView({ chart, state, actions, framed }: ChartMainProps) {
  const { exposed } = chart

  return (
    <section aria-label="Map" className="relative flex min-w-0 flex-1 flex-col bg-paper print:h-[180mm]">
      <h1 className="sr-only">Map</h1>
      {exposed.without.length > 0 && (
        <Suspense>
          <WhatIfBanner exposed={exposed} actions={actions} />
        </Suspense>
      )}
      <div className="relative min-h-0 flex-1">
        <TopologyMap
          scene={chart.scene}
          badges={chart.badges}
          exposure={chart.exposure}
          selection={state.selection}
          path={chart.path}
          highlighted={chart.highlighted}
          matches={chart.matches?.ids ?? null}
          camera={state.camera}
          lens={state.lens}
          exposed={exposed}
          framed={framed}
          onSelect={actions.select}
          onLevelChange={actions.setLevel}
          onCameraChange={actions.moveCamera}
        />
      </div>
    </section>
  )
}

/** The same resources in rows; the find box filters them on the server. */
function TableView({ api, chart, state, actions }: ChartMainProps) {
  const text = useSettled(state.query.trim(), FIND_SETTLE_MS)
  const { lens } = chart.exposed
  const exposure = useMemo(() => (lens === null ? null : exposureByResource(lens)), [lens])
  const load = useCallback<LoadRows>((page, signal) => api.resources({ ...page, text }, signal), [api, text])
  return (
    <section aria-label="Table" className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper">
      <h1 className="sr-only">Resources</h1>
      <ResourceTable
        load={load}
        selection={state.selection}
        onSelect={actions.select}
        badges={chart.badges}
        exposure={exposure}
        query={text}
      />
    </section>
  )
}
