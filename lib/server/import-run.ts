/** One import worker from start to end. */

import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors/app-error.ts'
import type { ImportProgress } from '../sources/cli/input-file.ts'
import type { ImportFailure, ImportMessage, ImportTask } from './import-task.ts'
import type { NewContent } from './snapshot-content.ts'

export type ImportRunResult =
  | { readonly kind: 'content'; readonly content: NewContent }
  | { readonly kind: 'failed'; readonly failure: ImportFailure }

export interface ImportRunOptions {
  readonly onProgress: (progress: ImportProgress) => void
  /** Aborting ends the thread at once. */
  readonly signal: AbortSignal
  /** What the thread may take; half of the machine and at most 6 GB unless told. */
  readonly heapMb?: number | undefined
  /** A stand-in for tests. */
  readonly workerUrl?: URL | undefined
}

/**
 * Half of the machine, and never more than this, before the thread is ended and the process lives on: a file
 * of a gigabyte takes about as much again. Reading leaves mostly short-lived text behind; a small room for
 * it is swept often and costs no time, where the default lets a hundred megabytes of it lie.
 */
const HEAP_MB_MAX = 6144
const YOUNG_MB = 12
const WORKER = new URL('./import-worker.ts', import.meta.url)

/**
 * Reads the files of a task.
 * @throws the signal's reason when aborted; `internal` when the thread broke
 */
export function runImport(task: ImportTask, options: ImportRunOptions): Promise<ImportRunResult> {
  const { onProgress, signal, heapMb = defaultHeapMb(), workerUrl = WORKER } = options
  const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB }
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(workerUrl, { workerData: task, resourceLimits })
    const stop = () => settle(() => reject(signal.reason))
    const settle = (finish: () => void) => {
      signal.removeEventListener('abort', stop)
      worker.removeAllListeners()
      // An error that a dying thread still throws has nobody left to tell.
      worker.on('error', () => {})
      void worker.terminate()
      finish()
    }
    signal.addEventListener('abort', stop)
    worker.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') onProgress(message.progress)
      else if (message.kind === 'broken') settle(() => reject(new Error(`import worker: ${message.detail}`)))
      else settle(() => resolve(message))
    })
    worker.on('error', (cause: NodeJS.ErrnoException) => settle(() => reject(threadFailure(cause))))
    worker.on('exit', () => settle(() => reject(new Error('The import worker ended without an answer.'))))
  })
}

function threadFailure(cause: NodeJS.ErrnoException): Error {
  if (cause.code !== 'ERR_WORKER_OUT_OF_MEMORY') return cause
  return new AppError('import-too-large', 'The files need more memory than an import may use.', {
    remedy: 'Import fewer accounts or regions at a time.',
    cause,
  })
}

function defaultHeapMb(): number {
  return Math.min(HEAP_MB_MAX, Math.floor(totalmem() / 2 / 1024 / 1024))
}
