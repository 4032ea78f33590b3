'use client'

import { useMemo } from 'react'
import { exposureByResource, worstByResource } from '../../lib/findings/badges.ts'
import type { Finding } from '../../lib/findings/finding.ts'
import { searchFindings } from '../../lib/findings/search-findings.ts'
import { parseSearch, type SearchQuery } from '../../lib/findings/search-query.ts'
import { type SearchFacts, searchFacts } from '../../lib/findings/search-suggestions.ts'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { useRequest } from '../shell/use-request.ts'
import type { Problem, WorkspaceApi } from '../shell/workspace-api.ts'
import { type FindingGroup, groupFindings } from './group-findings.ts'
import { rankFindings, rankUndecided } from './rank-findings.ts'

/** Findings as the screen shows them: ranked, searched, grouped. */
export interface ShownFindings {
  /** What failed, worst first. */
  readonly ranked: readonly Finding[]
  /** What could not be judged. */
  readonly undecided: readonly Finding[]
  readonly search: SearchQuery
  /** What there is to search for. */
  readonly facts: SearchFacts
  readonly groups: readonly FindingGroup[]
  /** Of all groups, in their order: what the list shows, top to bottom. */
  readonly shown: readonly Finding[]
}

const NONE: readonly Finding[] = []
const NO_NAMES = { rules: {}, vpcs: {} }

export function useFindings(view: SnapshotView | null, { query, groupBy }: ViewState) {
  const findings = view?.findings ?? NONE
  const names = view?.names ?? NO_NAMES
  const ranked = useMemo(() => rankFindings(findings), [findings])
  const undecided = useMemo(() => rankUndecided(findings), [findings])
  const badges = useMemo(() => worstByResource(findings), [findings])
  const exposure = useMemo(() => exposureByResource(findings), [findings])
  const search = useMemo(() => parseSearch(query), [query])
  const anyStatus = search.terms.some(({ key }) => key === 'status')
  const facts = useMemo(
    () => searchFacts(anyStatus ? [...ranked, ...undecided] : ranked),
    [ranked, undecided, anyStatus],
  )
  const found = useMemo(() => {
    const vpcs = new Map(Object.entries(names.vpcs))
    return searchFindings([...ranked, ...undecided], search, { names: { vpcs } })
  }, [ranked, undecided, search, names])
  const groups = useMemo(() => groupFindings(found, groupBy, names), [found, groupBy, names])
  const shown = useMemo(() => groups.flatMap((group) => group.findings), [groups])
  return { ranked, undecided, badges, exposure, search, facts, groups, shown }
}

/** The finding that is open: all of it, or what the list knows while the rest is on its way. */
export interface OpenedFinding {
  readonly finding: Finding | null
  readonly whole: boolean
  readonly problem: Problem | null
}

export interface OpenedSnapshot {
  readonly view: SnapshotView | null
  /** Changes with the settings findings are judged by, too: then a finding is asked for anew. */
  readonly snapshotKey: string | null
}

export function useOpenedFinding(
  api: WorkspaceApi | null,
  { view, snapshotKey }: OpenedSnapshot,
  id: string | null,
): OpenedFinding {
  const listed = useMemo(() => view?.findings.find((finding) => finding.id === id) ?? null, [view, id])
  const key = view === null || view.findingsInFull || listed === null ? null : `${snapshotKey} ${listed.id}`
  const { answer, answerKey, problem } = useRequest(key, (signal) => {
    if (api === null || listed === null) throw new Error('A finding was asked for before a snapshot was open.')
    return api.finding(listed.id, signal)
  })
  if (listed === null || key === null) return { finding: listed, whole: true, problem: null }
  if (answer !== null && answerKey === key) return { finding: answer, whole: true, problem: null }
  return { finding: listed, whole: false, problem }
}
