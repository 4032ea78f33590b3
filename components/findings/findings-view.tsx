import { useMemo } from 'react'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import type { Chart } from '../shell/use-chart.ts'
import { usePrinting } from '../shell/use-printing.ts'
import type { UpdateView } from '../shell/use-view-state.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { FilterBar, totalOf } from './filter-bar.tsx'
import { FindingCells, FindingHead } from './finding-cells.tsx'
import { FindingsEmpty } from './findings-empty.tsx'
import { FindingsList } from './findings-list.tsx'
import { FindingsTally } from './findings-tally.tsx'
import { MarkedBar } from './marked-bar.tsx'
import { PrintedFindings } from './printed-findings.tsx'
import { useMarked } from './use-marked.ts'

export interface FindingsViewProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
}

/** All findings as a grouped table; the detail stays open beside it and follows the keys. */
export function FindingsView({ api, chart, state, update, actions }: FindingsViewProps) {
  const printing = usePrinting()
  const { marked, mark, clear } = useMarked(chart.view.snapshot.id)
  const { ranked, undecided } = chart
  const chosen = useMemo(
    () => (marked.size === 0 ? [] : [...ranked, ...undecided].filter(({ id }) => marked.has(id))),
    [marked, ranked, undecided],
  )
  if (printing) {
    return (
      <section aria-label="Findings">
        <PrintedFindings view={chart.view} groups={chart.groups} total={totalOf(chart)} />
      </section>
    )
  }
  const tally = (
    <FindingsTally
      summary={chart.view.summary}
      findings={chart.view.findings}
      onShow={() => update({ query: 'status:not-evaluated' })}
    />
  )
  return (
    <section aria-label="Findings" className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper">
      <h1 className="sr-only">Findings</h1>
      <FilterBar
        chart={chart}
        query={state.query}
        groupBy={state.groupBy}
        onQuery={(query) => update({ query })}
        onFilter={(filter) => update(filter)}
      />
      {chart.shown.length === 0 ? (
        <div className="border-hair border-t">
          <FindingsEmpty total={totalOf(chart)} gaps={chart.view.gaps.length} />
          {tally}
        </div>
      ) : (
        <FindingsList
          key={state.groupBy}
          groups={chart.groups}
          selected={chart.finding?.id ?? null}
          onOpen={actions.selectFinding}
          onMove={actions.selectFinding}
          marked={marked}
          onMark={mark}
          pageKeys
          rowHeight={29}
          headingHeight={32}
          row={(finding, isMarked) => <FindingCells finding={finding} marked={isMarked} onMark={mark} />}
          head={<FindingHead />}
          after={tally}
        />
      )}
      <MarkedBar api={api} view={chart.view} marked={chosen} onClear={clear} />
    </section>
  )
}
