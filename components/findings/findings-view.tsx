import type { Severity } from '../../lib/findings/finding.ts'
import type { Chart } from '../shell/use-chart.ts'
import { usePrinting } from '../shell/use-printing.ts'
import type { WorkspaceActions } from '../shell/use-workspace-actions.ts'
import { counted, wholeNumber } from '../ui/say.ts'
import { FindingCells, FindingHead } from './finding-cells.tsx'
import { FindingsEmpty } from './findings-empty.tsx'
import { FindingsList } from './findings-list.tsx'
import { FindingsTally } from './findings-tally.tsx'
import { PrintedFindings } from './printed-findings.tsx'
import { countBySeverity } from './rank-findings.ts'
import { SeverityFilter } from './severity-filter.tsx'

export interface FindingsViewProps {
  readonly chart: Chart
  readonly severities: readonly Severity[]
  readonly onSeverities: (severities: readonly Severity[]) => void
  readonly actions: WorkspaceActions
}

/** All findings as a table by severity; the detail stays open beside it and follows the keys. */
export function FindingsView({ chart, severities, onSeverities, actions }: FindingsViewProps) {
  const printing = usePrinting()
  const tally = <FindingsTally summary={chart.view.summary} findings={chart.view.findings} />
  const filtered = chart.shown.length !== chart.ranked.length
  if (printing) {
    return (
      <section aria-label="Findings">
        <PrintedFindings view={chart.view} findings={chart.shown} total={chart.ranked.length} />
      </section>
    )
  }
  return (
    <section aria-label="Findings" className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper">
      <div className="flex h-11 flex-none items-center gap-3 px-4">
        <h1 className="sr-only">Findings</h1>
        <SeverityFilter counts={countBySeverity(chart.ranked)} chosen={severities} onChange={onSeverities} />
        <span className="ml-auto truncate text-ink-2 text-xs">
          {filtered
            ? `${wholeNumber(chart.shown.length)} of ${counted(chart.ranked.length, 'finding')}`
            : 'By severity'}
        </span>
      </div>
      {chart.shown.length === 0 ? (
        <div className="border-hair border-t">
          <FindingsEmpty total={chart.ranked.length} gaps={chart.view.gaps.length} />
          {tally}
        </div>
      ) : (
        <FindingsList
          findings={chart.shown}
          selected={chart.finding?.id ?? null}
          onOpen={actions.selectFinding}
          onMove={actions.selectFinding}
          rowHeight={29}
          headingHeight={32}
          row={(finding) => <FindingCells finding={finding} />}
          head={<FindingHead />}
          after={tally}
        />
      )}
    </section>
  )
}
