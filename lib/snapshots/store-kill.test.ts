/** What was acknowledged is there after the process is killed in the middle of its work. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSqlite } from './store-node-sqlite.ts'
import { openSqliteStore } from './store-sqlite.ts'

const MODULE = new URL('./store-sqlite.ts', import.meta.url).href

/** Stores snapshots without end, and says the id of each once it is stored. */
const program = `
  const { openSqliteStore } = await import(${JSON.stringify(MODULE)})
  const [, file, round] = process.argv
  const store = await openSqliteStore({ file, journal: 'wal', now: () => '2026-11-23T10:00:00.000Z', backupPath: () => file + '.copy' })
  for (let n = 0; ; n++) {
    const id = round + '-' + n
    const shards = Array.from({ length: 5 }, (_, k) => ({
      ref: { sha256: id + '-' + k, account: '111122223333', region: 'r' + k, collectedAt: null, elementCount: 1, byteLength: 1 },
      content: new Uint8Array(20000).fill(k),
      origins: null,
    }))
    await store.createSnapshot({ id, name: id, createdAt: '2026-11-23T10:00:00.000Z', source: 'files', contentHash: id, resourceCount: 5, shards, files: [], notes: [] })
    process.stdout.write(id + '\\n')
  }`

describe('the store of a process that is killed', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-kill-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('has every snapshot it acknowledged, whole, and no half of another', { timeout: 30_000 }, async () => {
    const file = join(folder, 'portolan.sqlite')
    const acknowledged: string[] = []
    for (const [round, afterMs] of [40, 90, 150].entries()) {
      const writer = spawn(process.execPath, ['--input-type=module', '-e', program, file, String(round)])
      let text = ''
      writer.stdout.on('data', (chunk) => {
        text += chunk
      })
      await once(writer.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      writer.kill('SIGKILL')
      await once(writer, 'close')
      acknowledged.push(...text.split('\n').slice(0, -1))
    }
    const store = await openSqliteStore({ file, journal: 'wal', now: () => 'now', backupPath: () => `${file}.copy` })
    const stored = await store.listSnapshots()
    expect(stored.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))
    expect(stored.length - acknowledged.length).toBeLessThanOrEqual(3)
    for (const { id, shards } of stored) expect(shards, id).toHaveLength(5)
    await store.close()
    const database = new (loadSqlite().DatabaseSync)(file)
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(database.prepare('pragma foreign_key_check').all()).toEqual([])
    database.close()
  })
})
