'use client'

import { useMemo } from 'react'
import type { ExposureLevel, Finding, Severity } from '../../lib/findings/finding.ts'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import type { Scene } from '../../lib/topology/scene.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { findingIds } from '../findings/rank-findings.ts'
import { type ShownFindings, useFindings, useOpenedFinding } from '../findings/use-findings.ts'
import { type Asking, idsOf, pathOf, useAsking } from '../reachability/use-asking.ts'
import { type Exposed, useExposed } from '../reachability/use-exposed.ts'
import type { MapHop } from '../topology/map-hop.ts'
import { revealed, sceneKey } from './scene-wants.ts'
import { type Request, useRequest } from './use-request.ts'
import { useSettled } from './use-settled.ts'
import type { Problem, WorkspaceApi } from './workspace-api.ts'

/** What the find box lights up; the rest is counted. */
const MOST_MATCHES = 500
const FIND_SETTLE_MS = 160

export interface Matches {
  readonly ids: ReadonlySet<string>
  readonly total: number
}

/** A snapshot as the screen shows it: the view, the scene for what is open and selected, and findings joined to it. */
export interface Chart extends ShownFindings {
  readonly view: SnapshotView
  readonly scene: Scene
  /** A newer scene is on its way. */
  readonly redrawing: boolean
  readonly finding: Finding | null
  /** False while only what the list knows of it is here; then what went wrong, if anything did. */
  readonly findingWhole: boolean
  readonly findingProblem: Problem | null
  readonly badges: ReadonlyMap<string, { readonly worst: Severity; readonly count: number }>
  readonly exposure: ReadonlyMap<string, ExposureLevel>
  readonly highlighted: ReadonlySet<string>
  /** Of the finding, else of the answer. */
  readonly path: readonly MapHop[]
  readonly asking: Asking
  readonly exposed: Exposed
  /** Null while nothing is searched. */
  readonly matches: Matches | null
}

export interface ChartRequest {
  readonly chart: Chart | null
  readonly request: Request<SnapshotView>
}

const NOTHING: ReadonlySet<string> = new Set()
const NOTHING_TOUCHED: readonly string[] = []

interface SceneWants {
  readonly api: WorkspaceApi | null
  readonly view: SnapshotView | null
  /** What the finding or the answer touches. */
  readonly touched: readonly string[]
}

/** The scene for what is open and revealed. The view's own scene serves as long as it shows what is wanted. */
function useScene({ api, view, touched }: SceneWants, state: ViewState) {
  const { levels, scope, selection } = state
  const reveal = useMemo(() => (view === null ? [] : revealed(view, touched, selection)), [view, touched, selection])
  const query = { levels, scope, reveal }
  const key = view === null ? null : sceneKey(view.snapshot.id, query)
  const request = useRequest(key, (signal) => {
    if (api === null) throw new Error('A scene was asked for before a snapshot was open.')
    return api.scene(query, signal)
  })
  const scene = key === null ? (view?.scene ?? null) : (request.answer ?? view?.scene ?? null)
  return { scene, redrawing: request.pending }
}

function useMatches(api: WorkspaceApi | null, query: string): Matches | null {
  const settled = useSettled(query.trim(), FIND_SETTLE_MS)
  const key = settled === '' || api === null ? null : settled
  const { answer, answerKey } = useRequest(key, (signal) => {
    if (api === null) throw new Error('Nothing to find before a snapshot is open.')
    return api.resources({ offset: 0, limit: MOST_MATCHES, text: settled }, signal)
  })
  return useMemo(
    () =>
      key === null || answer === null || answerKey === null
        ? null
        : { ids: new Set(answer.rows.map(({ id }) => id)), total: answer.total },
    [key, answer, answerKey],
  )
}

function touchedBy(finding: Finding | null, answer: Asking['answer']): readonly string[] {
  if (finding !== null) return findingIds(finding)
  return answer === null ? NOTHING_TOUCHED : idsOf(answer)
}

/** Everything the workspace draws, from one read-only API and the view state. */
export function useChart(api: WorkspaceApi | null, snapshotKey: string | null, state: ViewState): ChartRequest {
  // The first picture is asked for without levels or scope: it is what every later scene is compared with.
  const request = useRequest(api === null ? null : snapshotKey, (signal) => {
    if (api === null) throw new Error('No snapshot is open.')
    return api.view({ levels: {}, reveal: [], scope: null }, signal)
  })
  const view = request.answerKey === snapshotKey ? request.answer : null
  const findings = useFindings(view, state)
  const {
    finding,
    whole: findingWhole,
    problem: findingProblem,
  } = useOpenedFinding(api, { view, snapshotKey }, state.finding)
  const asking = useAsking(api, snapshotKey, state.ask)
  const exposed = useExposed(api, snapshotKey, state)
  // While rules are thought away the map shows what the question would be answered then.
  const answer = exposed.whatIf?.question?.after ?? asking.answer
  const touched = useMemo(() => touchedBy(finding, answer), [finding, answer])
  const { scene, redrawing } = useScene({ api, view, touched }, state)
  const matches = useMatches(api, state.query)
  const highlighted = useMemo(() => (touched.length === 0 ? NOTHING : new Set(touched)), [touched])
  const path = useMemo(() => finding?.exposure.path ?? pathOf(answer, state.leg), [finding, answer, state.leg])
  if (view === null || scene === null) return { chart: null, request }
  return {
    chart: {
      ...{ view, scene, redrawing, highlighted, path, matches, asking, exposed },
      ...{ finding, findingWhole, findingProblem, ...findings },
    },
    request,
  }
}
