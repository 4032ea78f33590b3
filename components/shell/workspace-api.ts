/**
 * What the screen may ask. `app/` answers over HTTP, a test answers from memory;
 * a component never knows which, and a guest's screen holds no owner at all.
 */

import type { FileReport, ImportNote } from '../../lib/describe/document.ts'
import type { Finding } from '../../lib/findings/finding.ts'
import type { SettingsRecord } from '../../lib/findings/settings-record.ts'
import type { BlastRadius } from '../../lib/reports/blast-radius.ts'
import type { CharterCoverage } from '../../lib/reports/charter-coverage.ts'
import type { ExposureLens } from '../../lib/reports/exposure-lens.ts'
import type { MatrixAnswer } from '../../lib/reports/matrix-answer.ts'
import type { SettingsEffect } from '../../lib/reports/settings-effect.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import type { TraceAnswer } from '../../lib/reports/trace-answer.ts'
import type { WhatIfAnswer } from '../../lib/reports/what-if-answer.ts'
import type {
  ResourceDetail,
  ResourceRow,
  ShareSummary,
  SnapshotSummary,
  SnapshotView,
} from '../../lib/snapshots/snapshot.ts'
import type { Scene } from '../../lib/topology/scene.ts'
import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'

/** What went wrong, as the server told it. `code` names a page in `docs/errors`. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly remedy: string | null
  readonly file: string | null
  readonly pointer: string | null
  /** Number to look for in the server's log; null when the server gave none. */
  readonly reference: string | null
}

/** Thrown by every call below that fails; an aborted call throws the signal's reason instead. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export interface SceneQuery {
  readonly levels: ViewState['levels']
  /** Ids that must be drawn on their own. */
  readonly reveal: readonly string[]
  readonly scope: string | null
}

export interface ResourcePage {
  readonly total: number
  readonly rows: readonly ResourceRow[]
}

export interface ResourceQuery {
  readonly offset: number
  readonly limit: number
  /** Plain text; empty for all. */
  readonly text: string
}

/** One snapshot, read only: all that a guest has. */
export interface WorkspaceApi {
  view(query: SceneQuery, signal: AbortSignal): Promise<SnapshotView>
  scene(query: SceneQuery, signal: AbortSignal): Promise<Scene>
  resources(query: ResourceQuery, signal: AbortSignal): Promise<ResourcePage>
  resource(id: string, signal: AbortSignal): Promise<ResourceDetail>
  /** All of a finding; the view of a large network has only what its list shows. */
  finding(id: string, signal: AbortSignal): Promise<Finding>
  trace(question: AskedQuestion, signal: AbortSignal): Promise<TraceAnswer>
  exposure(signal: AbortSignal): Promise<ExposureLens>
  charter(signal: AbortSignal): Promise<CharterCoverage>
  matrix(by: string, signal: AbortSignal): Promise<MatrixAnswer>
  /** What closing a finding would close and break, null where nothing could be taken away; null itself as `whatIf` is. */
  readonly blastRadius: ((findingId: string, signal: AbortSignal) => Promise<BlastRadius | null>) | null
  /** The network without some rules; null where that may not be asked: on a guest's page. */
  readonly whatIf: ((request: WhatIfRequest, signal: AbortSignal) => Promise<WhatIfAnswer>) | null
}

export interface WhatIfRequest {
  readonly ruleIds: readonly string[]
  /** The question that is open, to be asked again. */
  readonly question: AskedQuestion | null
}

export interface ShareRequest {
  readonly label: string
  readonly expiresInHours: number
  /** The sender's view, as `writeViewState` prints it. */
  readonly viewState: string
}

/** The link holds the secret: it is shown once and kept nowhere. */
export interface NewShare {
  readonly share: ShareSummary
  readonly link: string
}

export interface ImportFile {
  /** With its folders, as dropped: `export/eu-west-1/vpcs.json`. */
  readonly path: string
  readonly file: File
}

export type ImportPhase = 'uploading' | 'reading' | 'merging' | 'storing'

export interface ImportProgress {
  readonly phase: ImportPhase
  readonly filesDone: number
  readonly filesTotal: number
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly resources: number
  readonly currentFile: string | null
}

/** How an import ended. On failure what was stored before stays, and the files say how far each came. */
export type ImportOutcome =
  | {
      readonly kind: 'done'
      readonly snapshotId: string
      readonly files: readonly FileReport[]
      readonly notes: readonly ImportNote[]
    }
  | {
      readonly kind: 'failed'
      readonly problem: Problem
      readonly files: readonly FileReport[]
      readonly notes: readonly ImportNote[]
    }

export interface FilesOfSnapshot {
  readonly files: readonly FileReport[]
  readonly notes: readonly ImportNote[]
}

/** The settings and which version of the file they are. */
export interface SettingsAnswer {
  readonly settings: SettingsRecord
  readonly version: string
  /** Why the file is not in use; null when it is. */
  readonly problem: { readonly message: string; readonly pointer: string } | null
}

/** What only the owner of the server may do. */
export interface OwnerApi {
  snapshots(signal: AbortSignal): Promise<readonly SnapshotSummary[]>
  /** The read-only face of one snapshot. */
  open(snapshotId: string): WorkspaceApi
  createSample(signal: AbortSignal): Promise<SnapshotSummary>
  renameSnapshot(id: string, name: string): Promise<SnapshotSummary>
  deleteSnapshot(id: string): Promise<void>
  filesOf(id: string, signal: AbortSignal): Promise<FilesOfSnapshot>
  shares(snapshotId: string, signal: AbortSignal): Promise<readonly ShareSummary[]>
  createShare(snapshotId: string, request: ShareRequest): Promise<NewShare>
  revokeShare(shareId: string): Promise<void>
  settings(signal: AbortSignal): Promise<SettingsAnswer>
  /** Refused with `settings-changed` when the file has another version by now. */
  saveSettings(settings: SettingsRecord, version: string): Promise<SettingsAnswer>
  /** What the settings would change, without taking them into use. */
  settingsEffect(snapshotId: string, settings: SettingsRecord, signal: AbortSignal): Promise<SettingsEffect>
  settingsHints(snapshotId: string, signal: AbortSignal): Promise<SettingsHints>
  /** Uploads, then follows the server's reading. Aborting the signal cancels the import on the server too. */
  importFiles(
    files: readonly ImportFile[],
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ): Promise<ImportOutcome>
}
