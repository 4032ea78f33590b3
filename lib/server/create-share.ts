/** A new link to a snapshot. The secret is in the answer and nowhere else. */

import { z } from 'zod'
import { isViewState, SHARE_HOURS, SHARE_LABEL_MAX, shareExpiry } from '../snapshots/share-rules.ts'
import type { ShareSummary } from '../snapshots/snapshot.ts'
import { noSuchSnapshot } from './change-snapshot.ts'
import type { Services } from './services.ts'
import { newId, newSecret, sha256 } from './tokens.ts'

export const shareRequestSchema = z.strictObject({
  label: z
    .string()
    .trim()
    .min(1)
    .max(SHARE_LABEL_MAX)
    .regex(/^\P{Cc}*$/u),
  expiresInHours: z.number().min(SHARE_HOURS.min).max(SHARE_HOURS.max).default(SHARE_HOURS.byDefault),
  viewState: z.string().refine(isViewState, 'not the query string of a page').default(''),
})

export type ShareRequest = z.infer<typeof shareRequestSchema>

export interface CreatedShare {
  readonly share: ShareSummary
  readonly secret: string
}

/** @throws AppError `not-found` */
export async function createShare(
  { store, audit, now }: Pick<Services, 'store' | 'audit' | 'now'>,
  snapshotId: string,
  { label, expiresInHours, viewState }: ShareRequest,
): Promise<CreatedShare> {
  const createdAt = now()
  const secret = newSecret()
  const share = await store.createShare({
    id: newId(),
    snapshotId,
    label,
    createdAt: createdAt.toISOString(),
    expiresAt: shareExpiry(createdAt, expiresInHours).toISOString(),
    viewState,
    secretHash: sha256(secret),
  })
  if (!share) throw noSuchSnapshot()
  await audit({
    action: 'share-create',
    actor: 'owner',
    subject: share.id,
    result: 'done',
    detail: `${label}, until ${share.expiresAt}`,
  })
  return { share, secret }
}
