/** The two things that may happen to a snapshot once it is stored: another name, and its end. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'store' | 'audit'>

/** A name on one line; what is in it is data and is only ever shown as text. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u)

/** @throws AppError `not-found` */
export async function renameSnapshot({ store, audit }: Needs, id: string, name: string): Promise<SnapshotSummary> {
  const snapshot = await store.renameSnapshot(id, name)
  if (!snapshot) throw noSuchSnapshot()
  await audit({ action: 'snapshot-rename', actor: 'owner', subject: id, result: 'done', detail: name })
  return snapshot
}

/** Its shares end with it. @throws AppError `not-found` */
export async function deleteSnapshot({ store, audit }: Needs, id: string): Promise<void> {
  if (!(await store.deleteSnapshot(id))) throw noSuchSnapshot()
  await audit({ action: 'snapshot-delete', actor: 'owner', subject: id, result: 'done', detail: '' })
}

export function noSuchSnapshot(): AppError {
  return new AppError('not-found', 'There is no such snapshot.')
}
