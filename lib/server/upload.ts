/** One uploaded file: streamed to disk as it comes, and counted as it comes. Never held in memory, never parsed here. */

import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors/app-error.ts'

export interface Upload {
  /** As the user named it; for messages only, never a path on our disk. */
  readonly path: string
  /** Where it goes. */
  readonly target: string
  readonly declaredBytes: number
  readonly body: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
}

/**
 * Writes the body beside its place and moves it there when all of it has come.
 * @throws AppError `upload-incomplete` when it is shorter or longer than declared, `storage-failed` when the
 * disk does not take it
 */
export async function receiveUpload({ path, target, declaredBytes, body, signal }: Upload): Promise<void> {
  const partial = `${target}.part`
  let received = 0
  try {
    await pipeline(
      body,
      async function* counted(chunks) {
        for await (const chunk of chunks) {
          received += chunk.byteLength
          if (received > declaredBytes) throw notAsDeclared(path, declaredBytes, received)
          yield chunk
        }
      },
      createWriteStream(partial, { mode: 0o600 }),
      { signal },
    )
    if (received !== declaredBytes) throw notAsDeclared(path, declaredBytes, received)
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { force: true })
    throw isOfTheDisk(error) ? notWritten(path, error) : error
  }
}

/** What writing can meet through no fault of the sender; a body that breaks off has codes of its own. */
const DISK_CODES = new Set([
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOENT',
  'EMFILE',
  'ENFILE',
  'EFBIG',
])

function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && DISK_CODES.has(error.code)
}

function notWritten(file: string, cause: unknown): AppError {
  return new AppError('storage-failed', 'The file could not be written to the data directory.', {
    file,
    remedy: 'Check that its disk is not full and that this account may write to it; the log has the cause.',
    cause,
  })
}

function notAsDeclared(file: string, declared: number, received: number): AppError {
  const got = received > declared ? 'more than that came' : `only ${received} came`
  return new AppError('upload-incomplete', `The file was announced with ${declared} bytes, but ${got}.`, {
    file,
    remedy: 'Send it again; if it is still being written, wait until it is whole.',
  })
}
