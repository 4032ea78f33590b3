'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import type { Panel, ViewState } from '../../lib/view-state/view-state.ts'
import { FindingsPanel } from '../findings/findings-panel.tsx'
import { Inspector } from '../inspector/inspector.tsx'
import { FindingStepper } from './finding-stepper.tsx'
import { SidePanel } from './side-panel.tsx'
import type { QuestionStart } from './use-asking-actions.ts'
import type { Chart } from './use-chart.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const AskPanel = lazy(async () => ({ default: (await import('../reachability/ask-panel.tsx')).AskPanel }))
const WhatIfPanel = lazy(async () => ({ default: (await import('../reachability/what-if-panel.tsx')).WhatIfPanel }))

export interface DetailPanelProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  /** A question that was begun elsewhere. */
  readonly start: QuestionStart | null
}

/** What stands beside the chart: findings, the inspector, a question, the network without some rules. */
export function DetailPanel(props: DetailPanelProps) {
  const { chart, state, update, actions } = props
  const whatIf = state.without.length > 0
  const panel = state.panel === 'what-if' && !whatIf ? 'findings' : state.panel
  if (panel === 'none') return null
  return (
    <SidePanel
      panel={panel}
      onPanel={(next) => update({ panel: next })}
      findingCount={chart.ranked.length}
      whatIf={whatIf}
      aside={panel === 'findings' && <FindingStepper chart={chart} onStep={actions.stepFinding} />}
    >
      <Suspense>{contentOf(panel, props)}</Suspense>
    </SidePanel>
  )
}

function contentOf(
  panel: Exclude<Panel, 'none'>,
  { api, chart, state, update, actions, start }: DetailPanelProps,
): ReactNode {
  switch (panel) {
    case 'findings':
      return (
        <FindingsPanel
          api={api}
          chart={chart}
          query={state.query}
          update={update}
          actions={actions}
          detailOnly={state.view === 'findings'}
        />
      )
    case 'inspector':
      return <Inspector api={api} chart={chart} selection={state.selection} pointer={state.pointer} actions={actions} />
    case 'ask':
      return (
        <AskPanel
          api={api}
          asking={chart.asking}
          selection={state.selection}
          leg={state.leg}
          actions={actions}
          start={start}
        />
      )
    case 'what-if':
      return <WhatIfPanel exposed={chart.exposed} actions={actions} />
  }
}
