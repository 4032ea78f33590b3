/**
 * The only way from a route to an answer. Access is decided here, inside the handler, for every request;
 * a test fails on a route that exports anything else.
 */

import { isAppError } from '../errors/app-error.ts'
import type { ShareSummary } from '../snapshots/snapshot.ts'
import { compressed } from './compressed.ts'
import { requireGuest } from './guest-session.ts'
import { errorFields } from './log.ts'
import { respondError } from './respond.ts'
import { requireSameSite } from './same-site.ts'
import { findServices, getServices, type Services } from './services.ts'
import { newId } from './tokens.ts'

export interface Call {
  readonly request: Request
  readonly url: URL
  /** Decoded parts of the path; a missing one reads as the empty string, which names nothing. */
  readonly param: (name: string) => string
  readonly services: Services
  readonly reference: string
}

export interface GuestCall extends Call {
  readonly share: ShareSummary
}

/**
 * `owner`: whoever reaches the loopback address; sign-in will be checked here. `guest`: the holder of an
 * opened share link, named by the path's `id`, and nobody else. `public`: anybody.
 */
export type Access = 'owner' | 'guest' | 'public'

interface RouteContext {
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>

/** Which access each handler asks for. Only what is made below is in here: so a test can prove nothing else is a route. */
const ACCESS = new WeakMap<RouteHandler, Access>()

/** Undefined for a function that was not made by `handle` or `handleGuest`. */
export function accessOf(handler: RouteHandler): Access | undefined {
  return ACCESS.get(handler)
}

export function handle(
  options: { readonly access: 'owner' | 'public' },
  answer: (call: Call) => Promise<Response>,
): RouteHandler {
  return guarded(options.access, async (call) => {
    const { method, headers } = call.request
    if (options.access === 'owner' || !isSafe(method)) requireSameSite(method, headers)
    return answer(call)
  })
}

/** The guest's own wrapper: the share is read from the database for every request. */
export function handleGuest(answer: (call: GuestCall) => Promise<Response>): RouteHandler {
  return guarded('guest', async (call) => {
    const { method, headers } = call.request
    requireSameSite(method, headers)
    const share = await requireGuest(call.services, call.param('id'), headers)
    return answer({ ...call, share })
  })
}

function guarded(access: Access, answer: (call: Call) => Promise<Response>): RouteHandler {
  const handler: RouteHandler = (request, context) => answered(request, context, answer)
  ACCESS.set(handler, access)
  return handler
}

async function answered(
  request: Request,
  context: RouteContext,
  answer: (call: Call) => Promise<Response>,
): Promise<Response> {
  const reference = request.headers.get('x-request-id') ?? newId()
  try {
    const params = await context.params
    const param = (name: string): string => {
      const value = params[name]
      return typeof value === 'string' ? decoded(value) : ''
    }
    const call = { request, url: new URL(request.url), param, services: getServices(), reference }
    return await compressed(request, await answer(call))
  } catch (error) {
    logFailure(error, request, reference)
    return respondError(error, reference)
  }
}

/** Expected failures are the client's affair; the rest goes to the log whole, and to the client not at all. */
function logFailure(error: unknown, request: Request, reference: string): void {
  if (isAppError(error) && error.code !== 'storage-failed' && error.code !== 'internal') return
  const { pathname } = new URL(request.url)
  findServices()?.log({ level: 'error', event: 'request-failed', reference, path: pathname, ...errorFields(error) })
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Next leaves some characters of a path part encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
