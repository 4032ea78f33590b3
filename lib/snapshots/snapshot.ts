/** What is stored and what is sent: snapshots, shares, and the answers the screen is drawn from. */

import type { CollectionReport } from '../describe/collection-report.ts'
import type { FileReport, ImportNote } from '../describe/document.ts'
import type { Finding, FindingSummary } from '../findings/finding.ts'
import type { Gap } from '../inventory/gap.ts'
import type { ResourceRow } from '../topology/resource-rows.ts'
import type { Scene } from '../topology/scene.ts'

/** One stored describe document, named by the SHA-256 of its canonical JSON. */
export interface ShardRef {
  readonly sha256: string
  readonly account: string
  readonly region: string
  readonly collectedAt: string | null
  readonly elementCount: number
  readonly byteLength: number
}

/** An immutable list of shards; only its name may change. */
export interface SnapshotSummary {
  readonly id: string
  readonly name: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly source: 'files' | 'sample' | 'live'
  /** Hash over its shards: equal means "nothing changed". */
  readonly contentHash: string
  readonly shards: readonly ShardRef[]
  readonly resourceCount: number
}

export interface SnapshotManifest extends SnapshotSummary {
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
  /** Who collected and what came of each call; null for what was not collected live. */
  readonly collection: CollectionReport | null
}

/** What a new link says of itself to its owner; the secret is not in it. */
export interface ShareSummary {
  readonly id: string
  readonly snapshotId: string
  readonly label: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly openCount: number
  readonly lastOpenedAt: string | null
  /** The sender's view, as the query string of the page. */
  readonly viewState: string
}

export interface ListedFindings {
  readonly findings: readonly Finding[]
  /** False for a large network: descriptions, paths, evidence and remediation are empty here, and asked for by finding. */
  readonly findingsInFull: boolean
  /** What people call what findings name: rules by their titles, VPCs by their names; what has none is left out. */
  readonly names: {
    readonly rules: Readonly<Record<string, string>>
    readonly vpcs: Readonly<Record<string, string>>
  }
}

/** Everything one screen needs. Built from shards by pure functions, in a worker. */
export interface SnapshotView extends ListedFindings {
  readonly snapshot: {
    readonly id: string
    readonly name: string
    readonly createdAt: string
    readonly source: 'files' | 'sample' | 'live'
  }
  readonly frozen: boolean
  readonly scene: Scene
  readonly summary: FindingSummary
  readonly gaps: readonly Gap[]
  readonly notes: readonly ImportNote[]
}

export type { ResourceRow }

/** A fact and the pointer it stands at. */
export interface Fact {
  readonly label: string
  readonly value: string
  readonly pointer: string | null
  /** Another resource the value names, to jump to. */
  readonly linkTo: string | null
  /** Ids of the rules the fact is about, where they could be thought away; equal rules of several groups are one fact. */
  readonly ruleIds?: readonly string[]
}

export interface ResourceDetail {
  readonly row: ResourceRow
  readonly sections: readonly { readonly title: string; readonly facts: readonly Fact[] }[]
  readonly source: {
    readonly account: string
    readonly region: string
    readonly pointer: string
    readonly file: string | null
    readonly filePointer: string | null
  } | null
  /** The allow-listed element as stored. */
  readonly json: unknown
}
