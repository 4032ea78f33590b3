/** A JSON body, bounded before it is parsed and checked before it is used. */

import type { ZodType } from 'zod'
import { AppError } from '../errors/app-error.ts'

export const JSON_BYTES_MAX = 64 * 1024
const DEPTH_MAX = 16

/**
 * Reads at most `bytesMax` bytes and gives what the schema makes of them.
 * @throws AppError `payload-too-large`, or `bad-request` with a pointer to the field that is wrong
 */
export async function readJsonBody<T>(request: Request, schema: ZodType<T>, bytesMax = JSON_BYTES_MAX): Promise<T> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw badRequest('The body must be application/json.')
  const text = await readText(request, bytesMax)
  if (isDeeperThan(text, DEPTH_MAX)) throw badRequest(`The body is nested deeper than ${DEPTH_MAX} levels.`)
  const result = schema.safeParse(parse(text))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join('')
  throw new AppError('bad-request', `The body is not what was expected: ${issue?.message ?? 'invalid'}.`, { pointer })
}

async function readText(request: Request, bytesMax: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw badRequest('The body is not UTF-8.')
  }
}

/** Counts brackets outside of strings, in one pass, so that no parser's recursion is ever at the sender's mercy. */
export function isDeeperThan(text: string, max: number): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? ''
    if (char === '"') index = endOfString(text, index)
    depth += STEP[char] ?? 0
    if (depth > max) return true
  }
  return false
}

const STEP: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** Where the string that starts at `start` ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === '"') return index
  }
  return text.length
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The body is not JSON.')
  }
}

function badRequest(message: string): AppError {
  return new AppError('bad-request', message)
}

function tooLarge(bytesMax: number): AppError {
  return new AppError('payload-too-large', `The body is larger than ${bytesMax} bytes.`)
}
