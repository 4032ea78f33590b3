/** A disk that takes no more: SQLite itself is told to stop growing, and says what it says when a disk is full. */
import { Kysely, SqliteDialect } from 'kysely'
import { expect, it } from 'vitest'
import type { NewSnapshot } from './store.ts'
import { kyselyStore } from './store-kysely.ts'
import { migrate } from './store-migrations.ts'
import { kyselyDatabase, loadSqlite } from './store-node-sqlite.ts'
import type { Tables } from './store-schema.ts'

const AT = '2026-11-23T10:00:00.000Z'

function snapshot(id: string, bytes: number): NewSnapshot {
  const ref = { sha256: id, account: '1', region: 'r', collectedAt: null, elementCount: 1, byteLength: bytes }
  return {
    id,
    name: id,
    createdAt: AT,
    source: 'files',
    contentHash: 'c',
    resourceCount: 1,
    shards: [{ ref, content: new Uint8Array(bytes), origins: null }],
    files: [],
    notes: [],
  }
}

it('a full disk is told as such, loses nothing, and is used again once there is room', async () => {
  const connection = new (loadSqlite().DatabaseSync)(':memory:')
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) })
  await migrate(database, { now: () => AT, beforeUpgrade: async () => {} })
  const store = kyselyStore(database, () => {})
  await store.createSnapshot(snapshot('first', 1000))
  const pages = Number(connection.prepare('pragma page_count').get()?.['page_count'])
  connection.exec(`pragma max_page_count = ${pages + 2}`)

  await expect(store.createSnapshot(snapshot('second', 1_000_000))).rejects.toMatchObject({
    code: 'storage-failed',
    cause: { message: expect.stringContaining('full') },
  })
  expect((await store.listSnapshots()).map(({ id }) => id)).toEqual(['first'])
  expect((await store.readShards('first'))?.[0]?.content).toEqual(new Uint8Array(1000))
  expect(await store.readShards('second')).toBeNull()

  connection.exec('pragma max_page_count = 1000000')
  await store.createSnapshot(snapshot('second', 1_000_000))
  expect(await store.listSnapshots()).toHaveLength(2)
  await store.close()
})
