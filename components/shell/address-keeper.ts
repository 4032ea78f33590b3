/** When the view is written into the address: at once for what was chosen, soon after for what is in motion. */

import type { ViewState } from '../../lib/view-state/view-state.ts'
import { writeViewState } from '../../lib/view-state/write-view-state.ts'
import type { ViewLocation } from './view-location.ts'

export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Runs later; the answer calls it off. */
  later(run: () => void, milliseconds: number): () => void
}

export interface AddressKeeper {
  /** The view changed: a journey becomes an entry of the history, the rest replaces the one that is there. */
  changed(before: ViewState, after: ViewState): void
  /** Writes what is still waiting: the page is about to be left. */
  flush(): void
  /** Forgets what is still waiting: the address was changed by the browser. */
  forget(): void
}

/** A camera in motion and a text being typed settle before they are written. */
const SETTLE_MS = 200
/** Safari refuses the hundredth change of the address in ten seconds, Chromium the two hundredth. */
const BURST = { most: 40, milliseconds: 10_000 }

/** What the Back button should undo: going somewhere, asking something; not looking closer. */
const JOURNEYS = ['view', 'snapshot', 'scope', 'ask', 'without'] as const satisfies readonly (keyof ViewState)[]

function isJourney(before: ViewState, after: ViewState): boolean {
  return JOURNEYS.some((key) => before[key] !== after[key])
}

/** Only the camera or the searched text differ. */
function isMotion(before: ViewState, after: ViewState): boolean {
  return writeViewState({ ...before, camera: after.camera, query: after.query }) === writeViewState(after)
}

export function keepAddress(location: ViewLocation, clock: Clock): AddressKeeper {
  let waiting: { readonly state: ViewState; readonly callOff: () => void } | null = null
  let written: readonly number[] = []

  const forget = () => {
    waiting?.callOff()
    waiting = null
  }
  const write = (state: ViewState, push: boolean) => {
    written = [...written.filter((at) => clock.now() - at < BURST.milliseconds), clock.now()]
    location.write(writeViewState(state), push)
  }
  const flush = () => {
    const state = waiting?.state
    forget()
    if (state !== undefined) write(state, false)
  }
  const isHurried = () => written.filter((at) => clock.now() - at < BURST.milliseconds).length >= BURST.most

  return {
    changed(before, after) {
      if (isJourney(before, after)) {
        forget()
        write(before, false)
        write(after, true)
      } else if (isMotion(before, after) || isHurried()) {
        const callOff = waiting?.callOff ?? clock.later(flush, SETTLE_MS)
        waiting = { state: after, callOff }
      } else {
        forget()
        write(after, false)
      }
    },
    flush,
    forget,
  }
}
