import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from './store-migrations.ts'
import { loadSqlite } from './store-node-sqlite.ts'
import { openSqliteStore } from './store-sqlite.ts'

const AT = '2026-11-23T10:00:00.000Z'

describe('the SQLite file', () => {
  let folder = ''
  const file = () => join(folder, 'portolan.sqlite')
  const open = (journal: 'wal' | 'delete' = 'wal') =>
    openSqliteStore({
      file: file(),
      journal,
      now: () => AT,
      backupPath: (from) => join(folder, `before-${from}.sqlite`),
    })
  const raw = () => new (loadSqlite().DatabaseSync)(file())

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-sqlite-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is readable by its owner alone', async () => {
    await (await open()).close()
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('is in WAL mode, and is converted back where WAL is not safe', async () => {
    const mode = () => {
      const database = raw()
      const row = database.prepare('pragma journal_mode').get()
      database.close()
      return row?.['journal_mode']
    }
    await (await open('wal')).close()
    expect(mode()).toBe('wal')
    await (await open('delete')).close()
    expect(mode()).toBe('delete')
  })

  it('records its version and needs no copy when it is new or at head', async () => {
    await (await open()).close()
    await (await open()).close()
    const database = raw()
    const row = database.prepare('select max(version) as version from schema_migrations').get()
    database.close()
    expect(row?.['version']).toBe(SCHEMA_VERSION)
    expect(readdirSync(folder).filter((name) => name.startsWith('before-'))).toEqual([])
  })

  it('is left alone when a newer version wrote it', async () => {
    await (await open()).close()
    const database = raw()
    database.exec(`insert into schema_migrations values (${SCHEMA_VERSION + 1}, 'later', '${AT}')`)
    database.close()
    await expect(open()).rejects.toMatchObject({ code: 'data-directory-newer' })
    const after = raw()
    expect(after.prepare('select count(*) as rows from schema_migrations').get()?.['rows']).toBe(SCHEMA_VERSION + 1)
    after.close()
  })

  it('is refused when it is no database, and not written over', async () => {
    writeFileSync(file(), "this is somebody else's file, and it is long enough to be looked at")
    await expect(open()).rejects.toMatchObject({ code: 'storage-failed' })
    expect(existsSync(file())).toBe(true)
  })

  it.each([
    ['the content of a snapshot', `update snapshots set content_hash = 'x'`],
    ['the notes of a snapshot', `update snapshots set notes = '[]'`],
    ['a shard', `update shards set content = x'00'`],
    ['which shards a snapshot has', `update snapshot_shards set sha256 = 'x'`],
    ['an audit entry', `update audit set detail = 'x'`],
    ['that there was an audit entry', 'delete from audit'],
  ])('cannot be made to change %s', async (_what, statement) => {
    const store = await open()
    await store.createSnapshot({
      id: 's1',
      name: 'one',
      createdAt: AT,
      source: 'sample',
      contentHash: 'c',
      resourceCount: 1,
      shards: [
        {
          ref: {
            sha256: 'aa',
            account: '111122223333',
            region: 'eu-west-1',
            collectedAt: null,
            elementCount: 1,
            byteLength: 1,
          },
          content: new Uint8Array([1]),
          origins: null,
        },
      ],
      files: [],
      notes: [],
    })
    await store.appendAudit({ at: AT, action: 'sample', actor: 'owner', subject: 's1', result: 'done', detail: '' })
    await store.close()
    const database = raw()
    expect(() => database.exec(statement)).toThrow(/immutable|append only/)
    database.close()
  })

  it('loads without the notice of node:sqlite, and lets every other warning pass', async () => {
    const seen: string[] = []
    const before = process.emitWarning
    process.emitWarning = (warning: string | Error) => void seen.push(String(warning))
    try {
      loadSqlite()
      process.emitWarning('something else')
    } finally {
      process.emitWarning = before
    }
    expect(seen).toEqual(['something else'])
  })
})
