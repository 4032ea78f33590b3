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
 * @throws AppError `upload-incomplete` when it is shorter or longer than declared
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
    throw error
  }
}

function notAsDeclared(file: string, declared: number, received: number): AppError {
  const got = received > declared ? 'more than that came' : `only ${received} came`
  return new AppError('upload-incomplete', `The file was announced with ${declared} bytes, but ${got}.`, {
    file,
    remedy: 'Send it again; if it is still being written, wait until it is whole.',
  })
}
