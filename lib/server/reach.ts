/**
 * What may be reached from where. Until there is sign-in, whoever reaches the owner's addresses owns what is stored,
 * so they answer only to this machine; a name given with `--allow-host` opens shared links and nothing else.
 */

import type { IncomingMessage } from 'node:http'
import { hostName, isLoopback } from './allowed-hosts.ts'

/** The guest's page, its API, the scripts, styles and fonts it needs, and health. */
const FOR_EVERYBODY = /^\/(?:(?:s|api\/s|_next\/static)\/|(?:healthz|readyz)$)/

/** What a proxy adds. It may rewrite `Host` to our loopback name, so its traces count as much as the name. */
const TRACES_OF_A_PROXY = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
]

/** May this request have that path? `path` is without its query and holds no dot segments. */
export function mayReach(request: IncomingMessage, path: string): boolean {
  return FOR_EVERYBODY.test(path) || isFromThisMachine(request)
}

/** Called by a loopback name, and by no proxy as far as it shows. A browser never speaks HTTP/1.0; a proxy may. */
export function isFromThisMachine({ headers, httpVersion }: IncomingMessage): boolean {
  const name = hostName(headers.host ?? '')
  const isProxied = httpVersion === '1.0' || TRACES_OF_A_PROXY.some((trace) => headers[trace] !== undefined)
  return name !== null && isLoopback(name) && !isProxied
}

/**
 * Who asks, as far as it can be told, to count by: the last address of `X-Forwarded-For`, which the proxy next to us
 * has added, or the other end of the connection. Never to decide what is allowed.
 */
export function clientOf({ headers, socket }: IncomingMessage): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
  const last = forwarded.split(',').at(-1)?.trim() ?? ''
  return /^[0-9a-f:.]{2,45}$/i.test(last) ? last : (socket.remoteAddress ?? 'unknown')
}
