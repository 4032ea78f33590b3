/** The analysis as the server sees it, with workers that behave and workers that do not. */
import { afterEach, describe, expect, it } from 'vitest'
import type { StoredShard } from '../snapshots/store.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { contentOfOneVpc } from '../testing/services.ts'
import { type Analysis, openAnalysis } from './analysis.ts'
import { contentOf } from './snapshot-content.ts'

const QUESTION = { kind: 'resources', offset: 0, limit: 1, text: '' } as const
const workerThat = (code: string) =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'\n${code}`)}`)

/** Remembers snapshots like the real one, and answers with how often it was given each. */
const REMEMBERS = workerThat(`
  const given = new Map()
  parentPort.on('message', ({ sequence, snapshotId, shards }) => {
    if (shards) given.set(snapshotId, (given.get(snapshotId) ?? 0) + 1)
    const kind = given.has(snapshotId) ? 'answer' : 'needs-shards'
    parentPort.postMessage({ sequence, kind, text: snapshotId + ' given ' + given.get(snapshotId) })
  })
`)

const STUCK_ON_BAD = workerThat(`parentPort.on('message', ({ sequence, snapshotId }) => {
  while (snapshotId === 'bad') {}
  parentPort.postMessage({ sequence, kind: 'answer', text: 'fine' })
})`)
const DIES_OF_BAD = workerThat(`parentPort.on('message', ({ sequence, snapshotId }) => {
  if (snapshotId === 'bad') throw new Error('dead')
  parentPort.postMessage({ sequence, kind: 'answer', text: 'fine' })
})`)

