/** Snapshots and their shards, in SQL every dialect speaks. */

import type { Kysely, Transaction } from 'kysely'
import type { ShardRef, SnapshotManifest, SnapshotSummary } from './snapshot.ts'
import type { NewSnapshot, StoredShard } from './store.ts'
import type { SnapshotTable, Tables } from './store-schema.ts'
import { deleteUnnamedShards, insertShardContent } from './store-shards.ts'

type Summary = Omit<SnapshotTable, 'files' | 'notes' | 'collection'>

const SUMMARY = ['id', 'name', 'created_at', 'source', 'content_hash', 'resource_count'] as const

export async function listSnapshots(database: Kysely<Tables>): Promise<readonly SnapshotSummary[]> {
  const rows = await database
    .selectFrom('snapshots')
    .select(SUMMARY)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  const shards = await shardRefs(database, null)
  return rows.map((row) => summaryOf(row, shards.get(row.id) ?? []))
}

export async function findSnapshot(database: Kysely<Tables>, id: string): Promise<SnapshotManifest | null> {
  const row = await database.selectFrom('snapshots').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const shards = await shardRefs(database, id)
  return {
    ...summaryOf(row, shards.get(id) ?? []),
    files: JSON.parse(row.files),
    notes: JSON.parse(row.notes),
    collection: row.collection === null ? null : JSON.parse(row.collection),
  }
}

export async function createSnapshot(database: Kysely<Tables>, snapshot: NewSnapshot): Promise<SnapshotSummary> {
  return database.transaction().execute((transaction) => insertSnapshot(transaction, snapshot))
}

export async function insertSnapshot(
  transaction: Transaction<Tables>,
  snapshot: NewSnapshot,
): Promise<SnapshotSummary> {
  const { id, name, createdAt, source, contentHash, resourceCount, shards, files, notes, collection = null } = snapshot
  const row: SnapshotTable = {
    id,
    name,
    created_at: createdAt,
    source,
    content_hash: contentHash,
    resource_count: resourceCount,
    files: JSON.stringify(files),
    notes: JSON.stringify(notes),
    collection: collection === null ? null : JSON.stringify(collection),
  }
  await transaction.insertInto('snapshots').values(row).execute()
  for (const [position, shard] of shards.entries()) await insertShard(transaction, id, { position, shard })
  return summaryOf(
    row,
    shards.map(({ ref }) => ref),
  )
}

export async function renameSnapshot(
  database: Kysely<Tables>,
  id: string,
  name: string,
): Promise<SnapshotSummary | null> {
  const row = await database
    .updateTable('snapshots')
    .set({ name })
    .where('id', '=', id)
    .returning(SUMMARY)
    .executeTakeFirst()
  return row ? summaryOf(row, (await shardRefs(database, id)).get(id) ?? []) : null
}

export async function deleteSnapshot(database: Kysely<Tables>, id: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const result = await transaction.deleteFrom('snapshots').where('id', '=', id).executeTakeFirst()
    await deleteUnnamedShards(transaction)
    return result.numDeletedRows > 0n
  })
}

export async function readShards(database: Kysely<Tables>, id: string): Promise<readonly StoredShard[] | null> {
  const rows = await database
    .selectFrom('snapshot_shards')
    .innerJoin('shards', 'shards.sha256', 'snapshot_shards.sha256')
    .selectAll()
    .where('snapshot_id', '=', id)
    .orderBy('position')
    .execute()
  if (rows.length > 0) return rows.map((row) => ({ ref: refOf(row), content: row.content, origins: row.origins }))
  const snapshot = await database.selectFrom('snapshots').select('id').where('id', '=', id).executeTakeFirst()
  return snapshot ? [] : null
}

async function insertShard(
  transaction: Transaction<Tables>,
  snapshotId: string,
  { position, shard }: { readonly position: number; readonly shard: StoredShard },
): Promise<void> {
  const { ref, origins } = shard
  await insertShardContent(transaction, shard)
  await transaction
    .insertInto('snapshot_shards')
    .values({
      snapshot_id: snapshotId,
      position,
      sha256: ref.sha256,
      account: ref.account,
      region: ref.region,
      collected_at: ref.collectedAt,
      origins,
    })
    .execute()
}

/** Of one snapshot, or of all when `id` is null. */
async function shardRefs(database: Kysely<Tables>, id: string | null): Promise<ReadonlyMap<string, ShardRef[]>> {
  const query = database
    .selectFrom('snapshot_shards')
    .innerJoin('shards', 'shards.sha256', 'snapshot_shards.sha256')
    .select(['snapshot_id', 'shards.sha256', 'account', 'region', 'collected_at', 'element_count', 'byte_length'])
    .orderBy('snapshot_id')
    .orderBy('position')
  const rows = await (id === null ? query : query.where('snapshot_id', '=', id)).execute()
  const refs = new Map<string, ShardRef[]>()
  for (const row of rows) refs.set(row.snapshot_id, [...(refs.get(row.snapshot_id) ?? []), refOf(row)])
  return refs
}

interface RefRow {
  readonly sha256: string
  readonly account: string
  readonly region: string
  readonly collected_at: string | null
  readonly element_count: number
  readonly byte_length: number
}

function refOf(row: RefRow): ShardRef {
  return {
    sha256: row.sha256,
    account: row.account,
    region: row.region,
    collectedAt: row.collected_at,
    elementCount: row.element_count,
    byteLength: row.byte_length,
  }
}

function summaryOf(row: Summary, shards: readonly ShardRef[]): SnapshotSummary {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    source: row.source === 'sample' || row.source === 'live' ? row.source : 'files',
    contentHash: row.content_hash,
    resourceCount: row.resource_count,
    shards,
  }
}
