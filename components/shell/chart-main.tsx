import type { ViewState } from '../../lib/view-state/view-state.ts'
import { FindingsView } from '../findings/findings-view.tsx'
import { GapsView } from '../findings/gaps-view.tsx'
import { TopologyMap } from '../topology/topology-map.tsx'
import type { Chart } from './use-chart.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'
import type { WorkspaceApi } from './workspace-api.ts'

export interface ChartMainProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
}

/** The middle of the page, when a snapshot is open. */
export function ChartMain({ chart, state, update, actions }: ChartMainProps) {
  switch (state.view) {
    case 'findings':
      return (
        <FindingsView
          chart={chart}
          severities={state.severities}
          onSeverities={(severities) => update({ severities })}
          actions={actions}
        />
      )
    case 'gaps':
      return <GapsView gaps={chart.view.gaps} onInspect={(id) => actions.inspect(id, null)} />
    default:
      return (
        <section aria-label="Map" className="relative min-w-0 flex-1 bg-paper">
          <TopologyMap
            scene={chart.scene}
            badges={chart.badges}
            exposure={chart.exposure}
            selection={state.selection}
            path={chart.path}
            highlighted={chart.highlighted}
            matches={chart.matches?.ids ?? null}
            camera={state.camera}
            onSelect={actions.select}
            onLevelChange={actions.setLevel}
            onCameraChange={actions.moveCamera}
          />
        </section>
      )
  }
}
