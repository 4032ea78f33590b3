'use client'

import { useEffect, useRef } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import type { Chart } from './use-chart.ts'

export interface FirstFinding {
  readonly chart: Chart | null
  readonly fresh: boolean
  readonly state: ViewState
  readonly select: (finding: Finding) => void
}

export type Greeting = 'wait' | 'leave' | 'select'

function isUntouched({ finding, selection, camera, query, ask, lens, without, panel }: ViewState): boolean {
  const plain = ask === null && panel !== 'ask' && lens === 'placement' && without.length === 0
  return plain && finding === null && selection === null && camera === null && query === ''
}

/**
 * What a snapshot that comes on screen for the first time does: wait until it is seen, select its worst finding,
 * or leave the view as it is. A link, another view and a guest's frozen page are left as they are.
 */
export function greetingOf(
  state: ViewState,
  { frozen, snapshot }: Pick<SnapshotView, 'frozen' | 'snapshot'>,
  fresh: boolean,
): Greeting {
  if (state.view === 'import' || state.view === 'collect' || state.view === 'snapshots') return 'wait'
  const invites = fresh || snapshot.source === 'sample'
  return state.view === 'map' && invites && !frozen && isUntouched(state) ? 'select' : 'leave'
}

/** The sample, and a network just imported, open framed on their worst finding; once, and never against a link. */
export function useFirstFinding({ chart, fresh, state, select }: FirstFinding): void {
  const greeted = useRef<string | null>(null)
  useEffect(() => {
    if (chart === null || greeted.current === chart.view.snapshot.id) return
    const greeting = greetingOf(state, chart.view, fresh)
    if (greeting === 'wait') return
    greeted.current = chart.view.snapshot.id
    const worst = chart.ranked[0]
    if (greeting === 'select' && worst !== undefined) select(worst)
  }, [chart, fresh, state, select])
}
