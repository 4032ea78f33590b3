/** What a client says of the files it is about to send. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { nameSchema } from './change-snapshot.ts'
import type { IncomingFile } from './import-job.ts'

const PATH_MAX = 1024
const FILES_MAX = 50_000
/** The names of that many files. */
export const IMPORT_BODY_BYTES_MAX = 16 * 1024 * 1024

/** A path is a name to show and to infer from; it is never opened. */
export const importRequestSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        path: z
          .string()
          .min(1)
          .max(PATH_MAX)
          .regex(/^\P{Cc}+$/u),
        bytes: z.int().min(0),
      }),
    )
    .min(1)
    .max(FILES_MAX),
  name: nameSchema.optional(),
})

/** @throws AppError `bad-request` */
export function incomingFile(request: Request, query: URLSearchParams): IncomingFile {
  const path = query.get('path')
  if (path === null) throw new AppError('bad-request', 'The parameter path is missing.')
  const length = request.headers.get('content-length')
  return { path, length: length === null ? null : Number(length), body: request.body ?? nothing() }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
