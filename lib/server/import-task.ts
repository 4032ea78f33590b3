/** What goes into the import worker and what comes out: plain values, so they survive the crossing. */

import type { FileReport, ImportNote } from '../describe/document.ts'
import type { ErrorCode, ErrorPlace } from '../errors/app-error.ts'
import type { ImportLimits } from '../sources/cli/import-limits.ts'
import type { ImportProgress } from '../sources/cli/input-file.ts'
import type { NewContent } from './snapshot-content.ts'

export interface ImportTask {
  readonly files: readonly {
    /** As the user named it. */
    readonly path: string
    /** Where it lies. */
    readonly diskPath: string
    readonly bytes: number
  }[]
  readonly limits: ImportLimits
}

/** An error taken apart: classes do not cross between threads. */
export interface PlainError {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string | null
  readonly place: ErrorPlace
}

export interface ImportFailure {
  readonly error: PlainError
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
}

export type ImportMessage =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'content'; readonly content: NewContent }
  | { readonly kind: 'failed'; readonly failure: ImportFailure }
  /** Not an expected failure: `detail` is for the log. */
  | { readonly kind: 'broken'; readonly detail: string }
