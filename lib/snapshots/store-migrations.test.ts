/** Migrations against tables that hold data: every released version is kept here as the SQL that made it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS, type Migration, migrate, SCHEMA_VERSION, schemaVersion } from './store-migrations.ts'
import { kyselyDatabase, loadSqlite } from './store-node-sqlite.ts'
import type { Tables } from './store-schema.ts'

const AT = '2026-11-23T10:00:00.000Z'
const now = () => AT
const noCopy = async () => expect.unreachable('there is nothing to copy')
const addsColumn: Omit<Migration, 'version'> = {
  name: 'adds-a-column',
  up: async (transaction) => {
    await sql`alter table shards add column later text`.execute(transaction)
  },
}

describe('migrations', () => {
  let folder = ''
  let database: Kysely<Tables>

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-migrations-'))
    const connection = new (loadSqlite().DatabaseSync)(join(folder, 'x.sqlite'))
    database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) })
  })
  afterEach(async () => {
    await database.destroy()
    rmSync(folder, { recursive: true })
  })

  it('are numbered from 1 without holes', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })

  it('bring an empty database to head without a copy', async () => {
    await migrate(database, { now, beforeUpgrade: noCopy })
    expect(await schemaVersion(database)).toBe(SCHEMA_VERSION)
  })

  it('do nothing at head', async () => {
    await migrate(database, { now, beforeUpgrade: noCopy })
    await migrate(database, { now, beforeUpgrade: noCopy })
    expect(await schemaVersion(database)).toBe(SCHEMA_VERSION)
  })

  it('ask for a copy before they touch what holds data, and keep that data', async () => {
    await migrate(database, { now, beforeUpgrade: noCopy })
    await sql`insert into shards values ('aa', x'01', 1, 1)`.execute(database)
    const copiedAt: number[] = []
    const migrations = [...MIGRATIONS, { ...addsColumn, version: SCHEMA_VERSION + 1 }]
    await migrate(database, {
      now,
      migrations,
      beforeUpgrade: async (from) => {
        copiedAt.push(from)
        expect(await schemaVersion(database)).toBe(from)
      },
    })
    expect(copiedAt).toEqual([SCHEMA_VERSION])
    expect(await database.selectFrom('shards').select('sha256').execute()).toEqual([{ sha256: 'aa' }])
    expect(await schemaVersion(database)).toBe(SCHEMA_VERSION + 1)
  })

  it('bring what the first version stored to the queue, and leave it as it was', async () => {
    await migrate(database, { now, migrations: MIGRATIONS.slice(0, 1), beforeUpgrade: noCopy })
    await sql`insert into shards values ('aa', x'01', 1, 1)`.execute(database)
    await sql`insert into snapshots values ('s', 'old', ${AT}, 'files', 'c', 1, '[]', '[]')`.execute(database)
    await sql`insert into snapshot_shards values ('s', 0, 'aa', '111122223333', 'eu-west-1', null, null)`.execute(
      database,
    )
    await sql`insert into shares values ('x', 's', '', ${AT}, ${AT}, null, 0, null, '', 'f')`.execute(database)
    await migrate(database, { now, beforeUpgrade: async () => {} })
    expect(await database.selectFrom('snapshots').select(['id', 'name', 'collection']).execute()).toEqual([
      { id: 's', name: 'old', collection: null },
    ])
    expect(await database.selectFrom('snapshot_shards').select('sha256').execute()).toEqual([{ sha256: 'aa' }])
    expect(await database.selectFrom('shares').select('id').execute()).toEqual([{ id: 'x' }])
    const change = sql`update snapshots set collection = '{}' where id = 's'`.execute(database)
    await expect(change).rejects.toThrow('a snapshot is immutable')
  })

  it('leave the version before them when one fails half-way', async () => {
    await migrate(database, { now, beforeUpgrade: noCopy })
    const up: Migration['up'] = async (transaction) => {
      await addsColumn.up(transaction)
      throw new Error('half-way')
    }
    const migrations = [...MIGRATIONS, { name: 'fails', version: SCHEMA_VERSION + 1, up }]
    await expect(migrate(database, { now, migrations, beforeUpgrade: async () => {} })).rejects.toThrow('half-way')
    expect(await schemaVersion(database)).toBe(SCHEMA_VERSION)
    const shards = (await database.introspection.getTables()).find(({ name }) => name === 'shards')
    expect(shards?.columns.map(({ name }) => name)).not.toContain('later')
  })

  it('refuse a database of the future', async () => {
    await migrate(database, { now, beforeUpgrade: noCopy })
    await database
      .insertInto('schema_migrations')
      .values({ version: SCHEMA_VERSION + 1, name: 'later', applied_at: AT })
      .execute()
    await expect(migrate(database, { now, beforeUpgrade: noCopy })).rejects.toMatchObject({
      code: 'data-directory-newer',
    })
  })
})
