/** One import from the first byte to the stored snapshot. */

import { randomInt } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { type EventLog, eventLog } from './event-log.ts'
import { receiveUpload } from './upload.ts'

export interface DeclaredFile {
  /** As the user named it, with `/` between its parts. */
  readonly path: string
  readonly bytes: number
}

interface JobFile extends DeclaredFile {
  /** Our own name for it: nothing the user typed becomes a path. */
  readonly diskPath: string
  state: 'awaited' | 'arriving' | 'here'
}

export type JobState = 'uploading' | 'queued' | 'reading' | 'storing' | 'done' | 'failed' | 'cancelled'

export interface ImportJob {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly files: ReadonlyMap<string, JobFile>
  readonly events: EventLog
  readonly cancellation: AbortController
  state: JobState
  touchedAt: number
}

export interface NewJob {
  readonly id: string
  readonly name: string | null
  readonly folder: string
  readonly files: readonly DeclaredFile[]
}

/** @throws AppError `bad-request` when two files have one name */
export async function openJob({ id, name, folder, files }: NewJob, now: number): Promise<ImportJob> {
  const byPath = new Map<string, JobFile>()
  for (const [index, file] of files.entries()) {
    if (byPath.has(file.path)) throw new AppError('bad-request', 'Two files have the same name.', { file: file.path })
    byPath.set(file.path, { ...file, diskPath: join(folder, `${index}.upload`), state: 'awaited' })
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    id,
    name: name ?? nameOf(files),
    folder,
    files: byPath,
    events: eventLog(),
    cancellation: new AbortController(),
    state: 'uploading',
    touchedAt: now,
  }
}

export interface IncomingFile {
  readonly path: string
  /** `Content-Length`, when the client sent one. */
  readonly length: number | null
  readonly body: AsyncIterable<Uint8Array>
}

/** @throws AppError `bad-request`, `upload-incomplete` */
export async function receiveFile(job: ImportJob, { path, length, body }: IncomingFile): Promise<void> {
  const file = job.files.get(path)
  if (job.state !== 'uploading') throw new AppError('bad-request', 'This import takes no more files.')
  if (!file) throw new AppError('bad-request', 'This file was not announced when the import began.', { file: path })
  if (file.state === 'arriving') throw new AppError('bad-request', 'This file is being sent already.', { file: path })
  if (length !== null && length !== file.bytes) {
    throw new AppError(
      'upload-incomplete',
      `The file was announced with ${file.bytes} bytes, but ${length} are sent.`,
      {
        file: path,
        remedy: 'Choose it again: it changed after it was chosen.',
      },
    )
  }
  file.state = 'arriving'
  try {
    const { diskPath: target, bytes: declaredBytes } = file
    await receiveUpload({ path, target, declaredBytes, body, signal: job.cancellation.signal })
    file.state = 'here'
  } finally {
    if (file.state === 'arriving') file.state = 'awaited'
  }
}

/** @throws AppError `upload-incomplete` naming the first file that is not here */
export function requireAllFiles(job: ImportJob): void {
  const missing = [...job.files.values()].find(({ state }) => state !== 'here')
  if (!missing) return
  throw new AppError('upload-incomplete', 'Not every announced file has arrived.', {
    file: missing.path,
    remedy: 'Send it again before starting the import.',
  })
}

/** Removes what was uploaded; a folder that is in use by a dying thread is retried by the system a few times. */
export async function discardFiles(job: ImportJob): Promise<void> {
  await rm(job.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 + randomInt(50) })
}

/** The folder or file that was dropped, else how many there were. */
function nameOf(files: readonly DeclaredFile[]): string {
  const roots = new Set(files.map(({ path }) => path.split('/')[0] ?? path))
  const [root] = roots
  return roots.size === 1 && root !== undefined && root !== '' ? root.slice(0, 200) : `${files.length} files`
}
