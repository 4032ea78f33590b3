'use client'

import { useMemo, useRef, useState } from 'react'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import type { Leg, Lens, View, ViewState } from '../../lib/view-state/view-state.ts'
import type { UpdateView } from './use-view-state.ts'

/** What can be asked of the network, each as a change of the view. */
export interface AskingActions {
  readonly ask: (question: AskedQuestion) => void
  /** Opens the panel with one end filled in; the other is typed. */
  readonly askFrom: (end: QuestionStart) => void
  readonly showLeg: (leg: Leg) => void
  /** Selects a component of a path and brings it, or what it acts on, into view. */
  readonly show: (id: string, attachedTo: string | null) => void
  readonly setLens: (lens: Lens) => void
  /** Thinks rules away; the way back leads to where one was. */
  readonly whatIf: (ruleIds: readonly string[]) => void
  readonly leaveWhatIf: () => void
}

export interface QuestionStart {
  readonly from?: string
  readonly to?: string
}

/** What the camera is asked to bring into view; each asking is another `at`. */
export interface Framed {
  /** The first of them that is on the map. */
  readonly ids: readonly string[]
  readonly at: number
}

/** Views an answer is read beside. */
const BESIDE_PANEL: ReadonlySet<View> = new Set<View>(['map', 'matrix'])

export function useAskingActions(state: ViewState, update: UpdateView) {
  const latest = useRef({ state })
  latest.current = { state }
  const whence = useRef<Pick<ViewState, 'lens' | 'view' | 'panel'> | null>(null)
  const [start, setStart] = useState<QuestionStart | null>(null)
  const [framed, setFramed] = useState<Framed | null>(null)
  const asking = useMemo(
    (): AskingActions => ({
      ask: (question) => {
        setStart(null)
        const { view } = latest.current.state
        update({
          ask: question,
          leg: 'request',
          panel: 'ask',
          view: BESIDE_PANEL.has(view) ? view : 'map',
          finding: null,
          selection: null,
          pointer: null,
          camera: null,
        })
      },
      askFrom: (end) => {
        setStart(end)
        update({ panel: 'ask', ask: null, finding: null })
      },
      showLeg: (leg) => update({ leg }),
      show: (id, attachedTo) => {
        update({ selection: id, pointer: null, view: 'map' })
        const ids = attachedTo === null ? [id] : [id, attachedTo]
        setFramed((before) => ({ ids, at: (before?.at ?? 0) + 1 }))
      },
      // The whole flood is looked at, not one finding's part of it; in the table as on the map.
      setLens: (lens) => {
        const view = latest.current.state.view === 'table' ? 'table' : 'map'
        update({ lens, view, ...(lens === 'exposure' ? { finding: null, selection: null } : {}) })
      },
      whatIf: (ruleIds) => {
        const { lens, view, panel, without } = latest.current.state
        if (without.length === 0) whence.current = { lens, view, panel }
        const all = [...new Set([...without, ...ruleIds])]
        update({ without: all, lens: 'exposure', view: 'map', panel: 'what-if' })
      },
      leaveWhatIf: () => {
        const { panel } = latest.current.state
        update({ without: [], ...(whence.current ?? { panel: panel === 'what-if' ? 'findings' : panel }) })
        whence.current = null
      },
    }),
    [update],
  )
  return { asking, framed, start }
}
