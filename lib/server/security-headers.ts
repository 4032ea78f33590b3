/** The headers every answer carries, whoever made it: page, API, static file, error. Source: OWASP ASVS 5, V3.4. */

export interface HeaderFacts {
  /** Fresh for every answer: 128 random bits, base64. */
  readonly nonce: string
  /** Path of the request, without its query. */
  readonly path: string
  /** Did the request reach us over TLS? */
  readonly secure: boolean
  /** The development server evaluates code and opens a socket; production does neither. */
  readonly development: boolean
}

/** No `unsafe-*` anywhere in production. Next reads the nonce from this header of the request and puts it on its scripts. */
export function contentSecurityPolicy({ nonce, development }: HeaderFacts): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ')
}

const ALWAYS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()',
}

const TWO_YEARS_S = 63_072_000

export function securityHeaders(facts: HeaderFacts): Readonly<Record<string, string>> {
  const { path, secure } = facts
  return {
    ...ALWAYS,
    'Content-Security-Policy': contentSecurityPolicy(facts),
    ...(isImmutable(path) ? {} : { 'Cache-Control': cacheControl(path) }),
    ...(isShare(path) ? { 'X-Robots-Tag': 'noindex, nofollow, noarchive' } : {}),
    ...(secure ? { 'Strict-Transport-Security': `max-age=${TWO_YEARS_S}` } : {}),
  }
}

/** Files whose name holds their hash: Next's own caching of them stands. */
function isImmutable(path: string): boolean {
  return path.startsWith('/_next/static/')
}

/** An event stream must also stay uncompressed, or a middle box holds its events back. */
function cacheControl(path: string): string {
  return path.endsWith('/events') ? 'no-store, no-cache, no-transform' : 'no-store'
}

function isShare(path: string): boolean {
  return /^\/(?:api\/)?s(?:\/|$)/.test(path)
}
