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

export interface OpenRequest {
  readonly id: string
  readonly secret: string
  /** Who asks, as the gate tells it; only to count by. */
  readonly client: string
}

const MINUTE_MS = 60_000
/** What one client may ask in all, and how often it may open one link. */
const PER_CLIENT = { limit: 120, windowMs: MINUTE_MS }
const OPENED = { limit: 60, windowMs: MINUTE_MS }
/** Wrong secrets are counted on their own, so that who tries them locks nobody out but themselves. */
const WRONG_PER_CLIENT = { limit: 20, windowMs: MINUTE_MS }
/** What all wrong ones together may write into the log; a right secret opens all the same. */
const WRONG_IN_ALL = { limit: 600, windowMs: MINUTE_MS }

/**
 * Starts a session for who holds the secret. Wrong, expired, revoked and unknown look alike, and take the
 * same steps: one look-up, one comparison.
 * @throws AppError `share-not-available`, `share-secret-wrong` for what cannot be a secret at all, `rate-limited`
 */
export async function openShare(
  { store, audit, now, limiter }: Pick<Services, 'store' | 'audit' | 'now' | 'limiter'>,
  { id, secret, client }: OpenRequest,
): Promise<OpenedShare> {
  limiter.take(`open by ${client}`, PER_CLIENT)
  if (!isShareId(id)) throw shareNotAvailable()
  const attempt = `${id} by ${client}`
  limiter.check(`wrong ${attempt}`, WRONG_PER_CLIENT)
  if (!isShareSecret(secret)) {
    limiter.take(`wrong ${attempt}`, WRONG_PER_CLIENT)
    throw notASecret()
  }
  const record = await store.findShare(id)
  const at = now()
  const matches = equalHash(sha256(secret), record?.secretHash ?? null)
  if (!record || !matches || !isLive(record.summary, at)) {
    limiter.take(`wrong ${attempt}`, WRONG_PER_CLIENT)
    limiter.take('wrong', WRONG_IN_ALL)
    await audit({ action: 'share-refuse', actor: 'guest', subject: id, result: 'refused', detail: '' })
    throw shareNotAvailable()
  }
  limiter.take(`right ${attempt}`, OPENED)
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
