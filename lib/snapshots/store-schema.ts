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
  /** JSON of a `CollectionReport`; null for what was not collected live. */
  readonly collection: string | null
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

export interface JobTable {
  readonly id: string
  readonly kind: string
  readonly state: string
  /** JSON. */
  readonly plan: string
  readonly lease_owner: string | null
  readonly lease_until: string | null
  readonly attempt: number
  readonly created_at: string
  readonly started_at: string | null
  readonly ended_at: string | null
  /** JSON. */
  readonly result: string | null
}

export interface JobEventTable {
  readonly job_id: string
  readonly sequence: number
  readonly name: string
  /** JSON. */
  readonly data: string
}

export interface JobCellTable {
  readonly job_id: string
  readonly account: string
  readonly region: string
  readonly sha256: string | null
  readonly collected_at: string | null
  /** JSON of a `CellReport`. */
  readonly report: string
}

export interface ScheduleTable {
  readonly id: string
  readonly name: string
  readonly cron: string
  /** JSON. */
  readonly plan: string
  /** 0 or 1, as every database can hold it. */
  readonly only_when_changed: number
  readonly enabled: number
  readonly next_at: string | null
  readonly created_at: string
  readonly last_job_id: string | null
  /** JSON. */
  readonly last_outcome: string | null
  readonly last_content_hash: string | null
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
  readonly jobs: JobTable
  readonly job_events: JobEventTable
  readonly job_cells: JobCellTable
  readonly schedules: ScheduleTable
  readonly schema_migrations: MigrationTable
}
