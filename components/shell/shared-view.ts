import type { ViewState } from '../../lib/view-state/view-state.ts'
import { writeViewState } from '../../lib/view-state/write-view-state.ts'

/** What a share keeps of the sender's view; a longer one is refused by the server. */
const LONGEST = 4096

/** The sender's view without its snapshot. Should the opened containers make it too long, they are what is left out. */
export function sharedView(state: ViewState): string {
  const view = writeViewState({ ...state, snapshot: null })
  return view.length <= LONGEST ? view : writeViewState({ ...state, snapshot: null, levels: {} })
}
