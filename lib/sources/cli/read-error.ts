/** Failed calls as collectors write them down: denied is not the same as empty. */

import type { CollectionError } from '../../describe/document.ts'
import { isRawObject, ownValue, type RawObject } from '../../describe/project-value.ts'

export interface ReadError {
  readonly error: CollectionError
  readonly account: string | null
  readonly region: string | null
}

/** Botocore's sentence; also what ends up in a file when a script redirects both streams. */
const CLI_ERROR =
  /An error occurred \(([A-Za-z0-9.]{1,100})\) when calling the ([A-Za-z0-9]{1,100}) operation[^:\n]{0,100}: ?([^\n]{0,1000})/
const TEXT_MAX = 1_000

/**
 * `{ operation, code, message }` with or without capitals (describe documents, `errors.ndjson`), or boto3's
 * `{ Code, Message }`. Null when it tells no code.
 */
export function readError(raw: unknown, operation: string): ReadError | null {
  if (typeof raw === 'string') return errorOfText(raw, operation)
  if (!isRawObject(raw)) return null
  const message = text(raw, 'message')
  const said = message === null ? null : errorOfText(message, operation)
  const code = text(raw, 'code') ?? said?.error.code
  if (code === undefined) return null
  return {
    error: {
      operation: text(raw, 'operation') ?? said?.error.operation ?? operation,
      code,
      message: said?.error.message ?? message ?? '',
    },
    account: text(raw, 'account'),
    region: text(raw, 'region'),
  }
}

/** From the text the AWS CLI prints when a call fails; null when it is not such a text. */
export function errorOfText(head: string, operation: string): ReadError | null {
  const found = CLI_ERROR.exec(head)
  if (found === null) return null
  const [, code = '', name = operation, message = ''] = found
  return { error: { operation: name, code, message: message.trim() }, account: null, region: null }
}

/** Is this object a record of a failed call, and nothing else? */
export function isErrorRecord(value: RawObject): boolean {
  return text(value, 'operation') !== null && text(value, 'code') !== null
}

function text(raw: RawObject, name: string): string | null {
  const value = ownValue(raw, name) ?? ownValue(raw, name.charAt(0).toUpperCase() + name.slice(1))
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_MAX) : null
}
