/** Gives new content an id, a name and a time, and stores it whole. */

import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import type { Services } from './services.ts'
import type { NewContent } from './snapshot-content.ts'
import { newId } from './tokens.ts'

export async function storeContent(
  { store, audit, now }: Pick<Services, 'store' | 'audit' | 'now'>,
  content: NewContent,
  name: string,
): Promise<SnapshotSummary> {
  const snapshot = await store.createSnapshot({ ...content, id: newId(), name, createdAt: now().toISOString() })
  await audit({
    action: content.source === 'sample' ? 'sample' : 'import',
    actor: 'owner',
    subject: snapshot.id,
    result: 'done',
    detail: `${content.files.length} files, ${content.resourceCount} resources, ${content.shards.length} shards`,
  })
  return snapshot
}
