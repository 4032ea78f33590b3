import type { ReactNode } from 'react'
import type { Severity } from '../../lib/findings/finding.ts'
import type { Chart } from '../shell/use-chart.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import { FindingCard } from './finding-cells.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { FindingsEmpty } from './findings-empty.tsx'
import { FindingsList } from './findings-list.tsx'
import { FindingsTally } from './findings-tally.tsx'
import { countBySeverity } from './rank-findings.ts'
import { SeverityFilter } from './severity-filter.tsx'

export interface FindingsPanelProps {
  readonly chart: Chart
  readonly severities: readonly Severity[]
  readonly onSeverities: (severities: readonly Severity[]) => void
  readonly actions: WorkspaceActions
  /** The list stands in the main view already; the panel shows only the detail. */
  readonly detailOnly: boolean
  /** May rules be thought away here? */
  readonly whatIf: boolean
}

/** The panel's first tab: the list, or the finding that was opened from it. */
export function FindingsPanel(props: FindingsPanelProps): ReactNode {
  const { chart, actions, detailOnly, whatIf } = props
  if (chart.finding !== null) {
    return (
      <FindingDetail
        key={chart.finding.id}
        finding={chart.finding}
        onBack={detailOnly ? null : actions.leaveFinding}
        onInspect={actions.inspect}
        onWhatIf={whatIf ? actions.whatIf : null}
      />
    )
  }
  if (detailOnly) {
    return (
      <p className="px-4 py-6 text-ink-2 text-sm">Choose a finding to see its path, its evidence and what closes it.</p>
    )
  }
  return <PanelList {...props} />
}

function PanelList({ chart, severities, onSeverities, actions }: FindingsPanelProps) {
  const tally = <FindingsTally summary={chart.view.summary} findings={chart.view.findings} />
  return (
    <>
      <div className="flex-none border-hair border-b px-4 py-2">
        <SeverityFilter narrow counts={countBySeverity(chart.ranked)} chosen={severities} onChange={onSeverities} />
      </div>
      {chart.shown.length === 0 ? (
        <div className="min-h-0 flex-1 overflow-auto">
          <FindingsEmpty total={chart.ranked.length} gaps={chart.view.gaps.length} />
          {tally}
        </div>
      ) : (
        <FindingsList
          findings={chart.shown}
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
