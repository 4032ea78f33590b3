/** What may be asked of a snapshot, as plain values: they cross into the worker and are keys of its memory. */

import type { Settings } from '../findings/settings.ts'
import type { Waiver } from '../findings/waivers.ts'
import type { MatrixBy } from '../reachability/matrix-groups.ts'
import type { StoredShard } from '../snapshots/store.ts'
import type { Level } from '../topology/scene.ts'
import type { SettingsInUse } from './settings-in-use.ts'

/** `SceneOptions` without maps and sets. */
export interface SceneQuestion {
  readonly levels: readonly (readonly [id: string, level: Level])[]
  readonly reveal: readonly string[]
  readonly scope: string | null
}

/** A question of the network in the spelling of a query file: what `parseQuery` reads. */
export type QuestionRecord = Readonly<Record<string, string | number | null>>

export type PictureLens = 'placement' | 'exposure'

/** What is asked of the network rather than of its picture. */
export type NetworkQuestion =
  | { readonly kind: 'trace'; readonly query: QuestionRecord }
  | { readonly kind: 'exposure' }
  | { readonly kind: 'matrix'; readonly by: MatrixBy }
  | { readonly kind: 'what-if'; readonly ruleIds: readonly string[]; readonly query: QuestionRecord | null }

export type Question =
  /** Scene, findings, summary and gaps, as one JSON object; what the team waived is marked for the team only. */
  | { readonly kind: 'view'; readonly scene: SceneQuestion; readonly withWaivers?: boolean }
  | { readonly kind: 'scene'; readonly scene: SceneQuestion }
  | {
      readonly kind: 'resources'
      readonly offset: number
      readonly limit: number
      readonly text: string
      /** Only the team may search by what it waived. */
      readonly withWaivers?: boolean
    }
  /** `withFile` false leaves out the names of the sender's files. */
  | { readonly kind: 'resource'; readonly id: string; readonly withFile: boolean }
  /** One finding, all of it. */
  | { readonly kind: 'finding'; readonly id: string; readonly withWaivers?: boolean }
  /** What closing a finding would close and break, or `null` where nothing it names could be taken away. */
  | { readonly kind: 'blast-radius'; readonly id: string }
  /** The charter, sentence by sentence. */
  | { readonly kind: 'charter' }
  /** What other settings would change. */
  | { readonly kind: 'settings-effect'; readonly settings: Settings }
  /** What the snapshot holds that a setting could name. */
  | { readonly kind: 'settings-hints' }
  | { readonly kind: 'svg'; readonly theme: 'light' | 'dark'; readonly lens: PictureLens; readonly title: string }
  | NetworkQuestion

/** What the team decided to live with, on the day of the question. */
export interface WaiversInUse {
  readonly waivers: readonly Waiver[]
  /** `2026-11-23`, UTC. */
  readonly today: string
}

export interface AnalysisRequest {
  readonly sequence: number
  readonly snapshotId: string
  readonly question: Question
  readonly judgedBy: SettingsInUse
  readonly waived: WaiversInUse
  /** Sent only after the worker said it does not have them. */
  readonly shards: readonly StoredShard[] | null
}

export type AnalysisReply =
  | { readonly sequence: number; readonly kind: 'answer'; readonly text: string }
  /** The snapshot has no such resource. */
  | { readonly sequence: number; readonly kind: 'nothing' }
  | { readonly sequence: number; readonly kind: 'needs-shards' }
  /** Longer than one text can be. */
  | { readonly sequence: number; readonly kind: 'too-large' }
  | { readonly sequence: number; readonly kind: 'failed'; readonly detail: string }
