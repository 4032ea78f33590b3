/** The analysis as the server sees it, with workers that behave and workers that do not. */
import { afterEach, describe, expect, it } from 'vitest'
import type { StoredShard } from '../snapshots/store.ts'
import { contentOfOneVpc } from '../testing/services.ts'
import { type Analysis, openAnalysis } from './analysis.ts'

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

  it('ends a worker that does not come back, and every question it had', async () => {
    analysis = openAnalysis({
      store,
      timeoutMs: 200,
      workerUrl: workerThat(`parentPort.on('message', ({ sequence, snapshotId }) => {
        while (snapshotId === 'bad') {}
        parentPort.postMessage({ sequence, kind: 'answer', text: 'fine' })
      })`),
    })
    await expect(analysis.ask('bad', QUESTION)).rejects.toThrow('too long')
    expect(await analysis.ask('good', QUESTION)).toBe('fine')
  })

  it('takes no more questions than it can hold', async () => {
    analysis = openAnalysis({ store, workerUrl: workerThat(`parentPort.on('message', () => {})`) })
    const asked = Array.from({ length: 201 }, () => analysis.ask('a', QUESTION).catch((error: unknown) => error))
    expect(await asked[200]).toMatchObject({ code: 'rate-limited' })
    await analysis.close()
    expect(await asked[0]).toMatchObject({ code: 'internal' })
  })
})
