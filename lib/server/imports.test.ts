/** Imports with real files through the real worker, and with workers that misbehave. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentOfOneVpc, type TestServices, type TestServicesOptions, testServices } from '../testing/services.ts'
import type { LoggedEvent } from './event-log.ts'
import type { Imports } from './imports.ts'
import { storeContent } from './store-content.ts'

const VPCS = JSON.stringify({
  Vpcs: [{ VpcId: 'vpc-0a1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333', State: 'available' }],
})
const SUBNETS = JSON.stringify({
  Subnets: [
    {
      SubnetId: 'subnet-0a1',
      VpcId: 'vpc-0a1',
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'eu-west-1a',
      OwnerId: '111122223333',
    },
  ],
})

async function* bodyOf(text: string): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  // In two pieces, as a network would.
  yield bytes.subarray(0, bytes.length >> 1)
  yield bytes.subarray(bytes.length >> 1)
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
const workerThat = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const STUCK = workerThat('for (;;) {}')

/** Says that it runs, and runs. */
const BUSY = workerThat(`
  import { parentPort } from 'node:worker_threads'
  parentPort.postMessage({ kind: 'progress', progress: { phase: 'reading', currentFile: 'worker is up' } })
  setInterval(() => {}, 1000)
`)

function contentMessage(): string {
  const content = contentOfOneVpc()
  const shards = content.shards.map((shard) => ({ ...shard, content: [...shard.content] }))
  return JSON.stringify({ kind: 'content', content: { ...content, shards } })
}

/** Answers at once with one VPC; typed arrays are made anew on the other side. */
const QUICK = workerThat(`
  import { parentPort } from 'node:worker_threads'
  const message = ${contentMessage()}
  for (const shard of message.content.shards) shard.content = new Uint8Array(shard.content)
  parentPort.postMessage(message)
`)

