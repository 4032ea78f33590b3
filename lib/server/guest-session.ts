/** Who holds an opened share link. Kept apart from the owner's access: neither can stand in for the other. */

import { AppError } from '../errors/app-error.ts'
import { isLive, isShareId, shareCookieName } from '../snapshots/share-rules.ts'
import type { ShareSummary } from '../snapshots/snapshot.ts'
import type { Services } from './services.ts'
import { sha256 } from './tokens.ts'

/** The one answer for what is not open to the asker: wrong, expired, revoked, or never there. */
export function shareNotAvailable(): AppError {
  return new AppError('share-not-available', 'This link cannot be opened.', {
    remedy: 'It may have expired or been revoked; ask the person who sent it for a new one.',
  })
}

/**
 * The share this request may read. Asked of the database every time, so a revoke holds at once.
 * @throws AppError `share-not-available`
 */
export async function requireGuest(
  services: Pick<Services, 'store' | 'now'>,
  shareId: string,
  headers: Headers,
): Promise<ShareSummary> {
  const token = isShareId(shareId) ? readShareCookie(headers, shareId) : null
  if (token === null) throw shareNotAvailable()
  const session = await services.store.findShareSession(shareId, sha256(token))
  const now = services.now()
  if (!session || !isLive(session.share, now) || now.getTime() >= Date.parse(session.expiresAt)) {
    throw shareNotAvailable()
  }
  return session.share
}

/** Did this request reach us over TLS? Set by the gate; a client's own word for it is removed there. */
export function isSecure(headers: Headers): boolean {
  return headers.get('x-portolan-secure') === '1'
}

export function shareCookie(
  headers: Headers,
  share: { readonly id: string; readonly token: string; readonly expires: Date },
): string {
  const secure = isSecure(headers)
  const name = shareCookieName(share.id, secure)
  const path = secure ? '/' : `/api/s/${share.id}`
  const parts = [
    `${name}=${share.token}`,
    `Path=${path}`,
    `Expires=${share.expires.toUTCString()}`,
    'HttpOnly',
    'SameSite=Strict',
  ]
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}

function readShareCookie(headers: Headers, shareId: string): string | null {
  const name = `${shareCookieName(shareId, isSecure(headers))}=`
  const pair = (headers.get('cookie') ?? '').split(';').find((part) => part.trim().startsWith(name))
  return pair === undefined ? null : pair.trim().slice(name.length)
}
