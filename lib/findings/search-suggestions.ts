/** What may be typed next: keys of the search language, then the values that are there to be found. */

import type { Finding } from './finding.ts'
import { searchText } from './search-query.ts'
import { KEY_VALUES, KEY_WORDS, SEARCH_KEYS, type SearchKey, searchKey } from './search-terms.ts'

export interface SearchSuggestion {
  /** As it would be typed: `severity:` or `severity:critical`. */
  readonly label: string
  /** What it means, or how many findings hold it. */
  readonly detail: string
  /** The whole text with the suggestion taken. */
  readonly text: string
  readonly caret: number
}

/** For each key the values the findings hold, the commonest first, with how many hold it. */
export type SearchFacts = Readonly<Partial<Record<SearchKey, readonly (readonly [value: string, count: number])[]>>>

const MOST = 8
const FREE: Readonly<Partial<Record<SearchKey, (finding: Finding) => readonly string[]>>> = {
  severity: ({ severity }) => [severity.effective],
  exposure: ({ exposure }) => [exposure.level],
  rule: ({ ruleId }) => [ruleId],
  charter: ({ charter }) => [charter.bullet, charter.sentenceId],
  vpc: ({ resource }) => (resource.vpcId === null ? [] : [resource.vpcId]),
  port: ({ ports }) => ports.filter((port) => !/[\s,]/.test(port)),
  type: ({ resource }) => [resource.type],
  account: ({ resource }) => [resource.account],
  region: ({ resource }) => [resource.region],
  waived: ({ mute = null }) => [mute === null ? 'no' : 'yes'],
}

export function searchFacts(findings: readonly Finding[]): SearchFacts {
  const entries = Object.entries(FREE).map(([key, values]) => {
    const counts = new Map<string, number>()
    for (const finding of findings) {
      for (const value of values(finding)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const ranked = [...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'en', { numeric: true }))
    return [key, ranked] as const
  })
  return Object.fromEntries(entries)
}

/** At most eight, for the piece of the text the caret stands in; none inside a plain word that begins no key. */
export function searchSuggestions(text: string, caret: number, facts: SearchFacts): readonly SearchSuggestion[] {
  const before = /(?:[^\s"]|"[^"]*(?:"|$))*$/.exec(text.slice(0, caret))?.[0] ?? ''
  const start = caret - before.length
  const rest = /^[^\s"]*/.exec(text.slice(caret))?.[0] ?? ''
  const negated = before.startsWith('-')
  const body = negated ? before.slice(1) : before
  const put = (typed: string, detail: string, blank: boolean): SearchSuggestion => {
    const piece = `${negated ? '-' : ''}${typed}${blank ? ' ' : ''}`
    const after = text.slice(caret + rest.length).replace(blank ? /^ / : '', '')
    return { label: piece.trim(), detail, text: text.slice(0, start) + piece + after, caret: start + piece.length }
  }
  const colon = body.indexOf(':')
  if (colon < 0) {
    const begun = body.toLowerCase()
    return SEARCH_KEYS.filter((key) => key.startsWith(begun))
      .slice(0, MOST)
      .map((key) => put(`${key}:`, KEY_WORDS[key], false))
  }
  const key = searchKey(body.slice(0, colon))
  if (key === null) return []
  return valueSuggestions(key, body.slice(colon + 1), facts).map(({ values, detail }) =>
    put(searchText(key, values), detail, true),
  )
}

interface ValueSuggestion {
  readonly values: readonly string[]
  readonly detail: string
}

/** The last value of a list is the one being typed; what stands before it is kept. */
function valueSuggestions(key: SearchKey, typed: string, facts: SearchFacts): readonly ValueSuggestion[] {
  const parts = typed.replaceAll('"', '').split(',')
  const begun = (parts.at(-1) ?? '').trim().toLowerCase()
  const kept = parts.slice(0, -1).filter(Boolean)
  const counts = new Map(facts[key] ?? [])
  const known = KEY_VALUES[key] ?? [...counts.keys()]
  return known
    .filter((value) => !kept.includes(value) && value.toLowerCase() !== begun && matches(value.toLowerCase(), begun))
    .filter((value) => facts[key] === undefined || counts.has(value))
    .slice(0, MOST)
    .map((value) => {
      const count = counts.get(value)
      return { values: [...kept, value], detail: count === undefined ? '' : `${count.toLocaleString('en-US')}` }
    })
}

function matches(value: string, begun: string): boolean {
  return value.startsWith(begun) || (begun.length > 1 && value.includes(begun))
}