describe('imports', () => {
  let test: TestServices
  let imports: Imports

  async function open(options: TestServicesOptions['imports'] = {}): Promise<void> {
    test = await testServices({ imports: options })
    imports = test.services.imports
  }
  afterEach(() => test.dispose())

  const folder = () => join(test.folder, 'imports')
  const snapshots = () => test.services.store.listSnapshots()

  async function upload(files: Readonly<Record<string, string>>, name: string | null = null): Promise<string> {
    const declared = Object.entries(files).map(([path, text]) => ({ path, bytes: bytesOf(text) }))
    const id = await imports.create(declared, name)
    for (const [path, text] of Object.entries(files)) {
      await imports.receive(id, { path, length: bytesOf(text), body: bodyOf(text) })
    }
    return id
  }

  function ended(id: string): Promise<readonly LoggedEvent[]> {
    const log = imports.events(id)
    return new Promise((resolve) => {
      const done = () => {
        if (log.ended) resolve(log.after(0))
      }
      log.onChange(done)
      done()
    })
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  describe('of real files', () => {
    beforeEach(() => open())

    it('become one snapshot, with progress on the way and nothing left on disk', async () => {
      const id = await upload({ 'acme/vpcs.json': VPCS, 'acme/subnets.json': SUBNETS })
      imports.start(id)
      const events = await ended(id)
      const last = events.at(-1)
      expect(last).toMatchObject({ event: 'done', data: { files: [{}, {}] } })
      expect(new Set(events.slice(0, -1).map(({ event }) => event))).toEqual(new Set(['progress']))
      expect(events[0]?.data).toMatchObject({ phase: 'reading', filesTotal: 2, filesDone: 0 })
      expect(events.at(-2)?.data).toMatchObject({ phase: 'storing', resources: 2 })
      const [snapshot] = await snapshots()
      expect(snapshot).toMatchObject({ name: 'acme', source: 'files', resourceCount: 2 })
      expect(last?.data).toMatchObject({ snapshotId: snapshot?.id })
      await until(() => readdirSync(folder()).length === 0)
    })

    it('give the same content hash in whatever order and packaging they come', async () => {
      for (const files of [
        { 'a.json': VPCS, 'b.json': SUBNETS },
        { 'x/b.json': SUBNETS, 'x/a.json': VPCS },
      ]) {
        const id = await upload(files)
        imports.start(id)
        await ended(id)
      }
      const [one, two] = await snapshots()
      expect(one?.contentHash).toBe(two?.contentHash)
    })

    it('without a resource fail with the reason, the files and no snapshot', async () => {
      const id = await upload({ 'notes.json': '{"hello": "world"}', 'empty.json': '{"Vpcs": []}' })
      imports.start(id)
      expect((await ended(id)).at(-1)).toMatchObject({
        event: 'failed',
        data: { error: { code: 'import-no-resources' }, files: [{}, {}] },
      })
      expect(await snapshots()).toEqual([])
    })

    it('that are damaged lose themselves and nothing else', async () => {
      const id = await upload({ 'vpcs.json': VPCS, 'cut.json': SUBNETS.slice(0, 40) })
      imports.start(id)
      expect((await ended(id)).at(-1)?.event).toBe('done')
      const [snapshot] = await snapshots()
      expect(snapshot?.resourceCount).toBe(1)
    })

    it.each(['../../../etc/cron.d/x', '/etc/passwd', 'a\\..\\b', 'con', '.', 'x'.repeat(1024)])(
      'never write to a path the user typed: %.30s',
      async (path) => {
        const id = await upload({ [path]: VPCS })
        expect(readdirSync(join(folder(), id))).toEqual(['0.upload'])
        expect(existsSync(join(test.folder, 'x'))).toBe(false)
        await imports.cancel(id)
      },
    )
  })

  describe('that arrive otherwise than announced', () => {
    beforeEach(() => open())

    it.each([
      ['shorter', '12345', null],
      ['longer', '12345678901', null],
      ['of another announced length', '1234567890', 9],
    ])('%s are refused and can be sent again', async (_how, text, length) => {
      const id = await imports.create([{ path: 'a', bytes: 10 }], null)
      const sent = imports.receive(id, { path: 'a', length, body: bodyOf(text) })
      await expect(sent).rejects.toMatchObject({ code: 'upload-incomplete', place: { file: 'a' } })
      expect(() => imports.start(id)).toThrowError(expect.objectContaining({ code: 'upload-incomplete' }))
      await imports.receive(id, { path: 'a', length: 10, body: bodyOf('1234567890') })
      expect(readdirSync(join(folder(), id))).toEqual(['0.upload'])
    })

    it('endless are cut off at the announced length, and are for nobody else to read on the way', async () => {
      const id = await imports.create([{ path: 'a', bytes: 10 }], null)
      let sent = 0
      const modes = new Set<number>()
      const endless = (async function* () {
        for (; sent < 1000; sent++) {
          yield new Uint8Array(4)
          for (const file of readdirSync(join(folder(), id))) modes.add(statSync(join(folder(), id, file)).mode & 0o777)
        }
      })()
      await expect(imports.receive(id, { path: 'a', length: null, body: endless })).rejects.toMatchObject({
        code: 'upload-incomplete',
      })
      expect(sent).toBeLessThan(50)
      await imports.receive(id, { path: 'a', length: 10, body: bodyOf('1234567890') })
      modes.add(statSync(join(folder(), id, '0.upload')).mode & 0o777)
      expect([...modes]).toEqual([0o600])
    })

    it('broken off in the middle are forgotten', async () => {
      const id = await imports.create([{ path: 'a', bytes: 10 }], null)
      const body = (async function* () {
        yield new Uint8Array(4)
        throw new Error('the client left')
      })()
      await expect(imports.receive(id, { path: 'a', length: 10, body })).rejects.toThrow('the client left')
      expect(readdirSync(join(folder(), id))).toEqual([])
    })

    it('under a name nobody announced, twice, or too late are refused', async () => {
      const id = await imports.create([{ path: 'a', bytes: 2 }], null)
      const refused = { code: 'bad-request' }
      await expect(imports.receive(id, { path: 'b', length: 2, body: bodyOf('12') })).rejects.toMatchObject(refused)
      const twice = await Promise.allSettled([
        imports.receive(id, { path: 'a', length: 2, body: bodyOf('12') }),
        imports.receive(id, { path: 'a', length: 2, body: bodyOf('34') }),
      ])
      expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      imports.start(id)
      await expect(imports.receive(id, { path: 'a', length: 2, body: bodyOf('12') })).rejects.toMatchObject(refused)
      expect(() => imports.start(id)).toThrowError(expect.objectContaining(refused))
      await expect(
        imports.create(
          [
            { path: 'a', bytes: 1 },
            { path: 'a', bytes: 2 },
          ],
          null,
        ),
      ).rejects.toMatchObject(refused)
    })

    it('in sizes beyond any import are refused before a byte is taken', async () => {
      const many = Array.from({ length: 50_001 }, (_, index) => ({ path: String(index), bytes: 0 }))
      await expect(imports.create(many, null)).rejects.toMatchObject({ code: 'import-too-many-entries' })
      await expect(imports.create([{ path: 'a', bytes: 2 ** 40 }], null)).rejects.toMatchObject({
        code: 'import-too-large',
      })
      expect(readdirSync(folder())).toEqual([])
    })
  })

  describe('whose worker misbehaves', () => {
    it.each([
      ['throws', workerThat('throw new Error("boom at /home/someone")')],
      ['leaves without a word', workerThat('process.exit(0)')],
      [
        'reports a bug',
        workerThat(
          `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'broken', detail: 'boom' })`,
        ),
      ],
    ])('and %s fail without its words, and store nothing', async (_how, workerUrl) => {
      await open({ workerUrl })
      await storeContent(test.services, contentOfOneVpc(), 'kept')
      const id = await upload({ 'a.json': VPCS })
      imports.start(id)
      const last = (await ended(id)).at(-1)
      expect(last).toMatchObject({
        event: 'failed',
        data: { error: { code: 'internal', reference: expect.any(String) } },
      })
      expect(JSON.stringify(last)).not.toContain('boom')
      expect(test.logged).toMatchObject([{ level: 'error', event: 'import-failed' }])
      expect((await snapshots()).map(({ name }) => name)).toEqual(['kept'])
    })

    it('and never ends are killed by a cancel, with everything stored as it was', async () => {
      await open({ workerUrl: STUCK })
      await storeContent(test.services, contentOfOneVpc(), 'kept')
      const before = await snapshots()
      const id = await upload({ 'a.json': VPCS })
      imports.start(id)
      const events = imports.events(id)
      await imports.cancel(id)
      expect(events.ended).toBe(true)
      expect(readdirSync(folder())).toEqual([])
      expect(await snapshots()).toEqual(before)
      expect(() => imports.events(id)).toThrowError(expect.objectContaining({ code: 'not-found' }))
    })
  })

  it('are read two at a time; the third waits, and a cancel makes room for it', async () => {
    await open({ workerUrl: BUSY })
    const ids = [await upload({ a: '1' }), await upload({ a: '2' }), await upload({ a: '3' })]
    for (const id of ids) imports.start(id)
    const logs = ids.map((id) => imports.events(id))
    const isRead = (log: (typeof logs)[number] | undefined) => JSON.stringify(log?.after(0)).includes('worker is up')
    await until(() => isRead(logs[0]) && isRead(logs[1]))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(isRead(logs[2])).toBe(false)
    await imports.cancel(ids[0] ?? '')
    await until(() => isRead(logs[2]))
  })

  it('that wait are read when their turn comes', async () => {
    await open({ workerUrl: QUICK })
    const ids = await Promise.all(['1', '2', '3', '4', '5'].map((text) => upload({ a: text })))
    for (const id of ids) imports.start(id)
    const last = await Promise.all(ids.map(async (id) => (await ended(id)).at(-1)?.event))
    expect(last).toEqual(['done', 'done', 'done', 'done', 'done'])
    expect(await snapshots()).toHaveLength(5)
  })

  it('are at most eight at once, and one left alone for half an hour makes room', async () => {
    await open()
    for (let index = 0; index < 8; index++) await imports.create([{ path: 'a', bytes: 1 }], null)
    await expect(imports.create([{ path: 'a', bytes: 1 }], null)).rejects.toMatchObject({ code: 'rate-limited' })
    test.setNow('2026-11-23T10:30:00.001Z')
    await imports.create([{ path: 'a', bytes: 1 }], null)
    expect(readdirSync(folder())).toHaveLength(1)
  })

  it('are kept while something comes for them', async () => {
    await open()
    const id = await imports.create(
      [
        { path: 'a', bytes: 2 },
        { path: 'b', bytes: 2 },
      ],
      null,
    )
    test.setNow('2026-11-23T10:29:00.000Z')
    await imports.receive(id, { path: 'a', length: 2, body: bodyOf('12') })
    test.setNow('2026-11-23T10:58:00.000Z')
    await imports.create([{ path: 'a', bytes: 1 }], null)
    await imports.receive(id, { path: 'b', length: 2, body: bodyOf('12') })
    expect(readdirSync(join(folder(), id))).toEqual(['0.upload', '1.upload'])
  })

  it('that are done can be asked about for an hour, and no longer', async () => {
    await open({ workerUrl: QUICK })
    const id = await upload({ a: '1' })
    imports.start(id)
    await ended(id)
    test.setNow('2026-11-23T11:00:00.000Z')
    await imports.create([{ path: 'a', bytes: 1 }], null)
    expect(imports.events(id).after(0).at(-1)?.event).toBe('done')
    test.setNow('2026-11-23T12:00:00.001Z')
    await imports.create([{ path: 'a', bytes: 1 }], null)
    expect(() => imports.events(id)).toThrowError(expect.objectContaining({ code: 'not-found' }))
  })

  it('that are still read after half an hour are not given up', async () => {
    await open({ workerUrl: BUSY })
    const id = await upload({ a: '1' })
    imports.start(id)
    test.setNow('2026-11-23T11:30:00.000Z')
    await imports.create([{ path: 'a', bytes: 1 }], null)
    expect(imports.events(id).ended).toBe(false)
  })

  it('left behind by an earlier process are removed at the start', async () => {
    await open()
    mkdirSync(join(folder(), 'old'))
    writeFileSync(join(folder(), 'old', '0.upload'), 'x')
    const { openImports } = await import('./imports.ts')
    const again = await openImports({
      folder: folder(),
      store: (content, name) => storeContent(test.services, content, name),
      now: () => new Date(),
      log: () => {},
    })
    expect(readdirSync(folder())).toEqual([])
    await again.close()
  })

  it.each([
    [{ 'acme/a.json': '1', 'acme/b.json': '2' }, null, 'acme'],
    [{ 'export.zip': '1' }, null, 'export.zip'],
    [{ 'a.json': '1', 'b.json': '2' }, null, '2 files'],
    [{ 'a.json': '1' }, 'Before the change', 'Before the change'],
  ])('of %j called %s become a snapshot named %s', async (files, name, expected) => {
    await open({ workerUrl: QUICK })
    const id = await upload(files, name)
    imports.start(id)
    await ended(id)
    expect((await snapshots())[0]?.name).toBe(expected)
  })
})
