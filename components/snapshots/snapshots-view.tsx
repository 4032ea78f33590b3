'use client'

import { Share2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { SnapshotSummary } from '../../lib/snapshots/snapshot.ts'
import type { OwnerApi } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Pill } from '../ui/pill.tsx'
import { byteSize, counted, utcTime } from '../ui/say.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { ShareList } from './share-list.tsx'
import { SnapshotName } from './snapshot-name.tsx'

export interface SnapshotsViewProps {
  readonly owner: OwnerApi
  readonly snapshots: readonly SnapshotSummary[]
  /** The one that is on screen elsewhere. */
  readonly openId: string | null
  readonly onOpen: (id: string) => void
  readonly onImport: () => void
  /** The list changed on the server. */
  readonly onChanged: () => void
}

/** What is stored: every snapshot, its size and its links. */
export function SnapshotsView(props: SnapshotsViewProps) {
  const { owner, snapshots, onImport, onChanged } = props
  const [deleting, setDeleting] = useState<SnapshotSummary | null>(null)
  return (
    <section aria-label="Snapshots" className="hairless-scroll min-w-0 flex-1 overflow-auto bg-paper">
      <div className="mx-auto max-w-[1040px] px-6 py-6">
        <div className="flex items-end">
          <div className="flex-1">
            <h1 className="font-semibold text-lg">Snapshots</h1>
            <p className="mt-0.5 text-ink-2">
              Frozen: only the name can change. Equal hashes mean that nothing changed between two of them.
            </p>
          </div>
          <Button look="primary" onClick={onImport}>
            Import
          </Button>
        </div>
        {snapshots.length === 0 ? (
          <p className="mt-8 text-ink-2">Nothing is stored yet. Import files or open the sample to chart a network.</p>
        ) : (
          <ul className="mt-5 divide-y divide-hair rounded-md border border-hair bg-card">
            {snapshots.map((snapshot) => (
              <SnapshotRow key={snapshot.id} {...props} snapshot={snapshot} onDelete={() => setDeleting(snapshot)} />
            ))}
          </ul>
        )}
      </div>
      {deleting !== null && (
        <DeleteDialog owner={owner} snapshot={deleting} onClose={() => setDeleting(null)} onDeleted={onChanged} />
      )}
    </section>
  )
}

function sizeOf({ shards }: SnapshotSummary): number {
  return shards.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function placesOf({ shards }: SnapshotSummary): string {
  const accounts = new Set(shards.map(({ account }) => account))
  const regions = new Set(shards.map(({ region }) => region))
  return `${counted(accounts.size, 'account')}, ${counted(regions.size, 'region')}`
}

interface SnapshotRowProps extends SnapshotsViewProps {
  readonly snapshot: SnapshotSummary
  readonly onDelete: () => void
}

function SnapshotRow({ owner, snapshot, openId, onOpen, onChanged, onDelete }: SnapshotRowProps) {
  const [links, setLinks] = useState(false)
  return (
    <li className="px-4 py-3">
      <div className="flex items-center gap-4">
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <SnapshotName owner={owner} snapshot={snapshot} onRenamed={onChanged} />
            {snapshot.id === openId && <Pill tone="accent">Shown now</Pill>}
            {snapshot.source === 'sample' && <Pill>Sample</Pill>}
          </div>
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
            <time dateTime={snapshot.createdAt} className="mono leading-[17px]">
              {utcTime(snapshot.createdAt)}
            </time>
            <span>{placesOf(snapshot)}</span>
            <span>{counted(snapshot.resourceCount, 'resource')}</span>
            <span>
              {counted(snapshot.shards.length, 'shard')}, {byteSize(sizeOf(snapshot))}
            </span>
            <span className="mono leading-[17px]" title={snapshot.contentHash}>
              …{snapshot.contentHash.slice(-8)}
            </span>
          </p>
        </div>
        <Button size="sm" aria-expanded={links} onClick={() => setLinks(!links)}>
          <Share2 size={13} strokeWidth={1.6} aria-hidden="true" />
          Links
        </Button>
        <Button size="sm" onClick={() => onOpen(snapshot.id)} aria-label={`Open ${snapshot.name}`}>
          Open
        </Button>
        <IconButton icon={Trash2} label={`Delete ${snapshot.name}`} onClick={onDelete} />
      </div>
      {links && (
        <div className="mt-3 border-hair border-t pt-3">
          <ShareList owner={owner} snapshotId={snapshot.id} version={0} />
        </div>
      )}
    </li>
  )
}
