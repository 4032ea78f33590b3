/** One call to its last page. */

import type { CallStatus } from '../../describe/collection-report.ts'
import { AwsCallError, type AwsSession } from './aws-session.ts'
import type { AwsCall } from './calls/aws-call.ts'
import { plainOutput } from './plain-answer.ts'

export interface Question {
  readonly call: AwsCall
  /** The Region whose endpoint answers. */
  readonly region: string
  /** Without page size and token. */
  readonly input: Readonly<Record<string, unknown>>
}

export interface CallFailure {
  readonly status: Exclude<CallStatus, 'done'>
  readonly code: string
  readonly message: string
}

export interface AskedPages {
  readonly pages: number
  readonly attempts: number
  /** Null: it was answered to the end. */
  readonly failure: CallFailure | null
}

export interface Asking {
  readonly session: AwsSession
  readonly signal: AbortSignal
  /** Given each page in the CLI's shape. */
  readonly onPage: (output: Readonly<Record<string, unknown>>) => void
}

/**
 * Asks page after page. A refusal, and a token that AWS gave before, end it: what was read stays read.
 * @throws what the signal was aborted with, and anything that is no answer of AWS
 */
export async function askPages(question: Question, { session, signal, onPage }: Asking): Promise<AskedPages> {
  const tokens = new Set<string>()
  let token: string | null = null
  let pages = 0
  let attempts = 0
  for (;;) {
    signal.throwIfAborted()
    try {
      const answer = await session.send(requestOf(question, token), signal)
      const output = plainOutput(answer.output)
      attempts += answer.attempts
      pages += 1
      onPage(output)
      token = nextToken(question.call, output)
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error
      return { pages, attempts: attempts + error.attempts, failure: failureOf(error, pages) }
    }
    if (token === null) return { pages, attempts, failure: null }
    if (tokens.has(token)) return { pages, attempts, failure: REPEATED }
    tokens.add(token)
  }
}

const REPEATED: CallFailure = {
  status: 'truncated',
  code: 'RepeatedToken',
  message: 'AWS gave a page token a second time, so the pages would never end.',
}

function requestOf({ call, region, input }: Question, token: string | null) {
  const { service, operation, paging } = call
  const asked: Record<string, unknown> = {}
  if (paging && paging.size !== null) asked[paging.size] = paging.limit
  Object.assign(asked, input)
  if (paging && token !== null) asked[paging.token] = token
  return { service, operation, region, input: asked }
}

function nextToken({ paging }: AwsCall, output: Readonly<Record<string, unknown>>): string | null {
  const token = paging ? output[paging.next] : undefined
  return typeof token === 'string' && token !== '' ? token : null
}

function failureOf({ status, code, message }: AwsCallError, pages: number): CallFailure {
  return { status: pages > 0 ? 'truncated' : status, code, message: steadyMessage(message) }
}

const MESSAGE_MAX = 500

/**
 * The message without what differs each time it is said: an unchanged refusal must leave an unchanged document.
 * Source: IAM guide, "Troubleshooting access denied error messages"; EC2 guide, "Decode authorization messages".
 */
export function steadyMessage(message: string): string {
  return message
    .replace(/\s*Encoded authorization failure message: \S+/g, '')
    .replace(/(:assumed-role\/[^/\s]+)\/[^\s'"]+/g, '$1')
    .replace(/\s*[;(,]?\s*Request ?ID: [0-9a-f-]+\)?/gi, '')
    .slice(0, MESSAGE_MAX)
}
