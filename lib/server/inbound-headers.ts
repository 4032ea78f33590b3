/** What a client may not say: headers that Next, a proxy of ours, or the gate itself would believe. */

import type { IncomingMessage } from 'node:http'

const FORBIDDEN = [
  /^content-security-policy/,
  /^x-middleware-/,
  /^x-nextjs-/,
  /^x-next-/,
  /^x-invoke-/,
  /^x-vercel-/,
  /^x-now-/,
  /^x-portolan-(?!request$)/,
  /^next-action/,
  /^x-(?:action-|matched-path|prerender|rewrite|original-url|request-id|powered-by)/,
  /^x-nonce$/,
  /^purpose$/,
]

/** Draft mode and previews: their keys are in every build, so their cookies prove nothing. */
const FORBIDDEN_COOKIES = new Set(['__prerender_bypass', '__next_preview_data'])

/** Removes them from the request, from the raw list too. */
export function stripInboundHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (isForbidden(name)) delete request.headers[name]
  }
  const { cookie } = request.headers
  if (cookie !== undefined) request.headers.cookie = withoutPreviews(cookie)
  const raw = request.rawHeaders
  const kept = raw.flatMap((name, index) =>
    index % 2 === 1 || isForbidden(name.toLowerCase()) ? [] : [name, rawValue(name, raw[index + 1] ?? '')],
  )
  raw.splice(0, raw.length, ...kept)
}

function rawValue(name: string, value: string): string {
  return name.toLowerCase() === 'cookie' ? withoutPreviews(value) : value
}

function isForbidden(name: string): boolean {
  return FORBIDDEN.some((pattern) => pattern.test(name))
}

function withoutPreviews(cookie: string): string {
  return cookie
    .split(';')
    .filter((pair) => !FORBIDDEN_COOKIES.has(pair.split('=')[0]?.trim() ?? ''))
    .join(';')
}
