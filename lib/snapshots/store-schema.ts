/** The tables, as Kysely sees them. Column names are the database's; `store-sqlite.ts` turns them into our types. */

import type { Generated } from 'kysely'

export interface ShardTable {
  readonly sha256: string
  /** Canonical JSON, zstd. */
  readonly content: Uint8Array
  readonly byte_length: number
  readonly element_count: number
}

export interface SnapshotTable {
  readonly id: string
  readonly name: string
  readonly created_at: string
  readonly source: string
  readonly content_hash: string
  readonly resource_count: number
  /** JSON of `FileReport[]` and `ImportNote[]`. */
  readonly files: string
  readonly notes: string
}

export interface SnapshotShardTable {
  readonly snapshot_id: string
  readonly position: number
  readonly sha256: string
  readonly account: string
  readonly region: string
  readonly collected_at: string | null
  readonly origins: Uint8Array | null
}

export interface ShareTable {
  readonly id: string
  readonly snapshot_id: string
  readonly label: string
  readonly created_at: string
  readonly expires_at: string
  readonly revoked_at: string | null
  readonly open_count: number
  readonly last_opened_at: string | null
  readonly view_state: string
  readonly secret_hash: string
}

export interface ShareSessionTable {
  readonly token_hash: string
  readonly share_id: string
  readonly created_at: string
  readonly expires_at: string
}

export interface AuditTable {
  readonly sequence: Generated<number>
  readonly at: string
  readonly action: string
  readonly actor: string
  readonly subject: string
  readonly result: string
  readonly detail: string
  readonly hash: string
}

export interface MigrationTable {
  readonly version: number
  readonly name: string
  readonly applied_at: string
}

export interface Tables {
  readonly shards: ShardTable
  readonly snapshots: SnapshotTable
  readonly snapshot_shards: SnapshotShardTable
  readonly shares: ShareTable
  readonly share_sessions: ShareSessionTable
  readonly audit: AuditTable
  readonly schema_migrations: MigrationTable
}
