/** Everything one screen needs of a snapshot, as JSON text: what the worker thought, and what the store knows beside it. */

import type { ImportNote } from '../describe/document.ts'
import { AppError } from '../errors/app-error.ts'
import type { ShareSummary, SnapshotManifest, SnapshotView } from '../snapshots/snapshot.ts'
import type { SceneQuestion } from './analysis-question.ts'
import { shareNotAvailable } from './guest-session.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'store' | 'analysis'>

/** @throws AppError `not-found` */
export async function viewSnapshot({ store, analysis }: Needs, id: string, scene: SceneQuestion): Promise<string> {
  const snapshot = await store.findSnapshot(id)
  if (!snapshot) throw new AppError('not-found', 'There is no such snapshot.')
  const body = await analysis.ask(id, { kind: 'view', scene, withWaivers: true })
  const { name, createdAt, source, notes } = snapshot
  return joined({ snapshot: { id, name, createdAt, source }, frozen: false, notes }, body)
}

/** The same for a guest: named after the share, and without the names of the sender's files. */
export async function viewSharedSnapshot(
  { store, analysis }: Needs,
  share: ShareSummary,
  scene: SceneQuestion,
): Promise<string> {
  const snapshot = await store.findSnapshot(share.snapshotId)
  if (!snapshot) throw shareNotAvailable()
  const body = await analysis.ask(share.snapshotId, { kind: 'view', scene })
  const { name, createdAt, source } = snapshot
  return joined(
    { snapshot: { id: share.id, name, createdAt, source }, frozen: true, notes: notesForGuests(snapshot) },
    body,
  )
}

/** The rest of a `SnapshotView` is JSON already: parsing and printing megabytes again would help nobody. */
function joined(head: Pick<SnapshotView, 'snapshot' | 'frozen' | 'notes'>, body: string): string {
  return `${JSON.stringify(head).slice(0, -1)},${body.slice(1)}`
}

/** That something could not be read is part of the truth; what the sender's files are called is not the guest's business. */
export function notesForGuests({ files, notes }: Pick<SnapshotManifest, 'files' | 'notes'>): readonly ImportNote[] {
  const names = new Set(files.map(({ file }) => file))
  for (const { file } of notes) if (file !== null) names.add(file)
  // The longest first: one name may be the end of another.
  const longestFirst = [...names].filter((name) => name !== '').toSorted((a, b) => b.length - a.length)
  const clean = (text: string) => longestFirst.reduce((rest, name) => rest.replaceAll(name, 'a file'), text)
  return notes.map(({ level, code, message }) => ({
    level,
    code,
    message: clean(message),
    remedy: null,
    file: null,
    pointer: null,
  }))
}
