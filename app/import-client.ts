/** Uploads files, at most four at once, then follows the server's own account of reading them. */

import type { ImportFile, ImportOutcome, ImportProgress, OwnerApi } from '../components/shell/workspace-api.ts'
import { RequestFailed } from '../components/shell/workspace-api.ts'
import { call, REQUEST_HEADER, readProblem } from './call.ts'

const AT_ONCE = 4

interface Upload {
  readonly url: string
  readonly file: File
  readonly signal: AbortSignal
  readonly onBytes: (sent: number) => void
}

/** `fetch` tells nothing of what it has sent, so this one call is the old way. */
function upload({ url, file, signal, onBytes }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const settle = (finish: () => void) => () => {
      signal.removeEventListener('abort', stop)
      finish()
    }
    request.open('PUT', url)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [name, value] of Object.entries(REQUEST_HEADER)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onBytes(event.loaded)
    request.onabort = settle(() => reject(signal.reason))
    request.onerror = settle(() => reject(new RequestFailed(readProblem(null, 0))))
    request.onload = settle(() => {
      if (request.status < 300) resolve()
      else reject(new RequestFailed(readProblem(request.response, request.status)))
    })
    signal.addEventListener('abort', stop)
    request.send(file)
  })
}

interface Uploads {
  readonly id: string
  readonly files: readonly ImportFile[]
  readonly onProgress: (progress: ImportProgress) => void
  readonly signal: AbortSignal
}

/** Counts what the files under way have sent and tells it, file by file and byte by byte. */
function uploadCounter(files: readonly ImportFile[], onProgress: (progress: ImportProgress) => void) {
  const bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0)
  const sent = new Map<string, number>()
  let filesDone = 0
  const tell = (currentFile: string | null) => {
    const bytesDone = Math.min(
      bytesTotal,
      [...sent.values()].reduce((sum, bytes) => sum + bytes, 0),
    )
    onProgress({
      phase: 'uploading',
      filesDone,
      filesTotal: files.length,
      bytesDone,
      bytesTotal,
      resources: 0,
      currentFile,
    })
  }
  return {
    tell,
    sent: (path: string, bytes: number) => {
      sent.set(path, bytes)
      tell(path)
    },
    finished: () => {
      filesDone += 1
    },
  }
}

async function uploadAll({ id, files, onProgress, signal }: Uploads): Promise<void> {
  const counter = uploadCounter(files, onProgress)
  counter.tell(null)
  const queue = files.values()
  const failure = new AbortController()
  const stop = AbortSignal.any([signal, failure.signal])
  const work = async () => {
    for (const { path, file } of queue) {
      stop.throwIfAborted()
      const url = `/api/imports/${encodeURIComponent(id)}/files?path=${encodeURIComponent(path)}`
      await upload({ url, file, signal: stop, onBytes: (bytes) => counter.sent(path, bytes) })
      counter.finished()
      counter.sent(path, file.size)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, files.length) }, work))
  } catch (cause) {
    // One file failed, so the import has: the others need not be sent to their end.
    failure.abort(cause)
    throw cause
  }
}

type Failed = Extract<ImportOutcome, { readonly kind: 'failed' }>

interface FailedEvent {
  readonly error: unknown
  readonly files?: Failed['files']
  readonly notes?: Failed['notes']
}

/** Follows the import until it is done or has failed. A dropped connection is taken up again by the browser. */
function follow({ id, onProgress, signal }: Omit<Uploads, 'files'>): Promise<ImportOutcome> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/imports/${encodeURIComponent(id)}/events`)
    const finish = (settle: () => void) => {
      events.close()
      settle()
    }
    signal.addEventListener('abort', () => finish(() => reject(signal.reason)), { once: true })
    const on = <T>(name: string, react: (message: T) => void) =>
      events.addEventListener(name, (event) => react(JSON.parse(event.data) as T))
    on<ImportProgress>('progress', onProgress)
    on<Omit<Extract<ImportOutcome, { kind: 'done' }>, 'kind'>>('done', (message) =>
      finish(() => resolve({ kind: 'done', ...message })),
    )
    on<FailedEvent>('failed', ({ error, files = [], notes = [] }) =>
      finish(() => resolve({ kind: 'failed', problem: readProblem({ error }, 500), files, notes })),
    )
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) finish(() => reject(new RequestFailed(readProblem(null, 0))))
    }
  })
}

/** See `OwnerApi.importFiles`. */
export const importFiles: OwnerApi['importFiles'] = async (files, onProgress, signal) => {
  const { id } = await call<{ readonly id: string }>('/api/imports', {
    method: 'POST',
    body: { files: files.map(({ path, file }) => ({ path, bytes: file.size })) },
    signal,
  })
  const path = `/api/imports/${encodeURIComponent(id)}`
  try {
    await uploadAll({ id, files, onProgress, signal })
    await call(`${path}/start`, { method: 'POST', signal })
    return await follow({ id, onProgress, signal })
  } catch (cause) {
    await call(path, { method: 'DELETE' }).catch(() => undefined)
    throw cause
  }
}
