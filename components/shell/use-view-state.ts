'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { readViewState } from '../../lib/view-state/read-view-state.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { writeViewState } from '../../lib/view-state/write-view-state.ts'
import type { ViewLocation } from './view-location.ts'

export type UpdateView = (patch: Partial<ViewState>) => void

/** Browsers limit how often the address may change; a camera in motion would pass the limit. */
const SETTLE_MS = 200

/** What the Back button should undo: going somewhere, not looking closer. */
function isJourney(before: ViewState, after: ViewState): boolean {
  return before.view !== after.view || before.snapshot !== after.snapshot || before.scope !== after.scope
}

/** The view, kept in the address: read once and on Back, written soon after each change. */
export function useViewState(location: ViewLocation, initial?: ViewState): readonly [ViewState, UpdateView] {
  const [state, setState] = useState<ViewState>(() => initial ?? readViewState(location.read()))
  const current = useRef(state)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const flush = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    location.write(writeViewState(current.current), false)
  }, [location])

  const update = useCallback<UpdateView>(
    (patch) => {
      const before = current.current
      const after = { ...before, ...patch }
      if (writeViewState(after) === writeViewState(before)) return
      current.current = after
      setState(after)
      if (isJourney(before, after)) {
        if (timer.current !== null) clearTimeout(timer.current)
        timer.current = null
        location.write(writeViewState(before), false)
        location.write(writeViewState(after), true)
      } else {
        timer.current ??= setTimeout(flush, SETTLE_MS)
      }
    },
    [flush, location],
  )

  useEffect(() => {
    const back = () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
      current.current = readViewState(location.read())
      setState(current.current)
    }
    window.addEventListener('popstate', back)
    return () => {
      window.removeEventListener('popstate', back)
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [location])

  return [state, update]
}
