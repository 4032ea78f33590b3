/** Shards by content: one copy each, for as long as a snapshot or a job names them. */

import type { Transaction } from 'kysely'
import type { StoredShard } from './store.ts'
import type { Tables } from './store-schema.ts'

export async function insertShardContent(
  transaction: Transaction<Tables>,
  { ref, content }: StoredShard,
): Promise<void> {
  await transaction
    .insertInto('shards')
    .values({ sha256: ref.sha256, content, byte_length: ref.byteLength, element_count: ref.elementCount })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

export async function deleteUnnamedShards(transaction: Transaction<Tables>): Promise<void> {
  await transaction
    .deleteFrom('shards')
    .where(({ and, not, exists, selectFrom }) =>
      and([
        not(
          exists(
            selectFrom('snapshot_shards').select('position').whereRef('snapshot_shards.sha256', '=', 'shards.sha256'),
          ),
        ),
        not(exists(selectFrom('job_cells').select('job_id').whereRef('job_cells.sha256', '=', 'shards.sha256'))),
      ]),
    )
    .execute()
}
