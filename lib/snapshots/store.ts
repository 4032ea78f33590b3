/**
 * The one way to what is stored. An implementation a database; all of them pass `store-contract.test.ts`.
 * Times are ISO 8601 UTC in text, with milliseconds, so that text order is time order in every database.
 */

import type { CollectionReport } from '../describe/collection-report.ts'
import type { FileReport, ImportNote } from '../describe/document.ts'
import type { ShardRef, ShareSummary, SnapshotManifest, SnapshotSummary } from './snapshot.ts'
import type { JobStore } from './store-job.ts'

/** A shard as it is kept: canonical JSON and origins, both zstd-compressed. `origins` is per snapshot, not per shard. */
export interface StoredShard {
  readonly ref: ShardRef
  readonly content: Uint8Array
  readonly origins: Uint8Array | null
}

export interface NewSnapshot {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly source: SnapshotSummary['source']
  readonly contentHash: string
  readonly resourceCount: number
  readonly shards: readonly StoredShard[]
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
  readonly collection?: CollectionReport | null
}

export interface NewShare {
  readonly id: string
  readonly snapshotId: string
  readonly label: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly viewState: string
  /** SHA-256 of the secret, lower-case hex; the secret itself is never stored. */
  readonly secretHash: string
}

/** A share with what is needed to decide whether it may be opened. Stays in the server. */
export interface ShareRecord {
  readonly summary: ShareSummary
  readonly secretHash: string
}

export interface NewShareSession {
  readonly shareId: string
  /** SHA-256 of the cookie's token, lower-case hex. */
  readonly tokenHash: string
  readonly createdAt: string
  readonly expiresAt: string
}

export interface ShareSession {
  readonly share: ShareSummary
  readonly expiresAt: string
}

export type AuditAction =
  | 'collect'
  | 'schedule-change'
  | 'import'
  | 'sample'
  | 'snapshot-rename'
  | 'snapshot-delete'
  | 'share-create'
  | 'share-open'
  | 'settings-change'
  | 'share-refuse'
  | 'share-revoke'

export interface AuditEntry {
  readonly at: string
  readonly action: AuditAction
  /** `owner` or `guest`; names come with sign-in. */
  readonly actor: 'owner' | 'guest'
  readonly subject: string
  readonly result: 'done' | 'refused' | 'failed'
  readonly detail: string
}

/** An entry as stored: its hash covers the entry and the hash before it, so a changed row breaks the chain. */
export interface AuditRecord extends AuditEntry {
  readonly sequence: number
  readonly hash: string
}

export interface SnapshotStore extends JobStore {
  /** Newest first. */
  listSnapshots(): Promise<readonly SnapshotSummary[]>
  findSnapshot(id: string): Promise<SnapshotManifest | null>
  /** All of it or nothing, in one transaction. */
  createSnapshot(snapshot: NewSnapshot): Promise<SnapshotSummary>
  /** Null when there is none of that id. */
  renameSnapshot(id: string, name: string): Promise<SnapshotSummary | null>
  /** Its shares and their sessions go with it, and every shard no other snapshot names. */
  deleteSnapshot(id: string): Promise<boolean>
  /** In the order of the manifest; null when there is no such snapshot. */
  readShards(id: string): Promise<readonly StoredShard[] | null>

  /** Null when the snapshot is gone. */
  createShare(share: NewShare): Promise<ShareSummary | null>
  /** Newest first. */
  listShares(snapshotId: string): Promise<readonly ShareSummary[]>
  findShare(id: string): Promise<ShareRecord | null>
  /** Ends its sessions too. Null when there is none; a second revoke keeps the first time. */
  revokeShare(id: string, at: string): Promise<ShareSummary | null>
  /** Counts one opening and starts a session; sessions that are over are removed. */
  openShare(session: NewShareSession): Promise<void>
  findShareSession(shareId: string, tokenHash: string): Promise<ShareSession | null>

  appendAudit(entry: AuditEntry): Promise<void>
  listAudit(): Promise<readonly AuditRecord[]>
  /** Throws when the database cannot be written. */
  checkWritable(): Promise<void>
  close(): Promise<void>
}
