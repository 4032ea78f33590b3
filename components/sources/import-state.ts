/** The stages of an import on screen, apart from the screen. */

import { problemOf } from '../shell/use-request.ts'
import type { ImportFile, ImportOutcome, ImportProgress } from '../shell/workspace-api.ts'

export type ImportState =
  | { readonly stage: 'idle' }
  | { readonly stage: 'running'; readonly progress: ImportProgress }
  | { readonly stage: 'ended'; readonly outcome: ImportOutcome }
  | { readonly stage: 'cancelled' }

/** Shown before the first byte is sent: progress is seen from the first second. */
export function beginning(files: readonly ImportFile[]): ImportProgress {
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

/** How it ended, for the reader: what was cancelled by hand is no failure, whatever the request threw. Never rejects. */
export function settled(running: Promise<ImportOutcome>, signal: AbortSignal): Promise<ImportState> {
  return running.then(
    (outcome): ImportState => ({ stage: 'ended', outcome }),
    (cause): ImportState =>
      signal.aborted
        ? { stage: 'cancelled' }
        : { stage: 'ended', outcome: { kind: 'failed', problem: problemOf(cause), files: [], notes: [] } },
  )
}
