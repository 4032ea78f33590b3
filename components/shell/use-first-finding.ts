'use client'

import { useEffect, useRef } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import type { Chart } from './use-chart.ts'

export interface FirstFinding {
  readonly chart: Chart | null
  readonly fresh: boolean
  readonly state: ViewState
  readonly select: (finding: Finding) => void
}

function isUntouched({ finding, selection, camera, query }: ViewState): boolean {
  return finding === null && selection === null && camera === null && query === ''
}

/** The sample, and a network just imported, open framed on their worst finding; once, and never against a link. */
export function useFirstFinding({ chart, fresh, state, select }: FirstFinding): void {
  const greeted = useRef<string | null>(null)
  useEffect(() => {
    if (chart === null || state.view !== 'map' || greeted.current === chart.view.snapshot.id) return
    greeted.current = chart.view.snapshot.id
    const { snapshot, frozen } = chart.view
    const worst = chart.ranked[0]
    if (frozen || worst === undefined || !isUntouched(state)) return
    if (fresh || snapshot.source === 'sample') select(worst)
  }, [chart, fresh, state, select])
}
