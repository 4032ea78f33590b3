/**
 * May this request act here? A page of another site must be able neither to change anything nor to read
 * through the browser of somebody who can. Source: Fetch Metadata Request Headers; OWASP ASVS 5, V3.5.
 */

import { AppError } from '../errors/app-error.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A header no form and no cross-site page can send without asking first. */
const REQUEST_HEADER = 'x-portolan-request'

/**
 * Refuses a request that another site caused. An unsafe verb must prove it comes from our own page;
 * a safe one must not carry proof of the contrary.
 * @throws AppError `cross-site-request`
 */
export function requireSameSite(method: string, headers: Headers): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (origin !== null && !isOwnOrigin(origin, headers)) throw crossSite()
  if (SAFE.has(method)) {
    if (site !== null && site !== 'same-origin' && site !== 'none') throw crossSite()
    return
  }
  const proven = site === null ? origin !== null : site === 'same-origin'
  if (!proven || headers.get(REQUEST_HEADER) !== '1') throw crossSite()
}

/** `null`, as sandboxed frames send it, is nobody's own. The gate has checked both names by now. */
function isOwnOrigin(origin: string, headers: Headers): boolean {
  const hosts = [headers.get('host'), headers.get('x-forwarded-host')].filter((host) => host !== null)
  return hosts.some((host) => origin === `http://${host}` || origin === `https://${host}`)
}

function crossSite(): AppError {
  return new AppError('cross-site-request', 'The request does not come from a page of this Portolan.', {
    remedy: 'Use the dashboard itself; scripts use the command line.',
  })
}
