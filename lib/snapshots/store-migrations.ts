/**
 * How the tables came to be, forward only. A migration that has been released is never edited: a new one
 * is added below it. Each runs in a transaction of its own; a failure leaves the version before it.
 */

import { type Kysely, sql, type Transaction } from 'kysely'
import { AppError } from '../errors/app-error.ts'
import type { Tables } from './store-schema.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (database: Transaction<Tables>) => Promise<void>
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'snapshots-and-shares', up: snapshotsAndShares },
  { version: 2, name: 'jobs-and-schedules', up: jobsAndSchedules },
]

/** The version this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.length

/** The version the database is at; 0 for an empty one. */
export async function schemaVersion(database: Kysely<Tables>): Promise<number> {
  const tables = await database.introspection.getTables()
  if (!tables.some((table) => table.name === 'schema_migrations')) return 0
  const row = await database
    .selectFrom('schema_migrations')
    .select((select) => select.fn.max('version').as('version'))
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

export interface MigrateOptions {
  /** The current time, ISO 8601 UTC. */
  readonly now: () => string
  /** Called once, before the first change to a database that holds data, to copy it aside. */
  readonly beforeUpgrade: (fromVersion: number) => Promise<void>
  readonly migrations?: readonly Migration[]
}

/**
 * Brings the tables to the last migration.
 * @throws AppError `data-directory-newer` when a later program has written it
 */
export async function migrate(
  database: Kysely<Tables>,
  { now, beforeUpgrade, migrations = MIGRATIONS }: MigrateOptions,
): Promise<void> {
  const from = await schemaVersion(database)
  const head = migrations.length
  if (from > head) throw newer(from, head)
  if (from > 0 && from < head) await beforeUpgrade(from)
  for (const { version, name, up } of migrations.slice(from)) {
    await database.transaction().execute(async (transaction) => {
      await up(transaction)
      await transaction.insertInto('schema_migrations').values({ version, name, applied_at: now() }).execute()
    })
  }
}

function newer(version: number, known: number): AppError {
  return new AppError(
    'data-directory-newer',
    `The data directory was written by a newer version (schema ${version}; this version knows ${known}).`,
    { remedy: 'Start the newer version, or point --data at another directory.' },
  )
}

async function snapshotsAndShares(database: Transaction<Tables>): Promise<void> {
  for (const statement of [...TABLES, ...INDEXES, ...IMMUTABLE]) await sql.raw(statement).execute(database)
}

async function jobsAndSchedules(database: Transaction<Tables>): Promise<void> {
  for (const statement of JOBS) await sql.raw(statement).execute(database)
}

const TABLES = [
  `create table schema_migrations (version integer primary key, name text not null, applied_at text not null)`,
  `create table shards (sha256 text primary key, content blob not null, byte_length integer not null,
     element_count integer not null)`,
  `create table snapshots (id text primary key, name text not null, created_at text not null, source text not null,
     content_hash text not null, resource_count integer not null, files text not null, notes text not null)`,
  `create table snapshot_shards (
     snapshot_id text not null references snapshots (id) on delete cascade,
     position integer not null, sha256 text not null references shards (sha256),
     account text not null, region text not null, collected_at text, origins blob,
     primary key (snapshot_id, position))`,
  `create table shares (id text primary key,
     snapshot_id text not null references snapshots (id) on delete cascade,
     label text not null, created_at text not null, expires_at text not null, revoked_at text,
     open_count integer not null, last_opened_at text, view_state text not null, secret_hash text not null)`,
  `create table share_sessions (token_hash text primary key,
     share_id text not null references shares (id) on delete cascade,
     created_at text not null, expires_at text not null)`,
  `create table audit (sequence integer primary key autoincrement, at text not null, action text not null,
     actor text not null, subject text not null, result text not null, detail text not null, hash text not null)`,
]

const INDEXES = [
  'create index snapshot_shards_by_sha256 on snapshot_shards (sha256)',
  'create index shares_by_snapshot on shares (snapshot_id)',
  'create index share_sessions_by_share on share_sessions (share_id)',
]

/** What must never change is held by the database itself, so no later code can forget it. */
const IMMUTABLE = [
  `create trigger snapshots_are_immutable
     before update of id, created_at, source, content_hash, resource_count, files, notes on snapshots
     begin select raise(abort, 'a snapshot is immutable'); end`,
  `create trigger snapshot_shards_are_immutable before update on snapshot_shards
     begin select raise(abort, 'a snapshot is immutable'); end`,
  `create trigger shards_are_immutable before update on shards
     begin select raise(abort, 'a shard is immutable'); end`,
  `create trigger audit_is_append_only_update before update on audit
     begin select raise(abort, 'the audit log is append only'); end`,
  `create trigger audit_is_append_only_delete before delete on audit
     begin select raise(abort, 'the audit log is append only'); end`,
]

const JOBS = [
  'alter table snapshots add column collection text',
  `create trigger collection_reports_are_immutable before update of collection on snapshots
     begin select raise(abort, 'a snapshot is immutable'); end`,
  `create table jobs (id text primary key, kind text not null, state text not null, plan text not null,
     lease_owner text, lease_until text, attempt integer not null, created_at text not null, started_at text,
     ended_at text, result text)`,
  `create table job_events (job_id text not null references jobs (id) on delete cascade,
     sequence integer not null, name text not null, data text not null, primary key (job_id, sequence))`,
  `create table job_cells (job_id text not null references jobs (id) on delete cascade,
     account text not null, region text not null, sha256 text references shards (sha256), collected_at text,
     report text not null, primary key (job_id, account, region))`,
  `create table schedules (id text primary key, name text not null, cron text not null, plan text not null,
     only_when_changed integer not null, enabled integer not null, next_at text, created_at text not null,
     last_job_id text, last_outcome text, last_content_hash text)`,
  'create index jobs_by_state on jobs (state, created_at)',
  'create index job_cells_by_sha256 on job_cells (sha256)',
]
