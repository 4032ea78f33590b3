/** The embedded store: one SQLite file, one writer. Source: SQLite documentation, pragma statements and WAL. */

import { chmodSync, existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { SnapshotStore } from './store.ts'
import { kyselyStore } from './store-kysely.ts'
import { migrate } from './store-migrations.ts'
import { kyselyDatabase, loadSqlite } from './store-node-sqlite.ts'
import type { Tables } from './store-schema.ts'

export interface SqliteStoreOptions {
  /** Path of the database file; its folder exists. */
  readonly file: string
  /** `wal` needs a local disk; `delete` (rollback journal) also works over the network. */
  readonly journal: 'wal' | 'delete'
  /** The current time, ISO 8601 UTC. */
  readonly now: () => string
  /** Where the copy made before an upgrade goes: a path that does not exist yet. */
  readonly backupPath: (fromVersion: number) => string
}

/**
 * Opens the file, making or upgrading its tables.
 * Throws `data-directory-newer` when a later version wrote it.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SnapshotStore> {
  const { DatabaseSync } = loadSqlite()
  const created = !existsSync(options.file)
  const connection = new DatabaseSync(options.file)
  if (created) chmodSync(options.file, 0o600)
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) })
  try {
    configure(connection, options.journal)
    await migrate(database, {
      now: options.now,
      beforeUpgrade: async (from) => copyTo(connection, options.backupPath(from)),
    })
  } catch (error) {
    connection.close()
    throw isAppError(error) ? error : notUsable(options.file, error)
  }
  return kyselyStore(database, () => {
    // Kysely closes what it opened; a store on which nothing was run yet is closed here.
    if (connection.isOpen) connection.close()
  })
}

function notUsable(file: string, cause: unknown): AppError {
  return new AppError('storage-failed', `${file} cannot be used as the database.`, {
    remedy: "It may be damaged or another program's: move it away, or restore a copy from backups/.",
    cause,
  })
}

/** Switching to `delete` also converts a file that was written in WAL mode. */
function configure(connection: DatabaseSync, journal: 'wal' | 'delete'): void {
  connection.exec('pragma busy_timeout = 5000')
  connection.exec(`pragma journal_mode = ${journal}`)
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
  connection.exec('pragma trusted_schema = off')
}

/** A consistent copy of the whole database, also of what is still in its log. */
function copyTo(connection: DatabaseSync, path: string): void {
  connection.prepare('vacuum into ?').run(path)
  chmodSync(path, 0o600)
}
