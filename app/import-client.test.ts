import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportFile, ImportProgress } from '../components/shell/workspace-api.ts'
import { importFiles } from './import-client.ts'

/** A browser's network, as far as an import sees it. */
class Network {
  readonly calls: string[] = []
  readonly uploading = new Set<FakeUpload>()
  mostAtOnce = 0
  refuseUpload: string | null = null
  stalled = false
  stream: FakeEvents | null = null
}

let network: Network

class FakeUpload {
  upload: { onprogress: ((event: { loaded: number }) => void) | null } = { onprogress: null }
  status = 0
  response: unknown = null
  responseType = ''
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  onabort: (() => void) | null = null
  readonly headers: Record<string, string> = {}
  private url = ''

  open(_method: string, url: string) {
    this.url = url
  }

  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }

  send(file: File) {
    network.calls.push(`PUT ${this.url}`)
    network.uploading.add(this)
    network.mostAtOnce = Math.max(network.mostAtOnce, network.uploading.size)
    if (network.stalled) return
    setTimeout(() => {
      if (!network.uploading.delete(this)) return
      this.upload.onprogress?.({ loaded: file.size })
      const refused = network.refuseUpload !== null && this.url.includes(network.refuseUpload)
      this.status = refused ? 413 : 204
      this.response = refused ? { error: { code: 'import-too-large', message: 'Too large.' } } : null
      this.onload?.()
    }, 1)
  }

  abort() {
    if (network.uploading.delete(this)) this.onabort?.()
  }
}

class FakeEvents extends EventTarget {
  static readonly CLOSED = 2
  readyState = 1
  onerror: (() => void) | null = null

  constructor() {
    super()
    network.stream = this
  }

  tell(name: string, message: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(message) }))
  }

  close() {
    this.readyState = FakeEvents.CLOSED
  }
}

function files(count: number): readonly ImportFile[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `dir/f${at}.json`,
    file: new File(['1234'], `f${at}.json`),
  }))
}

async function streaming(): Promise<FakeEvents> {
  await vi.waitFor(() => expect(network.stream).not.toBeNull())
  const { stream } = network
  if (stream === null) throw new Error('no stream')
  return stream
}

beforeEach(() => {
  network = new Network()
  vi.stubGlobal('XMLHttpRequest', FakeUpload)
  vi.stubGlobal('EventSource', FakeEvents)
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    network.calls.push(`${init.method} ${path}`)
    return path === '/api/imports'
      ? Response.json({ id: 'imp 1' }, { status: 201 })
      : new Response(null, { status: 204 })
  })
})

afterEach(() => vi.unstubAllGlobals())

describe('importFiles', () => {
  it('announces, sends, starts and follows, in that order', async () => {
    const outcome = importFiles(files(2), () => undefined, new AbortController().signal)
    const stream = await streaming()
    stream.tell('done', { snapshotId: 's-1', files: [], notes: [] })
    expect(await outcome).toEqual({ kind: 'done', snapshotId: 's-1', files: [], notes: [] })
    expect(network.calls).toEqual([
      'POST /api/imports',
      'PUT /api/imports/imp%201/files?path=dir%2Ff0.json',
      'PUT /api/imports/imp%201/files?path=dir%2Ff1.json',
      'POST /api/imports/imp%201/start',
    ])
    expect(stream.readyState).toBe(FakeEvents.CLOSED)
  })

  it('sends at most four files at once, and every file', async () => {
    const outcome = importFiles(files(30), () => undefined, new AbortController().signal)
    const stream = await streaming()
    expect(network.mostAtOnce).toBe(4)
    expect(network.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(30)
    stream.tell('done', { snapshotId: 's', files: [], notes: [] })
    await outcome
  })

  it('tells progress before the first byte, up to the last, and passes on what the server tells', async () => {
    const told: ImportProgress[] = []
    const outcome = importFiles(files(3), (progress) => told.push(progress), new AbortController().signal)
    const stream = await streaming()
    const reading = { ...told[0], phase: 'reading', resources: 7 }
    stream.tell('progress', reading)
    stream.tell('done', { snapshotId: 's', files: [], notes: [] })
    await outcome
    expect(told[0]).toMatchObject({ phase: 'uploading', bytesDone: 0, bytesTotal: 12, filesTotal: 3 })
    expect(told.at(-2)).toMatchObject({ bytesDone: 12, filesDone: 3 })
    expect(told.at(-1)).toEqual(reading)
  })

  it('hands over what the files said when reading failed', async () => {
    const outcome = importFiles(files(1), () => undefined, new AbortController().signal)
    const stream = await streaming()
    stream.tell('failed', {
      error: { code: 'import-no-resources', message: 'No resources.' },
      files: [{ file: 'f0.json' }],
    })
    expect(await outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'import-no-resources', message: 'No resources.' },
      files: [{ file: 'f0.json' }],
      notes: [],
    })
  })

  it('gives the import up on the server when one file is refused', async () => {
    network.refuseUpload = 'f1.json'
    const outcome = importFiles(files(40), () => undefined, new AbortController().signal)
    await expect(outcome).rejects.toMatchObject({ problem: { code: 'import-too-large' } })
    expect(network.calls.at(-1)).toBe('DELETE /api/imports/imp%201')
    expect(network.uploading.size).toBe(0)
    expect(network.calls).not.toContain('POST /api/imports/imp%201/start')
  })

  it('stops sending and cancels on the server when it is called off', async () => {
    network.stalled = true
    const controller = new AbortController()
    const outcome = importFiles(files(12), () => undefined, controller.signal)
    await vi.waitFor(() => expect(network.uploading.size).toBe(4))
    controller.abort()
    await expect(outcome).rejects.toBe(controller.signal.reason)
    expect(network.uploading.size).toBe(0)
    expect(network.calls.at(-1)).toBe('DELETE /api/imports/imp%201')
  })

  it('cancels on the server when it is called off while reading', async () => {
    const controller = new AbortController()
    const outcome = importFiles(files(1), () => undefined, controller.signal)
    const stream = await streaming()
    controller.abort()
    await expect(outcome).rejects.toBe(controller.signal.reason)
    expect(stream.readyState).toBe(FakeEvents.CLOSED)
    expect(network.calls.at(-1)).toBe('DELETE /api/imports/imp%201')
  })

  it('waits through a dropped connection, and fails when the browser gives up', async () => {
    const outcome = importFiles(files(1), () => undefined, new AbortController().signal)
    const stream = await streaming()
    stream.readyState = 0
    stream.onerror?.()
    stream.readyState = FakeEvents.CLOSED
    stream.onerror?.()
    await expect(outcome).rejects.toMatchObject({ name: 'RequestFailed' })
  })
})
