/** The promises of every store. A new database adds one line to `STORES` and must keep all of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewShare, NewSnapshot, SnapshotStore, StoredShard } from './store.ts'
import { firstBrokenLink } from './store-audit.ts'
import { openSqliteStore } from './store-sqlite.ts'

const AT = '2026-11-23T10:00:00.000Z'
const LATER = '2026-11-23T11:00:00.000Z'

interface OpenedStore {
  readonly store: SnapshotStore
  /** Closes it and opens what it left behind. */
  reopen(): Promise<SnapshotStore>
  dispose(): Promise<void>
}

async function sqlite(journal: 'wal' | 'delete'): Promise<OpenedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-store-'))
  const open = () =>
    openSqliteStore({
      file: join(folder, 'portolan.sqlite'),
      journal,
      now: () => AT,
      backupPath: (version) => join(folder, `backup-${version}.sqlite`),
    })
  let store = await open()
  return {
    store,
    async reopen() {
      await store.close()
      store = await open()
      return store
    },
    async dispose() {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const STORES: readonly (readonly [name: string, open: () => Promise<OpenedStore>])[] = [
  ['SQLite, write-ahead log', () => sqlite('wal')],
  ['SQLite, rollback journal', () => sqlite('delete')],
]

function shard(sha256: string, region = 'eu-west-1', text = `content of ${sha256}`): StoredShard {
  return {
    ref: { sha256, account: '111122223333', region, collectedAt: AT, elementCount: 3, byteLength: 1000 },
    content: new TextEncoder().encode(text),
    origins: region === 'eu-west-1' ? new Uint8Array([1, 2, 3]) : null,
  }
}

function snapshot(id: string, changes: Partial<NewSnapshot> = {}): NewSnapshot {
  return {
    id,
    name: `Snapshot ${id}`,
    createdAt: AT,
    source: 'files',
    contentHash: 'c'.repeat(64),
    resourceCount: 6,
    shards: [shard('aa'), shard('bb', 'us-east-1')],
    files: [
      {
        file: 'a.json',
        bytes: 10,
        format: 'aws-cli-json',
        counts: { Vpcs: 1 },
        ignoredKeys: [],
        partial: false,
        notes: [],
      },
    ],
    notes: [
      { level: 'warning', code: 'import-truncated', message: 'cut', remedy: null, file: 'a.json', pointer: null },
    ],
    collection: null,
    ...changes,
  }
}

function share(id: string, changes: Partial<NewShare> = {}): NewShare {
  return {
    id,
    snapshotId: 's1',
    label: 'for the review',
    createdAt: AT,
    expiresAt: '2026-12-07T10:00:00.000Z',
    viewState: 'v=1',
    secretHash: 'f'.repeat(64),
    ...changes,
  }
}

describe.each(STORES)('the store contract: %s', (_name, open) => {
  let opened: OpenedStore
  let store: SnapshotStore

  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(() => opened.dispose())

  it('gives back a snapshot as it was stored, also after a restart', async () => {
    const given = snapshot('s1')
    const summary = await store.createSnapshot(given)
    const { shards, ...rest } = given
    const manifest = { ...rest, shards: shards.map(({ ref }) => ref) }
    expect(await store.findSnapshot('s1')).toEqual(manifest)
    const { files: _files, notes: _notes, collection: _collection, ...inSummary } = manifest
    expect(summary).toEqual(inSummary)
    const reopened = await opened.reopen()
    expect(await reopened.findSnapshot('s1')).toEqual(manifest)
    expect(await reopened.listSnapshots()).toEqual([inSummary])
  })

  it('gives back shards in order, byte for byte, each with its own origins', async () => {
    await store.createSnapshot(snapshot('s1'))
    const shards = await store.readShards('s1')
    expect(shards?.map(({ ref }) => ref.sha256)).toEqual(['aa', 'bb'])
    expect(shards?.map(({ content }) => new TextDecoder().decode(content))).toEqual(['content of aa', 'content of bb'])
    expect(shards?.map(({ origins }) => origins && [...origins])).toEqual([[1, 2, 3], null])
  })

  it('tells a snapshot without shards from no snapshot', async () => {
    await store.createSnapshot(snapshot('empty', { shards: [] }))
    expect(await store.readShards('empty')).toEqual([])
    expect(await store.readShards('nowhere')).toBeNull()
    expect(await store.findSnapshot('nowhere')).toBeNull()
  })

  it('lists the newest first', async () => {
    await store.createSnapshot(snapshot('old'))
    await store.createSnapshot(snapshot('new', { createdAt: LATER }))
    expect((await store.listSnapshots()).map(({ id }) => id)).toEqual(['new', 'old'])
  })

  it('stores nothing when any part of it cannot be stored', async () => {
    const broken = snapshot('s1', {
      shards: [shard('aa'), { ...shard('bb'), ref: { ...shard('bb').ref, account: null as never } }],
    })
    await expect(store.createSnapshot(broken)).rejects.toMatchObject({ code: 'storage-failed' })
    expect(await store.listSnapshots()).toEqual([])
    // The shard before the broken one is not left behind either: the same id and hash store cleanly.
    await store.createSnapshot(snapshot('s1', { shards: [shard('aa', 'eu-west-1', 'other')] }))
    const [stored] = (await store.readShards('s1')) ?? []
    expect(new TextDecoder().decode(stored?.content)).toBe('other')
  })

  it('refuses a second snapshot of the same id and keeps the first', async () => {
    await store.createSnapshot(snapshot('s1'))
    await expect(store.createSnapshot(snapshot('s1', { name: 'other' }))).rejects.toMatchObject({
      code: 'storage-failed',
    })
    expect(await store.findSnapshot('s1')).toMatchObject({ name: 'Snapshot s1' })
  })

  it('keeps one copy of a shard two snapshots share, until the last of them goes', async () => {
    await store.createSnapshot(snapshot('s1', { shards: [shard('aa', 'eu-west-1', 'first')] }))
    await store.createSnapshot(snapshot('s2', { shards: [shard('aa', 'eu-west-1', 'second')] }))
    const text = async (id: string) => new TextDecoder().decode((await store.readShards(id))?.[0]?.content)
    expect(await text('s2')).toBe('first')
    expect(await store.deleteSnapshot('s1')).toBe(true)
    expect(await text('s2')).toBe('first')
    await store.deleteSnapshot('s2')
    await store.createSnapshot(snapshot('s3', { shards: [shard('aa', 'eu-west-1', 'third')] }))
    expect(await text('s3')).toBe('third')
  })

  it('changes a name and nothing else', async () => {
    await store.createSnapshot(snapshot('s1'))
    const before = await store.findSnapshot('s1')
    expect(await store.renameSnapshot('s1', "Robert'); drop table snapshots;--")).toMatchObject({ id: 's1' })
    expect(await store.findSnapshot('s1')).toEqual({ ...before, name: "Robert'); drop table snapshots;--" })
    expect(await store.renameSnapshot('nowhere', 'x')).toBeNull()
  })

  it('says whether there was anything to delete', async () => {
    expect(await store.deleteSnapshot('nowhere')).toBe(false)
  })

  it('makes no share of a snapshot that is not there', async () => {
    expect(await store.createShare(share('x'))).toBeNull()
  })

  it('keeps shares, newest first, without the hash of their secret', async () => {
    await store.createSnapshot(snapshot('s1'))
    await store.createShare(share('one'))
    await store.createShare(share('two', { createdAt: LATER }))
    const shares = await store.listShares('s1')
    expect(shares.map(({ id }) => id)).toEqual(['two', 'one'])
    expect(JSON.stringify(shares)).not.toContain('f'.repeat(64))
    expect(await store.findShare('one')).toEqual({ summary: shares[1], secretHash: 'f'.repeat(64) })
    expect(await store.findShare('nowhere')).toBeNull()
  })

  it('counts an opening and starts a session of that share only', async () => {
    await store.createSnapshot(snapshot('s1'))
    await store.createShare(share('one'))
    await store.createShare(share('two'))
    await store.openShare({ shareId: 'one', tokenHash: 't1', createdAt: AT, expiresAt: LATER })
    await store.openShare({ shareId: 'one', tokenHash: 't2', createdAt: LATER, expiresAt: '2026-11-23T19:00:00.000Z' })
    expect((await store.findShare('one'))?.summary).toMatchObject({ openCount: 2, lastOpenedAt: LATER })
    expect((await store.findShare('two'))?.summary).toMatchObject({ openCount: 0, lastOpenedAt: null })
    expect(await store.findShareSession('one', 't2')).toMatchObject({ share: { id: 'one' } })
    expect(await store.findShareSession('two', 't2')).toBeNull()
    expect(await store.findShareSession('one', 'nope')).toBeNull()
    // The first session was over when the second began.
    expect(await store.findShareSession('one', 't1')).toBeNull()
  })

  it('ends the sessions of a share with its revoke, and keeps the first time of it', async () => {
    await store.createSnapshot(snapshot('s1'))
    await store.createShare(share('one'))
    await store.openShare({ shareId: 'one', tokenHash: 't1', createdAt: AT, expiresAt: LATER })
    expect(await store.revokeShare('one', AT)).toMatchObject({ revokedAt: AT })
    expect(await store.revokeShare('one', LATER)).toMatchObject({ revokedAt: AT })
    expect(await store.findShareSession('one', 't1')).toBeNull()
    expect(await store.revokeShare('nowhere', AT)).toBeNull()
  })

  it('takes the shares and sessions of a snapshot with it', async () => {
    await store.createSnapshot(snapshot('s1'))
    await store.createShare(share('one'))
    await store.openShare({ shareId: 'one', tokenHash: 't1', createdAt: AT, expiresAt: LATER })
    await store.deleteSnapshot('s1')
    expect(await store.findShare('one')).toBeNull()
    expect(await store.findShareSession('one', 't1')).toBeNull()
  })

  it('keeps the order of many writers at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.createSnapshot(snapshot(`s${index}`))))
    await Promise.all(Array.from({ length: 10 }, (_, index) => store.deleteSnapshot(`s${index}`)))
    expect(await store.listSnapshots()).toHaveLength(10)
  })

  it('chains the audit log, so that a changed entry shows', async () => {
    for (const subject of ['a', 'b', 'c']) {
      await store.appendAudit({ at: AT, action: 'import', actor: 'owner', subject, result: 'done', detail: '' })
    }
    const log = await store.listAudit()
    expect(log.map(({ subject, sequence }) => [subject, sequence])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
    expect(firstBrokenLink(log)).toBeNull()
    expect(firstBrokenLink(log.map((entry) => (entry.subject === 'b' ? { ...entry, detail: 'x' } : entry)))).toBe(2)
    expect(firstBrokenLink(log.filter(({ subject }) => subject !== 'b'))).toBe(3)
  })

  it('says that it can be written', async () => {
    await expect(store.checkWritable()).resolves.toBeUndefined()
  })
})
