/** The analysis worker as the server sees it: questions in, text out, and never a blocked event loop. */

import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors/app-error.ts'
import type { SnapshotStore } from '../snapshots/store.ts'
import type { AnalysisReply, AnalysisRequest, Question, WaiversInUse } from './analysis-question.ts'
import { DEFAULTS_IN_USE, type SettingsInUse } from './settings-in-use.ts'

export interface Analysis {
  /**
   * The answer as text, JSON or SVG.
   * @throws AppError `not-found` when there is no such snapshot or resource, `analysis-too-large` when the
   * answer takes more memory or time than there is, `rate-limited`
   */
  ask(snapshotId: string, question: Question): Promise<string>
  close(): Promise<void>
}

export interface AnalysisOptions {
  readonly store: Pick<SnapshotStore, 'readShards'>
  /** What findings are judged by at the moment a question is asked; the defaults unless told. */
  readonly settings?: () => SettingsInUse
  /** What the team waived at that moment; nothing unless told. */
  readonly waived?: () => WaiversInUse
  /** How long the worker may think about one question before it is ended; the next gets a new worker. */
  readonly timeoutMs?: number
  /** What the worker may take before it is ended; half of the machine and at most 8 GB unless told. */
  readonly heapMb?: number
  /** A stand-in for tests. */
  readonly workerUrl?: URL
}

const NOTHING_WAIVED: WaiversInUse = { waivers: [], today: '' }
const TIMEOUT_MS = 120_000
/** Questions under way; more wait at the door with an error, not in memory. */
const PENDING_MAX = 200
const HEAP_MB_MAX = 8192
const WORKER = new URL('./analysis-worker.ts', import.meta.url)

export function openAnalysis(options: AnalysisOptions): Analysis {
  const desk = new AnalysisDesk(options)
  return { ask: (snapshotId, question) => desk.ask(snapshotId, question), close: async () => desk.close() }
}

interface Pending {
  readonly request: AnalysisRequest
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * One worker, and one question at a time: it could think about only one anyway, and so whatever ends it
 * belongs to that question. The others wait here and go to the next worker.
 */
class AnalysisDesk {
  readonly #options: AnalysisOptions
  readonly #pending = new Map<number, Pending>()
  #waiting: AnalysisRequest[] = []
  /** The question the worker thinks about. */
  #thought: number | null = null
  #worker: Worker | null = null
  #watch: NodeJS.Timeout | undefined
  #sequence = 0

  constructor(options: AnalysisOptions) {
    this.#options = options
  }

  ask(snapshotId: string, question: Question): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#pending.size >= PENDING_MAX) throw new AppError('rate-limited', 'Too many questions at once.')
      this.#sequence += 1
      const judgedBy = this.#options.settings?.() ?? DEFAULTS_IN_USE
      const waived = this.#options.waived?.() ?? NOTHING_WAIVED
      const request = { sequence: this.#sequence, snapshotId, question, judgedBy, waived, shards: null }
      this.#pending.set(request.sequence, { request, resolve, reject })
      this.#give(request)
    })
  }

  close(): void {
    const closing = new AppError('internal', 'The server is shutting down.')
    this.#waiting = []
    this.#dismiss()
    for (const sequence of [...this.#pending.keys()]) this.#take(sequence)?.reject(closing)
  }

  #give(request: AnalysisRequest): void {
    this.#waiting.push(request)
    this.#next()
  }

  #next(): void {
    if (this.#thought !== null) return
    const request = this.#waiting.shift()
    if (!request) return
    const { timeoutMs = TIMEOUT_MS } = this.#options
    this.#worker ??= this.#startWorker()
    this.#thought = request.sequence
    this.#watch = setTimeout(() => this.#replace(tooLarge(SLOW)), timeoutMs)
    this.#worker.ref()
    this.#worker.postMessage(request)
  }

  #hear(message: AnalysisReply): void {
    clearTimeout(this.#watch)
    this.#thought = null
    if (message.kind === 'needs-shards') void this.#sendShards(message.sequence)
    else {
      const asked = this.#take(message.sequence)
      if (message.kind === 'answer') asked?.resolve(message.text)
      else asked?.reject(refusal(message))
    }
    this.#next()
  }

  async #sendShards(sequence: number): Promise<void> {
    const asked = this.#pending.get(sequence)
    if (!asked) return
    try {
      const shards = await this.#options.store.readShards(asked.request.snapshotId)
      if (shards === null) throw new AppError('not-found', 'There is no such snapshot.')
      if (this.#pending.has(sequence)) this.#give({ ...asked.request, shards })
    } catch (error) {
      this.#take(sequence)?.reject(error)
    }
  }

  /** The question is settled; without one the worker keeps no process alive. */
  #take(sequence: number): Pending | undefined {
    const found = this.#pending.get(sequence)
    this.#pending.delete(sequence)
    if (this.#pending.size === 0) this.#worker?.unref()
    return found
  }

  #startWorker(): Worker {
    const { workerUrl = WORKER, heapMb = defaultHeapMb() } = this.#options
    const worker = new Worker(workerUrl, { resourceLimits: { maxOldGenerationSizeMb: heapMb } })
    worker.on('message', (message: AnalysisReply) => this.#hear(message))
    worker.on('error', (cause) => this.#replace(deathOf(cause)))
    worker.on('exit', () => this.#replace(new Error('The analysis worker ended.')))
    return worker
  }

  #replace(error: Error): void {
    const guilty = this.#thought
    this.#dismiss()
    if (guilty !== null) this.#take(guilty)?.reject(error)
    this.#next()
  }

  #dismiss(): void {
    const ended = this.#worker
    this.#worker = null
    this.#thought = null
    clearTimeout(this.#watch)
    ended?.removeAllListeners()
    ended?.on('error', () => {})
    void ended?.terminate()
  }
}

function refusal(message: Exclude<AnalysisReply, { kind: 'answer' | 'needs-shards' }>): Error {
  if (message.kind === 'nothing') return new AppError('not-found', 'The snapshot has no such resource.')
  if (message.kind === 'failed') return new Error(`analysis worker: ${message.detail}`)
  return tooLarge('What there is to show of this snapshot is longer than a page can hold.')
}

const SLOW = 'Reading this snapshot takes longer than one question may.'

function deathOf(cause: NodeJS.ErrnoException): Error {
  if (cause.code !== 'ERR_WORKER_OUT_OF_MEMORY') return new Error('The analysis worker failed.', { cause })
  return tooLarge('Reading this snapshot takes more memory than there is.', cause)
}

function tooLarge(message: string, cause?: unknown): AppError {
  const remedy = 'Import fewer accounts or regions at a time, or use a machine with more memory.'
  return new AppError('analysis-too-large', message, { remedy, cause })
}

function defaultHeapMb(): number {
  return Math.min(HEAP_MB_MAX, Math.floor(totalmem() / 2 / 1024 / 1024))
}
