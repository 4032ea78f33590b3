/** What makes a share open, and for how long. Pure: the clock and the database are the caller's. */

import type { ShareSummary } from './snapshot.ts'

const HOUR_MS = 3_600_000

/** 14 days unless said otherwise; an hour to 90 days. */
export const SHARE_HOURS = { byDefault: 14 * 24, min: 1, max: 90 * 24 } as const

/** A session of one who opened the link; never longer than the share. */
export const SESSION_HOURS = 8

export const SHARE_LABEL_MAX = 200
export const VIEW_STATE_MAX = 4096

/** 128 bits, base64url. Nothing else is ever looked up. */
const SHARE_ID = /^[A-Za-z0-9_-]{22}$/
/** 256 bits, base64url. */
const SHARE_SECRET = /^[A-Za-z0-9_-]{43}$/
/** The characters of a URL's query. Source: RFC 3986, section 3.4. */
const QUERY = /^\??[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*$/

export function isShareId(text: string): boolean {
  return SHARE_ID.test(text)
}

export function isShareSecret(text: string): boolean {
  return SHARE_SECRET.test(text)
}

/** Is it a page's query string, short enough to keep? What it means is for `lib/view-state`, which never throws. */
export function isViewState(text: string): boolean {
  return text.length <= VIEW_STATE_MAX && QUERY.test(text)
}

export function shareExpiry(createdAt: Date, hours: number): Date {
  return new Date(createdAt.getTime() + hours * HOUR_MS)
}

/** Open until the very moment it expires, and not at it. */
export function isLive(share: ShareSummary, now: Date): boolean {
  return share.revokedAt === null && now.getTime() < Date.parse(share.expiresAt)
}

export function sessionExpiry(share: ShareSummary, now: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_HOURS * HOUR_MS, Date.parse(share.expiresAt)))
}

/** `__Host-` needs https; on plain loopback http the name is plain and the path does the narrowing. */
export function shareCookieName(shareId: string, secure: boolean): string {
  return secure ? `__Host-portolan-share-${shareId}` : `portolan-share-${shareId}`
}
