'use client'

import { useMemo, useRef } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { Level } from '../../lib/topology/scene.ts'
import type { Camera, ViewState } from '../../lib/view-state/view-state.ts'
import { stepFinding } from '../findings/rank-findings.ts'
import { type AskingActions, useAskingActions } from './use-asking-actions.ts'
import type { UpdateView } from './use-view-state.ts'

/** What can be done on the screen, each as a change of the view. */
export interface WorkspaceActions extends AskingActions {
  readonly selectFinding: (finding: Finding) => void
  readonly leaveFinding: () => void
  readonly stepFinding: (step: 1 | -1) => void
  /** From the map or the table: a resource, or nothing. */
  readonly select: (id: string | null) => void
  /** Opens the inspector on a resource, at a place in its JSON when one is named. */
  readonly inspect: (id: string, pointer: string | null) => void
  readonly setLevel: (nodeId: string, level: Level) => void
  readonly moveCamera: (camera: Camera) => void
  readonly clear: () => void
}

/** Leaving a finding puts the camera back where it was before the first one was framed. */
function useCameraMemory() {
  const before = useRef<Camera | null>(null)
  return useMemo(
    () => ({
      keep: (camera: Camera | null) => {
        before.current = camera
      },
      recall: () => before.current,
    }),
    [],
  )
}

export function useWorkspaceActions(state: ViewState, update: UpdateView, shown: readonly Finding[]) {
  const memory = useCameraMemory()
  const { asking, framed, start } = useAskingActions(state, update)
  const latest = useRef({ state, shown })
  latest.current = { state, shown }
  const actions = useMemo((): WorkspaceActions => {
    const selectFinding = (finding: Finding) => {
      const now = latest.current.state
      if (now.finding === null) memory.keep(now.camera)
      update({
        finding: finding.id,
        selection: finding.resource.id,
        pointer: null,
        panel: 'findings',
        camera: null,
        ask: null,
      })
    }
    const leaveFinding = () => {
      if (latest.current.state.finding === null) return
      update({ finding: null, selection: null, pointer: null, camera: memory.recall() })
    }
    return {
      ...asking,
      selectFinding,
      leaveFinding,
      stepFinding: (step) => {
        const next = stepFinding(latest.current.shown, latest.current.state.finding, step)
        if (next !== null) selectFinding(next)
      },
      select: (id) => {
        const { panel } = latest.current.state
        const opened = id === null || panel === 'none' || panel === 'ask' ? panel : 'inspector'
        update({ selection: id, finding: null, pointer: null, panel: opened })
      },
      inspect: (id, pointer) => update({ selection: id, pointer, panel: 'inspector' }),
      setLevel: (nodeId, level) => update({ levels: { ...latest.current.state.levels, [nodeId]: level } }),
      moveCamera: (camera) => update({ camera }),
      clear: () => {
        const now = latest.current.state
        if (now.finding !== null) leaveFinding()
        else update({ selection: null, pointer: null, ask: now.selection === null ? null : now.ask })
      },
    }
  }, [memory, update, asking])
  return { actions, framed, start }
}
