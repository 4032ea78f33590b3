/** All imports of this process: at most two are read at once, the others wait their turn. */

import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from '../sources/cli/import-limits.ts'
import type { ImportProgress } from '../sources/cli/input-file.ts'
import type { EventLog } from './event-log.ts'
import {
  type DeclaredFile,
  discardFiles,
  type ImportJob,
  type IncomingFile,
  openJob,
  receiveFile,
  requireAllFiles,
} from './import-job.ts'
import { type ImportRunOptions, runImport } from './import-run.ts'
import type { ImportFailure } from './import-task.ts'
import { errorFields, type Log } from './log.ts'
import { errorBody } from './respond.ts'
import type { NewContent } from './snapshot-content.ts'
import { newId } from './tokens.ts'

const READ_AT_ONCE = 2
/** Imports that are neither done nor failed; each may hold a gigabyte of disk. */
const OPEN_MAX = 8
/** An upload nobody touched for this long is given up. */
const IDLE_MS = 30 * 60_000
/** How long the outcome of a finished import can be asked for. */
const REMEMBERED_MS = 60 * 60_000

export interface Imports {
  /** @throws AppError `rate-limited`, `import-too-large`, `bad-request` */
  create(files: readonly DeclaredFile[], name: string | null): Promise<string>
  /** @throws AppError `not-found`, `bad-request`, `upload-incomplete` */
  receive(id: string, file: IncomingFile): Promise<void>
  /** @throws AppError `not-found`, `bad-request`, `upload-incomplete` */
  start(id: string): void
  /** @throws AppError `not-found` */
  events(id: string): EventLog
  /** @throws AppError `not-found` */
  cancel(id: string): Promise<void>
  /** Ends every job and every stream. */
  close(): Promise<void>
}

export interface ImportsOptions extends Pick<ImportRunOptions, 'heapMb' | 'workerUrl'> {
  /** A folder that is ours alone; whatever an earlier process left there is removed. */
  readonly folder: string
  readonly store: (content: NewContent, name: string) => Promise<SnapshotSummary>
  readonly now: () => Date
  readonly log: Log
  readonly limits?: ImportLimits
}

export async function openImports(options: ImportsOptions): Promise<Imports> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  for (const left of await readdir(options.folder))
    await rm(join(options.folder, left), { recursive: true, force: true })
  const jobs = new Map<string, ImportJob>()
  const queue: ImportJob[] = []
  const now = () => options.now().getTime()
  const running = () => [...jobs.values()].filter(({ state }) => state === 'reading' || state === 'storing').length

  const next = () => {
    if (running() >= READ_AT_ONCE) return
    const job = queue.shift()
    if (!job) return
    job.state = 'reading'
    void runJob(job, options).finally(() => {
      job.touchedAt = now()
      next()
    })
  }
  const cancel = async (job: ImportJob) => {
    if (queue.includes(job)) queue.splice(queue.indexOf(job), 1)
    if (!isOver(job)) job.state = 'cancelled'
    job.cancellation.abort(new AppError('bad-request', 'The import was cancelled.'))
    job.events.end()
    await discardFiles(job)
  }
  const forgetOld = async () => {
    for (const job of jobs.values()) {
      const idle = now() - job.touchedAt
      if (isOver(job) ? idle > REMEMBERED_MS : job.state === 'uploading' && idle > IDLE_MS) {
        jobs.delete(job.id)
        await cancel(job)
      }
    }
  }
  const find = (id: string): ImportJob => {
    const job = jobs.get(id)
    if (!job || job.state === 'cancelled') throw new AppError('not-found', 'There is no such import.')
    job.touchedAt = now()
    return job
  }

  return {
    async create(files, name) {
      await forgetOld()
      const id = newId()
      const unfinished = [...jobs.values()].filter((job) => !isOver(job)).length
      requireRoom(files, unfinished, options.limits ?? DEFAULT_IMPORT_LIMITS)
      jobs.set(id, await openJob({ id, name, folder: join(options.folder, id), files }, now()))
      return id
    },
    receive: (id, file) => receiveFile(find(id), file),
    start(id) {
      const job = find(id)
      if (job.state !== 'uploading') throw new AppError('bad-request', 'This import has been started already.')
      requireAllFiles(job)
      job.state = 'queued'
      job.events.append('progress', startProgress(job))
      queue.push(job)
      next()
    },
    events: (id) => find(id).events,
    async cancel(id) {
      await cancel(find(id))
      jobs.delete(id)
    },
    async close() {
      await Promise.all([...jobs.values()].map(cancel))
      jobs.clear()
    },
  }
}

