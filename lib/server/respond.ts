/** Every answer of the API is made here: one JSON shape for errors, nothing cached, nothing told that is not ours to tell. */

import { AppError, type ErrorCode, type ErrorPlace, isAppError } from '../errors/app-error.ts'

export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    readonly message: string
    readonly remedy: string | null
    readonly place: ErrorPlace
    /** Found again in the log; null where an answer must not differ from its like. */
    readonly reference: string | null
  }
}

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'bad-request': 400,
  'bad-query': 400,
  'bad-scope': 400,
  'upload-incomplete': 400,
  'share-secret-wrong': 400,
  forbidden: 403,
  'cross-site-request': 403,
  'not-found': 404,
  'share-not-available': 404,
  'settings-changed': 412,
  'payload-too-large': 413,
  'import-too-large': 413,
  'import-too-many-entries': 413,
  'host-not-allowed': 421,
  'analysis-too-large': 422,
  'rate-limited': 429,
  'storage-failed': 503,
  internal: 500,
}

/** Errors that look the same whatever is behind them. */
const MUTE: ReadonlySet<ErrorCode> = new Set(['share-not-available', 'share-secret-wrong'])

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? (code.startsWith('import-') ? 422 : 500)
}

/** What a person may read of an error. Anything that is not an `AppError` is a bug and is answered without its text. */
export function errorBody(error: unknown, reference: string): ErrorBody {
  const known = isAppError(error) ? error : unexpected()
  const { code, message, remedy, place } = known
  return { error: { code, message, remedy, place, reference: MUTE.has(code) ? null : reference } }
}

export function respondError(error: unknown, reference: string): Response {
  const body = errorBody(error, reference)
  const retry = body.error.code === 'rate-limited' ? { 'retry-after': '60' } : {}
  return Response.json(body, { status: statusOf(body.error.code), headers: { ...NO_STORE, ...retry } })
}

export function respondJson(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: NO_STORE })
}

/** JSON that is text already, as the analysis worker hands it over. */
export function respondJsonText(text: string): Response {
  return new Response(text, { headers: { ...NO_STORE, 'content-type': 'application/json' } })
}

/** As a download: a picture opened as a page of ours would be a page of ours. */
export function respondSvg(text: string): Response {
  const disposition = 'attachment; filename="portolan-map.svg"'
  return new Response(text, {
    headers: { ...NO_STORE, 'content-type': 'image/svg+xml', 'content-disposition': disposition },
  })
}

export function respondEmpty(status: 202 | 204): Response {
  return new Response(null, { status, headers: NO_STORE })
}

const NO_STORE = { 'cache-control': 'no-store' } as const

function unexpected(): AppError {
  return new AppError('internal', 'Something went wrong inside Portolan; nothing stored was changed by it.', {
    remedy: 'Try again; if it stays, report it with the reference, which is also in the log.',
  })
}
