/** All a link must restore, and nothing else. Defaults stay out of the URL; reading never throws. */

import type { AskedQuestion } from './asked-question.ts'

export type View =
  | 'map'
  | 'findings'
  | 'table'
  | 'matrix'
  | 'gaps'
  | 'charter'
  | 'snapshots'
  | 'settings'
  | 'import'
  | 'collect'
export type Panel = 'findings' | 'inspector' | 'ask' | 'what-if' | 'none'
export type Lens = 'placement' | 'exposure'
/** Which way of a connection is drawn. */
export type Leg = 'request' | 'reply'
/** What stands together in the findings view. */
export type GroupBy = 'severity' | 'rule' | 'vpc' | 'charter' | 'cause'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface ViewState {
  /** The snapshot that is open; null for the newest. A share link never has it: its snapshot is fixed. */
  readonly snapshot: string | null
  readonly view: View
  readonly panel: Panel
  readonly lens: Lens
  /** Selected resource id. */
  readonly selection: string | null
  /** Selected finding id; its resources are framed. */
  readonly finding: string | null
  /** RFC 6901 pointer the inspector marks in the selected resource. */
  readonly pointer: string | null
  /** Containers opened or closed by hand: `vpc-1:chip`. */
  readonly levels: Readonly<Record<string, 'chip' | 'cards' | 'full'>>
  readonly scope: string | null
  /** In the search language of `lib/findings/search-query.ts`; one text filters findings, lights up the map and the table. */
  readonly query: string
  readonly groupBy: GroupBy
  readonly camera: Camera | null
  /** The question that is answered in the panel and drawn on the map. */
  readonly ask: AskedQuestion | null
  readonly leg: Leg
  /** Ids of the rules that are thought away; empty for the network as it is. */
  readonly without: readonly string[]
  /** What a line of the matrix stands for: `vpc`, `subnet`, `security-group`, `tag:Name`. */
  readonly matrixBy: string
}

export const DEFAULT_VIEW_STATE: ViewState = {
  snapshot: null,
  view: 'map',
  panel: 'findings',
  lens: 'placement',
  selection: null,
  finding: null,
  pointer: null,
  levels: {},
  scope: null,
  query: '',
  groupBy: 'severity',
  camera: null,
  ask: null,
  leg: 'request',
  without: [],
  matrixBy: 'subnet',
}
