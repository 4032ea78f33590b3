/** What a reader is given, and what it tells while it reads. */

import type { ImportLimits } from './import-limits.ts'

/** One file as the user named it: a path below what was dropped, with `/` between its parts. */
export interface InputFile {
  readonly path: string
  /** Size where it is known; null for a stream. */
  readonly bytes: number | null
  /** Where it lies on disk, so that a `.zip` is read in place and not into memory. */
  readonly diskPath?: string
  /** May be called more than once; each call starts at the first byte. */
  open(): AsyncIterable<Uint8Array>
}

export interface ImportProgress {
  readonly phase: 'reading' | 'merging'
  readonly filesDone: number
  /** Null until every file has been named. */
  readonly filesTotal: number | null
  /** Bytes of the files as given, before unpacking. */
  readonly bytesDone: number
  readonly bytesTotal: number | null
  /** Elements read so far, before equal ones are merged. */
  readonly resources: number
  readonly currentFile: string | null
}

export interface ReadOptions {
  readonly limits: ImportLimits
  readonly onProgress?: (progress: ImportProgress) => void
  readonly signal?: AbortSignal
}
