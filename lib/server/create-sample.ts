/** Opens the built-in estate: the snapshot of it that is there already, else a new one. */

import type { SnapshotSummary } from '../snapshots/snapshot.ts'
import type { Services } from './services.ts'
import { storeContent } from './store-content.ts'

const NAME = 'Sample estate'

type Needs = Pick<Services, 'store' | 'audit' | 'now' | 'sampleContent'>

/** Asking twice gives one snapshot, not two: its content is the same for ever. */
export async function createSample(services: Needs): Promise<SnapshotSummary> {
  const content = await services.sampleContent()
  const snapshots = await services.store.listSnapshots()
  const known = snapshots.find(({ source, contentHash }) => source === 'sample' && contentHash === content.contentHash)
  return known ?? storeContent(services, content, NAME)
}
