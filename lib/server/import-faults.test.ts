/** What becomes of an import, and of what was stored before it, when the disk is full or memory runs out. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../errors/app-error.ts'
import { contentOfOneVpc, type TestServices, testServices } from '../testing/services.ts'
import type { LoggedEvent } from './event-log.ts'
import { type Imports, type ImportsOptions, openImports } from './imports.ts'
import type { LogLine } from './log.ts'
import { storeContent } from './store-content.ts'
import { receiveUpload } from './upload.ts'

async function* bodyOf(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text)
}

describe('an import that meets a fault', () => {
  let test: TestServices
  let imports: Imports
  const logged: LogLine[] = []

  beforeEach(async () => {
    test = await testServices()
    await storeContent(test.services, contentOfOneVpc(), 'kept')
    logged.splice(0)
  })
  afterEach(async () => {
    await imports.close()
    await test.dispose()
  })

  const folder = () => join(test.folder, 'faulty-imports')

  async function open(options: Partial<ImportsOptions>): Promise<void> {
    const store: ImportsOptions['store'] = (content, name) => storeContent(test.services, content, name)
    imports = await openImports({
      folder: folder(),
      store,
      now: () => new Date('2026-11-23T10:00:00.000Z'),
      log: (line) => logged.push(line),
      ...options,
    })
  }

  async function lastEventOf(text: string): Promise<LoggedEvent | undefined> {
    const bytes = new TextEncoder().encode(text).length
    const id = await imports.create([{ path: 'network.json', bytes }], null)
    await imports.receive(id, { path: 'network.json', length: bytes, body: bodyOf(text) })
    imports.start(id)
    const log = imports.events(id)
    return new Promise((resolve) => {
      const done = () => {
        if (log.ended) resolve(log.after(0).at(-1))
      }
      log.onChange(done)
      done()
    })
  }

  const vpcs = (count: number) =>
    JSON.stringify({
      Vpcs: Array.from({ length: count }, (_, index) => ({
        VpcId: `vpc-${index}`,
        CidrBlock: '10.0.0.0/16',
        OwnerId: '111122223333',
      })),
    })

  async function keepsEverything(): Promise<void> {
    const snapshots = await test.services.store.listSnapshots()
    expect(snapshots.map(({ name }) => name)).toEqual(['kept'])
    while (readdirSync(folder()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it('of the store fails with its code, and the log has the cause', async () => {
    const full = new AppError('storage-failed', 'No.', { cause: new Error('database or disk is full') })
    await open({ store: () => Promise.reject(full) })
    expect(await lastEventOf(vpcs(1))).toMatchObject({ event: 'failed', data: { error: { code: 'storage-failed' } } })
    expect(logged).toMatchObject([{ event: 'import-failed', message: expect.stringContaining('disk is full') }])
    await keepsEverything()
  })

  it('of memory fails with a code, and the next import goes through', async () => {
    await open({ heapMb: 24 })
    expect(await lastEventOf(vpcs(150_000))).toMatchObject({
      event: 'failed',
      data: { error: { code: 'import-too-large', remedy: expect.any(String) } },
    })
    await keepsEverything()
    expect(await lastEventOf(vpcs(1))).toMatchObject({ event: 'done' })
  }, 60_000)
})

describe('an upload', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-upload-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const upload = (target: string) =>
    receiveUpload({
      path: 'network.json',
      target,
      declaredBytes: 4,
      body: bodyOf('1234'),
      signal: new AbortController().signal,
    })

  it.runIf(existsSync('/dev/full'))('that fills the disk says so, names the file and leaves nothing', async () => {
    symlinkSync('/dev/full', join(folder, '0.upload.part'))
    await expect(upload(join(folder, '0.upload'))).rejects.toMatchObject({
      code: 'storage-failed',
      place: { file: 'network.json' },
      cause: { code: 'ENOSPC' },
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('into a folder that is gone says so', async () => {
    await expect(upload(join(folder, 'gone', '0.upload'))).rejects.toMatchObject({ code: 'storage-failed' })
  })

  it('that cannot be put in its place leaves no part of it', async () => {
    mkdirSync(join(folder, '0.upload', 'in-the-way'), { recursive: true })
    await expect(upload(join(folder, '0.upload'))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['0.upload'])
  })

  it('that its sender breaks off is no fault of the disk', async () => {
    const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    const body = (async function* () {
      yield new Uint8Array(1)
      throw reset
    })()
    const target = join(folder, '0.upload')
    const broken = receiveUpload({ path: 'a', target, declaredBytes: 4, body, signal: new AbortController().signal })
    await expect(broken).rejects.toBe(reset)
  })
})
