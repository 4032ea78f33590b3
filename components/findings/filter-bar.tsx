'use client'

import { useMemo } from 'react'
import { chosenValues, withValues } from '../../lib/findings/search-query.ts'
import type { SearchKey } from '../../lib/findings/search-terms.ts'
import type { GroupBy } from '../../lib/view-state/view-state.ts'
import type { Chart } from '../shell/use-chart.ts'
import { ExposureMark } from '../topology/exposure-mark.tsx'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted, wholeNumber } from '../ui/say.ts'
import { filterFacets } from './filter-choices.ts'
import { FilterMenu } from './filter-menu.tsx'
import { GroupMenu } from './group-menu.tsx'
import { SavedFiltersMenu } from './saved-filters-menu.tsx'

export interface FilterBarProps {
  readonly chart: Chart
  readonly query: string
  readonly groupBy: GroupBy
  readonly onQuery: (query: string) => void
  readonly onFilter: (filter: { readonly query: string; readonly groupBy: GroupBy }) => void
}

/** Chips write terms of the search; what is typed sets the chips. One truth, and it is in the address. */
export function FilterBar({ chart, query, groupBy, onQuery, onFilter }: FilterBarProps) {
  const { ranked, undecided, search } = chart
  const { names } = chart.view
  const facets = useMemo(() => filterFacets({ ranked, undecided, names }), [ranked, undecided, names])
  const shown = `${wholeNumber(chart.shown.length)} of ${counted(totalOf(chart), 'finding')}`
  return (
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-x-2 gap-y-1.5 px-4 py-2">
      {facets.map(({ key, label, choices }) => (
        <FilterMenu
          key={key}
          label={label}
          choices={choices.map((choice) => ({ ...choice, mark: markOf(key, choice.value) }))}
          chosen={chosenValues(search, key)}
          onChange={(values) => onQuery(withValues(query, key, values))}
        />
      ))}
      <SavedFiltersMenu query={query} groupBy={groupBy} onFilter={onFilter} />
      <Faults search={search} />
      <span className="ml-auto flex items-center gap-3 whitespace-nowrap text-ink-2 text-xs">
        {search.terms.length > 0 && <span>{shown}</span>}
        <GroupMenu value={groupBy} onChange={(next) => onFilter({ query, groupBy: next })} />
      </span>
    </div>
  )
}

/** What of the search was not understood, and so does not filter. */
function Faults({ search }: Pick<Chart, 'search'>) {
  const faults = search.faults.filter(({ unfinished }) => !unfinished)
  if (faults.length === 0) return null
  return (
    <p role="status" className="order-last w-full text-high text-xs">
      <SafeText text={faults.map(({ message }) => message).join(' ')} />
    </p>
  )
}

/** What the search chooses from: all that failed, and what was not evaluated where that is asked for. */
export function totalOf({ ranked, undecided, search }: Pick<Chart, 'ranked' | 'undecided' | 'search'>): number {
  return search.terms.some(({ key }) => key === 'status') ? ranked.length + undecided.length : ranked.length
}

function markOf(key: SearchKey, value: string) {
  if (key === 'severity') return <SeverityMark severity={value as never} size={14} label="" />
  if (key === 'exposure') return <ExposureMark level={value as never} size={13} label="" />
  return undefined
}
