/** Filters with a name, as the browser keeps them. What is stored may be old, foreign or broken: it is read, not trusted. */

import type { GroupBy } from '../../lib/view-state/view-state.ts'

export interface SavedFilter {
  readonly name: string
  readonly query: string
  readonly groupBy: GroupBy
}

/** Shipped with the product: questions every review begins with. */
export const PRESETS: readonly SavedFilter[] = [
  { name: 'Reachable from the internet', query: 'exposure:internet', groupBy: 'severity' },
  { name: 'High and worse', query: 'severity:>=high', groupBy: 'severity' },
  { name: 'Mend once, close many', query: '', groupBy: 'cause' },
  { name: 'What could not be judged', query: 'status:not-evaluated', groupBy: 'rule' },
]

const GROUPS: readonly GroupBy[] = ['severity', 'rule', 'vpc', 'charter', 'cause']
const NAME_MAX = 80
const QUERY_MAX = 500
const MOST = 50

/** Of text in the browser's storage; what is no filter is left out. */
export function readSavedFilters(text: string | null): readonly SavedFilter[] {
  if (text === null) return []
  try {
    const stored: unknown = JSON.parse(text)
    return Array.isArray(stored) ? stored.flatMap(readFilter).slice(0, MOST) : []
  } catch {
    return []
  }
}

function readFilter(value: unknown): readonly SavedFilter[] {
  const held: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {}
  const [name, query] = [held['name'], held['query']]
  const groupBy = GROUPS.find((each) => each === held['groupBy'])
  if (typeof name !== 'string' || typeof query !== 'string' || groupBy === undefined) return []
  if (name.trim() === '' || name.length > NAME_MAX || query.length > QUERY_MAX) return []
  return [{ name, query, groupBy }]
}

/** One more, by name; a filter of that name is replaced in its place. */
export function withFilter(filters: readonly SavedFilter[], filter: SavedFilter): readonly SavedFilter[] {
  const named = { ...filter, name: filter.name.trim().slice(0, NAME_MAX) }
  if (named.name === '') return filters
  const at = filters.findIndex(({ name }) => name === named.name)
  return (at < 0 ? [...filters, named] : filters.with(at, named)).slice(-MOST)
}

export function withoutFilter(filters: readonly SavedFilter[], name: string): readonly SavedFilter[] {
  return filters.filter((filter) => filter.name !== name)
}
