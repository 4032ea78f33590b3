/** What a link is now, and how long it may live. */

import type { ShareSummary } from '../../lib/snapshots/snapshot.ts'

export interface ShareTerm {
  readonly hours: number
  readonly words: string
}

export const SHARE_TERMS: readonly ShareTerm[] = [
  { hours: 1, words: '1 hour' },
  { hours: 24, words: '1 day' },
  { hours: 7 * 24, words: '7 days' },
  { hours: 14 * 24, words: '14 days' },
  { hours: 30 * 24, words: '30 days' },
  { hours: 90 * 24, words: '90 days' },
]

export const STANDARD_TERM_HOURS = 14 * 24

export type ShareCondition = 'open' | 'expired' | 'revoked'

/** Revoked wins over expired: it says that somebody decided. The instant of expiry is already expired. */
export function shareCondition(share: Pick<ShareSummary, 'revokedAt' | 'expiresAt'>, now: Date): ShareCondition {
  if (share.revokedAt !== null) return 'revoked'
  return Date.parse(share.expiresAt) > now.getTime() ? 'open' : 'expired'
}

/** A name that means "this machine" wherever it is opened. Source: RFC 6761, section 6.3; RFC 1122, section 3.2.1.3. */
export function isThisMachine(hostname: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname)
}