function requireRoom(files: readonly DeclaredFile[], unfinished: number, limits: ImportLimits): void {
  if (unfinished >= OPEN_MAX) {
    throw new AppError('rate-limited', `${OPEN_MAX} imports are under way already.`, {
      remedy: 'Wait until one is done, or cancel one.',
    })
  }
  if (files.length > limits.entries) {
    throw new AppError('import-too-many-entries', `An import takes ${limits.entries} files; these are ${files.length}.`)
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (bytes > limits.inflatedBytes) {
    throw new AppError('import-too-large', `An import takes ${limits.inflatedBytes} bytes; these are ${bytes}.`, {
      remedy: 'Import fewer accounts or regions at a time.',
    })
  }
}

/** Never rejects: whatever happens becomes the job's last event. */
async function runJob(job: ImportJob, options: ImportsOptions): Promise<void> {
  const { heapMb, workerUrl } = options
  const tell = (progress: ImportProgress) => job.events.append('progress', { ...progress, ...totalsOf(job, progress) })
  try {
    const task = { files: [...job.files.values()], limits: options.limits ?? DEFAULT_IMPORT_LIMITS }
    const result = await runImport(task, { onProgress: tell, signal: job.cancellation.signal, heapMb, workerUrl })
    if (result.kind === 'failed') return fail(job, result.failure)
    job.state = 'storing'
    job.events.append('progress', {
      ...startProgress(job),
      phase: 'storing',
      resources: result.content.resourceCount,
      ...allDone(job),
    })
    const { id: snapshotId } = await options.store(result.content, job.name)
    job.state = 'done'
    const { files, notes } = result.content
    job.events.append('done', { snapshotId, files, notes })
  } catch (error) {
    if (job.cancellation.signal.aborted) return
    const reference = newId()
    if (!isAppError(error) || error.cause !== undefined) {
      options.log({ level: 'error', event: 'import-failed', reference, ...errorFields(error) })
    }
    fail(job, { ...errorBody(error, reference), files: [], notes: [] })
  } finally {
    job.events.end()
    await discardFiles(job).catch((error) =>
      options.log({ level: 'warning', event: 'import-folder-left', ...errorFields(error) }),
    )
  }
}

function fail(job: ImportJob, failure: ImportFailure): void {
  job.state = 'failed'
  job.events.append('failed', failure)
}

function isOver({ state }: ImportJob): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

function startProgress(job: ImportJob) {
  return { phase: 'reading', filesDone: 0, bytesDone: 0, resources: 0, currentFile: null, ...knownTotals(job) }
}

function knownTotals(job: ImportJob) {
  const files = [...job.files.values()]
  return { filesTotal: files.length, bytesTotal: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function allDone(job: ImportJob) {
  const { filesTotal, bytesTotal } = knownTotals(job)
  return { filesDone: filesTotal, bytesDone: bytesTotal }
}

/** The reader knows better once it has looked into the archives. */
function totalsOf(job: ImportJob, { filesTotal, bytesTotal }: ImportProgress) {
  const known = knownTotals(job)
  return { filesTotal: filesTotal ?? known.filesTotal, bytesTotal: bytesTotal ?? known.bytesTotal }
}
