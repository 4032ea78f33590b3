/** `node:sqlite` behind the small database interface Kysely's own SQLite dialect asks for. */

import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

type SqliteModule = typeof import('node:sqlite')

/** The name Node gives the one warning that is silenced; every other warning passes. */
const EXPERIMENTAL = /^SQLite is an experimental feature/

/**
 * Loads `node:sqlite` without its notice on stderr. It is read at run time, not imported, so that the
 * notice can be met: it is printed while the module loads.
 */
export function loadSqlite(): SqliteModule {
  const emitWarning = process.emitWarning
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (EXPERIMENTAL.test(typeof warning === 'string' ? warning : warning.message)) return
    emitWarning.call(process, warning, ...rest)
  }
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

/** What Kysely calls, answered by an open database. */
export function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => (sql === 'rollback' && !database.isTransaction ? NOTHING_TO_ROLL_BACK : prepared(database, sql)),
  }
}

/**
 * On a full disk SQLite rolls back by itself; Kysely's own attempt would then fail and its error hide the cause.
 * Source: SQLite documentation, "Transaction", section 2.4.
 */
const NOTHING_TO_ROLL_BACK: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => NO_CHANGES,
  iterate: () => [].values(),
}
const NO_CHANGES = { changes: 0, lastInsertRowid: 0 } as const

function prepared(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bound)),
    run: (parameters) => statement.run(...parameters.map(bound)),
    iterate: (parameters) => statement.iterate(...parameters.map(bound)),
  }
}

/** SQLite has no booleans and no undefined; anything else that is not its own is a mistake of ours. */
function bound(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQLite cannot store a ${typeof value}`)
}
