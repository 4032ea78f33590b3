/** Opening a link: the one step that counts, is limited and is written down. Looking at the page does none of that. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { isLive, isShareId, isShareSecret, sessionExpiry } from '../snapshots/share-rules.ts'
import type { ShareSummary } from '../snapshots/snapshot.ts'
import { shareNotAvailable } from './guest-session.ts'
import type { Services } from './services.ts'
import { equalHash, newSecret, sha256 } from './tokens.ts'

export const openRequestSchema = z.strictObject({ secret: z.string().max(200) })

export interface OpenedShare {
  readonly share: ShareSummary
  readonly token: string
  readonly expires: Date
}

/** Per link and for all links together: nobody tries secrets, and nobody keeps the disk busy by trying. */
const PER_SHARE = { limit: 20, windowMs: 60_000 }
const ALL_SHARES = { limit: 600, windowMs: 60_000 }

/**
 * Starts a session for who holds the secret. Wrong, expired, revoked and unknown look alike, and take the
 * same steps: one look-up, one comparison.
 * @throws AppError `share-not-available`, `share-secret-wrong` for what cannot be a secret at all, `rate-limited`
 */
export async function openShare(
  { store, audit, now, limiter }: Pick<Services, 'store' | 'audit' | 'now' | 'limiter'>,
  id: string,
  secret: string,
): Promise<OpenedShare> {
  limiter.take('open', ALL_SHARES)
  if (!isShareId(id)) throw shareNotAvailable()
  limiter.take(`open ${id}`, PER_SHARE)
  if (!isShareSecret(secret)) throw notASecret()
  const record = await store.findShare(id)
  const at = now()
  const matches = equalHash(sha256(secret), record?.secretHash ?? null)
  if (!record || !matches || !isLive(record.summary, at)) {
    await audit({ action: 'share-refuse', actor: 'guest', subject: id, result: 'refused', detail: '' })
    throw shareNotAvailable()
  }
  const share = record.summary
  const token = newSecret()
  const expires = sessionExpiry(share, at)
  await store.openShare({
    shareId: id,
    tokenHash: sha256(token),
    createdAt: at.toISOString(),
    expiresAt: expires.toISOString(),
  })
  await audit({ action: 'share-open', actor: 'guest', subject: id, result: 'done', detail: share.label })
  return { share, token, expires }
}

function notASecret(): AppError {
  return new AppError('share-secret-wrong', 'The link is not whole: the part after # is missing or cut off.', {
    remedy: 'Copy the whole link again, with everything after the #.',
  })
}
