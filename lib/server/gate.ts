/**
 * What every request passes before anything else sees it, and every answer before it leaves: pages, API,
 * static files and errors alike. It stands in front of Next, not inside it: a proxy within Next has been
 * gone round five times in one year, and cuts large uploads short.
 */

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { AppError } from '../errors/app-error.ts'
import { type AllowedHosts, hostName, isAllowedHost, isLoopback } from './allowed-hosts.ts'
import { ENCODING_HEADER } from './compressed.ts'
import { shareNotAvailable } from './guest-session.ts'
import { stripInboundHeaders } from './inbound-headers.ts'
import { errorFields, type Log } from './log.ts'
import { clientOf, isFromThisMachine, mayReach } from './reach.ts'
import { errorBody, statusOf } from './respond.ts'
import { contentSecurityPolicy, type HeaderFacts, securityHeaders } from './security-headers.ts'
import { newId } from './tokens.ts'

export interface GateOptions {
  readonly hosts: AllowedHosts
  readonly development: boolean
  readonly log: Log
}

/** Answers what is left after the gate. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const METHODS_OF_PAGES = new Set(['GET', 'HEAD'])
const URL_MAX = 8192

export function gate(handler: Handler, options: GateOptions): RequestListener {
  return (request, response) => {
    const reference = newId()
    const path = pathOf(request.url ?? '')
    const facts: HeaderFacts = {
      nonce: randomBytes(16).toString('base64'),
      path,
      secure: isSecureRequest(request),
      development: options.development,
    }
    enforceHeaders(response, { ...securityHeaders(facts), 'X-Request-Id': reference })
    const client = clientOf(request)
    const refusal = refusalOf(request, path, options.hosts)
    if (refusal) {
      refuse(response, refusal, reference)
      return
    }
    stripInboundHeaders(request)
    request.headers['content-security-policy'] = contentSecurityPolicy(facts)
    request.headers['x-portolan-secure'] = facts.secure ? '1' : '0'
    request.headers['x-portolan-client'] = client
    request.headers['x-request-id'] = reference
    handler(request, response).catch((error: unknown) => {
      options.log({ level: 'error', event: 'request-failed', reference, path, ...errorFields(error) })
      refuse(response, { error }, reference)
    })
  }
}

interface Refusal {
  readonly error: unknown
  readonly status?: number
  readonly allow?: string
}

function refusalOf(request: IncomingMessage, path: string, hosts: AllowedHosts): Refusal | null {
  if (!hasAllowedHost(request, hosts)) return { error: hostNotAllowed() }
  if (!isPlainUrl(request.url ?? '')) return { error: new AppError('bad-request', 'The address is malformed.') }
  if (hasDotSegments(path)) return { error: path.startsWith('/api/s/') ? shareNotAvailable() : nothingHere() }
  if (!mayReach(request, path)) return { error: onlyShares() }
  if (path.startsWith('/_next/image') || path.startsWith('/_next/data')) return { error: nothingHere() }
  const allowed = path.startsWith('/api/') ? METHODS : METHODS_OF_PAGES
  if (!allowed.has(request.method ?? '')) {
    const error = new AppError('bad-request', 'This address does not take that method.')
    return { error, status: 405, allow: [...allowed].join(', ') }
  }
  return null
}

/** The development server's own socket, called by the right name from the right page; nothing else is ever upgraded. */
export function isAllowedUpgrade(request: IncomingMessage, hosts: AllowedHosts): boolean {
  const { origin, host } = request.headers
  return (
    hasAllowedHost(request, hosts) &&
    isFromThisMachine(request) &&
    pathOf(request.url ?? '') === '/_next/hmr' &&
    origin === `http://${host ?? ''}`
  )
}

/** Exactly one `Host`, and one we know; whatever a proxy forwards must be known as well. */
function hasAllowedHost(request: IncomingMessage, hosts: AllowedHosts): boolean {
  const values = (name: string) => request.headersDistinct[name] ?? []
  const [host, ...more] = values('host')
  if (host === undefined || more.length > 0 || !isAllowedHost(hosts, host)) return false
  return values('x-forwarded-host').every((forwarded) => isAllowedHost(hosts, forwarded))
}

/** Origin form only, and nothing that one parser reads differently from another. Source: RFC 9112, section 3.2. */
function isPlainUrl(url: string): boolean {
  return url.startsWith('/') && !url.startsWith('//') && url.length <= URL_MAX && !/[\\\s#]|\p{Cc}/u.test(url)
}

function hasDotSegments(path: string): boolean {
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))
}

/** A proxy's word for TLS counts only under a name the owner has allowed beside the loopback ones. */
function isSecureRequest(request: IncomingMessage): boolean {
  if ('encrypted' in request.socket) return true
  const name = hostName(request.headers.host ?? '')
  return name !== null && !isLoopback(name) && request.headers['x-forwarded-proto'] === 'https'
}

/** Set when the head is written, after whatever the handler or Next has set, so that nothing can take them off. */
function enforceHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  const writeHead = response.writeHead.bind(response)
  const apply = () => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.removeHeader('X-Powered-By')
    const encoding = response.getHeader(ENCODING_HEADER)
    if (encoding !== undefined) response.setHeader('Content-Encoding', encoding)
    response.removeHeader(ENCODING_HEADER)
  }
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const reason = typeof rest[0] === 'string' ? rest[0] : undefined
    for (const [name, value] of headerPairs(rest.at(-1))) response.setHeader(name, value)
    apply()
    return reason === undefined ? writeHead(status) : writeHead(status, reason)
  }
}

/** The headers given to `writeHead`: an object, or a flat or paired list. */
function headerPairs(given: unknown): (readonly [string, string | string[]])[] {
  if (typeof given !== 'object' || given === null) return []
  if (!Array.isArray(given)) return Object.entries(given).filter(([, value]) => value !== undefined)
  const flat: unknown[] = given.flat()
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(flat[index + 1])] as const] : []))
}

function refuse(response: ServerResponse, { error, status, allow }: Refusal, reference: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = errorBody(error, reference)
  response.statusCode = status ?? statusOf(body.error.code)
  response.setHeader('Content-Type', 'application/json')
  response.setHeader('Connection', 'close')
  if (allow !== undefined) response.setHeader('Allow', allow)
  response.end(JSON.stringify(body))
}

function hostNotAllowed(): AppError {
  return new AppError('host-not-allowed', 'This server does not answer to the name it was called by.', {
    remedy:
      'Open it as http://localhost; to serve shared links under this name, start it with --allow-host and the name.',
  })
}

function onlyShares(): AppError {
  return new AppError(
    'forbidden',
    'Under this name, or through a proxy, the server opens shared links and nothing else.',
    {
      remedy:
        'Open the dashboard on the machine it runs on, as http://localhost; an SSH tunnel counts as that machine.',
    },
  )
}

function nothingHere(): AppError {
  return new AppError('not-found', 'There is nothing at this address.')
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
