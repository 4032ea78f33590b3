/** The promises of the queue, kept by every store. A new database adds one line to `STORES`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewSnapshot, SnapshotStore } from './store.ts'
import type { JobCell, JobLease, NewJob, NewSchedule } from './store-job.ts'
import { openSqliteStore } from './store-sqlite.ts'

const AT = '2026-11-23T10:00:00.000Z'
const UNTIL = '2026-11-23T10:01:00.000Z'
const LATER = '2026-11-23T11:00:00.000Z'
const LATEST = '2026-11-23T12:00:00.000Z'

interface OpenedStore {
  readonly store: SnapshotStore
  /** The same database, as another server sees it. */
  readonly other: SnapshotStore
  dispose(): Promise<void>
}

async function sqlite(journal: 'wal' | 'delete'): Promise<OpenedStore> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-jobs-'))
  const file = join(folder, 'portolan.sqlite')
  const open = () => openSqliteStore({ file, journal, now: () => AT, backupPath: () => `${file}.copy` })
  const store = await open()
  const other = await open()
  return {
    store,
    other,
    async dispose() {
      await store.close()
      await other.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const STORES: readonly (readonly [name: string, open: () => Promise<OpenedStore>])[] = [
  ['SQLite, write-ahead log', () => sqlite('wal')],
  ['SQLite, rollback journal', () => sqlite('delete')],
]

const job = (id: string, createdAt = AT): NewJob => ({ id, kind: 'collect', plan: '{"profile":null}', createdAt })
const lease = (jobId: string, owner = 'a'): JobLease => ({ jobId, owner })
const asking = (owner: string, now = AT, until = UNTIL) => ({ owner, now, until })

function cell(region: string, sha256: string | null = `sha-${region}`): JobCell {
  const account = '111122223333'
  const ref = { account, region, collectedAt: AT, elementCount: 3, byteLength: 1000 }
  return {
    report: { account, region, outcome: 'complete', startedAt: AT, endedAt: AT, calls: [] },
    shard:
      sha256 === null
        ? null
        : { ref: { ...ref, sha256 }, content: new TextEncoder().encode(`content of ${sha256}`), origins: null },
  }
}

function snapshotOf(id: string, cells: readonly JobCell[]): NewSnapshot {
  const shards = cells.flatMap(({ shard }) => (shard === null ? [] : [shard]))
  const collection = {
    startedAt: AT,
    endedAt: AT,
    collectors: [],
    cells: cells.map(({ report }) => report),
    unreached: [],
  }
  const kept = { files: [], notes: [], collection }
  return { id, name: id, createdAt: AT, source: 'live', contentHash: 'c', resourceCount: 1, shards, ...kept }
}

function schedule(id: string): NewSchedule {
  const when = { cron: '0 6 * * *', nextAt: LATER, createdAt: AT }
  return { id, name: 'nightly', plan: '{}', onlyWhenChanged: true, enabled: true, ...when }
}

describe.each(STORES)('the queue: %s', (_name, open) => {
  let opened: OpenedStore
  let store: SnapshotStore

  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(() => opened.dispose())

  /** A snapshot that names the hash finds its bytes only where they were still stored. */
  async function isStored(sha256: string): Promise<boolean> {
    const probe = cell('probe', sha256)
    const shard = probe.shard && { ...probe.shard, content: new TextEncoder().encode('stored anew') }
    await store.createSnapshot(snapshotOf('probe', [{ ...probe, shard }]))
    const [read] = (await store.readShards('probe')) ?? []
    await store.deleteSnapshot('probe')
    return new TextDecoder().decode(read?.content) !== 'stored anew'
  }

  it('gives the oldest job first, and each to one runner only', async () => {
    await store.createJob(job('young', LATER))
    await store.createJob(job('old'))
    expect(await store.leaseJob(asking('a'))).toMatchObject({
      id: 'old',
      state: 'running',
      attempt: 1,
      leaseOwner: 'a',
    })
    expect(await opened.other.leaseJob(asking('b'))).toMatchObject({ id: 'young', leaseOwner: 'b' })
    expect(await store.leaseJob(asking('c'))).toBeNull()
  })

  it('gives none twice, whoever asks at once', async () => {
    for (let n = 0; n < 10; n++) await store.createJob(job(`j${n}`))
    const asked = Array.from({ length: 40 }, (_, n) => store.leaseJob(asking(`owner-${n}`)))
    const ids = (await Promise.all(asked)).flatMap((given) => given?.id ?? [])
    expect(ids.toSorted()).toEqual(Array.from({ length: 10 }, (_, n) => `j${n}`))
  })

  it('gives a job to another when its lease has run out, and the first can change nothing any more', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    expect(await store.leaseJob(asking('b', '2026-11-23T10:00:59.999Z', LATER))).toBeNull()
    expect(await store.leaseJob(asking('b', UNTIL, LATER))).toMatchObject({
      leaseOwner: 'b',
      attempt: 2,
      startedAt: AT,
    })
    expect(await store.renewLease(lease('j'), LATEST)).toBe(false)
    expect(await store.saveCell(lease('j'), cell('eu-west-1'))).toBe(false)
    expect(await store.appendJobEvent(lease('j'), { name: 'x', data: '{}' })).toBeNull()
    const end = { state: 'done', at: LATER, result: '{}', snapshot: snapshotOf('s', [cell('eu-west-1')]) } as const
    expect(await store.endJob(lease('j'), end)).toBe(false)
    expect(await store.listSnapshots()).toEqual([])
    expect(await store.readCells('j')).toEqual([])
  })

  it('keeps a job with its runner for as long as the lease is renewed', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    expect(await store.renewLease(lease('j'), LATEST)).toBe(true)
    expect(await store.leaseJob(asking('b', LATER, LATEST))).toBeNull()
  })

  it('counts no attempt for a job that was given back', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    expect(await store.releaseJob(lease('j'))).toBe(true)
    expect(await store.findJob('j')).toMatchObject({ state: 'queued', attempt: 0, leaseOwner: null })
    expect(await store.releaseJob(lease('j'))).toBe(false)
  })

  it('keeps cells by account and Region, one each, with their bytes', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    await store.saveCell(lease('j'), cell('us-east-1'))
    await store.saveCell(lease('j'), cell('eu-west-1', 'first'))
    await store.saveCell(lease('j'), cell('eu-west-1', 'second'))
    await store.saveCell(lease('j'), cell('global', null))
    const cells = await opened.other.readCells('j')
    expect(cells).toEqual([cell('eu-west-1', 'second'), cell('global', null), cell('us-east-1')])
  })

  it('throws no shard away while a job needs it, whatever snapshot is deleted', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    await store.saveCell(lease('j'), cell('eu-west-1'))
    await store.createSnapshot(snapshotOf('s', [cell('eu-west-1')]))
    await store.deleteSnapshot('s')
    expect(await store.readCells('j')).toEqual([cell('eu-west-1')])
  })

  it('ends with its snapshot in one step, once', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    await store.saveCell(lease('j'), cell('eu-west-1'))
    const snapshot = snapshotOf('s', await store.readCells('j'))
    const end = { state: 'done', at: LATER, result: '{"snapshotId":"s"}', snapshot } as const
    expect(await store.endJob(lease('j'), end)).toBe(true)
    expect(await store.endJob(lease('j'), end)).toBe(false)
    expect(await store.findJob('j')).toMatchObject({ state: 'done', endedAt: LATER, result: '{"snapshotId":"s"}' })
    expect(await store.findSnapshot('s')).toMatchObject({ source: 'live', collection: snapshot.collection })
    expect(await store.readShards('s')).toEqual(snapshot.shards)
    expect(await store.readCells('j')).toEqual([])
  })

  it('is not done when its snapshot could not be stored', async () => {
    await store.createSnapshot(snapshotOf('s', []))
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    await store.saveCell(lease('j'), cell('eu-west-1'))
    const end = { state: 'done', at: LATER, result: '{}', snapshot: snapshotOf('s', []) } as const
    await expect(store.endJob(lease('j'), end)).rejects.toMatchObject({ code: 'storage-failed' })
    expect(await store.findJob('j')).toMatchObject({ state: 'running' })
    expect(await store.readCells('j')).toHaveLength(1)
  })

  it.each([
    ['cancelled', (id: string) => store.cancelJob(id, LATER)] as const,
    ['deleted', (id: string) => store.deleteJob(id)] as const,
  ])('removes what a job had collected when it is %s, and nothing a snapshot names', async (_how, giveUp) => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    await store.saveCell(lease('j'), cell('eu-west-1'))
    await store.saveCell(lease('j'), cell('us-east-1'))
    await store.createSnapshot(snapshotOf('s', [cell('us-east-1')]))
    expect(await giveUp('j')).toBe(true)
    expect(await isStored('sha-eu-west-1')).toBe(false)
    expect(await isStored('sha-us-east-1')).toBe(true)
    expect(await store.saveCell(lease('j'), cell('eu-west-1'))).toBe(false)
  })

  it('cancels only what has not ended', async () => {
    await store.createJob(job('j'))
    expect(await store.cancelJob('j', LATER)).toBe(true)
    expect(await store.cancelJob('j', LATEST)).toBe(false)
    expect(await store.findJob('j')).toMatchObject({ state: 'cancelled', endedAt: LATER })
    expect(await store.cancelJob('nowhere', AT)).toBe(false)
    expect(await store.leaseJob(asking('a'))).toBeNull()
  })

  it('numbers events without holes and gives those a reader has not seen', async () => {
    await store.createJob(job('j'))
    await store.leaseJob(asking('a'))
    for (const name of ['one', 'two', 'three']) await store.appendJobEvent(lease('j'), { name, data: '{}' })
    expect((await opened.other.jobEventsAfter('j', 1)).map(({ sequence, name }) => [sequence, name])).toEqual([
      [2, 'two'],
      [3, 'three'],
    ])
    await store.deleteJob('j')
    expect(await store.jobEventsAfter('j', 0)).toEqual([])
  })

  it('begins with cells that are known already', async () => {
    await store.createJob(job('j'), [cell('eu-west-1')])
    expect(await store.readCells('j')).toEqual([cell('eu-west-1')])
  })

  it('keeps schedules, and changes what is named and nothing else', async () => {
    const made = await store.createSchedule(schedule('x'))
    expect(made).toEqual({ ...schedule('x'), lastJobId: null, lastOutcome: null, lastContentHash: null })
    expect(await store.changeSchedule('x', { enabled: false, nextAt: null })).toEqual({
      ...made,
      enabled: false,
      nextAt: null,
    })
    expect(await store.changeSchedule('x', {})).toMatchObject({ enabled: false })
    expect(await store.changeSchedule('nowhere', { enabled: false })).toBeNull()
    expect(await store.listSchedules()).toHaveLength(1)
    expect(await store.deleteSchedule('x')).toBe(true)
    expect(await store.deleteSchedule('x')).toBe(false)
    expect(await store.findSchedule('x')).toBeNull()
  })

  it('runs a schedule once for each time it is due, however many servers look', async () => {
    await store.createSchedule(schedule('x'))
    const run = (id: string) => ({ id: 'x', dueAt: LATER, nextAt: LATEST, job: job(id) })
    const taken = [await store.runSchedule(run('j1')), await opened.other.runSchedule(run('j2'))]
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await store.listJobs()).toHaveLength(1)
    expect(await store.findSchedule('x')).toMatchObject({ nextAt: LATEST, lastJobId: taken[0] ? 'j1' : 'j2' })
  })
})
