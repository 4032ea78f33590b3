/** The screen's questions, asked over HTTP. Runs in the browser only. */

import { questionRecord } from '../components/reachability/question-words.ts'
import type { OwnerApi, ResourceQuery, SceneQuery, WorkspaceApi } from '../components/shell/workspace-api.ts'
import type { ShareSummary, SnapshotSummary } from '../lib/snapshots/snapshot.ts'
import { call } from './call.ts'
import { importFiles } from './import-client.ts'

/** `levels=vpc-1:chip&reveal=i-1,i-2&scope=vpc-1`, parts escaped so that ids may hold any character. */
export function sceneParameters({ levels, reveal, scope }: SceneQuery): string {
  const parts = [
    Object.entries(levels)
      .map(([id, level]) => `${encodeURIComponent(id)}:${level}`)
      .join(','),
    reveal.map(encodeURIComponent).join(','),
  ]
  const parameters = new URLSearchParams()
  if (parts[0] !== undefined && parts[0] !== '') parameters.set('levels', parts[0])
  if (parts[1] !== undefined && parts[1] !== '') parameters.set('reveal', parts[1])
  if (scope !== null) parameters.set('scope', scope)
  const query = parameters.toString()
  return query === '' ? '' : `?${query}`
}

function resourceParameters({ offset, limit, text }: ResourceQuery): string {
  const parameters = new URLSearchParams({ offset: String(offset), limit: String(limit) })
  if (text !== '') parameters.set('q', text)
  return parameters.toString()
}

/** A question may name what must not stand in an address: it is sent in a body. */
function asking(prefix: string): Pick<WorkspaceApi, 'trace' | 'exposure' | 'matrix' | 'charter'> {
  return {
    trace: (question, signal) => call(`${prefix}/trace`, { method: 'POST', body: questionRecord(question), signal }),
    exposure: (signal) => call(`${prefix}/exposure`, { signal }),
    charter: (signal) => call(`${prefix}/charter`, { signal }),
    matrix: (by, signal) => call(`${prefix}/matrix?${new URLSearchParams({ by })}`, { signal }),
  }
}

/** The read-only face of what stands under a prefix: `/api/snapshots/<id>` or `/api/s/<id>`. */
export function readOnlyApi(prefix: string): WorkspaceApi {
  return {
    ...asking(prefix),
    whatIf: null,
    blastRadius: null,
    finding: (id, signal) => call(`${prefix}/findings/${encodeURIComponent(id)}`, { signal }),
    view: (query, signal) => call(`${prefix}/view${sceneParameters(query)}`, { signal }),
    scene: (query, signal) => call(`${prefix}/scene${sceneParameters(query)}`, { signal }),
    resources: (query, signal) => call(`${prefix}/resources?${resourceParameters(query)}`, { signal }),
    resource: (id, signal) => call(`${prefix}/resources/${encodeURIComponent(id)}`, { signal }),
  }
}

const snapshotPath = (id: string) => `/api/snapshots/${encodeURIComponent(id)}`

function whatIf(id: string): NonNullable<WorkspaceApi['whatIf']> {
  return ({ ruleIds, question }, signal) => {
    const body = { ruleIds, question: question === null ? null : questionRecord(question) }
    return call(`${snapshotPath(id)}/what-if`, { method: 'POST', body, signal })
  }
}

type Radius = Awaited<ReturnType<NonNullable<WorkspaceApi['blastRadius']>>>

function blastRadius(id: string): NonNullable<WorkspaceApi['blastRadius']> {
  return async (findingId, signal) => {
    const path = `${snapshotPath(id)}/findings/${encodeURIComponent(findingId)}/blast-radius`
    return (await call<{ readonly radius: Radius }>(path, { signal })).radius
  }
}

/** The owner's calls. */
export const ownerApi: OwnerApi = {
  snapshots: async (signal) =>
    (await call<{ readonly snapshots: readonly SnapshotSummary[] }>('/api/snapshots', { signal })).snapshots,
  open: (id) => ({ ...readOnlyApi(snapshotPath(id)), whatIf: whatIf(id), blastRadius: blastRadius(id) }),
  createSample: (signal) => call('/api/snapshots', { method: 'POST', body: { source: 'sample' }, signal }),
  renameSnapshot: (id, name) => call(snapshotPath(id), { method: 'PATCH', body: { name } }),
  deleteSnapshot: (id) => call(snapshotPath(id), { method: 'DELETE' }),
  filesOf: (id, signal) => call(`${snapshotPath(id)}/files`, { signal }),
  shares: async (id, signal) =>
    (await call<{ readonly shares: readonly ShareSummary[] }>(`${snapshotPath(id)}/shares`, { signal })).shares,
  createShare: async (id, request) => {
    const body = { ...request }
    const made = await call<{ readonly share: ShareSummary; readonly secret: string }>(`${snapshotPath(id)}/shares`, {
      method: 'POST',
      body,
    })
    return { share: made.share, link: `${window.location.origin}/s/${made.share.id}#${made.secret}` }
  },
  revokeShare: (id) => call(`/api/shares/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  settings: (signal) => call('/api/settings', { signal }),
  saveSettings: (settings, version) => call('/api/settings', { method: 'PUT', body: settings, ifVersion: version }),
  settingsEffect: (id, settings, signal) =>
    call(`${snapshotPath(id)}/settings-effect`, { method: 'POST', body: settings, signal }),
  settingsHints: (id, signal) => call(`${snapshotPath(id)}/settings-hints`, { signal }),
  importFiles,
}

/** What a share answers once it is opened. */
export interface OpenedShare {
  readonly viewState: string
  readonly expiresAt: string
  readonly label: string
}

/** Opens a share: the one call that sends its secret, in a body. */
export function openShare(id: string, secret: string): Promise<OpenedShare> {
  return call(`/api/s/${encodeURIComponent(id)}/open`, { method: 'POST', body: { secret } })
}

/** Is the share open to this browser? By its cookie alone. */
export function askShare(id: string, signal: AbortSignal): Promise<OpenedShare> {
  return call(`/api/s/${encodeURIComponent(id)}/alive`, { signal })
}

/** The guest's calls; the cookie that `openShare` set lets them through. */
export function guestApi(id: string): WorkspaceApi {
  return readOnlyApi(`/api/s/${encodeURIComponent(id)}`)
}