describe('the analysis', () => {
  let analysis: Analysis
  const reads: string[] = []
  const store = {
    async readShards(id: string): Promise<readonly StoredShard[] | null> {
      reads.push(id)
      return id === 'nowhere' ? null : contentOfOneVpc().shards
    },
  }
  afterEach(async () => {
    reads.splice(0)
    await analysis.close()
  })

  it('sends the shards of a snapshot once, then only questions', async () => {
    analysis = openAnalysis({ store, workerUrl: REMEMBERS })
    expect(await analysis.ask('a', QUESTION)).toBe('a given 1')
    expect(await analysis.ask('a', QUESTION)).toBe('a given 1')
    expect(await analysis.ask('b', QUESTION)).toBe('b given 1')
    expect(reads).toEqual(['a', 'b'])
  })

  it('has nothing to say of a snapshot that is not there, or a resource that is not', async () => {
    analysis = openAnalysis({ store, workerUrl: REMEMBERS })
    await expect(analysis.ask('nowhere', QUESTION)).rejects.toMatchObject({ code: 'not-found' })
    const empty = openAnalysis({
      store,
      workerUrl: workerThat(
        `parentPort.on('message', ({ sequence }) => parentPort.postMessage({ sequence, kind: 'nothing' }))`,
      ),
    })
    await expect(empty.ask('a', QUESTION)).rejects.toMatchObject({ code: 'not-found' })
    await empty.close()
  })

  it('answers a failure of one question without its text, and the next question all the same', async () => {
    analysis = openAnalysis({
      store,
      workerUrl: workerThat(`parentPort.on('message', ({ sequence, snapshotId }) => parentPort.postMessage(
        snapshotId === 'bad' ? { sequence, kind: 'failed', detail: 'boom' } : { sequence, kind: 'answer', text: 'fine' }))`),
    })
    await expect(analysis.ask('bad', QUESTION)).rejects.toThrow('boom')
    expect(await analysis.ask('good', QUESTION)).toBe('fine')
  })

  it.each([
    ['throws', `throw new Error('dead')`],
    ['exits', 'process.exit(1)'],
  ])('starts a new worker after one that %s', async (_how, end) => {
    analysis = openAnalysis({
      store,
      workerUrl: workerThat(`parentPort.on('message', ({ sequence, snapshotId }) => {
        if (snapshotId === 'bad') { ${end} }
        parentPort.postMessage({ sequence, kind: 'answer', text: 'fine' })
      })`),
    })
    await expect(analysis.ask('bad', QUESTION)).rejects.toThrow('The analysis worker')
    expect(await analysis.ask('good', QUESTION)).toBe('fine')
  })

  it('ends a worker that does not come back, and says that the question was too much', async () => {
    analysis = openAnalysis({ store, timeoutMs: 200, workerUrl: STUCK_ON_BAD })
    await expect(analysis.ask('bad', QUESTION)).rejects.toMatchObject({
      code: 'analysis-too-large',
      message: expect.stringContaining('longer'),
    })
    expect(await analysis.ask('good', QUESTION)).toBe('fine')
  })

  it.each([
    ['is stuck', STUCK_ON_BAD],
    ['dies', DIES_OF_BAD],
  ])('asks again what waited behind a question over which the worker %s', async (_how, workerUrl) => {
    analysis = openAnalysis({ store, timeoutMs: 300, workerUrl })
    expect(await analysis.ask('good', QUESTION)).toBe('fine')
    const asked = ['bad', 'good', 'bad', 'good'].map((id) => analysis.ask(id, QUESTION))
    const settled = await Promise.allSettled(asked)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('does not count the time a question waited behind others', async () => {
    analysis = openAnalysis({
      store,
      timeoutMs: 500,
      workerUrl: workerThat(`parentPort.on('message', ({ sequence }) => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
        parentPort.postMessage({ sequence, kind: 'answer', text: 'fine' })
      })`),
    })
    const asked = Array.from({ length: 4 }, () => analysis.ask('a', QUESTION))
    expect(await Promise.all(asked)).toEqual(['fine', 'fine', 'fine', 'fine'])
  })

  it('gives every question up when a worker cannot even start, and does not try for ever', async () => {
    analysis = openAnalysis({ store, workerUrl: workerThat(`throw new Error('no such module')`) })
    const settled = await Promise.allSettled([analysis.ask('a', QUESTION), analysis.ask('b', QUESTION)])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('says so when the answer is longer than a text can be', async () => {
    const kind = `'too-large'`
    analysis = openAnalysis({
      store,
      workerUrl: workerThat(
        `parentPort.on('message', ({ sequence }) => parentPort.postMessage({ sequence, kind: ${kind} }))`,
      ),
    })
    await expect(analysis.ask('a', QUESTION)).rejects.toMatchObject({ code: 'analysis-too-large' })
  })

  it('takes no more questions than it can hold', async () => {
    analysis = openAnalysis({ store, workerUrl: workerThat(`parentPort.on('message', () => {})`) })
    const asked = Array.from({ length: 201 }, () => analysis.ask('a', QUESTION).catch((error: unknown) => error))
    expect(await asked[200]).toMatchObject({ code: 'rate-limited' })
    await analysis.close()
    expect(await asked[0]).toMatchObject({ code: 'internal' })
  })
})

describe('the real worker', () => {
  const contents = new Map([
    ['large', { vpcs: 12, subnetsPerVpc: 12, instancesPerSubnet: 100 }],
    ['small', { vpcs: 1, subnetsPerVpc: 1, instancesPerSubnet: 1 }],
  ])
  const store = {
    async readShards(id: string) {
      const size = contents.get(id)
      return size ? contentOf({ documents: estateOfSize(size), files: [], notes: [] }, 'files').shards : null
    },
  }
  const view = { kind: 'view', scene: { levels: [], reveal: [], scope: null } } as const

  it('that runs out of memory ends alone: the question is told why, others go on', async () => {
    const analysis = openAnalysis({ store, heapMb: 32 })
    const [large, small] = await Promise.allSettled([analysis.ask('large', view), analysis.ask('small', view)])
    expect(large).toMatchObject({ status: 'rejected', reason: { code: 'analysis-too-large' } })
    expect(small).toMatchObject({ status: 'fulfilled' })
    expect(JSON.parse(await analysis.ask('small', view))).toMatchObject({ scene: { counts: { vpcs: 1 } } })
    await analysis.close()
  }, 60_000)

  it('that meets a damaged shard answers with the reason, and lives', async () => {
    const damaged = {
      readShards: async (id: string) => (id === 'small' ? store.readShards(id) : contentOfOneVpc().shards),
    }
    const analysis = openAnalysis({ store: damaged })
    await expect(analysis.ask('damaged', view)).rejects.toThrow('analysis worker')
    expect(JSON.parse(await analysis.ask('small', view))).toMatchObject({ summary: expect.anything() })
    await analysis.close()
  }, 60_000)
})
