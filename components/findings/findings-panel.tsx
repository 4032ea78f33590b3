import type { ReactNode } from 'react'
import { SEVERITIES } from '../../lib/findings/finding.ts'
import { chosenValues, withValues } from '../../lib/findings/search-query.ts'
import type { Chart } from '../shell/use-chart.ts'
import type { UpdateView } from '../shell/use-view-state.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { totalOf } from './filter-bar.tsx'
import { FindingCard } from './finding-cells.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { findingLink } from './finding-link.ts'
import { FindingsEmpty } from './findings-empty.tsx'
import { FindingsList } from './findings-list.tsx'
import { FindingsTally } from './findings-tally.tsx'
import { countBySeverity, siblingsOf } from './rank-findings.ts'
import { SeverityFilter } from './severity-filter.tsx'

export interface FindingsPanelProps {
  readonly api: WorkspaceApi
  readonly chart: Chart
  readonly query: string
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  /** The list stands in the main view already; the panel shows only the detail. */
  readonly detailOnly: boolean
}

/** The panel's first tab: the list, or the finding that was opened from it. */
export function FindingsPanel(props: FindingsPanelProps): ReactNode {
  const { api, chart, actions, detailOnly } = props
  if (chart.finding !== null) {
    return (
      <FindingDetail
        key={chart.finding.id}
        finding={chart.finding}
        whole={chart.findingWhole}
        problem={chart.findingProblem}
        siblings={siblingsOf(chart.ranked, chart.finding)}
        link={findingLink(chart.view, chart.finding.id)}
        onBack={detailOnly ? null : actions.leaveFinding}
        onInspect={actions.inspect}
        onFinding={actions.selectFinding}
        onWhatIf={api.whatIf === null ? null : actions.whatIf}
        onBlastRadius={api.blastRadius}
      />
    )
  }
  if (detailOnly) {
    return (
      <p className="px-4 py-6 text-ink-2 text-sm">
        {chart.view.findings.length === 0
          ? 'There is no finding to choose.'
          : 'Choose a finding to see its path, its evidence and what closes it.'}
      </p>
    )
  }
  return <PanelList {...props} />
}

function PanelList({ chart, query, update, actions }: FindingsPanelProps) {
  const tally = (
    <FindingsTally
      summary={chart.view.summary}
      findings={chart.view.findings}
      onShow={() => update({ view: 'findings', query: 'status:not-evaluated' })}
    />
  )
  const chosen = chosenValues(chart.search, 'severity')
  return (
    <>
      <div className="flex-none border-hair border-b px-4 py-2">
        <SeverityFilter
          narrow
          counts={countBySeverity(chart.ranked)}
          chosen={SEVERITIES.filter((severity) => chosen.includes(severity))}
          onChange={(severities) => update({ query: withValues(query, 'severity', severities) })}
        />
      </div>
      {chart.shown.length === 0 ? (
        <div className="min-h-0 flex-1 overflow-auto">
          <FindingsEmpty total={totalOf(chart)} gaps={chart.view.gaps.length} />
          {tally}
        </div>
      ) : (
        <FindingsList
          groups={chart.groups}
          selected={null}
          onOpen={actions.selectFinding}
          rowHeight={50}
          headingHeight={32}
          row={(finding) => <FindingCard finding={finding} />}
          after={tally}
        />
      )}
    </>
  )
}
