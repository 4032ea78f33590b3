'use client'

/** What the ends of a question may be completed to: the internet, and resources of the snapshot that match the text. */

import { useMemo } from 'react'
import type { ResourceRow } from '../../lib/snapshots/snapshot.ts'
import { useRequest } from '../shell/use-request.ts'
import { useSettled } from '../shell/use-settled.ts'
import type { WorkspaceApi } from '../shell/workspace-api.ts'
import { PATH_ENDS } from './path-ends.ts'

export interface Suggestion {
  /** What the question is asked with. */
  readonly value: string
  readonly label: string
  /** Id, kind, address: told beside the label. */
  readonly detail: string
  readonly kind: string
}

const INTERNET: Suggestion = { value: 'internet', label: 'Internet', detail: 'any public address', kind: 'outside' }
const MOST = 8
/** More are asked for than shown: what cannot be an end of a path is left out of them. */
const ASKED = 60
const SETTLE_MS = 140

/** Known by name before known by number: instances before their interfaces. */
const ORDER: readonly string[] = ['instance', 'load-balancer', 'subnet', 'security-group']

export function suggestionsFor(text: string, rows: readonly ResourceRow[]): readonly Suggestion[] {
  const words = text.trim().toLowerCase()
  const internet = words === '' || 'internet'.startsWith(words) ? [INTERNET] : []
  const ends = rows
    .filter(({ type }) => PATH_ENDS.has(type))
    .toSorted((a, b) => orderOf(a, words) - orderOf(b, words))
    .slice(0, MOST - internet.length)
  return [...internet, ...ends.map(suggestionOf)]
}

function orderOf(row: ResourceRow, words: string): number {
  const starts = (row.name ?? row.id).toLowerCase().startsWith(words) ? 0 : 100
  const at = ORDER.indexOf(row.type)
  return starts + (at < 0 ? ORDER.length : at)
}

function suggestionOf({ id, type, name, detail }: ResourceRow): Suggestion {
  return { value: id, label: name ?? id, detail: name === null ? detail : id, kind: type.replaceAll('-', ' ') }
}

/** Nothing is asked while the list is shut. */
export function useSuggestions(api: WorkspaceApi, text: string, open: boolean): readonly Suggestion[] {
  const settled = useSettled(text.trim(), SETTLE_MS)
  const { answer } = useRequest(open ? settled : null, (signal) =>
    api.resources({ offset: 0, limit: ASKED, text: settled }, signal),
  )
  return useMemo(() => suggestionsFor(text, answer?.rows ?? []), [text, answer])
}
