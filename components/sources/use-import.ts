'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportFile, ImportProgress, OwnerApi } from '../shell/workspace-api.ts'
import { beginning, type ImportState, settled } from './import-state.ts'

export interface ImportControl {
  readonly state: ImportState
  readonly start: (files: readonly ImportFile[]) => void
  readonly cancel: () => void
  /** Back to the doors. */
  readonly dismiss: () => void
}

const IDLE: ImportState = { stage: 'idle' }

/** One import at a time. Leaving the page cancels it. */
export function useImport(owner: OwnerApi, onStored: () => void): ImportControl {
  const [state, setState] = useState<ImportState>(IDLE)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = useCallback(
    (files: readonly ImportFile[]) => {
      if (running.current !== null || files.length === 0) return
      const controller = new AbortController()
      running.current = controller
      setState({ stage: 'running', progress: beginning(files) })
      const onProgress = (progress: ImportProgress) => {
        if (!controller.signal.aborted) setState({ stage: 'running', progress })
      }
      const outcome = owner.importFiles(files, onProgress, controller.signal)
      void settled(outcome, controller.signal).then((ended) => {
        running.current = null
        setState(ended)
        if (ended.stage === 'ended' && ended.outcome.kind === 'done') onStored()
      })
    },
    [owner, onStored],
  )
  const cancel = useCallback(() => running.current?.abort(), [])
  const dismiss = useCallback(() => setState(IDLE), [])
  return { state, start, cancel, dismiss }
}
