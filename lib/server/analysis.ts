/** The analysis worker as the server sees it: questions in, text out, and never a blocked event loop. */

import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors/app-error.ts'
import type { SnapshotStore } from '../snapshots/store.ts'
import type { AnalysisReply, AnalysisRequest, Question } from './analysis-question.ts'

export interface Analysis {
  /**
   * The answer as text, JSON or SVG.
   * @throws AppError `not-found` when there is no such snapshot or resource
   */
  ask(snapshotId: string, question: Question): Promise<string>
  close(): Promise<void>
}

export interface AnalysisOptions {
  readonly store: Pick<SnapshotStore, 'readShards'>
  /** A question that takes longer has met a bug; the worker is ended and the next question starts a new one. */
  readonly timeoutMs?: number
  /** A stand-in for tests. */
  readonly workerUrl?: URL
}

const TIMEOUT_MS = 120_000
/** Questions under way; more wait at the door with an error, not in memory. */
const PENDING_MAX = 200

interface Pending {
  readonly request: AnalysisRequest
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

export function openAnalysis({ store, timeoutMs = TIMEOUT_MS, workerUrl = WORKER }: AnalysisOptions): Analysis {
  const pending = new Map<number, Pending>()
  let worker: Worker | null = null
  let sequence = 0

  const settle = (id: number): Pending | undefined => {
    const found = pending.get(id)
    if (found) clearTimeout(found.timer)
    pending.delete(id)
    if (pending.size === 0) worker?.unref()
    return found
  }
  const abandon = (error: Error) => {
    const ended = worker
    worker = null
    for (const id of [...pending.keys()]) settle(id)?.reject(error)
    ended?.removeAllListeners()
    ended?.on('error', () => {})
    void ended?.terminate()
  }
  const send = (request: AnalysisRequest) => {
    worker ??= startWorker(workerUrl, { reply, abandon })
    worker.ref()
    worker.postMessage(request)
  }
  const sendShards = async ({ request, reject }: Pending) => {
    try {
      const shards = await store.readShards(request.snapshotId)
      if (!pending.has(request.sequence)) return
      if (shards === null) throw new AppError('not-found', 'There is no such snapshot.')
      send({ ...request, shards })
    } catch (error) {
      settle(request.sequence)
      reject(error)
    }
  }
  function reply(message: AnalysisReply): void {
    const asked = pending.get(message.sequence)
    if (!asked) return
    if (message.kind === 'needs-shards') {
      void sendShards(asked)
      return
    }
    settle(message.sequence)
    if (message.kind === 'answer') asked.resolve(message.text)
    else if (message.kind === 'nothing') asked.reject(new AppError('not-found', 'The snapshot has no such resource.'))
    else asked.reject(new Error(`analysis worker: ${message.detail}`))
  }

  return {
    ask: (snapshotId, question) =>
      new Promise((resolve, reject) => {
        if (pending.size >= PENDING_MAX) throw new AppError('rate-limited', 'Too many questions at once.')
        const request = { sequence: ++sequence, snapshotId, question, shards: null }
        const timer = setTimeout(() => abandon(new Error('The analysis took too long and was ended.')), timeoutMs)
        pending.set(request.sequence, { request, resolve, reject, timer })
        send(request)
      }),
    close: async () => abandon(new AppError('internal', 'The server is shutting down.')),
  }
}

const WORKER = new URL('./analysis-worker.ts', import.meta.url)
const HEAP_MB_MAX = 8192

interface WorkerEvents {
  readonly reply: (message: AnalysisReply) => void
  readonly abandon: (error: Error) => void
}

/** A worker that dies takes its questions with it, each answered with the reason; the process lives on. */
function startWorker(url: URL, { reply, abandon }: WorkerEvents): Worker {
  const heapMb = Math.min(HEAP_MB_MAX, Math.floor(totalmem() / 2 / 1024 / 1024))
  const worker = new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  worker.on('message', reply)
  worker.on('error', (cause) => abandon(new Error('The analysis worker failed.', { cause })))
  worker.on('exit', () => abandon(new Error('The analysis worker ended.')))
  return worker
}
