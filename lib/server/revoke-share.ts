/** Ends a link at once, for everyone who has it open too. */

import { AppError } from '../errors/app-error.ts'
import { isShareId } from '../snapshots/share-rules.ts'
import type { Services } from './services.ts'

/** @throws AppError `not-found` */
export async function revokeShare(
  { store, audit, now }: Pick<Services, 'store' | 'audit' | 'now'>,
  id: string,
): Promise<void> {
  const share = isShareId(id) ? await store.revokeShare(id, now().toISOString()) : null
  if (!share) throw new AppError('not-found', 'There is no such link.')
  await audit({ action: 'share-revoke', actor: 'owner', subject: id, result: 'done', detail: share.label })
}
