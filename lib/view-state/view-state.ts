/** All a link must restore, and nothing else. Defaults stay out of the URL; reading never throws. */

export type View = 'map' | 'findings' | 'table' | 'gaps' | 'snapshots' | 'import' | 'collect'
export type Panel = 'findings' | 'inspector' | 'none'

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
  readonly lens: 'placement'
  /** Selected resource id. */
  readonly selection: string | null
  /** Selected finding id; its resources are framed. */
  readonly finding: string | null
  /** RFC 6901 pointer the inspector marks in the selected resource. */
  readonly pointer: string | null
  /** Containers opened or closed by hand: `vpc-1:chip`. */
  readonly levels: Readonly<Record<string, 'chip' | 'cards' | 'full'>>
  readonly scope: string | null
  readonly query: string
  readonly severities: readonly ('critical' | 'high' | 'medium' | 'low' | 'info')[]
  readonly camera: Camera | null
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
  severities: [],
  camera: null,
}
