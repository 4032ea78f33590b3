/**
 * The one error the product raises on purpose. A `code` is a page in `docs/errors/<code>.md`;
 * anything else that is thrown is a bug and is reported as one.
 */

export const ERROR_CODES = [
  'bad-request',
  'not-found',
  'forbidden',
  'host-not-allowed',
  'cross-site-request',
  'payload-too-large',
  'upload-incomplete',
  'rate-limited',
  'unsafe-bind',
  'data-directory-in-use',
  'data-directory-newer',
  'storage-failed',
  'usage',
  'bad-query',
  'bad-scope',
  'settings-changed',
  'build-missing',
  'import-empty',
  'import-not-readable',
  'import-no-resources',
  'import-not-json',
  'import-truncated',
  'import-table-output',
  'import-unknown-format',
  'import-other-format',
  'import-renamed-keys',
  'import-too-deep',
  'import-too-large',
  'import-too-many-entries',
  'import-archive-damaged',
  'import-archive-bomb',
  'import-archive-path',
  'import-encrypted',
  'import-forbidden-key',
  'import-encoding',
  'import-duplicate-id',
  'import-dangling-reference',
  'import-bad-element',
  'import-partial',
  'import-call-failed',
  'import-collected-nothing',
  'import-not-used',
  'import-number-kept-as-text',
  'analysis-too-large',
  'share-not-available',
  'share-secret-wrong',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** Where in the input something went wrong: the file as the user named it, and an RFC 6901 pointer into it. */
export interface ErrorPlace {
  readonly file?: string
  readonly pointer?: string
}

export interface AppErrorDetail extends ErrorPlace {
  /** What the user can do about it, as one sentence. */
  readonly remedy?: string
  readonly cause?: unknown
}

/** An expected failure: what happened, where, and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly place: ErrorPlace
  readonly remedy: string | null

  constructor(code: ErrorCode, message: string, detail: AppErrorDetail = {}) {
    super(message, { cause: detail.cause })
    this.code = code
    this.remedy = detail.remedy ?? null
    this.place = {
      ...(detail.file === undefined ? {} : { file: detail.file }),
      ...(detail.pointer === undefined ? {} : { pointer: detail.pointer }),
    }
  }
}

/**
 * Is it an error of ours? By shape, not by class: the same class is loaded twice, once by the process
 * and once in the bundle of the routes, and `instanceof` holds only within one of them.
 */
export function isAppError(error: unknown): error is AppError {
  if (!(error instanceof Error) || error.name !== 'AppError' || !('code' in error)) return false
  return ERROR_CODES.some((code) => code === error.code)
}
