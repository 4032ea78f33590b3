'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { problemOf } from '../shell/use-request.ts'
import type { ImportFile, ImportOutcome, ImportProgress, OwnerApi } from '../shell/workspace-api.ts'

export type ImportState =
  | { readonly stage: 'idle' }
  | { readonly stage: 'running'; readonly progress: ImportProgress }
  | { readonly stage: 'ended'; readonly outcome: ImportOutcome }
  | { readonly stage: 'cancelled' }

export interface ImportControl {
  readonly state: ImportState
  readonly start: (files: readonly ImportFile[]) => void
  readonly cancel: () => void
  /** Back to the doors. */
  readonly dismiss: () => void
}

const IDLE: ImportState = { stage: 'idle' }

/** Shown before the first byte is sent: progress is seen from the first second. */
function beginning(files: readonly ImportFile[]): ImportProgress {
  const bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0)
  return {
    phase: 'uploading',
    filesDone: 0,
    filesTotal: files.length,
    bytesDone: 0,
    bytesTotal,
    resources: 0,
    currentFile: null,
  }
}

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
      void owner
        .importFiles(files, onProgress, controller.signal)
        .then(
          (outcome): ImportState => ({ stage: 'ended', outcome }),
          (cause): ImportState =>
            controller.signal.aborted
              ? { stage: 'cancelled' }
              : { stage: 'ended', outcome: { kind: 'failed', problem: problemOf(cause), files: [], notes: [] } },
        )
        .then((ended) => {
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
