/** One request to our own server and what can go wrong with it. Runs in the browser only. */

import type { Problem } from '../components/shell/workspace-api.ts'
import { RequestFailed } from '../components/shell/workspace-api.ts'

/** Browsers do not let another site set it, so with it a request is known to be ours. */
export const REQUEST_HEADER = { 'x-portolan-request': '1' } as const

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Reads an error body; a body that is not ours (a proxy's page) still becomes a sentence. */
export function readProblem(body: unknown, status: number): Problem {
  const error = recordOf(recordOf(body)['error'])
  const place = recordOf(error['place'])
  return {
    code: textOf(error['code']) ?? 'internal',
    message: textOf(error['message']) ?? `The server answered ${status} without saying why.`,
    remedy: textOf(error['remedy']),
    file: textOf(place['file']),
    pointer: textOf(place['pointer']),
    reference: textOf(error['reference']),
  }
}

const NOT_ANSWERED: Problem = {
  code: 'internal',
  message: 'The server does not answer.',
  remedy: 'Check that Portolan is still running, then try again.',
  file: null,
  pointer: null,
  reference: null,
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  /** The version that is replaced, and no other. */
  readonly ifVersion?: string
  readonly signal?: AbortSignal
}

async function send(path: string, { method = 'GET', body, ifVersion, signal }: Request): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        ...(method === 'GET' ? {} : REQUEST_HEADER),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifVersion === undefined ? {} : { 'if-match': `"${ifVersion}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new RequestFailed(NOT_ANSWERED)
  }
}

/** Sends and reads JSON. The server is ours and of the same version, so the shape it promises is taken as given. */
export async function call<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request)
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok) throw new RequestFailed(readProblem(body, response.status))
  return body as T
}
